/**
 * The service on a virtual clock, behind the AWS JSON 1.1 protocol: what AWS clients, tests and replays talk to.
 * Blobs are base64 text, timestamps epoch seconds, errors `{__type, message}` with status 400.
 */
import { getMetricStatistics } from '../aws/cloudwatch/get-metric-statistics.ts';
import type { AwsError } from '../kinesis/errors.ts';
import type { ControlPlaneDelays } from '../kinesis/delays.ts';
import { dispatch } from '../kinesis/dispatch.ts';
import type { QuotaProfileName, Quotas } from '../kinesis/quotas.ts';
import { advanceTo, createWorld, kinesisOf } from '../world.ts';

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
}

export interface ApiAnswer {
  status: number;
  /** An empty object where the service sends nothing. */
  body: Record<string, unknown>;
}

export interface KinesisApi {
  /** `target` as in X-Amz-Target, e.g. `Kinesis_20131202.PutRecord`. */
  handle(target: string, body: unknown): Promise<ApiAnswer>;
  advanceTo(epochMs: number): Promise<void>;
  /** Epoch milliseconds. */
  now(): number;
}

export function createKinesisApi({ startTime, seed = 1, accountId = '000000000000', region = 'us-east-1', quotas = {}, delays = {} }: KinesisApiOptions): KinesisApi {
  const profile = typeof quotas === 'string' ? quotas : '2026';
  const world = createWorld(
    { id: 'api', title: '', summary: '', startEpochMs: startTime, profile, region, accountId, streams: [], producers: [], consumers: [], metered: false },
    { seed: String(seed), quotas: typeof quotas === 'string' ? {} : quotas, delays },
  );
  return {
    handle: async (target, body) => {
      if (target === METRIC_STATISTICS) return metricAnswer(getMetricStatistics(world.kinesis.metrics, body));
      const answer = dispatch(kinesisOf(world), target, body);
      return answer.ok ? { status: 200, body: inOrder(answer.value ?? {}) as Record<string, unknown> } : errorAnswer(answer.error);
    },
    advanceTo: async (epochMs) => advanceTo(world, Math.round((epochMs - startTime) * 1000)),
    now: () => startTime + world.sim.nowUs / 1000,
  };
}

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
  body: type === 'SerializationException' || type === 'AccessDeniedException' ? { __type: type, Message: message } : { __type: type, message },
});
