/**
 * "Why?" in any run: every throttle, delay, duplicate and loss has a chain that begins with a first cause, goes forward in time, and
 * ends with the event; and the records in it are exactly those that filled the bucket.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceRun,
  explain,
  historyOf,
  keyText,
  parseShardId,
  restoreWorld,
  SECOND,
  takeSnapshot,
  valueAt,
  type ShardState,
  type World,
} from '../../src/engine/index.ts';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { Explanation, ExplanationStep } from '../../src/engine/explain/explanation.ts';
import { pollingPlan, realise, RUN_END_US, SMALL_FILE, SMALL_QUOTAS, worldOf, type Plan } from './arbitrary-run.ts';

const RUNS = { numRuns: 8 };
const ASKED = new Set<EngineEvent['type']>([
  'write-throttling-started',
  'read-throttling-started',
  'records-lost',
  'records-duplicated',
  'reading-fell-behind',
  'iterator-expired',
  'unread-records-trimmed',
  'command-refused',
]);

type Asked<Type extends EngineEvent['type']> = Extract<EngineEvent, { type: Type }>;
type StepOf<Kind extends ExplanationStep['kind']> = Extract<ExplanationStep, { kind: Kind }>;
const stepsOf = <Kind extends ExplanationStep['kind']>({ steps }: Explanation, kind: Kind) =>
  steps.filter((step): step is StepOf<Kind> => step.kind === kind);

/** Plays a plan, then again, and asks why about every event of those types at its own moment. */
function askAll(plan: Plan, types: ReadonlySet<string>, check: (world: World, event: EngineEvent, why: Explanation) => void): number {
  const run = realise(plan);
  const first = worldOf(run);
  advanceRun(first, run.commands, 0, RUN_END_US);
  const world = worldOf(run);
  let given = 0;
  let asked = 0;
  for (const event of historyOf(first)) {
    if (!types.has(event.type)) continue;
    given = advanceRun(world, run.commands, given, event.atUs);
    const why = explain(world, event.seq);
    if (why === null) throw new Error(`no explanation of ${event.seq}`);
    check(world, event, why);
    asked++;
  }
  return asked;
}

const isFirstCause = (world: World, step: ExplanationStep): boolean =>
  step.kind === 'scenario' || (step.kind === 'event' && historyOf(world)[step.seq - 1].type === 'command-given');

test('every throttle, delay, duplicate and loss has a chain from a first cause to itself, forward in time', () => {
  const asked = new Map<string, number>();
  fc.assert(
    fc.property(pollingPlan, (plan) => {
      askAll(plan, ASKED, (world, event, why) => {
        asked.set(event.type, (asked.get(event.type) ?? 0) + 1);
        const { steps } = why;
        expect(why.seq).toBe(event.seq);
        expect(isFirstCause(world, steps[0])).toBe(true);
        expect(steps.at(-1)).toMatchObject({ kind: 'event', seq: event.seq, atUs: event.atUs });
        steps.forEach((step, i) => {
          expect(step.untilUs).toBeGreaterThanOrEqual(i > 0 ? steps[i - 1].untilUs : 0);
          expect(step.atUs).toBeLessThanOrEqual(step.untilUs);
          expect(step.untilUs).toBeLessThanOrEqual(event.atUs);
        });
        const told = stepsOf(why, 'event').map(({ seq }) => seq);
        expect(new Set(told).size).toBe(told.length);
        for (const seq of told) {
          const { cause, atUs } = historyOf(world)[seq - 1];
          expect(seq).toBeLessThanOrEqual(event.seq);
          if (cause === null) continue;
          expect(cause).toBeLessThan(seq);
          expect(historyOf(world)[cause - 1].atUs).toBeLessThanOrEqual(atUs);
        }
        if (event.cause !== null) expect(told).toContain(event.cause);
      });
    }),
    RUNS,
  );
  // a property about nothing would pass
  for (const type of ['write-throttling-started', 'read-throttling-started', 'records-lost', 'records-duplicated', 'reading-fell-behind'])
    expect([type, (asked.get(type) ?? 0) > 3]).toEqual([type, true]);
});

