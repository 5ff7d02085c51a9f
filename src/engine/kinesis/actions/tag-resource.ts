/**
 * TagResource. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_TagResource.html
 * Tags a stream or a consumer. Both families of tag actions see the same tags of a stream (recorded).
 */
import type { Action } from '../action.ts';
import type { Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { findResource, RESOURCE_ARN } from '../resource-reference.ts';
import { addTags, TAG_MAP } from '../tags.ts';
import { structure } from '../validation.ts';

function tagResource(kinesis: Kinesis, input: { ResourceARN: string; Tags: Record<string, string> }): Answer<null> {
  const found = findResource(kinesis, input.ResourceARN);
  return found.ok ? addTags(kinesis.state, found.value, input.Tags) : found;
}

export const TAG_RESOURCE: Action = {
  name: 'TagResource',
  request: structure({ ResourceARN: RESOURCE_ARN, Tags: TAG_MAP }, ['ResourceARN', 'Tags']),
  handle: tagResource,
};
