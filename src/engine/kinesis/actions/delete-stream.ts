/**
 * DeleteStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html
 * The stream is DELETING for a while and then gone, its consumers with it where that is asked for. A stream that is being
 * deleted may be deleted again. Simplified: until it is gone it still takes and gives records.
 */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { stepConsumer } from '../consumer-life.ts';
import { resourceInUse, type Answer } from '../errors.ts';
import { registeredConsumers } from '../find-consumer.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { stepStream } from '../stream-life.ts';
import { structure } from '../validation.ts';

function deleteStream(kinesis: Kinesis, input: StreamReference & { EnforceConsumerDeletion?: boolean }): Answer<null> {
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  const stream = found.value;
  const consumers = registeredConsumers(stream);
  if (consumers.length > 0 && input.EnforceConsumerDeletion !== true)
    return resourceInUse(
      `DeleteStream can’t delete ${kinesis.state.accountId}:${stream.name} because there are consumers associated with this data stream. To delete ${stream.name} anyway, ` +
        'set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are associated with it.',
    );
  for (const consumer of consumers) stepConsumer(kinesis.sim, stream, consumer, 'deregister');
  if (stream.life.state === 'CREATING') for (const shard of stream.shards) shard.listedFromUs = Number.MAX_SAFE_INTEGER; // it never shows any (kinesalite's tests, run on AWS)
  stepStream(kinesis.sim, stream, 'delete'); // a stream that is being deleted stays so
  return { ok: true, value: null };
}

export const DELETE_STREAM: Action = {
  name: 'DeleteStream',
  request: structure({ ...STREAM_MEMBERS, EnforceConsumerDeletion: { kind: 'boolean' } }),
  handle: deleteStream,
};
