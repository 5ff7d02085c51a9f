/** Where two histories part: the laws, examples by hand, and a split and a change of rate played by the engine. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceRun, createWorld, historyOf, SECOND } from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import type { EngineEvent, EventBody } from '../../src/engine/events.ts';
import { firstDifference } from '../../src/worker/compare.ts';
import { bareScenario, consumer, producer } from '../engine/scenarios.ts';
import { STREAM } from '../kinesis/service.ts';

const SHARD = 'shardId-000000000001';

type Told = [atUs: number, body: EventBody];

/** A history: numbered from 1; each event may name the one before it as its cause. */
const history = (told: readonly Told[], firstSeq = 1): EngineEvent[] =>
  told.map(([atUs, body], i) => ({ ...body, seq: firstSeq + i, atUs, cause: i === 0 ? null : firstSeq + i - 1 }));

const retention = (hours: number): EventBody => ({ type: 'command-given', command: { type: 'set-retention', stream: STREAM, hours } });
const drained = (consumerId: string): EventBody => ({ type: 'shard-drained', consumer: consumerId, shardId: SHARD, children: [] });
const lost = (records: number, spell = 3): EventBody => ({
  type: 'records-lost',
  producer: 'checkout',
  records,
  reason: 'ignored',
  attempts: 1,
  throttles: [{ seq: spell, records }],
});
const throttled = (usedInLastSecond: number, by = 'checkout'): EventBody => ({
  type: 'write-throttling-started',
  stream: STREAM,
  shardId: SHARD,
  limit: 'records',
  limitPerSecond: 1000,
  usedInLastSecond,
  producer: by,
  topKey: 'FR',
  topKeyShare: 0.8,
  refused: { position: 1000, key: 'FR', bytes: 200, attempt: 1 },
});

const body: fc.Arbitrary<EventBody> = fc.oneof(
  fc.integer({ min: 24, max: 26 }).map(retention),
  fc.constantFrom('a', 'b').map(drained),
  fc.nat(2).map(lost),
  fc.nat(2).map((used) => throttled(used)),
);
const someHistory = fc
  .array(
    fc.tuple(
      fc.nat(6).map((halves) => halves * 0.5 * SECOND),
      body,
    ),
    { maxLength: 12 },
  )
  .map((told) => told.toSorted(([a], [b]) => a - b) as Told[]);
/** Two that begin alike, and go on as they like. */
const twoHistories = fc.tuple(someHistory, someHistory, fc.nat(12)).map(([one, other, common]): [Told[], Told[]] => {
  const fork = one.slice(0, common);
  const forkUs = fork.at(-1)?.[0] ?? 0;
  return [one, [...fork, ...other.filter(([atUs]) => atUs >= forkUs)]];
});
const END_US = 10 * SECOND;

const swapped = { here: 'there', there: 'here' } as const;

describe('laws', () => {
  test('a history does not differ from itself, whatever its events are numbered', () => {
    fc.assert(
      fc.property(someHistory, fc.nat(50), (told, shift) => {
        expect(firstDifference(history(told), history(told, 1 + shift), END_US)).toBeNull();
      }),
    );
  });

  test('seen from the other side it is the same difference', () => {
    fc.assert(
      fc.property(twoHistories, fc.nat(END_US), ([one, other], untilUs) => {
        const difference = firstDifference(history(one), history(other), untilUs);
        const back = firstDifference(history(other), history(one), untilUs);
        expect(back === null).toBe(difference === null);
        if (difference === null) return;
        const { here, there, outcome } = difference;
        expect(back).toMatchObject({ atUs: difference.atUs, here: there, there: here, comparedUntilUs: untilUs });
        // At the same microsecond either may be named first.
        expect(back!.outcome?.atUs).toBe(outcome?.atUs);
        if (outcome !== null && back!.outcome!.event === outcome.event) expect(back!.outcome!.on).toBe(swapped[outcome.on]);
      }),
    );
  });

  test('up to its moment both tell the same, and at it they do not: it ends the longest common beginning', () => {
    fc.assert(
      fc.property(twoHistories, ([one, other]) => {
        const difference = firstDifference(history(one), history(other), END_US);
        const before = (told: Told[], untilUs: number) => JSON.stringify(told.filter(([atUs]) => atUs < untilUs));
        const at = (told: Told[], atUs: number) => JSON.stringify(told.filter((event) => event[0] === atUs));
        expect(difference === null).toBe(JSON.stringify(one) === JSON.stringify(other));
        if (difference === null) return;
        const { atUs, here, there } = difference;
        expect(before(one, atUs)).toBe(before(other, atUs));
        expect(at(one, atUs)).not.toBe(at(other, atUs));
        expect(here ?? there).not.toBeNull();
        for (const event of [here, there]) expect(event === null || event.atUs === atUs).toBe(true);
      }),
    );
  });

  test('looking further changes neither the difference nor an outcome that was told', () => {
    fc.assert(
      fc.property(twoHistories, fc.nat(END_US), fc.nat(END_US), ([one, other], a, b) => {
        const early = firstDifference(history(one), history(other), Math.min(a, b));
        const late = firstDifference(history(one), history(other), Math.max(a, b));
        if (early === null) return;
        expect(late).toMatchObject({ atUs: early.atUs, here: early.here, there: early.there });
        if (early.outcome !== null) expect(late!.outcome).toEqual(early.outcome);
      }),
    );
  });
});

