/** The identity policies of a run, from what its maker wrote. */
import { assert } from '../../kernel/assert.ts';
import type { IamState } from './evaluate.ts';
import { parsePolicy } from './parse-policy.ts';
import type { PolicyDocument } from './policy-document.ts';

/** By the principal's ARN; as documents or JSON. A faulty one is an error of the run's maker. */
export type IdentityPolicies = Record<string, (PolicyDocument | string)[]>;

export function createIamState(policies: IdentityPolicies): IamState {
  const identityPolicies: IamState['identityPolicies'] = {};
  for (const [principal, documents] of Object.entries(policies))
    identityPolicies[principal] = documents.map((document) => {
      const parsed = parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), 'identity');
      assert(parsed.ok, `the identity policy of ${principal} is not one: ${parsed.ok ? '' : parsed.error}`);
      return parsed.value;
    });
  return { identityPolicies };
}
