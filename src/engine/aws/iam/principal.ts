/**
 * Who calls, and whom a policy means.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
import { listOf, type Statement } from './policy-document.ts';

export interface Caller {
  /** Of a user, a role, an assumed role's session or an account's root; or a service's name (`firehose.amazonaws.com`). */
  arn: string;
  /** Condition keys that travel with the request, such as `aws:SourceVpce` or `aws:PrincipalTag/team`. */
  context?: Record<string, string | string[]>;
}

/** The account a principal belongs to; null for a service. */
export const accountOf = (arn: string): string | null => (arn.startsWith('arn:') ? arn.split(':')[4] : null);

/** Its name without path: of a session the role's. */
export function nameIn(arn: string): string {
  const [kind, ...path] = arn.split(':').slice(5).join(':').split('/');
  return (kind === 'assumed-role' ? path[0] : path.at(-1)) ?? '';
}

export const isRoot = (arn: string): boolean => /^arn:[^:]*:iam::\d{12}:root$/.test(arn);

/** The session of a role acts as the role: `arn:aws:sts::A:assumed-role/R/s` as `arn:aws:iam::A:role/…/R`. */
export function actsAs(caller: string, named: string): boolean {
  if (caller === named) return true;
  if (!caller.includes(':assumed-role/') || !named.includes(':role/')) return false;
  return accountOf(caller) === accountOf(named) && nameIn(caller) === nameIn(named);
}

/** `principal`: meant itself. `account`: its account is meant, which leaves the decision to that account's identity policies. */
export type PrincipalMatch = 'principal' | 'account' | null;

export function matchPrincipal(statement: Statement, caller: string): PrincipalMatch {
  if (statement.NotPrincipal !== undefined) return matchNamed(statement.NotPrincipal, caller) === null ? 'principal' : null;
  return statement.Principal === undefined ? null : matchNamed(statement.Principal, caller);
}

function matchNamed(principal: NonNullable<Statement['Principal']>, caller: string): PrincipalMatch {
  if (principal === '*') return 'principal';
  const account = accountOf(caller);
  if (account === null) return listOf(principal['Service']).some((name) => name === '*' || name === caller) ? 'principal' : null;
  const named = listOf(principal['AWS']);
  if (named.some((name) => name === '*' || actsAs(caller, name))) return 'principal';
  return named.some((name) => name === account || (isRoot(name) && accountOf(name) === account)) ? 'account' : null;
}
