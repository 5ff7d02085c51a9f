/**
 * AddTagsToStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_AddTagsToStream.html
 * A tag that is there gets the new value. Both families of tag actions see the same tags, keys are case-sensitive
 * (recorded).
 */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import type { Answer } from '../errors.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { addTags, TAG_MAP } from '../tags.ts';
import { structure } from '../validation.ts';

function addTagsToStream(kinesis: Kinesis, input: StreamReference & { Tags: Record<string, string> }): Answer<null> {
  const found = findStream(kinesis, input);
  return found.ok ? addTags(kinesis.state, found.value, input.Tags) : found;
}

export const ADD_TAGS_TO_STREAM: Action = {
  name: 'AddTagsToStream',
  request: structure({ ...STREAM_MEMBERS, Tags: TAG_MAP }, ['Tags']),
  handle: addTagsToStream,
};
