/** What the service knows of its streams and shards. Plain data; functions that change it stand beside the actions. */
import { createRecordLog, type RecordLog } from '../kernel/record-log.ts';
import { createFullBucket, type TokenBucket } from '../kernel/token-bucket.ts';
import type { ReadLimit, WriteLimit } from './kinesis-event.ts';
import type { IamState } from '../aws/iam/evaluate.ts';
import type { KmsState } from '../aws/kms/kms.ts';
import type { MetricStore } from '../aws/cloudwatch/metric-store.ts';
import type { AccountCommitment } from './account.ts';
import type { ConsumerState, FanOutState } from './consumer-state.ts';
import type { ControlPlaneDelays } from './delays.ts';
import type { EncryptionState } from './encryption.ts';
import type { KeyTable } from './key-table.ts';
import type { Life } from './lifecycle.ts';
import type { Quotas } from './quotas.ts';
import type { ScalingState } from './scaling.ts';
import type { Demand } from './on-demand.ts';
import { createReadLog, type ReadLog } from './read-log.ts';
import type { RefusalLog } from './refusal-log.ts';
import type { SetBy } from './set-by.ts';

/** A spell of refusals, from the first to one second after the last. */
export interface ThrottleSpell {
  sinceUs: number;
  lastUs: number;
  count: number;
  /** `seq` of the event that opened it. */
  event: number;
}

/** The reads that a shard answered, oldest first: those that may still weigh on its read budget, and at most READS_KEPT. */
export interface RecentReads {
  atUs: number[];
  bytes: number[];
  records: number[];
  reader: string[];
}

export interface ShardTotals {
  refusedByRecords: number;
  refusedByBytes: number;
  readRecords: number;
  readBytes: number;
  readCalls: number;
  refusedReadCalls: number;
  trimmedRecords: number;
}

export interface ShardState {
  index: number;
  parent: number | null;
  adjacentParent: number | null;
  children: number[];
  start: bigint;
  end: bigint;
  /** Epoch seconds that its sequence numbers carry. */
  createdSeconds: number;
  /** Takes records in [opensAtUs, closesAtUs). */
  opensAtUs: number;
  closesAtUs: number | null;
  /** Lists show it from here on: a child appears when its stream is ACTIVE again. */
  listedFromUs: number;
  /** Whether its expiry has been told. */
  expiryTold: boolean;
  log: RecordLog;
  readBytes: TokenBucket;
  /** After a page larger than a second's budget, no read before this instant. */
  readBlockedUntilUs: number;
  /** Instants of the admitted calls of the last second, at most five. */
  getRecordsCalls: number[];
  recentReads: RecentReads;
  /** Calls that were refused and events that were pushed, of the last seconds. */
  readLog: ReadLog;
  iteratorCalls: number[];
  writeThrottle: (ThrottleSpell & { limit: WriteLimit }) | null;
  readThrottle: (ThrottleSpell & { limit: ReadLimit }) | null;
  totals: ShardTotals;
}

export interface ReshardState {
  life: Life;
  kind: 'split' | 'merge';
  parents: number[];
  children: number[];
  closesAtUs: number;
  /** `seq` of the event that announced it. */
  event: number;
}

export interface StreamSettings {
  mode: 'PROVISIONED' | 'ON_DEMAND';
  retentionHours: number;
  maxRecordBytes: number;
  /** The KMS key as it was given; null: not encrypted. */
  keyId: string | null;
  shardLevelMetrics: string[];
  /** On-demand streams only. AUTO ignores partition keys. */
  distribution: 'USER_PARTITION_KEY' | 'AUTO';
  /** On-demand streams of accounts with the billing commitment. */
  warmMiBps: number | null;
}

