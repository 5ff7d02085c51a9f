/** What a learner breaks: what stands, what ends, what is refused; and records whose answer was lost. */
import { describe, expect, test } from 'vitest';
import {
  advanceTo,
  createWorld,
  digestOf,
  explain,
  giveCommand,
  historyOf,
  restoreWorld,
  takeSnapshot,
  valueAt,
  type World,
} from '../../src/engine/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { Fault } from '../../src/engine/faults/fault.ts';
import type { ProducerSpec } from '../../src/engine/producers/producer-spec.ts';
import { STREAM } from '../kinesis/service.ts';
import { SECOND } from './arbitrary-run.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

/** RequestTimeout of the KPL, and the attempts of the SDKs' standard mode. */
const TIMEOUT_US = 6 * SECOND;
const SDK_ATTEMPTS = 3;

const worldOf = (...producers: ProducerSpec[]): World =>
  createWorld(bareScenario(2, { producers, consumers: [consumer()], metered: true }), { seed: '1' });
const inject = (fault: Fault, id = 'fault-1'): Command => ({ type: 'inject-fault', id, fault });
const lostAnswers = (share: number, id = 'checkout'): Fault => ({ kind: 'network-duplicate', producer: id, share });
const eventsOf = <Type extends EngineEvent['type']>(world: World, type: Type) =>
  historyOf(world).filter((event): event is Extract<EngineEvent, { type: Type }> => event.type === type);

function inLog({ kinesis }: World): { index: number; counter: number }[] {
  return kinesis.streams[0].shards.flatMap(({ log }) =>
    Array.from({ length: log.count }, (_, position) => ({
      index: valueAt(log, 'index', position),
      counter: valueAt(log, 'counter', position),
    })),
  );
}

describe('an answer that is lost', () => {
  const slow = producer({ rate: { kind: 'constant', perSecond: 20 } });

  test('makes the SDK send the call again when its time is over: the same records, other sequence numbers', () => {
    const world = worldOf(slow);
    giveCommand(world, inject(lostAnswers(1)));
    advanceTo(world, TIMEOUT_US);
    expect(world.producers.list[0].totals.duplicated).toBe(0);
    advanceTo(world, 10 * SECOND);
    const records = inLog(world);
    const twice = records.length - new Set(records.map(({ index }) => index)).size;
    expect(twice).toBeGreaterThan(0);
    expect(world.producers.list[0].totals.duplicated).toBe(twice);
    expect(new Set(records.map(({ counter }) => counter)).size).toBe(records.length);
  });

  test('is given up after the attempts of the SDK; nothing that is stored counts as lost', () => {
    const world = worldOf(slow);
    giveCommand(world, inject(lostAnswers(1)));
    advanceTo(world, 40 * SECOND);
    const copies = new Map<number, number>();
    for (const { index } of inLog(world)) copies.set(index, (copies.get(index) ?? 0) + 1);
    expect(Math.max(...copies.values())).toBe(SDK_ATTEMPTS);
    expect(copies.get(0)).toBe(SDK_ATTEMPTS);
    expect(world.producers.list[0].totals.lost).toBe(0);
  });

  test('concerns the share that was asked for, and none after the fault has ended', () => {
    const world = worldOf(producer({ rate: { kind: 'constant', perSecond: 400 }, calls: { api: 'PutRecord' } }));
    giveCommand(world, inject(lostAnswers(0.25)));
    advanceTo(world, 20 * SECOND);
    giveCommand(world, { type: 'end-fault', id: 'fault-1' });
    advanceTo(world, 60 * SECOND);
    const { made, duplicated } = world.producers.list[0].totals;
    // 20 s of the 60 s at a quarter, and a sixteenth of them once more
    expect(duplicated / made).toBeGreaterThan(0.08);
    expect(duplicated / made).toBeLessThan(0.13);
    advanceTo(world, 80 * SECOND);
    expect(world.producers.list[0].totals.duplicated).toBe(duplicated);
  });

  test.each(['ignore', 'failed', 'all'] as const)('loses nothing and counts every copy, whatever is refused besides (%s)', (resend) => {
    const failures = { resend, backoff: { kind: 'none' }, maxAttempts: 50 } as const;
    const world = worldOf(producer({ rate: { kind: 'constant', perSecond: 2600 }, failures }));
    giveCommand(world, inject(lostAnswers(0.3)));
    advanceTo(world, 4 * SECOND);
    giveCommand(world, { type: 'update-producer', producer: producer({ rate: { kind: 'constant', perSecond: 0 }, failures }) });
    giveCommand(world, { type: 'end-fault', id: 'fault-1' });
    advanceTo(world, 60 * SECOND);
    const { made, accepted, duplicated, lost, refused } = world.producers.list[0].totals;
    const records = inLog(world);
    const distinct = new Set(records.map(({ index }) => index)).size;
    expect(refused).toBeGreaterThan(0);
    expect(duplicated).toBeGreaterThan(0);
    expect(accepted).toBe(records.length);
    expect(duplicated).toBe(records.length - distinct);
    if (resend === 'failed') expect([distinct, lost]).toEqual([made, 0]);
    expect(distinct + lost).toBeGreaterThanOrEqual(made);
  });

  test('is told with its fault as the cause, and explained from the command on', () => {
    const world = worldOf(slow);
    advanceTo(world, SECOND);
    giveCommand(world, inject(lostAnswers(1)));
    advanceTo(world, 20 * SECOND);
    const [began] = eventsOf(world, 'fault-began');
    const told = eventsOf(world, 'records-duplicated');
    expect(told.length).toBeGreaterThan(0);
    for (const event of told) expect(event).toMatchObject({ reason: 'answer-lost', cause: began.seq, call: { waitedUs: TIMEOUT_US } });
    const { steps, limit } = explain(world, told[0].seq)!;
    expect(steps.map((step) => (step.kind === 'event' ? historyOf(world)[step.seq - 1].type : step.kind))).toEqual([
      'command-given',
      'fault-began',
      'unanswered-call',
      'records-duplicated',
    ]);
    expect(limit).toBeNull();
    const { untold, totals } = world.producers.list[0];
    expect(told.reduce((sum, { records }) => sum + records, 0) + untold.unanswered).toBe(totals.duplicated);
  });

  test('does not change what the producer makes, nor another producer’s luck', () => {
    const [broken, whole] = [0, 1].map(() => worldOf(slow, producer({ id: 'other' })));
    giveCommand(broken, inject(lostAnswers(0.5)));
    for (const world of [broken, whole]) advanceTo(world, 30 * SECOND);
    expect(broken.producers.list[1].totals).toEqual(whole.producers.list[1].totals);
    expect(broken.producers.list[0].totals.made).toBe(whole.producers.list[0].totals.made);
  });
});

