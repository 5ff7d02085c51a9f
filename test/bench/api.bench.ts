/** The service's figures: calls through the API, what the throughput model costs the write path, and a thousand shards doubling under load. */
import {
  advanceTo,
  createKinesisApi,
  createWorld,
  kinesisOf,
  type KinesisApi,
  type Quotas,
  type StreamState,
  type World,
} from '../../src/engine/index.ts';
import { append } from '../../src/engine/kernel/record-log.ts';
import { planPush } from '../../src/engine/kinesis/fan-out/cadence.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { resolveKey } from '../../src/engine/kinesis/key-table.ts';
import type { Kinesis } from '../../src/engine/kinesis/kinesis.ts';
import { createPutOutcome, putBatch, type PutBatch, type PutOutcome } from '../../src/engine/kinesis/put-batch.ts';
import { route, routingOf } from '../../src/engine/kinesis/routing.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import type { Emit } from './bench.ts';

export const names = ['api', 'limits-share', 'double-1000'];

const STREAM = 'orders';
const RECORD_BYTES = 100;
const BATCH = 500;
const UNTHROTTLED: Partial<Quotas> = {
  shardWriteRecordsPerSecond: 1e9,
  shardWriteBytesPerSecond: 1e9,
  shardReadBytesPerSecond: 1e12,
  shardReadCallsPerSecond: 1e6,
  callRatesEnforced: false,
};
const START = Date.UTC(2026, 10, 20);

const secondsOf = (start: number): number => (performance.now() - start) / 1000;

async function apiWithStream(shards: number): Promise<KinesisApi> {
  const api = createKinesisApi({ startTime: START, quotas: UNTHROTTLED });
  await api.handle('Kinesis_20131202.CreateStream', { StreamName: STREAM, ShardCount: shards });
  await api.advanceTo(START + 5000);
  return api;
}

const record = (i: number) => ({ Data: Buffer.alloc(RECORD_BYTES, i).toString('base64'), PartitionKey: `customer-${i % 10_000}` });

/** Calls a second through `handle`, a millisecond of simulated time apart. */
async function callRate(api: KinesisApi, calls: number, operation: string, bodyOf: (i: number) => unknown): Promise<number> {
  const bodies = Array.from({ length: Math.min(calls, 200) }, (_, i) => bodyOf(i));
  globalThis.gc?.();
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const { status, body } = await api.handle(`Kinesis_20131202.${operation}`, bodies[i % bodies.length]);
    if (status !== 200 || (body.FailedRecordCount ?? 0) !== 0) throw new Error(`${operation}: ${JSON.stringify(body).slice(0, 200)}`);
    if (i % 10 === 9) await api.advanceTo(api.now() + 10);
  }
  return Math.round(calls / secondsOf(start));
}

async function benchApi(emit: Emit): Promise<void> {
  const unit = 'calls/s';
  const one = async () => callRate(await apiWithStream(4), 60_000, 'PutRecord', (i) => ({ StreamName: STREAM, ...record(i) }));
  const many = async () =>
    callRate(await apiWithStream(4), 600, 'PutRecords', (i) => ({
      StreamName: STREAM,
      Records: Array.from({ length: BATCH }, (_, at) => record(i * BATCH + at)),
    }));
  const read = async () => {
    const api = await apiWithStream(1);
    for (let i = 0; i < 20; i++)
      await api.handle('Kinesis_20131202.PutRecords', {
        StreamName: STREAM,
        Records: Array.from({ length: BATCH }, (_, at) => record(at)),
      });
    const start = { StreamName: STREAM, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' };
    const { ShardIterator } = (await api.handle('Kinesis_20131202.GetShardIterator', start)).body;
    return callRate(api, 600, 'GetRecords', () => ({ ShardIterator, Limit: 1000 }));
  };
  const best = async (measure: () => Promise<number>) => Math.max(await measure(), await measure(), await measure());
  emit({ bench: 'api', action: 'PutRecord', value: await best(one), unit, recordBytes: RECORD_BYTES });
  emit({ bench: 'api', action: 'PutRecords', value: await best(many), unit, records: BATCH, recordBytes: RECORD_BYTES });
  emit({ bench: 'api', action: 'GetRecords', value: await best(read), unit, records: 1000, recordBytes: RECORD_BYTES });
}

function scenarioOf(shardCount: number, changes: Partial<Scenario> = {}): Scenario {
  return {
    id: 'bench',
    title: 'bench',
    summary: '',
    startEpochMs: START,
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: STREAM, shardCount, retentionHours: 24 }],
    producers: [],
    consumers: [],
    metered: false,
    ...changes,
  };
}

