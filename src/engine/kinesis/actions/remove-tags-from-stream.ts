/** RemoveTagsFromStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_RemoveTagsFromStream.html Tags that are not there are ignored (recorded). */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import type { Answer } from '../errors.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { removeTags, TAG_KEYS } from '../tags.ts';
import { structure } from '../validation.ts';

function removeTagsFromStream(kinesis: Kinesis, input: StreamReference & { TagKeys: string[] }): Answer<null> {
  const found = findStream(kinesis, input);
  return found.ok ? removeTags(kinesis.state, found.value, input.TagKeys) : found;
}

export const REMOVE_TAGS_FROM_STREAM: Action = {
  name: 'RemoveTagsFromStream',
  request: structure({ ...STREAM_MEMBERS, TagKeys: TAG_KEYS }, ['TagKeys']),
  handle: removeTagsFromStream,
};
