/**
 * UntagResource. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UntagResource.html
 * Takes tags off a stream or a consumer. Tags that are not there are ignored (recorded).
 */
import type { Action } from '../action.ts';
import type { Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { findResource, RESOURCE_ARN } from '../resource-reference.ts';
import { removeTags, TAG_KEYS } from '../tags.ts';
import { structure } from '../validation.ts';

function untagResource(kinesis: Kinesis, input: { ResourceARN: string; TagKeys: string[] }): Answer<null> {
  const found = findResource(kinesis, input.ResourceARN);
  return found.ok ? removeTags(kinesis.state, found.value, input.TagKeys) : found;
}

export const UNTAG_RESOURCE: Action = {
  name: 'UntagResource',
  request: structure({ ResourceARN: RESOURCE_ARN, TagKeys: TAG_KEYS }, ['ResourceARN', 'TagKeys']),
  handle: untagResource,
};
