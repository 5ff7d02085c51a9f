/** Policy documents. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html */

export type Texts = string | string[];

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  /** `*`, or by kind: AWS, Service, Federated. Resource policies only. */
  Principal?: '*' | Record<string, Texts>;
  NotPrincipal?: '*' | Record<string, Texts>;
  Action?: Texts;
  NotAction?: Texts;
  Resource?: Texts;
  NotResource?: Texts;
  /** By operator, then by key. */
  Condition?: Record<string, Record<string, ConditionValues>>;
}

type ConditionValue = string | number | boolean;
export type ConditionValues = ConditionValue | ConditionValue[];

export interface PolicyDocument {
  Version?: string;
  Id?: string;
  Statement: Statement | Statement[];
}

export const listOf = <T>(value: T | T[] | undefined): T[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