describe('by hand', () => {
  const start: Told = [0.3 * SECOND, drained('reader')];
  const command: Told = [12.3 * SECOND, retention(48)];

  test('a command that one has: the other has nothing then', () => {
    const here = history([start, [20 * SECOND, lost(1)]]);
    const there = history([start, command, [20 * SECOND, lost(1)]]);
    expect(firstDifference(here, there, 30 * SECOND)).toEqual({
      atUs: 12.3 * SECOND,
      here: null,
      there: there[1],
      outcome: null,
      comparedUntilUs: 30 * SECOND,
    });
  });

  test('two commands at the same moment are told side by side', () => {
    const here = history([start, [12 * SECOND, retention(30)]]);
    const there = history([start, [12 * SECOND, retention(48)]]);
    expect(firstDifference(here, there, 30 * SECOND)).toMatchObject({ atUs: 12 * SECOND, here: here[1], there: there[1] });
  });

  test('what both have at that moment is not what differs', () => {
    const here = history([start, [12 * SECOND, lost(3)]]);
    const there = history([start, [12 * SECOND, retention(48)], [12 * SECOND, lost(3)]]);
    expect(firstDifference(here, there, 30 * SECOND)).toMatchObject({ here: null, there: there[1] });
  });

  test('the numbers of the events that an event names do not count', () => {
    const here = history([start, [12 * SECOND, lost(3, 7)]]);
    const there = history([start, [12 * SECOND, retention(48)], [12 * SECOND, lost(3, 8)]]);
    expect(firstDifference(here, there, 30 * SECOND)).toMatchObject({ here: null, there: there[1] });
  });

  test('the order of members does not count, as in a command that comes from a link', () => {
    const given = history([[5, { type: 'command-given', command: { type: 'set-retention', stream: STREAM, hours: 30 } }]]);
    const fromLink = history([[5, { command: { hours: 30, stream: STREAM, type: 'set-retention' }, type: 'command-given' }]]);
    expect(firstDifference(given, fromLink, SECOND)).toBeNull();
  });

  test('what lies after the moment until which both were run is not compared', () => {
    const here = history([start, command]);
    expect(firstDifference(here, history([start]), 12.2 * SECOND)).toBeNull();
    expect(firstDifference(here, history([start]), 12.3 * SECOND)?.atUs).toBe(12.3 * SECOND);
  });

  test('the outcome is what happened to records, not what the command set going', () => {
    const here = history([start, [43.1 * SECOND, throttled(1000)]]);
    const there = history([
      start,
      command,
      [12.3 * SECOND, { type: 'retention-changed', stream: STREAM, fromHours: 24, toHours: 48 }],
      [38 * SECOND, { type: 'shard-closed', stream: STREAM, shardId: SHARD, children: [] }],
      [39 * SECOND, drained('reader')],
    ]);
    expect(firstDifference(here, there, 60 * SECOND)?.outcome).toEqual({ atUs: 43.1 * SECOND, on: 'here', event: here[1] });
  });

  test('the same thing within a second on the other is no outcome, nor one that may still come there', () => {
    const here = history([start, [43 * SECOND, throttled(1000)], [50 * SECOND, lost(7)]]);
    const there = history([start, command, [43.8 * SECOND, throttled(990, 'sensors')]]);
    expect(firstDifference(here, there, 50.9 * SECOND)?.outcome).toBeNull();
    expect(firstDifference(here, there, 51 * SECOND)?.outcome).toMatchObject({ atUs: 50 * SECOND, on: 'here' });
  });
});

test('played: of two runs that part by one command, the command is the first difference, and the throttling it spared the outcome', () => {
  const scenario = bareScenario(1, {
    producers: [producer({ rate: { kind: 'ramp', fromPerSecond: 200, toPerSecond: 2000, overSeconds: 20 } })],
    consumers: [consumer()],
    metered: true,
  });
  const play = (commands: TimedCommand[]) => {
    const world = createWorld(scenario, { seed: '7f3a' });
    advanceRun(world, commands, 0, 30 * SECOND);
    return historyOf(world);
  };
  const slower = producer({ rate: { kind: 'constant', perSecond: 200 } });
  const here = play([]);
  const there = play([{ at: 5 * SECOND, command: { type: 'update-producer', producer: slower } }]);
  const difference = firstDifference(here, there, 30 * SECOND)!;
  expect(difference.there).toMatchObject({ type: 'command-given', atUs: 5 * SECOND });
  expect(difference).toMatchObject({ atUs: 5 * SECOND, here: null });
  const first = here.find(({ type }) => type === 'write-throttling-started')!;
  expect(difference.outcome).toEqual({ atUs: first.atUs, on: 'here', event: first });
});
