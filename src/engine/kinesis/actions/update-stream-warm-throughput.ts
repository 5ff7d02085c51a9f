/**
 * UpdateStreamWarmThroughput. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamWarmThroughput.html
 * Only for on-demand streams of accounts with the billing commitment. The stream grows by splits to what it is warmed to; a
 * lower value shrinks it, to four shards at least.
 */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { checkWarmThroughput } from '../account.ts';
import { changeSettings } from '../change-settings.ts';
import type { Answer } from '../errors.ts';
import { findActiveStream, findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { scaleToWarm } from '../on-demand.ts';
import { openShardCount } from '../shard-description.ts';
import { integer, structure } from '../validation.ts';

function updateStreamWarmThroughput(
  kinesis: Kinesis,
  input: StreamReference & { WarmThroughputMiBps: number },
): Answer<Record<string, unknown>> {
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  const stream = found.value;
  const refusal = checkWarmThroughput(kinesis, stream.settings.mode, input.WarmThroughputMiBps);
  if (refusal !== null) return refusal;
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const current = openShardCount(kinesis.sim, stream);
  stream.settings.warmMiBps = input.WarmThroughputMiBps;
  if (!scaleToWarm(kinesis, stream, input.WarmThroughputMiBps)) changeSettings(kinesis, stream, {}, kinesis.state.delays.updateStreamMs);
  return {
    ok: true,
    value: {
      StreamARN: stream.arn,
      StreamName: stream.name,
      WarmThroughput: { CurrentMiBps: current, TargetMiBps: input.WarmThroughputMiBps },
    },
  };
}

export const UPDATE_STREAM_WARM_THROUGHPUT: Action = {
  name: 'UpdateStreamWarmThroughput',
  request: structure({ ...STREAM_MEMBERS, WarmThroughputMiBps: integer(0) }, ['WarmThroughputMiBps']),
  handle: updateStreamWarmThroughput,
};
