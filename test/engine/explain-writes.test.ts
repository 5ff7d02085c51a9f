/** Why records were refused, lost or duplicated: examples whose numbers are worked out by hand. */
import { describe, expect, test } from 'vitest';
import { SECOND, shardIdOf, valueAt } from '../../src/engine/index.ts';
import type { FailurePolicy, KeySpec, ProducerSpec } from '../../src/engine/producers/producer-spec.ts';
import { STREAM } from '../kinesis/service.ts';
import { stepOf, storyOf } from './explain-story.ts';
import { bareScenario, producer } from './scenarios.ts';

/** Four of five records carry FR. The name stands four times: as many key ids, but one key. */
const HOT: KeySpec = { kind: 'round-robin', keys: 5, prefix: '', names: ['FR', 'FR', 'FR', 'FR', 'DE'] };
const sending = (perSecond: number, more: Partial<ProducerSpec> = {}, keys: KeySpec = HOT): ProducerSpec =>
  producer({
    source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 200 }, keys },
    rate: { kind: 'constant', perSecond },
    calls: { api: 'PutRecords', batchSize: 100, lingerMs: 200 },
    ...more,
  });
const oneShard = (...producers: ProducerSpec[]) => bareScenario(1, { producers, metered: true });

test('a burst of 100,000 records/s: a full second of budget, and what it gave meanwhile, is used up by the first records', () => {
  const { event, why, lines } = storyOf(oneShard(sending(100_000)), [], 'write-throttling-started');
  expect(lines).toEqual(['scenario: producer checkout', 'records', 'refused-record', 'write-throttling-started']);
  const records = stepOf(why, 'records');
  // saved: 1,000 records; since then one more every millisecond
  const elapsedUs = event.atUs - records.atUs;
  expect(records).toMatchObject({ from: 0, records: 1000 + Math.floor(elapsedUs / 1000) });
  expect(elapsedUs).toBeLessThan(30_000); // eleven calls of a millisecond each, and the network
  const four = Math.ceil((4 * records.records) / 5);
  expect(records.byKey[0]).toMatchObject({ key: 'FR' });
  expect(Math.abs(records.byKey[0].records - four)).toBeLessThanOrEqual(1);
  expect(records.byProducer).toEqual([{ producer: 'checkout', records: records.records }]);
  expect(records.bytes).toBe(202 * records.records);
  expect(why.limit).toMatchObject({
    quota: 'shardWriteRecordsPerSecond',
    of: shardIdOf(0),
    unit: 'records',
    allows: 1000,
    used: records.records,
    budget: 1000 + elapsedUs / 1000,
  });
  expect(event.refused).toEqual({ position: records.to, key: expect.stringMatching(/^(FR|DE)$/), bytes: 202, attempt: 1 });
});

test('records of 10 kB meet the byte limit first: 1,048,576 bytes and the refill, keys counted', () => {
  const source = { ...sending(1).source, size: { kind: 'fixed', bytes: 9_998 } } as ProducerSpec['source'];
  const { event, why } = storyOf(oneShard(sending(2000, { source })), [], 'write-throttling-started');
  const records = stepOf(why, 'records');
  expect(event).toMatchObject({ limit: 'bytes', refused: { bytes: 10_000 } });
  // every record is 10,000 bytes with its key: as many as fit whole into the budget
  const budget = 1_048_576 + ((event.atUs - records.atUs) * 1_048_576) / SECOND;
  expect(records).toMatchObject({ from: 0, records: Math.floor(budget / 10_000), bytes: 10_000 * Math.floor(budget / 10_000) });
  expect(why.limit).toMatchObject({ quota: 'shardWriteBytesPerSecond', unit: 'bytes', allows: 1_048_576, used: records.bytes, budget });
});

test('at 1,100 records/s the saved second lasts ten: the records are about 11,000', () => {
  const { why } = storyOf(oneShard(sending(1100)), [], 'write-throttling-started');
  const { used, budget, sinceUs, untilUs } = why.limit!;
  // full until the first call, then 100 a second less
  expect(used).toBeGreaterThan(10_000);
  expect(used).toBeLessThan(11_100);
  expect(budget).toBe(1000 + (untilUs - sinceUs) / 1000);
});

