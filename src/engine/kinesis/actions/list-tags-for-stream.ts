/**
 * ListTagsForStream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForStream.html
 * In the order of the keys' code units (recorded).
 */
import { STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import type { Answer } from '../errors.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { TAG_KEY, tagList } from '../tags.ts';
import { integer, structure } from '../validation.ts';

interface Input extends StreamReference {
  ExclusiveStartTagKey?: string;
  Limit?: number;
}

function listTagsForStream(kinesis: Kinesis, input: Input): Answer<Record<string, unknown>> {
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  const { ExclusiveStartTagKey: after } = input;
  const rest = tagList(found.value.tags).filter(({ Key }) => after === undefined || Key > after);
  const page = rest.slice(0, input.Limit ?? rest.length);
  return { ok: true, value: { HasMoreTags: page.length < rest.length, Tags: page } };
}

export const LIST_TAGS_FOR_STREAM: Action = {
  name: 'ListTagsForStream',
  request: structure({ ...STREAM_MEMBERS, ExclusiveStartTagKey: TAG_KEY, Limit: integer(1, 50) }),
  handle: listTagsForStream,
};
