/**
 * What a request says about itself besides action and resource: condition keys and their values. Keys are lower-case,
 * because policies name them in any case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
import { accountOf, nameIn, type Caller } from './principal.ts';

export type RequestContext = Record<string, string | string[]>;

export interface ContextParts {
  caller: Caller;
  resourceAccount: string;
  epochMs: number;
  resourceTags?: Record<string, string>;
  requestTags?: Record<string, string>;
  /** Keys of the tags that the request would add or remove. */
  tagKeys?: string[];
  more?: RequestContext;
}

export function contextOf({
  caller,
  resourceAccount,
  epochMs,
  resourceTags = {},
  requestTags = {},
  tagKeys,
  more = {},
}: ContextParts): RequestContext {
  const context: RequestContext = {
    'aws:principalarn': caller.arn,
    'aws:resourceaccount': resourceAccount,
    'aws:securetransport': 'true',
    'aws:currenttime': new Date(epochMs).toISOString(),
    'aws:epochtime': String(Math.floor(epochMs / 1000)),
  };
  const account = accountOf(caller.arn);
  if (account !== null) context['aws:principalaccount'] = account;
  if (caller.arn.includes(':user/')) context['aws:username'] = nameIn(caller.arn);
  for (const [key, value] of Object.entries(resourceTags)) context[`aws:resourcetag/${key.toLowerCase()}`] = value;
  for (const [key, value] of Object.entries(requestTags)) context[`aws:requesttag/${key.toLowerCase()}`] = value;
  if (tagKeys !== undefined) context['aws:tagkeys'] = tagKeys;
  for (const [key, value] of Object.entries({ ...caller.context, ...more })) context[key.toLowerCase()] = value;
  return context;
}

/** Policy variables: `${aws:username}`; `${*}`, `${?}` and `${$}` are the characters themselves. One without a value matches nothing. */
export function fillVariables(text: string, context: RequestContext): string {
  if (!text.includes('${')) return text;
  return text.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    if (name === '*' || name === '?' || name === '$') return name;
    const value = context[name.toLowerCase()];
    return typeof value === 'string' ? value : '\u0000';
  });
}