/**
 * The write path as it would be without limits: `putBatch` less its buckets. A setting that is never reached would not do: the
 * model runs all the same. Where `putBatch` changes, this changes with it; both must accept the same records.
 */
function putWithoutLimits(kinesis: Kinesis, stream: StreamState, batch: PutBatch, outcome: PutOutcome): void {
  const { sim, state, cache } = kinesis;
  const now = sim.nowUs;
  const routing = routingOf(cache.routing, stream, now);
  const { keys } = cache;
  let { counter } = stream;
  outcome.failed = 0;
  for (let i = 0; i < batch.count; i++) {
    const keyId = batch.keyId[i];
    if (keyId >= keys.keyBytes.length || keys.keyBytes[keyId] === 0) resolveKey(state.keys, keys, keyId);
    const shard = routing.shards[route(routing, keys.hash, 4 * keyId)];
    outcome.shard[i] = shard.index;
    outcome.limit[i] = 0;
    outcome.position[i] = shard.log.count;
    append(shard.log, now, ++counter, batch.sizeBytes[i], keyId, batch.producer, batch.index[i]);
  }
  stream.counter = counter;
  planPush(sim, stream);
}

const SHARE_RECORDS = 1_000_000;
const SHARE_ROUNDS = 9;

/** Nanoseconds a record of one way to put a million of them. `keys`: how many different ones; as many as records: each is hashed. */
function nanosecondsARecord(put: typeof putBatch, shards: number, keys: number): number {
  const world = createWorld(scenarioOf(shards), { seed: '1', quotas: UNTHROTTLED });
  const first = world.kinesis.keys.next;
  world.kinesis.keys.blocks.push({ kind: 'generated', first, count: keys, prefix: 'customer-with-a-long-name-', names: [] });
  world.kinesis.keys.next += keys;
  const kinesis = kinesisOf(world);
  const [stream] = world.kinesis.streams;
  const batch: PutBatch = {
    count: BATCH,
    keyId: new Uint32Array(BATCH),
    sizeBytes: new Uint32Array(BATCH).fill(RECORD_BYTES),
    index: new Uint32Array(BATCH),
    producer: 0,
    attempt: 1,
  };
  const outcome = createPutOutcome(BATCH);
  globalThis.gc?.();
  const start = performance.now();
  for (let done = 0; done < SHARE_RECORDS; done += BATCH) {
    world.sim.nowUs += 1000;
    for (let i = 0; i < BATCH; i++) {
      batch.keyId[i] = first + ((done + i) % keys);
      batch.index[i] = done + i;
    }
    put(kinesis, stream, batch, outcome);
    if (outcome.failed > 0) throw new Error('the bench must not be throttled');
  }
  return (1e9 * secondsOf(start)) / SHARE_RECORDS;
}

/** The two ways by turns, the best of each: what else the machine does falls on both. Below zero is noise of the machine. */
function benchShare(emit: Emit): void {
  for (const [keys, hashing] of [
    [SHARE_RECORDS, 'each key'],
    [100_000, 'each key once'],
  ] as const)
    for (const shards of [4, 1000]) {
      let limited = Infinity;
      let free = Infinity;
      for (let round = 0; round < SHARE_ROUNDS; round++) {
        limited = Math.min(limited, nanosecondsARecord(putBatch, shards, keys));
        free = Math.min(free, nanosecondsARecord(putWithoutLimits, shards, keys));
      }
      emit({
        bench: 'limits-share',
        value: (limited - free) / limited,
        unit: 'of the put path',
        limit: 0.15,
        shards,
        hashing,
        nsARecord: limited,
        nsWithoutLimits: free,
      });
    }
}

