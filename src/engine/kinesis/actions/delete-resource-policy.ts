/**
 * DeleteResourcePolicy. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DeleteResourcePolicy.html
 * Takes the policy off a stream or an ACTIVE consumer; where there is none, that is refused.
 */
import type { Action } from '../action.ts';
import { resourceNotFound, type Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { findActiveResource, RESOURCE_ARN } from '../resource-reference.ts';
import { structure } from '../validation.ts';

function deleteResourcePolicy(kinesis: Kinesis, input: { ResourceARN: string }): Answer<null> {
  const found = findActiveResource(kinesis, input.ResourceARN);
  if (!found.ok) return found;
  if (found.value.policy === null) return resourceNotFound(`No resource policy found for resource ARN ${input.ResourceARN}.`);
  found.value.policy = null;
  return { ok: true, value: null };
}

export const DELETE_RESOURCE_POLICY: Action = {
  name: 'DeleteResourcePolicy',
  request: structure({ ResourceARN: RESOURCE_ARN }, ['ResourceARN']),
  handle: deleteResourcePolicy,
};
