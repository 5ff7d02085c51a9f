/**
 * TagDeliveryStream, UntagDeliveryStream, ListTagsForDeliveryStream.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_TagDeliveryStream.html. Texts are choices.
 */
import { TAGS_MAX } from '../limits.ts';
import { done, failed, invalidArgument, isFailed, type Failed, type FirehoseAnswer } from './answers.ts';
import type { Json } from './destination-config.ts';
import { findStream, type FirehoseService, type Found } from './firehose-service.ts';
import { tagFits } from './shapes.ts';

/** The tags with the given ones, or why not. Of a key that is given twice the last value holds (recorded). */
export function tagsFor(present: Record<string, string>, given: unknown): { all: Record<string, string> } | Failed {
  const added = (given ?? []) as { Key: string; Value?: string }[];
  const bad = added.find(({ Key, Value = '' }) => !tagFits(Key, Value));
  if (bad !== undefined) return invalidArgument(`Tag '${bad.Key}' begins with aws: or holds characters that tags may not hold.`);
  const all = { ...present, ...Object.fromEntries(added.map(({ Key, Value = '' }) => [Key, Value])) };
  return Object.keys(all).length > TAGS_MAX
    ? failed('LimitExceededException', `A delivery stream cannot have more than ${TAGS_MAX} tags.`)
    : { all };
}

/** One that is being deleted keeps its tags as they are (recorded). */
function findTaggable(service: FirehoseService, name: unknown): Found | Failed {
  const found = findStream(service, name);
  if (isFailed(found) || found.stream.status !== 'DELETING') return found;
  const { accountId } = service.firehose.kinesis.state;
  return failed('ResourceInUseException', `Firehose ${found.stream.spec.id} under account ${accountId} is in the DELETING state.`);
}

export function tagDeliveryStream(service: FirehoseService, input: Json): FirehoseAnswer {
  const found = findTaggable(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const tags = tagsFor(found.stream.tags, input.Tags);
  if (isFailed(tags)) return tags;
  found.stream.tags = tags.all;
  return done();
}

export function untagDeliveryStream(service: FirehoseService, input: Json): FirehoseAnswer {
  const found = findTaggable(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const gone = input.TagKeys as string[];
  found.stream.tags = Object.fromEntries(Object.entries(found.stream.tags).filter(([key]) => !gone.includes(key)));
  return done();
}

export function listTagsForDeliveryStream(service: FirehoseService, input: Json): FirehoseAnswer {
  const found = findStream(service, input.DeliveryStreamName);
  if (isFailed(found)) return found;
  const { ExclusiveStartTagKey: after, Limit: limit = TAGS_MAX } = input as { ExclusiveStartTagKey?: string; Limit?: number };
  const { tags } = found.stream;
  const keys = Object.keys(tags)
    .sort()
    .filter((key) => after === undefined || key > after);
  return done({ Tags: keys.slice(0, limit).map((Key) => ({ Key, Value: tags[Key] })), HasMoreTags: keys.length > limit });
}