describe('a standing fault', () => {
  test('stands until it is ended, with the command as its cause, and its name is free again', () => {
    const world = worldOf(producer());
    giveCommand(world, inject(lostAnswers(0.5)));
    expect(world.faults).toMatchObject([{ id: 'fault-1', fault: lostAnswers(0.5), sinceUs: 0 }]);
    advanceTo(world, 3 * SECOND);
    giveCommand(world, { type: 'end-fault', id: 'fault-1' });
    expect(world.faults).toEqual([]);
    const [ended] = eventsOf(world, 'fault-ended');
    expect(ended).toMatchObject({ id: 'fault-1', by: 'command', lastedUs: 3 * SECOND });
    expect(historyOf(world)[ended.cause! - 1]).toMatchObject({ type: 'command-given', command: { type: 'end-fault' } });
    expect(giveCommand(world, inject(lostAnswers(0.1)))).toBeNull();
  });

  test('goes with the producer that it concerned: another one of that name is whole', () => {
    const world = worldOf(producer());
    giveCommand(world, inject(lostAnswers(1)));
    giveCommand(world, { type: 'remove-producer', id: 'checkout' });
    expect(world.faults).toEqual([]);
    expect(eventsOf(world, 'fault-ended')).toMatchObject([{ by: 'gone' }]);
    giveCommand(world, { type: 'add-producer', producer: producer() });
    advanceTo(world, 20 * SECOND);
    expect(world.producers.list[0].totals.duplicated).toBe(0);
  });

  test('stays where its producer is only changed', () => {
    const world = worldOf(producer());
    giveCommand(world, inject(lostAnswers(1)));
    giveCommand(world, { type: 'update-producer', producer: producer({ rate: { kind: 'constant', perSecond: 10 } }) });
    expect(world.faults).toHaveLength(1);
    advanceTo(world, 20 * SECOND);
    expect(world.producers.list[0].totals.duplicated).toBeGreaterThan(0);
  });

  test('is in the digest, and a restored world goes on with it as the original', () => {
    const [world, whole] = [worldOf(producer()), worldOf(producer())];
    giveCommand(world, inject(lostAnswers(0.5)));
    whole.sim.history.push(...world.sim.history);
    expect(digestOf(whole)).not.toBe(digestOf(world));
    advanceTo(world, 10 * SECOND);
    const restored = restoreWorld(structuredClone(takeSnapshot(world)), world.datasets);
    expect(restored.faults).toEqual(world.faults);
    for (const each of [world, restored]) {
      advanceTo(each, 20 * SECOND);
      giveCommand(each, { type: 'end-fault', id: 'fault-1' });
      advanceTo(each, 30 * SECOND);
    }
    expect(digestOf(restored)).toBe(digestOf(world));
  });
});

