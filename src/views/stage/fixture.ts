/** Canned states of a run for tests, the gallery and screenshots. Everything is computed from a few figures per shard, nothing is random. */
import type { CellFrame, KeyFrame, ProducerFrame, ShardFrame, SlowFrame } from '../../protocol/from-worker.ts';
import { CELL_COLOURS } from '../strides.ts';
import { callsOf, type ConsumerPlan, plannedConsumer } from './fixture-consumers.ts';
import { FIXTURE_NOW_US } from './fixture-moment.ts';

export { FIXTURE_NOW_US };

const KEY_SPACE = 1n << 128n;
const SLOT_US = 500_000;
const SLOTS = 40;
const RECORDS_LIMIT = 1000;
const BYTES_LIMIT = 1_048_576;

export interface ShardPlan {
  start: number;
  end: number;
  state?: ShardFrame['state'];
  /** Records/s that it is sent. */
  wanted: number;
  /** Share per colour 0–6. */
  mix: number[];
  parents?: number[];
  children?: number[];
  /** Bytes a record. */
  sizeBytes?: number;
  /** First and last slot that hold records, as ages in slots. */
  ages?: [number, number];
  closesAtUs?: number;
  opensAtUs?: number;
}

export interface FixturePlan {
  shards: ShardPlan[];
  producers: { id: string; perSecond: number; refusedPerSecond?: number; lost?: number; waiting?: number; ended?: boolean }[];
  consumers: ConsumerPlan[];
  keys: KeyFrame[];
  status?: SlowFrame['stream']['status'];
}

function shardId(index: number): string {
  return `shardId-${String(index).padStart(12, '0')}`;
}

function decimal(fraction: number): bigint {
  return (KEY_SPACE * BigInt(Math.round(fraction * 2 ** 32))) / (1n << 32n);
}

function shardFrame(plan: ShardPlan, index: number, consumers: readonly ConsumerPlan[], order: number): ShardFrame {
  const takes = plan.state !== 'closed' && plan.state !== 'opening';
  const bytesEach = plan.sizeBytes ?? 600;
  const wanted = takes ? plan.wanted : 0;
  const byBytes = BYTES_LIMIT / bytesEach < RECORDS_LIMIT;
  const most = Math.floor(Math.min(RECORDS_LIMIT, BYTES_LIMIT / bytesEach));
  const records = Math.min(most, wanted);
  const hot = wanted > most;
  const top = plan.mix.indexOf(Math.max(...plan.mix));
  const calls = consumers.reduce((sum, consumer) => sum + (consumer.lagsMs[order] >= 0 ? callsOf(consumer) : 0), 0);
  return {
    id: shardId(index),
    index,
    parentId: plan.parents ? shardId(plan.parents[0]) : null,
    adjacentParentId: plan.parents?.[1] === undefined ? null : shardId(plan.parents[1]),
    childIds: (plan.children ?? []).map(shardId),
    startingHashKey: decimal(plan.start).toString(),
    endingHashKey: (decimal(plan.end) - 1n).toString(),
    startFraction: plan.start,
    endFraction: plan.end,
    state: plan.state ?? 'open',
    closesAtUs: plan.closesAtUs ?? null,
    opensAtUs: plan.opensAtUs ?? null,
    write: {
      records,
      recordsLimit: RECORDS_LIMIT,
      bytes: hot && byBytes ? BYTES_LIMIT : records * bytesEach,
      bytesLimit: BYTES_LIMIT,
      refused: hot ? wanted - records : 0,
      atLimit: hot ? (byBytes ? 'bytes' : 'records') : null,
    },
    read: {
      bytes: Math.min(2 * BYTES_LIMIT, records * bytesEach * consumers.length),
      bytesLimit: 2 * BYTES_LIMIT,
      calls: Math.min(5, Math.round(calls)),
      callsLimit: 5,
      refusedCalls: Math.max(0, Math.round(calls) - 5),
    },
    retained: records * 41,
    oldestUs: 0,
    newestUs: FIXTURE_NOW_US,
    topKey: records > 0 ? { label: top === 0 ? 'user-4711' : `key-${top}`, share: plan.mix[top] } : null,
  };
}

/** 0–1, the same for the same numbers. */
export function noise(a: number, b: number, c: number): number {
  let h = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 7, 0x85ebca6b) ^ Math.imul(c + 13, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  return ((h ^ (h >>> 12)) >>> 0) / 2 ** 32;
}

