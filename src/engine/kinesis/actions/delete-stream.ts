/** DeleteStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteStream.html */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import type { Answer } from '../errors.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { stepStream } from '../stream-life.ts';
import { structure } from '../validation.ts';

function deleteStream(kinesis: Kinesis, input: StreamReference): Answer<null> {
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  stepStream(kinesis.sim, found.value, 'delete'); // a stream that is being deleted stays so
  return { ok: true, value: null };
}

export const DELETE_STREAM: Action = {
  name: 'DeleteStream',
  request: structure({ ...STREAM_MEMBERS, EnforceConsumerDeletion: { kind: 'boolean' } }),
  handle: deleteStream,
};
