/**
 * How often an action may be called: per account and region, or per stream, in any second. The data plane has limits of
 * its own per shard. Sources: API reference of each action, October 2026; where it prints none, there is none here.
 */
import { limitExceeded } from './errors.ts';
import { streamNamed } from './find-stream.ts';
import type { Kinesis } from './kinesis.ts';
import { admitCall } from './read-limits.ts';

/** Calls per second and account. */
export const CALLS_PER_ACCOUNT: Readonly<Record<string, number>> = {
  AddTagsToStream: 5,
  CreateStream: 5,
  DecreaseStreamRetentionPeriod: 5,
  DeleteStream: 5,
  DescribeAccountSettings: 5,
  DescribeLimits: 1,
  DescribeStream: 10,
  DescribeStreamSummary: 20,
  DisableEnhancedMonitoring: 5,
  EnableEnhancedMonitoring: 5,
  IncreaseStreamRetentionPeriod: 5,
  ListStreams: 5,
  ListTagsForStream: 5,
  MergeShards: 5,
  RegisterStreamConsumer: 5,
  RemoveTagsFromStream: 5,
  SplitShard: 5,
  UpdateAccountSettings: 5,
  UpdateShardCount: 10,
  UpdateStreamWarmThroughput: 5,
};

/** Calls per second and stream. */
export const CALLS_PER_STREAM: Readonly<Record<string, number>> = {
  DeregisterStreamConsumer: 5,
  DescribeStreamConsumer: 20,
  ListShards: 1000,
  ListStreamConsumers: 5,
};

/** Refusal where the action was called too often in the last second, or null. */
export function overCallRate(kinesis: Kinesis, action: string, input: Record<string, unknown>) {
  const { sim, state } = kinesis;
  if (!state.quotas.callRatesEnforced) return null;
  const perAccount = CALLS_PER_ACCOUNT[action];
  const stream = streamNameIn(input);
  if (perAccount !== undefined) {
    if (admitCall((state.calls[action] ??= []), sim.nowUs, perAccount)) return null;
    return limitExceeded(
      stream === null
        ? `Rate exceeded for account ${state.accountId}.`
        : `Rate exceeded for stream ${stream} under account ${state.accountId}.`,
    );
  }
  const perStream = CALLS_PER_STREAM[action];
  if (perStream === undefined || stream === null || streamNamed(kinesis, stream) === undefined) return null;
  if (admitCall((state.calls[`${action}/${stream}`] ??= []), sim.nowUs, perStream)) return null;
  return limitExceeded(`Rate exceeded for stream ${stream} under account ${state.accountId}.`);
}

/** The stream that a request names, by name, by its ARN or by the ARN of a consumer of it. */
function streamNameIn(input: Record<string, unknown>): string | null {
  if (typeof input['StreamName'] === 'string') return input['StreamName'];
  const arn = input['StreamARN'] ?? input['ConsumerARN'];
  return typeof arn === 'string' ? (/:stream\/([^/]+)/.exec(arn)?.[1] ?? null) : null;
}