function cellFrame(plans: readonly ShardPlan[], shards: readonly ShardFrame[]): CellFrame {
  const newestSlotUs = Math.floor(FIXTURE_NOW_US / SLOT_US) * SLOT_US;
  const counts = new Uint32Array(plans.length * SLOTS * CELL_COLOURS);
  const full = (RECORDS_LIMIT * SLOT_US) / 1e6;
  plans.forEach((plan, order) => {
    const [first, last] = plan.ages ?? [0, SLOTS - 1];
    for (let slot = first; slot <= last; slot += 1) {
      const begun = slot === 0 ? (FIXTURE_NOW_US - newestSlotUs) / SLOT_US : 1;
      const rate = shards[order].write.atLimit ? shards[order].write.records : plan.wanted * (0.55 + 0.9 * noise(order, slot, 0));
      const records = Math.min(full, (rate * SLOT_US) / 1e6) * begun;
      plan.mix.forEach((share, colour) => {
        const swing = share * (0.5 + noise(order, slot, colour + 1));
        counts[(order * SLOTS + slot) * CELL_COLOURS + colour] = Math.round(records * swing);
      });
    }
  });
  return { slotUs: SLOT_US, slots: SLOTS, newestSlotUs, fullRecords: full, counts };
}

function producerFrame(plan: FixturePlan['producers'][number]): ProducerFrame {
  const refused = plan.refusedPerSecond ?? 0;
  return {
    spec: {
      id: plan.id,
      stream: 'orders',
      source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 600 }, keys: { kind: 'zipf', keys: 200, exponent: 1, prefix: 'key-' } },
      rate: { kind: 'constant', perSecond: plan.perSecond },
      calls: { api: 'PutRecords', batchSize: 50, lingerMs: 100 },
      failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 5000, jitter: true }, maxAttempts: 5 },
    },
    wantedPerSecond: plan.perSecond,
    sentPerSecond: plan.perSecond,
    acceptedPerSecond: plan.perSecond - refused,
    refusedPerSecond: refused,
    waiting: plan.waiting ?? 0,
    accepted: (plan.perSecond - refused) * 41,
    refused: refused * 9,
    retried: refused * 8,
    lost: plan.lost ?? 0,
    ended: plan.ended ?? false,
  };
}

export function slowFrameOf(plan: FixturePlan): SlowFrame {
  const shards = plan.shards.map((shard, order) => shardFrame(shard, order, plan.consumers, order));
  const attempted = plan.producers.reduce((sum, producer) => sum + producer.perSecond, 0) * 60;
  const throttled = plan.producers.reduce((sum, producer) => sum + (producer.refusedPerSecond ?? 0), 0) * 60;
  return {
    startEpochMs: Date.UTC(2026, 10, 20, 5, 3, 0),
    seed: '7f3a',
    profile: '2026',
    speed: { wished: 1, reached: null },
    pausedBecause: null,
    memory: {
      usedBytes: 9_000_000,
      budgetBytes: 400_000_000,
      recordBytes: 7_000_000,
      deliveryBytes: 0,
      keyframeBytes: 0,
      records: 150_000,
      datasetBytes: 0,
      historyBytes: 1_000_000,
    },
    stream: {
      name: 'orders',
      arn: 'arn:aws:kinesis:eu-central-1:123456789012:stream/orders',
      status: plan.status ?? 'ACTIVE',
      openShards: shards.filter((shard) => shard.state === 'open' || shard.state === 'closing').length,
      retentionHours: 24,
    },
    shards,
    producers: plan.producers.map(producerFrame),
    consumers: plan.consumers.map((consumer) => plannedConsumer(consumer, shards)),
    deliveryStreams: [],
    keys: plan.keys,
    cells: cellFrame(plan.shards, shards),
    readings: {
      windowSeconds: 60,
      attemptedRecords: attempted,
      throttledRecords: throttled,
      throttledShare: attempted > 0 ? throttled / attempted : 0,
      throttledBy: shards.filter((shard) => shard.write.atLimit).map((shard) => ({ shardId: shard.id, share: 1 })),
      putToRead: { p50Ms: 540, p90Ms: 980, p99Ms: 1310, samples: 4000 },
      putToReadBy: { polling: { p50Ms: 540, p90Ms: 980, p99Ms: 1310, samples: 4000 }, fanOut: null },
      iteratorAge: null,
      lagRecords: 0,
      costPerHour: { usd: 0.147, shardUsd: 0.06, putUsd: 0.087, fanOutUsd: 0 },
      throttledShareSeries: new Float64Array(60),
      putToReadP99Series: new Float64Array(60),
      iteratorAgeSeries: new Float64Array(60),
    },
    timeline: {
      binUs: 200_000,
      accepted: new Uint32Array(0),
      throttled: new Uint32Array(0),
      read: new Uint32Array(0),
      oldestUnreadMs: new Float64Array(0),
      openShards: new Uint32Array(0),
    },
    travel: {
      branchId: 0,
      endUs: FIXTURE_NOW_US,
      inPast: false,
      undone: null,
      undo: null,
      redo: null,
      branches: [{ id: 0, name: 'Main', parentId: null, forkUs: 0, endUs: FIXTURE_NOW_US, ownCommands: 0, firstOwn: null }],
    },
    epoch: 0,
    events: [],
  };
}
