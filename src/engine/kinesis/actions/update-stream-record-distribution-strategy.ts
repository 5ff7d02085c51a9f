/** UpdateStreamRecordDistributionStrategy. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateStreamRecordDistributionStrategy.html In effect at once; no data moves. */
import { STREAM_ARN, type Action } from '../action.ts';
import { invalidArgument, type Answer } from '../errors.ts';
import { findActiveStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import type { StreamSettings } from '../stream-state.ts';
import { structure, text } from '../validation.ts';

function updateStrategy(
  kinesis: Kinesis,
  input: { StreamARN: string; RecordDistributionStrategy: StreamSettings['distribution'] },
): Answer<null> {
  const active = findActiveStream(kinesis, { StreamARN: input.StreamARN });
  if (!active.ok) return active;
  const { settings } = active.value;
  if (input.RecordDistributionStrategy === 'AUTO' && settings.mode !== 'ON_DEMAND')
    return invalidArgument('RecordDistributionStrategy AUTO is only supported for streams in ON_DEMAND mode.');
  settings.distribution = input.RecordDistributionStrategy;
  return { ok: true, value: null };
}

export const UPDATE_STREAM_RECORD_DISTRIBUTION_STRATEGY: Action = {
  name: 'UpdateStreamRecordDistributionStrategy',
  request: structure({ RecordDistributionStrategy: text({ values: ['AUTO', 'USER_PARTITION_KEY'] }), StreamARN: STREAM_ARN }, [
    'RecordDistributionStrategy',
    'StreamARN',
  ]),
  handle: updateStrategy,
};
