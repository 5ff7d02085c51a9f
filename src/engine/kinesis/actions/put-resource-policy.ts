/** PutResourcePolicy. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutResourcePolicy.html The whole policy is replaced; it takes effect at once (a choice). */
import { parsePolicy, storedForm } from '../../aws/iam/parse-policy.ts';
import type { Action } from '../action.ts';
import { invalidArgument, type Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { findActiveResource, RESOURCE_ARN } from '../resource-reference.ts';
import { structure, text } from '../validation.ts';

function putResourcePolicy(kinesis: Kinesis, input: { ResourceARN: string; Policy: string }): Answer<null> {
  const found = findActiveResource(kinesis, input.ResourceARN);
  if (!found.ok) return found;
  const policy = parsePolicy(input.Policy, 'resource');
  if (!policy.ok) return invalidArgument(`Policy validation error: ${policy.error}`);
  found.value.policy = storedForm(policy.value);
  return { ok: true, value: null };
}

export const PUT_RESOURCE_POLICY: Action = {
  name: 'PutResourcePolicy',
  request: structure({ Policy: text(), ResourceARN: RESOURCE_ARN }, ['Policy', 'ResourceARN']),
  handle: putResourcePolicy,
};