const FIRST = 'shardId-000000000000';
const REFUSED: [Command, RegExp][] = [
  [inject(lostAnswers(0.5), 'taken'), /named taken stands already; choose another name/],
  [inject(lostAnswers(0.2)), /broken already, as fault taken; end it first/],
  [inject(lostAnswers(0.5, 'none')), /no producer named none; there is checkout, other\.$/],
  [inject(lostAnswers(0, 'other')), /above 0 and at most 1/],
  [inject(lostAnswers(1.5, 'other')), /above 0 and at most 1/],
  [inject({ kind: 'worker-crash', consumer: 'none', worker: 'w' }), /no consumer named none; there is reader/],
  [inject({ kind: 'worker-crash', consumer: 'reader', worker: 'w' }), /no KCL application/],
  [inject({ kind: 'worker-freeze', consumer: 'reader', worker: 'w', forMs: 0 }), /longer than 0 ms/],
  [inject({ kind: 'lease-table-throttled', consumer: 'reader', readUnits: 1, writeUnits: 1 }), /no KCL application/],
  [inject({ kind: 'lease-table-throttled', consumer: 'reader', readUnits: 0, writeUnits: 1 }), /at least one read unit/],
  [inject({ kind: 'instance-loss', instance: 'i-1' }), /No worker runs in instance i-1: only a KCL application/],
  [inject({ kind: 'zone-loss', zone: 'us-east-1a' }), /No worker runs in zone us-east-1a: only a KCL application/],
  [inject({ kind: 'slow-processing', consumer: 'none', factor: 2 }), /no consumer named none/],
  [inject({ kind: 'slow-processing', consumer: 'reader', factor: 1 }), /factor above 1/],
  [inject({ kind: 'failing-processing', consumer: 'none', share: 1 }), /no consumer named none/],
  [inject({ kind: 'poison-record', consumer: 'none', shardId: FIRST }), /no consumer named none/],
  [
    inject({ kind: 'poison-record', consumer: 'reader', shardId: 'shardId-000000000009' }),
    /no shardId-000000000009; it has shardId-000000000000, shardId-/,
  ],
  [{ type: 'end-fault', id: 'none' }, /no fault named none; taken can be ended/],
  [{ type: 'start-worker', consumer: 'reader', worker: 'w' }, /no KCL application/],
];

test.each(REFUSED)('%j is refused in a sentence, and changes nothing', (command, message) => {
  const worlds = [0, 1].map(() => {
    const world = worldOf(producer(), producer({ id: 'other' }));
    expect(giveCommand(world, inject(lostAnswers(0.5), 'taken'))).toBeNull();
    return world;
  });
  const [world, untouched] = worlds;
  expect(giveCommand(world, command)).toMatchObject({ error: 'InvalidCommand', message: expect.stringMatching(message) });
  expect(historyOf(world).at(-1)).toMatchObject({ type: 'command-refused' });
  world.sim.history.length = untouched.sim.history.length;
  expect(digestOf(world)).toBe(digestOf(untouched));
});

test('where nothing is broken there is nothing to end', () => {
  expect(giveCommand(worldOf(), { type: 'end-fault', id: 'x' })?.message).toBe('There is no fault named x: nothing stands broken.');
  expect(giveCommand(worldOf(), { type: 'remove-consumer', id: STREAM })?.message).toContain('no consumer');
});
