/**
 * Whether the calling principal may do what it asks for, before anything happens.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
 * A call without a principal is the account's own and may do everything. Simplified: one account; others hold no streams
 * and may have none.
 */
import { accessDeniedText, evaluate } from '../aws/iam/evaluate.ts';
import { parsePolicy } from '../aws/iam/parse-policy.ts';
import { accountOf, type Caller } from '../aws/iam/principal.ts';
import { contextOf } from '../aws/iam/request-context.ts';
import { accessDenied, type Answer } from './errors.ts';
import { streamArn } from './find-stream.ts';
import type { Kinesis } from './kinesis.ts';
import { consumerWithArn, type TaggedResource } from './resource-reference.ts';
import { openToken } from './token.ts';

type Input = Record<string, unknown>;

/** Actions on the account; policies name them with `*`. */
const ON_ACCOUNT = new Set(['ListStreams', 'DescribeLimits', 'DescribeAccountSettings', 'UpdateAccountSettings', 'ListChannels']);
/** Only for principals of the account that owns the resource. */
const OWNERS_ONLY = new Set(['PutResourcePolicy', 'GetResourcePolicy', 'DeleteResourcePolicy']);
/** Actions on a consumer that may name it by stream and name; its ARN then ends without the creation second (public logs). */
const ON_CONSUMER = new Set(['DescribeStreamConsumer', 'DeregisterStreamConsumer']);

/** The service as the caller may use it, or a refusal. */
export function admitCaller(kinesis: Kinesis, action: string, input: Input): Answer<Kinesis> {
  const { caller, state } = kinesis;
  if (caller == null) return { ok: true, value: kinesis };
  const account = accountOf(caller.arn) ?? state.accountId;
  const arn = resourceOf(kinesis, action, input, account);
  if (arn === null) return { ok: true, value: kinesis }; // names nothing: the action says what is wrong
  for (const right of rightsFor(action, input)) {
    const refusal = refuse(kinesis, caller, right, arn, input, account);
    if (refusal !== null) return refusal;
  }
  return { ok: true, value: ownerOf(arn, account) === state.accountId ? kinesis : inAccount(kinesis, account) };
}

const ownerOf = (arn: string, account: string): string => (arn === '*' ? account : (accountOf(arn) ?? account));

/** CreateStream with tags asks for the right to tag as well. */
const rightsFor = (action: string, input: Input): string[] =>
  action === 'CreateStream' && input['Tags'] !== undefined ? [action, 'AddTagsToStream'] : [action];

/** The ARN that an action is about; a name alone is one of the caller's own account. Null where the request names nothing. */
function resourceOf({ state }: Kinesis, action: string, input: Input, account: string): string | null {
  if (ON_ACCOUNT.has(action)) return '*';
  const member = (name: string) => input[name] as string | undefined;
  const named = member('ResourceARN') ?? member('ConsumerARN') ?? member('ChannelARN');
  if (named !== undefined) return named;
  const [stream, name] = [member('StreamARN'), member('StreamName')];
  if (stream !== undefined && ON_CONSUMER.has(action) && member('ConsumerName') !== undefined)
    return `${stream}/consumer/${member('ConsumerName')}`;
  if (stream !== undefined) return stream;
  if (name !== undefined) return streamArn(state.region, account, name);
  const [iterator, next] = [member('ShardIterator'), member('NextToken')];
  const token =
    iterator !== undefined
      ? openToken(state.secret, 'iterator', iterator)
      : next !== undefined
        ? openToken(state.secret, 'shards', next)
        : null;
  return Array.isArray(token) ? (state.streams[token[0] as number]?.arn ?? null) : null;
}

function refuse(kinesis: Kinesis, caller: Caller, action: string, arn: string, input: Input, account: string) {
  const { sim, state } = kinesis;
  const owner = ownerOf(arn, account);
  const resource = findByArn(kinesis, arn);
  const requestTags = input['Tags'] as Record<string, string> | undefined;
  const policy =
    resource === null || resource.policy === null || (owner !== account && OWNERS_ONLY.has(action))
      ? null
      : parsePolicy(resource.policy, 'resource');
  const request = {
    caller: caller.arn,
    action: `kinesis:${action}`,
    resource: arn,
    resourceAccount: owner,
    resourcePolicy: policy?.ok ? policy.value : null,
    context: contextOf({
      caller,
      resourceAccount: owner,
      epochMs: sim.startEpochMs + sim.nowUs / 1000,
      resourceTags: resource?.tags,
      requestTags,
      tagKeys: requestTags === undefined ? (input['TagKeys'] as string[] | undefined) : Object.keys(requestTags),
    }),
  };
  const decision = evaluate(state.iam, request);
  return decision.allowed ? null : accessDenied(accessDeniedText(request, decision));
}

function findByArn({ state }: Kinesis, arn: string): TaggedResource | null {
  const stream = state.streams.find((one) => one.life.state !== 'GONE' && (one.arn === arn || arn.startsWith(`${one.arn}/consumer/`)));
  if (stream === undefined || stream.arn === arn) return stream ?? null;
  return consumerWithArn(stream, arn) ?? null;
}

/** What another account sees of its own: nothing, and no room for streams. */
function inAccount(kinesis: Kinesis, accountId: string): Kinesis {
  const { state } = kinesis;
  const quotas = { ...state.quotas, shardsPerAccount: 0, onDemandStreams: 0 };
  return { ...kinesis, state: { ...state, accountId, quotas, streams: [], calls: {} } };
}
