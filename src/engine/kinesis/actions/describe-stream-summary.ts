/**
 * DescribeStreamSummary. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html
 * While the stream is CREATING or DELETING there is no OpenShardCount; RecordDistributionStrategy stands only where the
 * stream is on demand (recorded).
 */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import type { Answer } from '../errors.ts';
import { registeredConsumers } from '../find-consumer.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { openShardCount } from '../shard-description.ts';
import { structure } from '../validation.ts';
import { commonDescription } from './describe-stream.ts';

function describeStreamSummary(kinesis: Kinesis, input: StreamReference): Answer<Record<string, unknown>> {
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  const stream = found.value;
  const { mode, distribution, warmMiBps } = stream.settings;
  const settled = stream.life.state === 'ACTIVE' || stream.life.state === 'UPDATING';
  return {
    ok: true,
    value: {
      StreamDescriptionSummary: {
        ChannelCount: 0,
        ConsumerCount: registeredConsumers(stream).length,
        ...commonDescription(stream),
        MaxRecordSizeInKiB: stream.settings.maxRecordBytes / 1024,
        ...(settled ? { OpenShardCount: openShardCount(kinesis.sim, stream) } : {}),
        ...(mode === 'ON_DEMAND' ? { RecordDistributionStrategy: distribution } : {}),
        ...(warmMiBps === null ? {} : { WarmThroughput: { CurrentMiBps: openShardCount(kinesis.sim, stream), TargetMiBps: warmMiBps } }),
      },
    },
  };
}

export const DESCRIBE_STREAM_SUMMARY: Action = {
  name: 'DescribeStreamSummary',
  request: structure(STREAM_MEMBERS),
  handle: describeStreamSummary,
};