type Throttling = Asked<'write-throttling-started'>;

/** A bucket that is full before the first of these records, drained by them, as it stands in the end. Independent of the engine's. */
function levelAfter(world: World, { log }: ShardState, from: number, event: Throttling): number {
  const capacity = event.limit === 'records' ? SMALL_QUOTAS.shardWriteRecordsPerSecond! : SMALL_QUOTAS.shardWriteBytesPerSecond!;
  let level = capacity;
  let atUs = from < log.count ? valueAt(log, 'arrivalUs', from) : event.atUs;
  const refill = (untilUs: number) => {
    level = Math.min(capacity, level + ((untilUs - atUs) / SECOND) * capacity);
    atUs = untilUs;
  };
  for (let position = from; position < event.refused.position; position++) {
    refill(valueAt(log, 'arrivalUs', position));
    level -= event.limit === 'records' ? 1 : bytesOf(world, log, position);
  }
  refill(event.atUs);
  return level;
}

const keyOf = (world: World, log: ShardState['log'], position: number) => keyText(world.kinesis.keys, valueAt(log, 'keyId', position));
const bytesOf = (world: World, log: ShardState['log'], position: number): number =>
  valueAt(log, 'sizeBytes', position) + new TextEncoder().encode(keyOf(world, log, position)).length;

test('the records of a write throttle are those that emptied the bucket: with one less it would have sufficed', () => {
  let checked = 0;
  fc.assert(
    fc.property(pollingPlan, (plan) => {
      checked += askAll(plan, new Set(['write-throttling-started']), (world, asked, why) => {
        const event = asked as Throttling;
        const shard = world.kinesis.streams[0].shards[parseShardId(event.shardId)!];
        const needed = event.limit === 'records' ? 1 : event.refused.bytes;
        const [records] = stepsOf(why, 'records');
        expect(records).toMatchObject({ shardId: event.shardId, to: event.refused.position, untilUs: event.atUs });
        expect(records.records).toBe(records.to - records.from);
        expect(levelAfter(world, shard, records.from, event)).toBeLessThan(needed);
        expect(levelAfter(world, shard, records.from + 1, event)).toBeGreaterThanOrEqual(needed - 1e-6);
        expectCounted(world, shard, records);
        expectHit(event, records, why);
        expect(stepsOf(why, 'refused-record')).toEqual([expect.objectContaining({ key: event.refused.key, producer: event.producer })]);
      });
    }),
    RUNS,
  );
  expect(checked).toBeGreaterThan(20);
});

function expectCounted(world: World, { log }: ShardState, { from, to, byKey, byProducer, bytes }: StepOf<'records'>): void {
  const positions = Array.from({ length: to - from }, (_, i) => from + i);
  const counts = (names: string[]) => names.reduce((map, name) => map.set(name, (map.get(name) ?? 0) + 1), new Map<string, number>());
  const keys = counts(positions.map((position) => keyOf(world, log, position)));
  const producers = counts(positions.map((position) => world.producers.sources[valueAt(log, 'producer', position)].producer));
  expect(bytes).toBe(positions.reduce((sum, position) => sum + bytesOf(world, log, position), 0));
  expect(byKey.reduce((sum, { records }) => sum + records, 0)).toBe(positions.length);
  expect(byProducer.reduce((sum, { records }) => sum + records, 0)).toBe(positions.length);
  for (const { key, records } of byKey) if (key !== '') expect(keys.get(key)).toBe(records);
  for (const { producer, records } of byProducer) if (producer !== '') expect(producers.get(producer)).toBe(records);
  expect(byKey[0].records).toBe(Math.max(...keys.values()));
}

function expectHit(event: Throttling, records: StepOf<'records'>, { limit }: Explanation): void {
  const needed = event.limit === 'records' ? 1 : event.refused.bytes;
  expect(limit).toMatchObject({
    of: event.shardId,
    unit: event.limit,
    allows: event.limitPerSecond,
    sinceUs: records.atUs,
    untilUs: event.atUs,
  });
  expect(limit!.used).toBe(event.limit === 'records' ? records.records : records.bytes);
  expect(limit!.used + needed).toBeGreaterThan(limit!.budget);
}