const DOUBLE_SHARDS = 1000;
const PER_SECOND = 5000;

/** 1,000 shards to 2,000 by UpdateShardCount: a split a second, while a producer writes and a consumer reads all of it. */
function benchDouble(emit: Emit): void {
  const start = performance.now();
  const world = createWorld(
    scenarioOf(DOUBLE_SHARDS, {
      producers: [
        {
          id: 'writer',
          stream: STREAM,
          source: {
            kind: 'synthetic',
            size: { kind: 'fixed', bytes: RECORD_BYTES },
            keys: { kind: 'uniform', keys: 100_000, prefix: 'customer-' },
          },
          rate: { kind: 'constant', perSecond: PER_SECOND },
          calls: { api: 'PutRecords', batchSize: BATCH, lingerMs: 100 },
          failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 5000, jitter: true }, maxAttempts: 10 },
        },
      ],
      consumers: [
        {
          kind: 'polling',
          id: 'reader',
          stream: STREAM,
          start: 'TRIM_HORIZON',
          pollIntervalMs: 1000,
          limit: 10_000,
          processingUsPerRecord: 0,
        },
      ],
    }),
    { seed: '1' },
  );
  advanceTo(world, 5e6);
  const answer = dispatch(kinesisOf(world), 'Kinesis_20131202.UpdateShardCount', {
    StreamName: STREAM,
    TargetShardCount: 2 * DOUBLE_SHARDS,
    ScalingType: 'UNIFORM_SCALING',
  });
  if (!answer.ok) throw new Error(answer.error.message);
  const [stream] = world.kinesis.streams;
  let outOfOrder = 0;
  const isSettled = () =>
    stream.scaling === null && stream.shards.every(({ closesAtUs }) => closesAtUs === null || closesAtUs <= world.sim.nowUs);
  while (!isSettled()) {
    advanceTo(world, world.sim.nowUs + 1e6);
    outOfOrder += readTooEarly(world);
  }
  const simulatedSeconds = world.sim.nowUs / 1e6;
  const [producer] = world.producers.list;
  producer.spec = { ...producer.spec, rate: { kind: 'constant', perSecond: 0 } };
  producer.nextRecordUs = null;
  for (let i = 0; i < 20; i++) {
    advanceTo(world, world.sim.nowUs + 1e6);
    outOfOrder += readTooEarly(world);
  }
  const { accepted, lost, waiting } = tally(world);
  const open = stream.shards.filter(({ closesAtUs }) => closesAtUs === null).length;
  if (open !== 2 * DOUBLE_SHARDS || waiting > 0) throw new Error(`${open} shards are open, ${waiting} records wait`);
  emit({ bench: 'double-1000', value: secondsOf(start), unit: 's', shards: open, records: accepted, lost, outOfOrder, simulatedSeconds });
}

/** Children that are read although a parent of theirs is not at its end: records of one key could pass each other. */
function readTooEarly({ consumers }: World): number {
  const [{ readers }] = consumers.list;
  const byShard = new Map(readers.map((reader) => [reader.shard, reader]));
  return readers.filter(
    ({ state, recordsRead, parents }) =>
      (state === 'reading' || recordsRead > 0) && parents.some((parent) => byShard.get(parent)?.state !== 'drained'),
  ).length;
}

/** Of what the producer made: accepted by the service, not read by the consumer, and not yet sent. */
function tally({ kinesis, producers, consumers }: World): { accepted: number; lost: number; waiting: number } {
  const { totals } = producers.list[0];
  const held = kinesis.streams[0].shards.reduce((sum, { log }) => sum + log.count, 0);
  const read = consumers.list[0].readers.reduce((sum, { recordsRead }) => sum + recordsRead, 0);
  return {
    accepted: totals.accepted,
    lost: Math.abs(totals.accepted - held) + Math.abs(held - read) + totals.lost,
    waiting: totals.made - totals.accepted - totals.lost,
  };
}

export async function run(emit: Emit, wants: (name: string) => boolean): Promise<void> {
  if (wants('api')) await benchApi(emit);
  if (wants('limits-share')) benchShare(emit);
  if (wants('double-1000')) benchDouble(emit);
}
