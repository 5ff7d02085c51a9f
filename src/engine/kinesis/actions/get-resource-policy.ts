/** GetResourcePolicy. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetResourcePolicy.html Without a policy it answers "{}" (recorded). */
import type { Action } from '../action.ts';
import type { Answer } from '../errors.ts';
import type { Kinesis } from '../kinesis.ts';
import { findActiveResource, RESOURCE_ARN } from '../resource-reference.ts';
import { structure } from '../validation.ts';

function getResourcePolicy(kinesis: Kinesis, input: { ResourceARN: string }): Answer<Record<string, unknown>> {
  const found = findActiveResource(kinesis, input.ResourceARN);
  return found.ok ? { ok: true, value: { Policy: found.value.policy ?? '{}' } } : found;
}

export const GET_RESOURCE_POLICY: Action = {
  name: 'GetResourcePolicy',
  request: structure({ ResourceARN: RESOURCE_ARN }, ['ResourceARN']),
  handle: getResourcePolicy,
};
