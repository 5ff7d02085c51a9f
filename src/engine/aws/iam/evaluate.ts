/**
 * Whether a principal may do something: an explicit Deny beats any Allow; inside one account an identity policy or the
 * resource's own suffices, across accounts both must allow.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * Simplified: no permission boundaries, session policies, service or resource control policies.
 */
import { conditionHolds } from './condition.ts';
import { listOf, type PolicyDocument, type Statement } from './policy-document.ts';
import { accountOf, actsAs, isRoot, matchPrincipal, type PrincipalMatch } from './principal.ts';
import { fillVariables, type RequestContext } from './request-context.ts';
import { matchesPattern } from './wildcard.ts';

/** Plain data: the identity policies of each principal, by its ARN. */
export interface IamState {
  identityPolicies: Record<string, PolicyDocument[]>;
}

export interface AccessRequest {
  /** ARN of the calling principal, or a service's name. */
  caller: string;
  /** `service:Operation`. */
  action: string;
  resource: string;
  resourceAccount: string;
  resourcePolicy: PolicyDocument | null;
  /** Whether the resource's policy alone decides who may ask the identity policies, as with KMS keys. */
  resourcePolicyRules?: boolean;
  context: RequestContext;
}

export type Decision =
  | { allowed: true }
  /** `policy`: which kind denies, or lacks the Allow. */
  | { allowed: false; explicit: boolean; policy: 'identity-based' | 'resource-based' };

export function evaluate(iam: IamState, request: AccessRequest): Decision {
  const identity = effectOfIdentity(iam, request);
  const resource = effectOfResource(request);
  if (identity === 'Deny') return { allowed: false, explicit: true, policy: 'identity-based' };
  if (resource === 'Deny') return { allowed: false, explicit: true, policy: 'resource-based' };
  const account = accountOf(request.caller);
  const identityAllows = identity === 'Allow';
  const own = account === request.resourceAccount;
  if (account === null) return resource === 'principal' ? { allowed: true } : lacking('resource-based');
  if (own && resource === 'principal') return { allowed: true };
  if (own && !request.resourcePolicyRules) return identityAllows ? { allowed: true } : lacking('identity-based');
  if (resource === null) return lacking('resource-based');
  return identityAllows ? { allowed: true } : lacking('identity-based');
}

const lacking = (policy: 'identity-based' | 'resource-based'): Decision => ({ allowed: false, explicit: false, policy });

function effectOfIdentity(iam: IamState, request: AccessRequest): 'Allow' | 'Deny' | null {
  let effect: 'Allow' | 'Deny' | null = isRoot(request.caller) ? 'Allow' : null;
  for (const [principal, policies] of Object.entries(iam.identityPolicies)) {
    if (!actsAs(request.caller, principal)) continue;
    for (const statement of policies.flatMap((policy) => listOf(policy.Statement))) {
      if (!applies(statement, request)) continue;
      if (statement.Effect === 'Deny') return 'Deny';
      effect = 'Allow';
    }
  }
  return effect;
}

function effectOfResource(request: AccessRequest): PrincipalMatch | 'Deny' {
  let allowed: PrincipalMatch = null;
  for (const statement of listOf(request.resourcePolicy?.Statement)) {
    const match = matchPrincipal(statement, request.caller);
    if (match === null || !applies(statement, request)) continue;
    if (statement.Effect === 'Deny') return 'Deny';
    if (allowed !== 'principal') allowed = match;
  }
  return allowed;
}

function applies(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  const wanted = action.toLowerCase();
  const hasAction = listOf(statement.Action ?? statement.NotAction).some((pattern) => matchesPattern(pattern.toLowerCase(), wanted));
  if (hasAction !== (statement.Action !== undefined)) return false;
  const hasResource = listOf(statement.Resource ?? statement.NotResource).some((pattern) =>
    matchesPattern(fillVariables(pattern, context), resource),
  );
  if (hasResource !== (statement.Resource !== undefined)) return false;
  return conditionHolds(statement.Condition, context);
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html */
export function accessDeniedText({ caller, action, resource }: AccessRequest, decision: Extract<Decision, { allowed: false }>): string {
  const reason = decision.explicit
    ? `with an explicit deny in a${decision.policy === 'identity-based' ? 'n' : ''} ${decision.policy} policy`
    : `because no ${decision.policy} policy allows the ${action} action`;
  return `User: ${caller} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}
