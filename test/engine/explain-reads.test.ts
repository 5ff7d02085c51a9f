/** Why calls were refused, readers fell behind, and records were gone before they were read; and why a command was refused. */
import { describe, expect, test } from 'vitest';
import { SECOND, shardIdOf, type World } from '../../src/engine/index.ts';
import type { Command, TimedCommand } from '../../src/engine/commands.ts';
import type { ConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { ProducerSpec } from '../../src/engine/producers/producer-spec.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { STREAM } from '../kinesis/service.ts';
import { stepOf, storyOf } from './explain-story.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const at = (seconds: number, command: Command): TimedCommand => ({ at: seconds * SECOND, command });
const sending = (perSecond: number, more: Partial<ProducerSpec> = {}) => producer({ rate: { kind: 'constant', perSecond }, ...more });
const oneShard = (perSecond: number, consumers: ConsumerSpec[], more: Partial<Scenario> = {}) =>
  bareScenario(1, { producers: [sending(perSecond)], consumers, metered: true, ...more });
const typeOf = (world: World, seq: number | null) => (seq === null ? null : world.sim.history[seq - 1].type);

describe('a refused GetRecords call', () => {
  const three = ['fraud', 'search', 'archive'].map((id) => consumer({ id, pollIntervalMs: 500 }));

  test('of three who poll twice a second each: five calls of a second, and who made them', () => {
    const { why, lines, event } = storyOf(oneShard(10, three), [], 'read-throttling-started');
    expect(lines.toSorted()).toEqual([
      'calls',
      'read-throttling-started',
      'scenario: consumer archive',
      'scenario: consumer fraud',
      'scenario: consumer search',
    ]);
    const { calls } = stepOf(why, 'calls');
    expect(calls).toHaveLength(5);
    for (const call of calls) expect(call.atUs).toBeGreaterThan(event.atUs - SECOND);
    expect(calls.map(({ atUs }) => atUs)).toEqual(calls.map(({ atUs }) => atUs).toSorted((a, b) => a - b));
    expect(why.limit).toMatchObject({ quota: 'shardReadCallsPerSecond', unit: 'calls', allows: 5, used: 5, budget: 5 });
  });

  test('follows from the consumer that was added last', () => {
    const add = at(10, { type: 'add-consumer', consumer: three[2] });
    const { lines, event } = storyOf(oneShard(10, three.slice(0, 2)), [add], 'read-throttling-started');
    expect(lines).toContain('command: add-consumer');
    expect(event.cause).not.toBeNull();
    expect(lines.at(-1)).toBe('read-throttling-started');
  });

  test('for bytes: pages of more than 2,097,152 bytes in debt', () => {
    // 900 kB/s come; two consumers ask for them: the third page of either exceeds what is left
    const source = { kind: 'synthetic', size: { kind: 'fixed', bytes: 30_000 }, keys: { kind: 'uniform', keys: 9, prefix: 'k' } } as const;
    const readers = three.map((reader) => ({ ...reader, pollIntervalMs: 1000 }));
    const scenario = bareScenario(1, { producers: [sending(30, { source })], consumers: readers, metered: true });
    const { why, event } = storyOf(scenario, [], 'read-throttling-started');
    expect(event.limit).toBe('bytes');
    const { calls } = stepOf(why, 'calls');
    expect(why.limit).toMatchObject({ quota: 'shardReadBytesPerSecond', unit: 'bytes', allows: 2_097_152 });
    expect(why.limit!.used).toBe(calls.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(why.limit!.used).toBeGreaterThanOrEqual(why.limit!.budget);
    expect(why.limit!.budget).toBe(2_097_152 + ((event.atUs - calls[0].atUs) * 2_097_152) / SECOND);
  });
});

describe('a reader that fell behind', () => {
  test('works 4 ms on every record, while one comes every 2 ms', () => {
    const { why, lines, event } = storyOf(oneShard(500, [consumer({ processingUsPerRecord: 4000 })]), [], 'reading-fell-behind');
    expect(lines).toEqual(['scenario: consumer reader', 'scenario: producer checkout', 'records', 'reading-fell-behind']);
    expect(event.reason).toBe('processing');
    // pages of 10,000: 40 s of work and 6 ms on the way
    expect(event.canTakePerSecond).toBeCloseTo(10_000 / 40.006, 6);
    expect(event.arrivingPerSecond).toBeGreaterThan(490);
    expect(event.arrivingPerSecond).toBeLessThan(510);
    // two polls of a second, and five seconds; looked at once a second
    expect(event.ageMs).toBeGreaterThan(7000);
    expect(event.ageMs).toBeLessThanOrEqual(8000);
    expect(why.limit).toMatchObject({ quota: null, of: 'reader', unit: 'records', used: event.records, allows: event.canTakePerSecond });
    expect(why.limit!.budget).toBeLessThan(why.limit!.used);
  });

  test('takes a Limit of 100 once a second, while 300 come', () => {
    const { event } = storyOf(oneShard(300, [consumer({ limit: 100 })]), [], 'reading-fell-behind');
    expect(event).toMatchObject({ reason: 'polling', canTakePerSecond: 100, cause: null });
  });

  test('because a command slowed it down, and catches up when another makes it faster', () => {
    const slower = at(10, { type: 'update-consumer', consumer: consumer({ processingUsPerRecord: 20_000 }) });
    const faster = at(50, { type: 'update-consumer', consumer: consumer() });
    const scenario = oneShard(100, [consumer()]);
    const behind = storyOf(scenario, [slower, faster], 'reading-fell-behind');
    expect(behind.lines[0]).toBe('scenario: producer checkout');
    expect(behind.lines).toContain('command: update-consumer');
    expect(typeOf(behind.world, behind.event.cause)).toBe('command-given');
    expect(behind.event).toMatchObject({ reason: 'processing' });
    const caughtUp = storyOf(scenario, [slower, faster], 'reading-caught-up', { untilSeconds: 300 });
    expect(caughtUp.event.cause).toBe(behind.event.seq);
    expect(caughtUp.event.lastedUs).toBe(caughtUp.event.atUs - behind.event.atUs);
    expect(caughtUp.lines.slice(-2)).toEqual(['reading-fell-behind', 'reading-caught-up']);
  });

  test('because a command made more come', () => {
    const more = at(10, { type: 'update-producer', producer: sending(400) });
    const { lines, world, event } = storyOf(oneShard(50, [consumer({ limit: 100 })]), [more], 'reading-fell-behind');
    expect(lines).toEqual(['scenario: consumer reader', 'command: update-producer', 'records', 'reading-fell-behind']);
    expect(typeOf(world, event.cause)).toBe('command-given');
  });

  test('because its calls are refused: six more poll the shard', () => {
    const others = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => consumer({ id, pollIntervalMs: 50, start: 'LATEST' }));
    const add = others.map((each) => at(5, { type: 'add-consumer', consumer: each }));
    const scenario = oneShard(900, [consumer({ limit: 2500, pollIntervalMs: 900 })]);
    const { event, world, why, lines } = storyOf(scenario, add, 'reading-fell-behind', { untilSeconds: 200 });
    expect(event.reason).toBe('read-calls');
    expect(typeOf(world, event.cause)).toBe('read-throttling-started');
    expect(lines).toContain('command: add-consumer');
    expect(why.limit).toMatchObject({ quota: 'shardReadCallsPerSecond', used: 5 });
  });

  test('because it began with what was there already', () => {
    const add = at(30, { type: 'add-consumer', consumer: consumer({ limit: 200 }) });
    const { event, lines } = storyOf(oneShard(100, []), [add], 'reading-fell-behind');
    expect(event.reason).toBe('backlog');
    expect(lines).toEqual(['command: add-consumer', 'records', 'reading-fell-behind']);
  });

  test('because its parent shard is not drained', () => {
    const split = at(5, { type: 'split-shard', stream: STREAM, shardId: shardIdOf(0), newStartingHashKey: String(2n ** 127n) });
    const scenario = oneShard(100, [consumer({ limit: 50 })]);
    const { event, world, lines } = storyOf(scenario, [split], 'reading-fell-behind', { untilSeconds: 70, last: true });
    expect(event).toMatchObject({ reason: 'parent', canTakePerSecond: 50 });
    expect(event.shardId).not.toBe(shardIdOf(0));
    expect(world.sim.history[event.cause! - 1]).toMatchObject({ type: 'reading-fell-behind', shardId: shardIdOf(0), reason: 'polling' });
    expect(lines.filter((line) => line === 'reading-fell-behind')).toHaveLength(2);
  });

  test('is behind once, not page by page: what it took, but has not worked on yet, keeps it behind', () => {
    const { world } = storyOf(oneShard(600, [consumer({ processingUsPerRecord: 2500 })]), [], 'reading-fell-behind', {
      untilSeconds: 120,
      last: true,
    });
    expect(world.sim.nowUs).toBe(120 * SECOND);
    const told = world.sim.history.filter(({ type }) => type === 'reading-fell-behind' || type === 'reading-caught-up');
    expect(told.map(({ type }) => type)).toEqual(['reading-fell-behind']);
  });

  test('is not one that polls every five seconds and takes all each time', () => {
    const scenario = oneShard(100, [consumer({ pollIntervalMs: 5000 })]);
    expect(() => storyOf(scenario, [], 'reading-fell-behind', { untilSeconds: 120 })).toThrow('no reading-fell-behind within 120 s');
  });
});

test('an expired iterator: the page that was worked on for more than five minutes', () => {
  const scenario = oneShard(2, [consumer({ limit: 40, processingUsPerRecord: 10 * SECOND })]);
  const { why, lines, event } = storyOf(scenario, [], 'iterator-expired', { untilSeconds: 3000, sliceUs: SECOND });
  expect(lines).toEqual(['scenario: consumer reader', 'page', 'iterator-expired']);
  expect(stepOf(why, 'page')).toMatchObject({ records: event.records, busyUs: event.records * 10 * SECOND });
  expect(event.records).toBeGreaterThan(30);
  expect(why.limit).toMatchObject({ quota: 'iteratorLifeSeconds', unit: 'microseconds', allows: 300 * SECOND });
  expect(why.limit!.used).toBe(event.atUs - event.issuedUs);
});

test('records that retention took: 24 hours, and a reader of one record an hour', () => {
  const HOUR = 3600;
  const scenario = oneShard(1, [consumer({ limit: 1, processingUsPerRecord: HOUR * SECOND })]);
  const commands = [at(60, { type: 'remove-producer', id: 'checkout' }), at(26 * HOUR, { type: 'update-consumer', consumer: consumer() })];
  const { why, lines, event, world } = storyOf(scenario, commands, 'unread-records-trimmed', {
    untilSeconds: 27 * HOUR,
    sliceUs: 600 * SECOND,
  });
  expect(lines[0]).toBe('scenario: consumer reader');
  expect(lines.slice(-1)).toEqual(['unread-records-trimmed']);
  expect(world.sim.history[event.cause! - 1]).toMatchObject({ type: 'reading-fell-behind', reason: 'processing' });
  expect(why.limit).toMatchObject({ quota: null, of: STREAM, allows: 24 * HOUR * SECOND });
  expect(why.limit!.used).toBeGreaterThan(why.limit!.budget);
});

describe('a refused command', () => {
  const split = (seconds: number, shard: number, cut: bigint) =>
    at(seconds, { type: 'split-shard', stream: STREAM, shardId: shardIdOf(shard), newStartingHashKey: String(cut) });
  const refusal = (...commands: TimedCommand[]) => storyOf(bareScenario(2), commands, 'command-refused');

  test('while the stream is still busy: with what, and who began that', () => {
    expect(refusal(split(1, 0, 2n ** 126n), split(2, 1, 3n * 2n ** 126n)).lines).toEqual([
      'command: split-shard',
      'shard-split',
      'stream-status-changed',
      'command: split-shard',
      'command-refused',
    ]);
  });

  test('on a shard that is split already: that split', () => {
    expect(refusal(split(1, 0, 2n ** 126n), split(20, 0, 2n ** 125n)).lines).toEqual([
      'command: split-shard',
      'shard-split',
      'command: split-shard',
      'command-refused',
    ]);
  });

  test('for a record by hand on a shard that is throttled: the throttling, and its limit', () => {
    const byHand = at(10, { type: 'put-record', stream: STREAM, partitionKey: 'k', text: 'x' });
    // between two calls of the producer the shard saves a few records' worth
    const { lines, why } = storyOf(
      oneShard(3000, []),
      Array.from({ length: 100 }, () => byHand),
      'command-refused',
    );
    expect(lines).toEqual([
      'scenario: producer checkout',
      'records',
      'refused-record',
      'write-throttling-started',
      'command: put-record',
      'command-refused',
    ]);
    expect(why.limit).toMatchObject({ quota: 'shardWriteRecordsPerSecond', of: shardIdOf(0) });
  });

  test('that nothing stood in the way of but a rule', () => {
    expect(refusal(at(1, { type: 'set-retention', stream: STREAM, hours: 23 })).lines).toEqual([
      'command: set-retention',
      'command-refused',
    ]);
  });
});