test('the losses and duplicates of a producer are all told, and each spell that is named refused as many', () => {
  fc.assert(
    fc.property(pollingPlan, (plan) => {
      const run = realise(plan);
      const world = worldOf(run);
      advanceRun(world, run.commands, 0, RUN_END_US);
      const history = historyOf(world);
      for (const event of history) {
        if (event.type !== 'records-lost' && event.type !== 'records-duplicated') continue;
        if (event.reason === 'answer-lost') {
          expect(history[event.cause! - 1]).toMatchObject({ type: 'fault-began', fault: { producer: event.producer } });
          continue;
        }
        for (const { seq } of event.throttles) expect(history[seq - 1].type).toBe('write-throttling-started');
        if (event.type === 'records-lost') expect(event.throttles.reduce((sum, { records }) => sum + records, 0)).toBe(event.records);
        else expect(event.call.refused).toBeLessThan(event.call.records);
      }
      for (const { spec, totals, untold } of world.producers.list) {
        const told = (type: 'records-lost' | 'records-duplicated', sinceUs: number) =>
          history.reduce(
            (sum, event) => sum + (event.type === type && event.producer === spec.id && event.atUs > sinceUs ? event.records : 0),
            0,
          );
        const added = history.findLast(
          (event) => event.type === 'command-given' && isAdded(event.command, spec.id) && !isRefused(history, event),
        );
        const sinceUs = added?.atUs ?? -1;
        expect(told('records-lost', sinceUs) + untold.ignored + untold.attempts).toBe(totals.lost);
        expect(told('records-duplicated', sinceUs) + untold.duplicated + untold.unanswered).toBe(totals.duplicated);
      }
    }),
    RUNS,
  );
});

const isAdded = (command: Asked<'command-given'>['command'], id: string) => command.type === 'add-producer' && command.producer.id === id;
const isRefused = (history: readonly EngineEvent[], { seq }: EngineEvent) =>
  history.some(({ type, cause }) => type === 'command-refused' && cause === seq);

describe('an explanation', () => {
  test('is the same from a restored world as from the original', () => {
    const files = new Map([[SMALL_FILE.id, SMALL_FILE]]);
    fc.assert(
      fc.property(pollingPlan, (plan) => {
        let asked = 0;
        askAll(plan, ASKED, (world, { seq }, why) => {
          if (asked++ % 7 !== 0) return;
          expect(explain(restoreWorld(takeSnapshot(world), files), seq)).toEqual(why);
        });
      }),
      RUNS,
    );
  });

  test('changes nothing: the world goes on as if nobody had asked', () => {
    fc.assert(
      fc.property(pollingPlan, (plan) => {
        const run = realise(plan);
        const undisturbed = worldOf(run);
        advanceRun(undisturbed, run.commands, 0, RUN_END_US);
        const world = worldOf(run);
        let given = 0;
        for (let atUs = 0; atUs <= RUN_END_US; atUs += 5 * SECOND) {
          given = advanceRun(world, run.commands, given, atUs);
          for (const { seq } of historyOf(world).slice(-5)) explain(world, seq);
        }
        expect(historyOf(world)).toEqual(historyOf(undisturbed));
      }),
      { numRuns: 4 },
    );
  });

  test('is null for an event that has not happened', () => {
    const [plan] = fc.sample(pollingPlan, 1);
    expect(explain(worldOf(realise(plan)), 1)).toBeNull();
    expect(explain(worldOf(realise(plan)), 0)).toBeNull();
  });
});

test('every event of any run can be asked, and its chain ends in it', () => {
  fc.assert(
    fc.property(pollingPlan, (plan) => {
      const run = realise(plan);
      const world = worldOf(run);
      advanceRun(world, run.commands, 0, RUN_END_US);
      for (const { seq } of historyOf(world)) expect(explain(world, seq)!.steps.at(-1)).toMatchObject({ kind: 'event', seq });
    }),
    { numRuns: 4 },
  );
});
