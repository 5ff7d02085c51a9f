/** Canned consumers of every kind. */
import type { ConsumerFrame, CursorFrame, ShardFrame } from '../../protocol/from-worker.ts';
import type { KclFrame, KclLeaseFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';
import type { LambdaFrame } from '../../protocol/lambda-frame.ts';
import { FIXTURE_NOW_US } from './fixture-moment.ts';

export interface ConsumerPlan {
  id: string;
  /** Polling where absent. */
  kind?: ConsumerFrame['spec']['kind'];
  /** Of an application or a function. */
  retrieval?: 'polling' | 'fan-out';
  pollIntervalMs: number;
  /** Lag per shard in ms, in the order of the shards; −1: waits for the parent. */
  lagsMs: number[];
  refusedCallsPerSecond?: number;
  /** Of a function: the number of the shard that a poison record blocks. */
  blockedShard?: number;
  /** Of an application: its workers, and how many of the shards each holds, in turn. The dead keep theirs until others take them. */
  workers?: { id: string; process?: KclWorkerFrame['process']; shards: number }[];
}

const isPushed = (plan: ConsumerPlan): boolean => plan.kind === 'fan-out' || (plan.kind !== undefined && plan.retrieval === 'fan-out');

/** GetRecords calls a second that it makes to a shard. */
export const callsOf = (plan: ConsumerPlan): number => (isPushed(plan) ? 0 : 1000 / plan.pollIntervalMs);

function specOf(plan: ConsumerPlan): ConsumerFrame['spec'] {
  const base = { id: plan.id, stream: 'orders', start: 'TRIM_HORIZON', processingUsPerRecord: 0 } as const;
  const retrieval = plan.retrieval ?? 'polling';
  switch (plan.kind ?? 'polling') {
    case 'polling':
      return { ...base, kind: 'polling', pollIntervalMs: plan.pollIntervalMs, limit: 10_000 };
    case 'fan-out':
      return { ...base, kind: 'fan-out' };
    case 'firehose':
      return { ...base, kind: 'firehose', pollIntervalMs: 1000, limit: 10_000 };
    case 'kcl':
      return {
        ...base,
        kind: 'kcl',
        version: '3.x',
        retrieval,
        workers: (plan.workers ?? []).map(({ id }, i) => ({ id, instance: `i-${i + 1}`, zone: `us-east-1${'abc'[i % 3]}` })),
        idleTimeBetweenReadsMs: plan.pollIntervalMs,
        maxRecords: 10_000,
        checkpoint: { kind: 'batch' },
        failoverTimeMs: 10_000,
        maxLeasesToSteal: 1,
        leaseTable: { billing: 'on-demand' },
      };
    case 'lambda':
      return {
        ...base,
        kind: 'lambda',
        retrieval,
        batchSize: 100,
        windowSeconds: 0,
        parallelizationFactor: 1,
        maximumRetryAttempts: -1,
        maximumRecordAgeSeconds: -1,
        bisectBatchOnFunctionError: false,
        reportBatchItemFailures: false,
        onFailureDestination: false,
        tumblingWindowSeconds: 0,
        filter: null,
        concurrencyLimit: 10,
        invocationUs: 10_000,
      };
  }
}

function leaseFrame(shard: ShardFrame, owner: string | null, cursor: CursorFrame): KclLeaseFrame {
  return {
    leaseKey: shard.id,
    shardIndex: shard.index,
    leaseOwner: owner,
    checkpointOwner: null,
    leaseCounter: 12,
    checkpoint: '49590338271490256608559692538361571095921575989136588898',
    ownerSwitchesSinceCheckpoint: 0,
    parentShardIds: [],
    childShardIds: [],
    startingHashKey: shard.startingHashKey,
    endingHashKey: shard.endingHashKey,
    throughputKBps: 120,
    renewedUs: FIXTURE_NOW_US - 1_200_000,
    expiresUs: FIXTURE_NOW_US + 8_800_000,
    lagRecords: cursor.lagRecords,
    lagMs: cursor.lagMs,
    consumer: null,
  };
}

function kclFrame(plan: ConsumerPlan, shards: readonly ShardFrame[], cursors: readonly CursorFrame[]): KclFrame | null {
  if (plan.kind !== 'kcl') return null;
  const workers = plan.workers ?? [];
  const owners = workers.flatMap(({ id, shards: held }) => Array.from({ length: held }, () => id));
  return {
    version: '3.x',
    failoverTimeMs: 10_000,
    workers: workers.map(({ id, process = 'running', shards: leases }, i) => ({
      id,
      instance: `i-${i + 1}`,
      zone: `us-east-1${'abc'[i % 3]}`,
      state: process === 'dead' ? 'SHUT_DOWN' : 'STARTED',
      process,
      frozenUntilUs: process === 'frozen' ? FIXTURE_NOW_US + 5_000_000 : null,
      leader: i === 0,
      leases,
      running: [],
      transitions: [],
    })),
    leases: shards.map((shard, order) => leaseFrame(shard, owners[order] ?? null, cursors[order])),
    table: {
      billing: 'on-demand',
      readLimit: null,
      writeLimit: null,
      readPerSecond: 3,
      writePerSecond: 4,
      throttledPerSecond: 0,
      readUnits: 120,
      writeUnits: 160,
      throttled: 0,
      isThrottled: false,
    },
    userRecords: { records: 0, aggregates: 0, dropped: 0 },
    account: { processed: 12_000, duplicates: 0, lost: 0 },
    moves: [],
  };
}

function lambdaFrame(plan: ConsumerPlan, cursors: readonly CursorFrame[]): LambdaFrame | null {
  if (plan.kind !== 'lambda') return null;
  const isBlocked = (shard: number) => plan.blockedShard === shard;
  return {
    mapping: 'Enabled',
    shards: cursors.map(({ shardIndex }) => ({
      shardIndex,
      state: isBlocked(shardIndex) ? 'blocked' : 'running',
      batches: [
        {
          records: 100,
          state: isBlocked(shardIndex) ? 'pausing' : 'running',
          untilUs: FIXTURE_NOW_US + 40_000,
          failures: isBlocked(shardIndex) ? 5 : 0,
        },
      ],
      pending: 0,
      blocked: isBlocked(shardIndex) ? { by: 'poison-record', sinceUs: FIXTURE_NOW_US - 7_000_000 } : null,
      iteratorAgeMs: 300,
      window: null,
    })),
    concurrency: cursors.length - (plan.blockedShard === undefined ? 0 : 1),
    mostConcurrent: cursors.length,
    concurrencyLimit: 10,
    invocations: 412,
    errors: plan.blockedShard === undefined ? 0 : 5,
    throttles: 0,
    diverted: 0,
    discarded: 0,
    filtered: 0,
    windowsClosed: 0,
    messages: [],
  };
}

export function plannedConsumer(plan: ConsumerPlan, shards: readonly ShardFrame[]): ConsumerFrame {
  const throttled = (plan.refusedCallsPerSecond ?? 0) > 0;
  const cursors = shards.map((shard, order): CursorFrame => {
    const lagMs = plan.lagsMs[order] ?? 0;
    const waiting = lagMs < 0 || shard.state === 'opening';
    return {
      shardIndex: shard.index,
      state: waiting ? 'waiting' : throttled ? 'throttled' : 'reading',
      atUs: waiting ? null : FIXTURE_NOW_US - lagMs * 1000,
      lagRecords: waiting ? 0 : Math.round((Math.max(shard.write.records, shard.state === 'closed' ? 300 : 0) * lagMs) / 1000),
      lagMs: Math.max(0, lagMs),
    };
  });
  const records = shards.reduce((sum, shard) => sum + shard.write.records, 0);
  return {
    spec: specOf(plan),
    recordsPerSecond: records,
    bytesPerSecond: records * 600,
    callsPerSecond: shards.length * callsOf(plan),
    refusedCallsPerSecond: plan.refusedCallsPerSecond ?? 0,
    recordsRead: records * 40,
    lagRecords: cursors.reduce((sum, cursor) => sum + cursor.lagRecords, 0),
    lagMs: Math.max(0, ...cursors.map((cursor) => cursor.lagMs)),
    putToReadP50Ms: isPushed(plan) ? 72 : 540,
    putToReadP99Ms: isPushed(plan) ? 82 : 1310,
    cursors,
    kcl: kclFrame(plan, shards, cursors),
    lambda: lambdaFrame(plan, cursors),
  };
}
