/** ListTagsForResource. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListTagsForResource.html All tags at once: there are at most 50. */
import type { Action } from '../action.ts';
import type { Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { findResource, RESOURCE_ARN } from '../resource-reference.ts';
import { tagList } from '../tags.ts';
import { structure } from '../validation.ts';

function listTagsForResource(kinesis: Kinesis, input: { ResourceARN: string }): Answer<Record<string, unknown>> {
  const found = findResource(kinesis, input.ResourceARN);
  return found.ok ? { ok: true, value: { Tags: tagList(found.value.tags) } } : found;
}

export const LIST_TAGS_FOR_RESOURCE: Action = {
  name: 'ListTagsForResource',
  request: structure({ ResourceARN: RESOURCE_ARN }, ['ResourceARN']),
  handle: listTagsForResource,
};
