/**
 * Policy documents read from JSON, and written as the service gives them back.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 * Simplified: only what evaluation needs is checked; actions and principals need not exist.
 */
import { isObject } from '../../kernel/is-object.ts';
import type { Result } from '../../kernel/result.ts';
import { bareOperator, OPERATORS } from './condition.ts';
import { listOf, type PolicyDocument } from './policy-document.ts';

/** The document, or what is wrong with it. */
export function parsePolicy(text: string, kind: 'identity' | 'resource'): Result<PolicyDocument, string> {
  const document = parseJson(text);
  if (document === null) return { ok: false, error: 'This policy contains invalid Json' };
  const fault = faultIn(document, kind);
  return fault === null ? { ok: true, value: document as unknown as PolicyDocument } : { ok: false, error: fault };
}

function parseJson(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isTexts = (value: unknown): boolean =>
  typeof value === 'string' || (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string'));
const isScalar = (value: unknown): boolean => ['string', 'number', 'boolean'].includes(typeof value);

const SYNTAX = 'Syntax errors in policy.';
const DOCUMENT_MEMBERS = ['Version', 'Id', 'Statement'];
const STATEMENT_MEMBERS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];
const VERSIONS = ['2012-10-17', '2008-10-17'];

function faultIn(document: Record<string, unknown>, kind: 'identity' | 'resource'): string | null {
  const { Version: version, Statement: statements } = document;
  if (Object.keys(document).some((name) => !DOCUMENT_MEMBERS.includes(name))) return SYNTAX;
  if (version !== undefined && !VERSIONS.includes(version as string)) return SYNTAX;
  const list = listOf(statements);
  if (list.length === 0) return SYNTAX;
  for (const statement of list) {
    const fault = isObject(statement) ? faultInStatement(statement, kind) : SYNTAX;
    if (fault !== null) return fault;
  }
  return null;
}

function faultInStatement(statement: Record<string, unknown>, kind: 'identity' | 'resource'): string | null {
  if (Object.keys(statement).some((name) => !STATEMENT_MEMBERS.includes(name))) return SYNTAX;
  if (statement['Effect'] !== 'Allow' && statement['Effect'] !== 'Deny') return SYNTAX;
  const oneOf = (name: string) => [statement[name], statement[`Not${name}`]].filter((value) => value !== undefined);
  const [actions, resources, principals] = [oneOf('Action'), oneOf('Resource'), oneOf('Principal')];
  if (actions.length === 0) return 'Policy statement must contain actions.';
  if (resources.length === 0) return 'Policy statement must contain resources.';
  if (actions.length + resources.length > 2 || ![...actions, ...resources].every(isTexts)) return SYNTAX;
  if (kind === 'identity' && principals.length > 0) return 'Policy document should not specify a principal.';
  if (kind === 'resource' && principals.length === 0) return 'Policy statement must contain a principal.';
  if (!principals.every((value) => value === '*' || (isObject(value) && Object.values(value).every(isTexts)))) return SYNTAX;
  return isCondition(statement['Condition']) ? null : SYNTAX;
}

function isCondition(condition: unknown): boolean {
  if (condition === undefined) return true;
  if (!isObject(condition)) return false;
  return Object.entries(condition).every(
    ([operator, keys]) =>
      OPERATORS.has(bareOperator(operator)) &&
      isObject(keys) &&
      Object.values(keys).every((values) => isScalar(values) || (Array.isArray(values) && values.every(isScalar))),
  );
}

/** As the service stores a policy (recorded): without blanks, and a list of one text is that text. */
export function storedForm(document: PolicyDocument): string {
  return JSON.stringify(document, (name, value: unknown) =>
    name !== 'Statement' && Array.isArray(value) && value.length === 1 && typeof value[0] === 'string' ? value[0] : value,
  );
}