export interface StreamState {
  /** Index in `KinesisState.streams`; never used twice. */
  number: number;
  name: string;
  arn: string;
  life: Life;
  createdUs: number;
  /** Epoch seconds that descriptions report, about a second before the call. */
  createdSeconds: number;
  settings: StreamSettings;
  /** Changes that take effect when the stream is ACTIVE again. */
  pending: Partial<StreamSettings> | null;
  tags: Record<string, string>;
  /** Resource policy, minified JSON. */
  policy: string | null;
  encryption: EncryptionState;
  /** Instants of the last day's mode switches and shard count updates. */
  modeSwitchesUs: number[];
  shardCountUpdatesUs: number[];
  /** All that ever were; index = number in the id. */
  shards: ShardState[];
  /** The write budgets of all shards, see write-ledger.ts. */
  ledger: Float64Array;
  reshards: ReshardState[];
  /** All that were ever registered, those that are gone included. */
  consumers: ConsumerState[];
  fanOut: FanOutState;
  /** UpdateShardCount at work, or null. */
  scaling: ScalingState | null;
  /** What is watched while the stream is on demand. */
  demand: Demand | null;
  /** Last position given out in the stream's physical log, which it shares with strangers. */
  counter: number;
  counterUs: number;
  strangersPerSecond: number;
  /** Changes whenever the set of shards that take records may change. */
  routingVersion: number;
  /** Instant of the next retention sweep, or null while none is planned. */
  sweepAtUs: number | null;
}

export interface KinesisState {
  accountId: string;
  region: string;
  quotas: Quotas;
  delays: ControlPlaneDelays;
  metrics: MetricStore;
  commitment: AccountCommitment;
  iam: IamState;
  kms: KmsState;
  /** Instants of the last second's calls, by action (and stream). */
  calls: Record<string, number[]>;
  streams: StreamState[];
  keys: KeyTable;
  refusals: RefusalLog;
  /** Data of records that came through the API, by index; their producer number is API_PRODUCER. */
  apiPayloads: Uint8Array[];
  /** Ids of producers by number, for events. */
  producerNames: string[];
  /** Which commands made a client what it is, see set-by.ts. */
  setBy: SetBy;
  /** Makes iterators and tokens unforgeable. */
  secret: string;
}

/** Records that came through `createKinesisApi` or by hand. */
export const API_PRODUCER = 0;

export interface NewShard {
  index: number;
  parent?: number;
  adjacentParent?: number;
  start: bigint;
  end: bigint;
  createdSeconds: number;
  opensAtUs: number;
  listedFromUs: number;
}

export function createShard(spec: NewShard, quotas: Quotas): ShardState {
  return {
    index: spec.index,
    parent: spec.parent ?? null,
    adjacentParent: spec.adjacentParent ?? null,
    children: [],
    start: spec.start,
    end: spec.end,
    createdSeconds: spec.createdSeconds,
    opensAtUs: spec.opensAtUs,
    closesAtUs: null,
    listedFromUs: spec.listedFromUs,
    expiryTold: false,
    log: createRecordLog(),
    readBytes: createFullBucket(quotas.shardReadBytesPerSecond, spec.opensAtUs),
    readBlockedUntilUs: -Infinity,
    getRecordsCalls: [],
    recentReads: { atUs: [], bytes: [], records: [], reader: [] },
    readLog: createReadLog(),
    iteratorCalls: [],
    writeThrottle: null,
    readThrottle: null,
    totals: {
      refusedByRecords: 0,
      refusedByBytes: 0,
      readRecords: 0,
      readBytes: 0,
      readCalls: 0,
      refusedReadCalls: 0,
      trimmedRecords: 0,
    },
  };
}

/** Streams set to records over 1 MiB keep more unused budget, as observed. */
export const burstSeconds = (quotas: Quotas, maxRecordBytes: number): number =>
  maxRecordBytes > quotas.recordBytes ? quotas.largeRecordBurstSeconds : quotas.shardWriteBurstSeconds;

export const takesRecords = (shard: ShardState, nowUs: number): boolean =>
  shard.opensAtUs <= nowUs && (shard.closesAtUs === null || nowUs < shard.closesAtUs);

export const parentsOf = ({ parent, adjacentParent }: ShardState): number[] => [parent, adjacentParent].filter((index) => index !== null);

export const isClosed = (shard: ShardState, nowUs: number): boolean => shard.closesAtUs !== null && shard.closesAtUs <= nowUs;