describe('the first cause', () => {
  const faster = { at: 5 * SECOND, command: { type: 'update-producer', producer: sending(3000) } } as const;

  test('is the last command that set the rate', () => {
    const gentler = { at: 3 * SECOND, command: { type: 'update-producer', producer: sending(200) } } as const;
    const { lines, event } = storyOf(oneShard(sending(100)), [gentler, faster], 'write-throttling-started');
    expect(lines).toEqual(['command: update-producer', 'records', 'refused-record', 'write-throttling-started']);
    expect(event.cause).toBe(2); // the second command
  });

  test('is not a command that only changed what is done with refusals, nor one that was refused', () => {
    const failures: FailurePolicy = { resend: 'failed', backoff: { kind: 'none' }, maxAttempts: 2 };
    const policy = { at: 6 * SECOND, command: { type: 'update-producer', producer: sending(1500, { failures }) } } as const;
    const nobody = { at: 6 * SECOND, command: { type: 'update-producer', producer: sending(9000, { id: 'nobody' }) } } as const;
    const set = { at: 5 * SECOND, command: { type: 'update-producer', producer: sending(1500) } } as const;
    const { event } = storyOf(oneShard(sending(100)), [set, policy, nobody], 'write-throttling-started');
    expect(event.cause).toBe(1);
    expect(event.atUs).toBeGreaterThan(6 * SECOND);
  });

  test('are both producers, where neither alone is enough', () => {
    const add = { at: 5 * SECOND, command: { type: 'add-producer', producer: sending(600, { id: 'clicks' }) } } as const;
    const { lines, why } = storyOf(oneShard(sending(600)), [add], 'write-throttling-started');
    expect(lines).toEqual([
      'scenario: producer checkout',
      'command: add-producer',
      'records',
      'refused-record',
      'write-throttling-started',
    ]);
    const { byProducer } = stepOf(why, 'records');
    expect(byProducer.map(({ producer: id }) => id).toSorted()).toEqual(['checkout', 'clicks']);
  });

  test('is not a producer that hardly matters, though it came last', () => {
    const add = { at: SECOND / 10, command: { type: 'add-producer', producer: sending(5, { id: 'clicks' }) } } as const;
    const { lines, event } = storyOf(oneShard(sending(2500)), [add], 'write-throttling-started');
    expect(lines).toEqual(['scenario: producer checkout', 'records', 'refused-record', 'write-throttling-started']);
    expect(event.cause).toBeNull();
  });

  const merge = {
    at: 2 * SECOND,
    command: { type: 'merge-shards', stream: STREAM, shardId: shardIdOf(0), adjacentShardId: shardIdOf(1) },
  } as const;

  test('is the merge, where two shards together take what neither took alone', () => {
    const even: KeySpec = { kind: 'uniform', keys: 1000, prefix: 'customer-' };
    const scenario = bareScenario(2, { producers: [sending(1400, {}, even)], metered: true });
    const { lines, event, world } = storyOf(scenario, [merge], 'write-throttling-started');
    expect(event.shardId).toBe(shardIdOf(2));
    expect(lines).toEqual([
      'scenario: producer checkout',
      'command: merge-shards',
      'shards-merged',
      'records',
      'refused-record',
      'write-throttling-started',
    ]);
    expect(world.sim.history[event.cause! - 1].type).toBe('shards-merged');
  });

  test('is not the merge, where one key alone is too much', () => {
    const raised = { at: 10 * SECOND, command: { type: 'update-producer', producer: sending(1500) } } as const;
    const scenario = bareScenario(2, { producers: [sending(100)], metered: true });
    const { lines, event } = storyOf(scenario, [merge, raised], 'write-throttling-started', { untilSeconds: 32, last: true });
    expect(event.shardId).toBe(shardIdOf(2)); // FR was refused on its old shard before, too
    expect(lines).toEqual(['command: update-producer', 'records', 'refused-record', 'write-throttling-started']);
  });
});

describe('losses', () => {
  test('of a producer that ignores refusals: the throttle, and what it stands on', () => {
    const { lines, event, why } = storyOf(oneShard(sending(3000)), [], 'records-lost', { sliceUs: SECOND });
    expect(lines).toEqual(['scenario: producer checkout', 'records', 'refused-record', 'write-throttling-started', 'records-lost']);
    expect(event).toMatchObject({ reason: 'ignored', attempts: 1, throttles: [{ seq: event.cause, records: event.records }] });
    expect(why.limit?.quota).toBe('shardWriteRecordsPerSecond');
  });

  test('after three attempts: the attempts are the limit', () => {
    const failures: FailurePolicy = { resend: 'failed', backoff: { kind: 'none' }, maxAttempts: 3 };
    const { lines, event, why } = storyOf(oneShard(sending(3000, { failures })), [], 'records-lost');
    expect(lines.at(-2)).toBe('write-throttling-started');
    expect(event).toMatchObject({ reason: 'attempts', attempts: 3 });
    expect(why.limit).toMatchObject({ quota: null, of: 'checkout', unit: 'attempts', allows: 3, used: 3 });
  });
});

test('duplicates: a call that was refused in part came again as a whole', () => {
  const failures: FailurePolicy = {
    resend: 'all',
    backoff: { kind: 'exponential', baseMs: 500, maxMs: 500, jitter: false },
    maxAttempts: 5,
  };
  const sent = sending(1200, { failures });
  const { lines, event, why, world } = storyOf(oneShard(sent), [], 'records-duplicated');
  expect(lines).toEqual([
    'scenario: producer checkout',
    'records',
    'refused-record',
    'write-throttling-started',
    'partly-refused-call',
    'records-duplicated',
  ]);
  const { records, refused } = stepOf(why, 'partly-refused-call');
  expect(records).toBe(100);
  expect(refused).toBeGreaterThan(0);
  expect(refused).toBeLessThan(100);
  const [{ log }] = world.kinesis.streams[0].shards;
  const inLog = Array.from({ length: log.count }, (_, position) => valueAt(log, 'index', position));
  expect(inLog.length - new Set(inLog).size).toBe(world.producers.list[0].totals.duplicated);
  expect(event.records).toBeGreaterThan(0);
});
