/** The engine's figures: the write path, reading back, memory per record, and a simulated hour. */
import { advanceTo, createWorld, logBytes, md5Words, putColumns, kinesisOf, route, routingOf, type World } from '../../src/engine/index.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import type { Emit } from './bench.ts';

export const names = ['put', 'put-read', 'bytes-per-record', 'simulated-hour'];

const KEYS = 100_000;
const RECORD_BYTES = 100;
const BATCH = 500;
/** Partition keys of exactly 32 characters, made beforehand: neither the path nor its limit pays for making texts. */
const keyNames = (count: number): string[] => Array.from({ length: count }, (_, i) => `customer-${String(i).padStart(23, '0')}`);
const NAMES = keyNames(KEYS);
const UNTHROTTLED = {
  shardWriteRecordsPerSecond: 1e9,
  shardWriteBytesPerSecond: 1e9,
  shardReadBytesPerSecond: 1e9,
  shardReadCallsPerSecond: 1e6,
  readPageTargetBytes: 1e9,
};

function scenarioOf(shardCount: number, changes: Partial<Scenario> = {}): Scenario {
  return {
    id: 'bench',
    title: 'bench',
    summary: '',
    startEpochMs: Date.UTC(2026, 10, 20),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: 'orders', shardCount, retentionHours: 24 }],
    producers: [],
    consumers: [],
    ...changes,
  };
}

/** A world whose keys are reserved, and the id of the first. */
function worldWithKeys(shardCount: number, keys: number): { world: World; firstKey: number } {
  const world = createWorld(scenarioOf(shardCount, { metered: false }), { seed: '1', quotas: UNTHROTTLED });
  const firstKey = world.kinesis.keys.next;
  world.kinesis.keys.blocks.push({
    kind: 'generated',
    first: firstKey,
    count: keys,
    prefix: '',
    names: keys === KEYS ? NAMES : keyNames(keys),
  });
  world.kinesis.keys.next += keys;
  return { world, firstKey };
}

type Draw = (i: number) => number;

/** Puts `records` in calls of 500, a call every simulated millisecond. */
function put(world: World, records: number, keyOf: Draw): void {
  const kinesis = kinesisOf(world);
  const batch = {
    count: BATCH,
    keyId: new Uint32Array(BATCH),
    sizeBytes: new Uint32Array(BATCH).fill(RECORD_BYTES),
    index: new Uint32Array(BATCH),
    producer: 0,
    attempt: 1,
  };
  const outcome = {
    failed: 0,
    limit: new Uint8Array(BATCH),
    shard: new Uint32Array(BATCH),
    position: new Float64Array(BATCH),
    throttles: [],
  };
  for (let done = 0; done < records; done += BATCH) {
    world.sim.nowUs += 1000;
    for (let i = 0; i < BATCH; i++) {
      batch.keyId[i] = keyOf(done + i);
      batch.index[i] = done + i;
    }
    putColumns(kinesis, 'orders', batch, outcome);
    if (outcome.failed > 0) throw new Error('the bench must not be throttled');
  }
}

/** Best of a few runs, in things per second. */
function rate(count: number, runs: number, work: () => () => void): number {
  let best = 0;
  for (let run = 0; run < runs; run++) {
    const go = work();
    globalThis.gc?.();
    const start = performance.now();
    go();
    best = Math.max(best, (1000 * count) / (performance.now() - start));
  }
  return Math.round(best);
}

function draws(count: number): Uint32Array {
  let state = 12345;
  return Uint32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state % KEYS;
  });
}

function benchPut(emit: Emit): void {
  const records = 2_000_000;
  const drawn = draws(records);
  for (const shards of [1, 4, 100, 1000]) {
    const value = rate(records, 3, () => {
      const { world, firstKey } = worldWithKeys(shards, KEYS);
      put(world, 200_000, (i) => firstKey + drawn[i]); // the memo of keys fills up
      return () => put(world, records, (i) => firstKey + drawn[i]);
    });
    const fresh = rate(records, 2, () => {
      const { world, firstKey } = worldWithKeys(shards, records);
      return () => put(world, records, (i) => firstKey + i);
    });
    emit({ bench: 'put', value, unit: 'records/s', limit: bareLimit(shards, drawn), shards, fresh });
  }
}

