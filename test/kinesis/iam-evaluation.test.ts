import { describe, expect, test } from 'vitest';
import { evaluate, type AccessRequest } from '../../src/engine/aws/iam/evaluate.ts';
import type { PolicyDocument, Statement } from '../../src/engine/aws/iam/policy-document.ts';
import { contextOf } from '../../src/engine/aws/iam/request-context.ts';
import { matchesPattern } from '../../src/engine/aws/iam/wildcard.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const ARN = `arn:aws:kinesis:us-east-1:${OWN}:stream/orders`;
const user = (account: string) => `arn:aws:iam::${account}:user/team/alice`;

const allow = (more: Partial<Statement> = {}): Statement => ({ Effect: 'Allow', Action: 'kinesis:PutRecord', Resource: ARN, ...more });
const deny = (more: Partial<Statement> = {}): Statement => ({ ...allow(more), Effect: 'Deny' });
const documentOf = (statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements });

interface Case {
  identity?: Statement[];
  resource?: Statement[];
  account?: string;
  caller?: string;
  as?: string;
  action?: string;
  target?: string;
  context?: Record<string, string | string[]>;
  rules?: boolean;
}

function decide({
  identity = [],
  resource,
  account = OWN,
  caller = user(account),
  as = caller,
  action = 'kinesis:PutRecord',
  target = ARN,
  context = {},
  rules,
}: Case): string {
  const request: AccessRequest = {
    caller,
    action,
    resource: target,
    resourceAccount: OWN,
    resourcePolicy: resource === undefined ? null : documentOf(resource),
    resourcePolicyRules: rules,
    context: contextOf({
      caller: { arn: caller, context },
      resourceAccount: OWN,
      epochMs: Date.UTC(2026, 10, 20, 5),
      resourceTags: { env: 'prod' },
      requestTags: { Owner: 'me' },
      tagKeys: ['Owner', 'env'],
    }),
  };
  const decision = evaluate({ identityPolicies: { [as]: [documentOf(identity)] } }, request);
  return decision.allowed ? 'allowed' : `${decision.explicit ? 'denied' : 'nothing'} ${decision.policy}`;
}

const toUser: Partial<Statement> = { Principal: { AWS: user(OWN) } };
const toOther: Partial<Statement> = { Principal: { AWS: user(OTHER) } };
const toOtherAccount: Partial<Statement> = { Principal: { AWS: OTHER } };

describe('who decides', () => {
  test.each<[string, Case, string]>([
    ['no policy at all', {}, 'nothing identity-based'],
    ['identity alone', { identity: [allow()] }, 'allowed'],
    ['resource alone, same account, named', { resource: [allow(toUser)] }, 'allowed'],
    ['resource alone, same account, everyone', { resource: [allow({ Principal: '*' })] }, 'allowed'],
    ['resource alone, same account, the account only', { resource: [allow({ Principal: { AWS: OWN } })] }, 'nothing identity-based'],
    ['an explicit Deny of identity beats both', { identity: [allow(), deny()], resource: [allow(toUser)] }, 'denied identity-based'],
    [
      'an explicit Deny of the resource beats both',
      { identity: [allow()], resource: [allow(toUser), deny({ Principal: '*' })] },
      'denied resource-based',
    ],
    ['a Deny of another action does not', { identity: [allow(), deny({ Action: 'kinesis:Get*' })] }, 'allowed'],
    ['across accounts, identity alone', { account: OTHER, identity: [allow()] }, 'nothing resource-based'],
    ['across accounts, resource alone', { account: OTHER, resource: [allow(toOther)] }, 'nothing identity-based'],
    ['across accounts, both', { account: OTHER, identity: [allow()], resource: [allow(toOther)] }, 'allowed'],
    ['across accounts, both, the account named', { account: OTHER, identity: [allow()], resource: [allow(toOtherAccount)] }, 'allowed'],
    [
      'across accounts, another account named',
      { account: OTHER, identity: [allow()], resource: [allow({ Principal: { AWS: '777788889999' } })] },
      'nothing resource-based',
    ],
    ['the account’s root', { caller: `arn:aws:iam::${OWN}:root` }, 'allowed'],
    ['root, denied by the resource', { caller: `arn:aws:iam::${OWN}:root`, resource: [deny({ Principal: '*' })] }, 'denied resource-based'],
    ['a service', { caller: 'firehose.amazonaws.com', resource: [allow({ Principal: { Service: 'firehose.amazonaws.com' } })] }, 'allowed'],
    [
      'a service that is not named',
      { caller: 'lambda.amazonaws.com', resource: [allow({ Principal: { Service: 'firehose.amazonaws.com' } })] },
      'nothing resource-based',
    ],
    ['all but one', { resource: [deny({ NotPrincipal: { AWS: user(OWN) } })], identity: [allow()] }, 'allowed'],
    [
      'a session acts as its role',
      { caller: `arn:aws:sts::${OWN}:assumed-role/reader/s1`, as: `arn:aws:iam::${OWN}:role/path/reader`, identity: [allow()] },
      'allowed',
    ],
    [
      'a session of another role',
      { caller: `arn:aws:sts::${OWN}:assumed-role/writer/s1`, as: `arn:aws:iam::${OWN}:role/reader`, identity: [allow()] },
      'nothing identity-based',
    ],
    ['where the resource’s policy rules, identity alone', { identity: [allow()], rules: true, resource: [] }, 'nothing resource-based'],
    [
      'where it rules and hands on to the account',
      { identity: [allow()], rules: true, resource: [allow({ Principal: { AWS: `arn:aws:iam::${OWN}:root` } })] },
      'allowed',
    ],
  ])('%s', (_, given, expected) => {
    expect(decide(given)).toBe(expected);
  });
});

