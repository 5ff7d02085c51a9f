/**
 * One use of a key on behalf of a caller, as Kinesis asks for it: throttling, the key, the right to use it, its state.
 * Texts: KMS's own where they were seen in public logs.
 */
import type { Result } from '../../kernel/result.ts';
import { evaluate, type IamState } from '../iam/evaluate.ts';
import { actsAs } from '../iam/principal.ts';
import type { RequestContext } from '../iam/request-context.ts';
import { findKey } from './find-key.ts';
import type { KeyState, KmsKey, KmsState } from './kms.ts';

export interface KmsRefusal {
  kind: 'NotFound' | 'Disabled' | 'InvalidState' | 'AccessDenied' | 'Throttling' | 'OptInRequired';
  message: string;
}

export type KmsOperation = 'GenerateDataKey' | 'Decrypt' | 'DescribeKey';

export interface KeyUse {
  /** GUID, key ARN, alias or alias ARN. */
  key: string;
  operation: KmsOperation;
  /** ARN of the principal on whose behalf the key is used; null: the account itself, which may. */
  caller: string | null;
  context: RequestContext;
}

export function requestKey(kms: KmsState, iam: IamState, use: KeyUse): Result<KmsKey, KmsRefusal> {
  if (kms.optInRequired) return refuse('OptInRequired', 'The AWS Access Key Id needs a subscription for the service');
  if (kms.throttled)
    return refuse('Throttling', 'You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.');
  const found = findKey(kms, use.key);
  if (!found.ok) return found;
  const key = found.value;
  if (use.caller !== null && !mayUse(iam, key, use, use.caller))
    return refuse('AccessDenied', `User: ${use.caller} is not authorized to perform: kms:${use.operation} on resource: ${key.arn}`);
  const fault = stateFault(key);
  return fault === null ? found : { ok: false, error: fault };
}

const refuse = (kind: KmsRefusal['kind'], message: string): { ok: false; error: KmsRefusal } => ({ ok: false, error: { kind, message } });

/** The key's policy rules: identity policies count where it gives its account the say. A grant allows by itself; a Deny beats all. */
function mayUse(iam: IamState, key: KmsKey, { operation, context }: KeyUse, caller: string): boolean {
  const decision = evaluate(iam, {
    caller,
    action: `kms:${operation}`,
    resource: key.arn,
    resourceAccount: key.accountId,
    resourcePolicy: key.policy,
    resourcePolicyRules: true,
    context,
  });
  if (decision.allowed || decision.explicit) return decision.allowed;
  return key.grants.some(({ grantee, operations }) => actsAs(caller, grantee) && operations.includes(operation));
}

const STATE_TEXTS: Partial<Record<KeyState, string>> = {
  PendingDeletion: 'is pending deletion.',
  PendingImport: 'is pending import.',
  Unavailable: 'is unavailable.',
};

function stateFault({ arn, state }: KmsKey): KmsRefusal | null {
  if (state === 'Enabled') return null;
  return state === 'Disabled'
    ? { kind: 'Disabled', message: `${arn} is disabled.` }
    : { kind: 'InvalidState', message: `${arn} ${STATE_TEXTS[state]}` };
}
