/**
 * The service on a virtual clock, behind the AWS JSON 1.1 protocol: what AWS clients, tests and replays talk to.
 * Blobs are base64 text, timestamps epoch seconds, errors `{__type, message}` with status 400.
 */
import { getMetricStatistics } from '../aws/cloudwatch/get-metric-statistics.ts';
import { createIamState, type IdentityPolicies } from '../aws/iam/identity-policies.ts';
import type { Caller } from '../aws/iam/principal.ts';
import { createKmsState, type KmsSpec, type KmsState } from '../aws/kms/kms.ts';
import type { AwsError } from '../kinesis/errors.ts';
import type { ControlPlaneDelays } from '../kinesis/delays.ts';
import { dispatch } from '../kinesis/dispatch.ts';
import { subscribe, type FanOutSession } from './fan-out-session.ts';
import type { QuotaProfileName, Quotas } from '../kinesis/quotas.ts';
import { advanceTo, createWorld, kinesisOf, type World } from '../world.ts';

export interface KinesisApiOptions {
  /** Epoch milliseconds. */
  startTime: number;
  seed?: number | string;
  accountId?: string;
  region?: string;
  /** A profile's name, or single limits that differ from the present ones. */
  quotas?: QuotaProfileName | Partial<Quotas>;
  /** Control-plane delays that differ from the observed ones. */
  delays?: Partial<ControlPlaneDelays>;
  /** Who calls, where a call does not say; absent: the account itself, which may do everything. */
  principal?: string | Caller;
  /** By the principal's ARN; no policies, no rights. */
  iam?: { identityPolicies: IdentityPolicies };
  /** The keys there are; absent: any key that is named. */
  kms?: KmsSpec;
}

export interface CallOptions {
  principal?: string | Caller | null;
}

export interface ApiAnswer {
  status: number;
  /** An empty object where the service sends nothing. */
  body: Record<string, unknown>;
}

export interface KinesisApi {
  /** `target` as in X-Amz-Target, e.g. `Kinesis_20131202.PutRecord`. */
  handle(target: string, body: unknown, options?: CallOptions): Promise<ApiAnswer>;
  /** SubscribeToShard: with status 200 a session, which events are pushed to. */
  subscribe(body: unknown, options?: CallOptions): Promise<ApiAnswer & { session?: FanOutSession }>;
  advanceTo(epochMs: number): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
  /** The key service, for those who disable or throttle it: see `setKeyState`. */
  kms: KmsState;
}

export function createKinesisApi(options: KinesisApiOptions): KinesisApi {
  const { startTime, seed = 1, accountId = '000000000000', region = 'us-east-1', quotas = {}, delays = {} } = options;
  const profile = typeof quotas === 'string' ? quotas : '2026';
  const world = createWorld(
    {
      id: 'api',
      title: '',
      summary: '',
      startEpochMs: startTime,
      profile,
      region,
      accountId,
      streams: [],
      producers: [],
      consumers: [],
      metered: false,
    },
    { seed: String(seed), quotas: typeof quotas === 'string' ? {} : quotas, delays },
  );
  if (options.iam !== undefined) world.kinesis.iam = createIamState(options.iam.identityPolicies);
  if (options.kms !== undefined) world.kinesis.kms = createKmsState(accountId, region, options.kms);
  return kinesisApiOf(world, options.principal);
}

/** The service of a world that stands already. */
export function kinesisApiOf(world: World, principal: string | Caller | null = null): KinesisApi {
  const startTime = world.sim.startEpochMs;
  const kinesisFor = (call: CallOptions = {}) => ({
    ...kinesisOf(world),
    caller: callerOf(call.principal === undefined ? principal : call.principal),
  });
  return {
    handle: async (target, body, call) => {
      if (target === METRIC_STATISTICS) return metricAnswer(getMetricStatistics(world.kinesis.metrics, body));
      const answer = dispatch(kinesisFor(call), target, body);
      return answer.ok ? { status: 200, body: inOrder(answer.value ?? {}) as Record<string, unknown> } : errorAnswer(answer.error);
    },
    subscribe: async (body, call) => {
      const session = subscribe(kinesisFor(call), body);
      return session.ok ? { status: 200, body: {}, session: session.value } : errorAnswer(session.error);
    },
    advanceTo: async (epochMs) => advanceTo(world, Math.round((epochMs - startTime) * 1000)),
    now: () => startTime + world.sim.nowUs / 1000,
    kms: world.kinesis.kms,
  };
}

const callerOf = (principal: string | Caller | null): Caller | null => (typeof principal === 'string' ? { arn: principal } : principal);

/** Members in alphabetical order, as the service prints them. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, inOrder((value as Record<string, unknown>)[name])]));
}

const METRIC_STATISTICS = 'GraniteServiceVersion20100801.GetMetricStatistics';

const metricAnswer = (answer: ReturnType<typeof getMetricStatistics>): ApiAnswer =>
  answer.ok ? { status: 200, body: answer.value } : { status: 400, body: { __type: answer.type, message: answer.message } };

const errorAnswer = ({ type, message }: AwsError): ApiAnswer => ({
  status: 400,
  // the JSON layer and IAM spell the member with a capital
  body:
    type === 'SerializationException' || type === 'AccessDeniedException' ? { __type: type, Message: message } : { __type: type, message },
});