describe('what a statement covers', () => {
  test.each<[string, Partial<Statement>, Case, boolean]>([
    ['wildcard action', { Action: 'kinesis:Get*' }, { action: 'kinesis:GetRecords' }, true],
    ['wildcard of another kind', { Action: 'kinesis:Get*' }, {}, false],
    ['actions in any case', { Action: 'Kinesis:putrecord' }, {}, true],
    ['everything', { Action: '*', Resource: '*' }, {}, true],
    ['NotAction', { Action: undefined, NotAction: 'kinesis:Delete*' }, {}, true],
    ['NotAction that names it', { Action: undefined, NotAction: ['kinesis:Put*'] }, {}, false],
    ['resource prefix', { Resource: `arn:aws:kinesis:*:${OWN}:stream/ord*` }, {}, true],
    ['resources mind the case', { Resource: ARN.toUpperCase() }, {}, false],
    ['NotResource', { Resource: undefined, NotResource: `${ARN}-2` }, {}, true],
    ['NotResource that names it', { Resource: undefined, NotResource: `${ARN}*` }, {}, false],
    ['a stream is not its consumer', { Resource: ARN }, { target: `${ARN}/consumer/c:1` }, false],
    ['one character', { Resource: ARN.replace('orders', 'order?') }, {}, true],
    [
      'a variable',
      { Resource: `arn:aws:kinesis:us-east-1:${OWN}:stream/\${aws:username}` },
      { target: `arn:aws:kinesis:us-east-1:${OWN}:stream/alice` },
      true,
    ],
    [
      'a variable without value',
      { Resource: `arn:aws:kinesis:us-east-1:${OWN}:stream/\${aws:nobody}` },
      { target: `arn:aws:kinesis:us-east-1:${OWN}:stream/` },
      false,
    ],
  ])('%s', (_, statement, given, expected) => {
    expect(decide({ identity: [allow(statement)], ...given })).toBe(expected ? 'allowed' : 'nothing identity-based');
  });
});

describe('conditions', () => {
  const vpce = { 'aws:SourceVpce': 'vpce-1' };
  test.each<[Statement['Condition'], Case['context'], boolean]>([
    [{ StringEquals: { 'aws:ResourceTag/env': 'prod' } }, {}, true],
    [{ StringEquals: { 'aws:ResourceTag/env': 'test' } }, {}, false],
    [{ StringEquals: { 'AWS:RESOURCETAG/env': ['test', 'prod'] } }, {}, true],
    [{ StringEquals: { 'aws:RequestTag/Owner': 'me' } }, {}, true],
    [{ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, vpce, false],
    [{ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, {}, true],
    [{ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }, {}, false],
    [{ StringEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } }, {}, true],
    [{ StringLike: { 'aws:SourceVpce': 'vpce-?' } }, vpce, true],
    [{ StringNotLike: { 'aws:SourceVpce': ['x*', 'vpce-*'] } }, vpce, false],
    [{ StringEqualsIgnoreCase: { 'aws:SourceVpce': 'VPCE-1' } }, vpce, true],
    [{ ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:user/*` } }, {}, true],
    [{ ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${OWN}:user/*` } }, {}, false],
    [{ Bool: { 'aws:SecureTransport': true } }, {}, true],
    [{ Bool: { 'aws:SecureTransport': 'false' } }, {}, false],
    [{ StringEqualsIgnoreCase: { constructor: 'x' } }, {}, false],
    [{ Null: { 'aws:SourceVpce': 'true' } }, {}, true],
    [{ Null: { 'aws:SourceVpce': 'false' } }, vpce, true],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': 300 } }, { 'aws:MultiFactorAuthAge': '60' }, true],
    [{ NumericLessThan: { 'aws:MultiFactorAuthAge': 300 } }, { 'aws:MultiFactorAuthAge': '600' }, false],
    [{ DateGreaterThan: { 'aws:CurrentTime': '2026-11-20T04:59:59Z' } }, {}, true],
    [{ DateLessThan: { 'aws:CurrentTime': '2026-11-20T05:00:00' } }, {}, false],
    [{ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }, { 'aws:SourceIp': '10.9.8.7' }, true],
    [{ NotIpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } }, { 'aws:SourceIp': '10.9.8.7' }, false],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Owner', 'env', 'x'] } }, {}, true],
    [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Owner'] } }, {}, false],
    [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['Owner'] } }, {}, true],
    [{ 'ForAnyValue:StringEquals': { 'aws:Nothing': ['x'] } }, {}, false],
    [{ StringEquals: { 'aws:ResourceTag/env': '${aws:PrincipalTag/env}' } }, { 'aws:PrincipalTag/env': 'prod' }, true],
    [{ StringEquals: { 'aws:ResourceTag/env': 'prod', 'aws:SourceVpce': 'vpce-2' } }, vpce, false],
    [{ StringEquals: { 'aws:ResourceTag/env': 'prod' }, StringLike: { 'aws:SourceVpce': 'vpce-1' } }, vpce, true],
  ])('%j with %j: %s', (Condition, context, expected) => {
    expect(decide({ identity: [allow({ Condition })], context })).toBe(expected ? 'allowed' : 'nothing identity-based');
  });
});

test.each<[string, string, boolean]>([
  ['*', '', true],
  ['a*c', 'abbbc', true],
  ['a*c', 'abbbd', false],
  ['*a*b*', 'xxaxxbxx', true],
  ['*ab', 'aab', true],
  ['?', '', false],
  ['a.c', 'abc', false],
  [`${'*a'.repeat(30)}b`, 'a'.repeat(200), false],
])('pattern %s and %s: %s', (pattern, text, expected) => {
  expect(matchesPattern(pattern, text)).toBe(expected);
});