/** MD5 of a key's text and the shard it falls on, nothing else. */
function bareLimit(shards: number, drawn: Uint32Array): number {
  const { world } = worldWithKeys(shards, KEYS);
  const routing = routingOf(world.cache.routing, world.kinesis.streams[0], world.sim.nowUs);
  const words = new Uint32Array(4);
  let sum = 0;
  const value = rate(drawn.length, 3, () => () => {
    for (let i = 0; i < drawn.length; i++) {
      md5Words(NAMES[drawn[i]], words);
      sum += route(routing, words, 0);
    }
  });
  if (sum < 0) throw new Error('unreachable');
  return value;
}

function producerOf(perSecond: number): Scenario['producers'][number] {
  return {
    id: 'bench',
    stream: 'orders',
    source: {
      kind: 'synthetic',
      size: { kind: 'fixed', bytes: RECORD_BYTES },
      keys: { kind: 'uniform', keys: KEYS, prefix: '', names: NAMES },
    },
    rate: { kind: 'constant', perSecond },
    calls: { api: 'PutRecords', batchSize: BATCH, lingerMs: 100 },
    failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 5000, jitter: true }, maxAttempts: 10 },
  };
}

const consumerOf = (pollIntervalMs: number): Scenario['consumers'][number] => ({
  kind: 'polling',
  id: 'reader',
  stream: 'orders',
  start: 'TRIM_HORIZON',
  pollIntervalMs,
  limit: 10_000,
  processingUsPerRecord: 0,
});

/** Two million records by the lab's own producer, read to the end by its own consumer. */
function benchPutRead(emit: Emit): void {
  const perSecond = 100_000;
  const seconds = 20;
  const value = rate(perSecond * seconds, 3, () => {
    const world = createWorld(scenarioOf(16, { producers: [producerOf(perSecond)], consumers: [consumerOf(200)] }), {
      seed: '1',
      quotas: UNTHROTTLED,
    });
    return () => {
      advanceTo(world, seconds * 1e6);
      const [producer] = world.producers.list;
      producer!.spec = { ...producer!.spec, rate: { kind: 'constant', perSecond: 0 } };
      producer!.nextRecordUs = null;
      advanceTo(world, (seconds + 2) * 1e6);
      const { records } = world.consumers.list[0].totals;
      if (records !== producer!.totals.accepted || records < 0.99 * perSecond * seconds)
        throw new Error(`read ${records} of ${producer!.totals.accepted}`);
    };
  });
  emit({ bench: 'put-read', value, unit: 'records/s', shards: 16 });
}

/** Memory of the log's columns and of the tables that go with it, per retained record, before and after sealing. */
function benchBytes(emit: Emit): void {
  const shards = 16;
  const perShard = 4000; // just under a chunk: nothing is sealed
  const open = worldWithKeys(shards, KEYS);
  const drawn = draws(2_000_000);
  put(open.world, shards * perShard - 16 * 500, (i) => open.firstKey + drawn[i]);
  const sealed = worldWithKeys(shards, KEYS);
  put(sealed.world, 2_000_000, (i) => sealed.firstKey + drawn[i]);
  emit({ bench: 'bytes-per-record', value: bytesPerRecord(open.world), unit: 'B', limit: 48, state: 'open', shards });
  emit({ bench: 'bytes-per-record', value: bytesPerRecord(sealed.world), unit: 'B', limit: 16, state: 'sealed', shards });
}

function bytesPerRecord(world: World): number {
  const logs = world.kinesis.streams[0].shards.map(({ log }) => log);
  const records = logs.reduce((sum, log) => sum + log.count, 0);
  return Math.round((10 * logs.reduce((sum, log) => sum + logBytes(log), 0)) / records) / 10;
}

/** 16 shards at 800 records a second each and one polling consumer. */
function benchHour(emit: Emit): void {
  const world = createWorld(scenarioOf(16, { producers: [producerOf(12_800)], consumers: [consumerOf(1000)] }), { seed: '1' });
  const start = performance.now();
  advanceTo(world, 3600e6);
  const value = Math.round((performance.now() - start) / 10) / 100;
  const [producer] = world.producers.list;
  emit({
    bench: 'simulated-hour',
    value,
    unit: 's',
    limit: 60,
    shards: 16,
    records: producer!.totals.accepted,
    refused: producer!.totals.refused,
    bytesPerRecord: bytesPerRecord(world),
  });
}

export function run(emit: Emit, wants: (name: string) => boolean): void {
  if (wants('put')) benchPut(emit);
  if (wants('put-read')) benchPutRead(emit);
  if (wants('bytes-per-record')) benchBytes(emit);
  if (wants('simulated-hour')) benchHour(emit);
}
