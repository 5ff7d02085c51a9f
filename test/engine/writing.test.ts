/** What is written: every record sent is accepted or refused, lands where it belongs, within the limits, and stays until it is trimmed. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  advanceRun,
  advanceTo,
  historyOf,
  hashOf,
  keyText,
  readColumn,
  type RecordLog,
  type ShardState,
  type World,
} from '../../src/engine/index.ts';
import { MAX_HASH_KEY } from '../../src/engine/kinesis/hash-key.ts';
import { utf8Length } from '../../src/engine/kernel/utf8.ts';
import { arbitraryPlan, openShards, played, realise, RUN_END_US, SECOND, SMALL_QUOTAS, worldOf } from './arbitrary-run.ts';

const RUNS = { numRuns: 15 };
const shardsOf = (world: World): ShardState[] => world.kinesis.streams[0].shards;
const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);
/** A column of all retained records. */
function column(log: RecordLog, name: Parameters<typeof readColumn>[1]): number[] {
  const out = new Float64Array(log.count - log.trimmed);
  readColumn(log, name, log.trimmed, log.count, out);
  return [...out];
}

test('open ranges tile the key space exactly at every moment', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const run = realise(plan);
      const world = worldOf(run);
      let given = 0;
      for (let atUs = 0; atUs <= RUN_END_US; atUs += SECOND / 2) {
        given = advanceRun(world, run.commands, given, atUs);
        let next = 0n;
        for (const { start, end } of openShards(world).toSorted((a, b) => (a.start < b.start ? -1 : 1))) {
          expect(start).toBe(next);
          next = end + 1n;
        }
        expect(next).toBe(MAX_HASH_KEY + 1n);
      }
    }),
    RUNS,
  );
});

test('a shard takes records only of its range and only while it is open', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const world = played(realise(plan));
      for (const { log, start, end, opensAtUs, closesAtUs } of shardsOf(world)) {
        const hashes = column(log, 'keyId').map((keyId) => hashOf(world.kinesis.keys, world.cache.keys, keyId));
        expect(hashes.filter((hash) => hash < start || hash > end)).toEqual([]);
        expect(column(log, 'arrivalUs').filter((us) => us < opensAtUs || us >= (closesAtUs ?? Infinity))).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('inside a shard arrival never falls and the counter always rises', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      for (const { log } of shardsOf(played(realise(plan)))) {
        const [arrivals, counters] = [column(log, 'arrivalUs'), column(log, 'counter')];
        expect(arrivals.filter((us, i) => i > 0 && us < arrivals[i - 1])).toEqual([]);
        expect(counters.filter((counter, i) => i > 0 && counter <= counters[i - 1])).toEqual([]);
      }
    }),
    RUNS,
  );
});

test('every record sent is accepted or refused, and the shards count the same as the producers', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const { wishes, ...rest } = plan;
      const staying = wishes.filter(({ wish }) => !('command' in wish) || wish.command.type !== 'remove-producer');
      const world = played(realise({ ...rest, wishes: staying }));
      const totals = world.producers.list.map((producer) => producer.totals);
      for (const { sent, accepted, refused } of totals) expect(sent).toBe(accepted + refused);
      const byHand = historyOf(world).filter(({ type }) => type === 'record-put').length;
      expect(sum(shardsOf(world).map(({ log }) => log.count))).toBe(sum(totals.map(({ accepted }) => accepted)) + byHand);
      const refusedByShards = sum(
        shardsOf(world).map(({ totals: { refusedByBytes, refusedByRecords } }) => refusedByBytes + refusedByRecords),
      );
      const refusedByHand = historyOf(world).filter(
        (event) => event.type === 'command-refused' && event.error === 'ProvisionedThroughputExceededException',
      ).length;
      expect(refusedByShards).toBe(sum(totals.map(({ refused }) => refused)) + refusedByHand);
    }),
    RUNS,
  );
});

/** Numbers of a source's records in a log. */
function indexesOf(log: RecordLog, source: number): number[] {
  const sources = column(log, 'producer');
  return column(log, 'index').filter((_, i) => sources[i] === source);
}

test('what was made is accepted or lost, once; nothing else is in the log', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const producers = plan.scenario.producers.map((spec) => ({
        ...spec,
        failures: { ...spec.failures, resend: spec.failures.resend === 'all' ? ('failed' as const) : spec.failures.resend },
      }));
      const wishes = plan.wishes.filter(({ wish }) => !('command' in wish));
      const run = realise({ ...plan, scenario: { ...plan.scenario, producers }, wishes });
      const quiet = producers.map((producer) => ({
        at: 60 * SECOND,
        command: { type: 'update-producer' as const, producer: { ...producer, rate: { kind: 'constant' as const, perSecond: 0 } } },
      }));
      const world = played({ ...run, commands: [...run.commands, ...quiet].toSorted((a, b) => a.at - b.at) }, 200 * SECOND);
      for (const { totals, inFlight, waiting, source } of world.producers.list) {
        expect([inFlight, waiting.index.length]).toEqual([0, 0]);
        expect(totals.made).toBe(totals.accepted + totals.lost);
        const indexes = shardsOf(world).flatMap(({ log }) => indexesOf(log, source));
        expect(new Set(indexes).size).toBe(indexes.length);
        expect(indexes.length).toBe(totals.accepted);
        expect(Math.max(-1, ...indexes)).toBeLessThan(totals.made);
      }
    }),
    RUNS,
  );
});

test('without resending, the records of a producer lie in every shard in the order they were made', () => {
  fc.assert(
    fc.property(arbitraryPlan, (plan) => {
      const producers = plan.scenario.producers.map((spec) => ({ ...spec, failures: { ...spec.failures, resend: 'ignore' as const } }));
      const wishes = plan.wishes.filter(({ wish }) => !('command' in wish) || !wish.command.type.endsWith('-producer'));
      const world = played(realise({ ...plan, scenario: { ...plan.scenario, producers }, wishes }));
      for (const { log } of shardsOf(world)) {
        for (const source of new Set(column(log, 'producer'))) {
          const indexes = indexesOf(log, source);
          expect(indexes.filter((index, i) => i > 0 && index <= indexes[i - 1])).toEqual([]);
        }
      }
    }),
    RUNS,
  );
});

/** The level of a budget of one second after each acceptance, in whole millionths; below zero means that too much was accepted. */
function lowestLevel({ log, opensAtUs }: ShardState, ratePerSecond: number, costs: readonly number[]): bigint {
  const full = BigInt(ratePerSecond) * 1_000_000n;
  let level = full;
  let lowest = full;
  let updatedUs = opensAtUs;
  column(log, 'arrivalUs').forEach((arrivalUs, i) => {
    level += BigInt(arrivalUs - updatedUs) * BigInt(ratePerSecond);
    if (level > full) level = full;
    updatedUs = arrivalUs;
    level -= BigInt(costs[i]) * 1_000_000n;
    if (level < lowest) lowest = level;
  });
  return lowest;
}

describe('limits', () => {
  test('hold in every window: never more than one second saved up and what the time brings', () => {
    fc.assert(
      fc.property(arbitraryPlan, (plan) => {
        const world = played(realise(plan));
        for (const shard of shardsOf(world)) {
          const keyBytes = column(shard.log, 'keyId').map((keyId) => utf8Length(keyText(world.kinesis.keys, keyId)));
          const bytes = column(shard.log, 'sizeBytes').map((sizeBytes, i) => sizeBytes + keyBytes[i]);
          expect(
            lowestLevel(
              shard,
              SMALL_QUOTAS.shardWriteRecordsPerSecond!,
              bytes.map(() => 1),
            ),
          ).toBeGreaterThanOrEqual(0n);
          expect(lowestLevel(shard, SMALL_QUOTAS.shardWriteBytesPerSecond!, bytes)).toBeGreaterThanOrEqual(0n);
        }
      }),
      RUNS,
    );
  });

  test('are used up: under constant overload a shard takes its rate, to the record', () => {
    const [plan] = fc.sample(arbitraryPlan, 1);
    const source = { kind: 'synthetic', size: { kind: 'fixed', bytes: 10 }, keys: { kind: 'one', prefix: 'k' } } as const;
    const flood = {
      ...plan.scenario.producers[0],
      id: 'flood',
      source,
      rate: { kind: 'constant', perSecond: 5000 },
      calls: { api: 'PutRecords', batchSize: 500, lingerMs: 20 },
    } as const;
    const failures = { resend: 'ignore', backoff: { kind: 'none' }, maxAttempts: 1 } as const;
    const world = worldOf({ scenario: { ...plan.scenario, producers: [{ ...flood, failures }], consumers: [] }, seed: '1' });
    advanceTo(world, 50 * SECOND);
    const accepted = sum(shardsOf(world).map(({ log }) => log.count));
    expect(accepted).toBeGreaterThanOrEqual(50 * 60 - 2);
    expect(accepted).toBeLessThanOrEqual(51 * 60);
  });
});

test('accepted records are retained or trimmed, as the totals say', () => {
  fc.assert(
    fc.property(arbitraryPlan, fc.integer({ min: 23, max: 110 }), (plan, hours) => {
      const run = realise({ ...plan, scenario: { ...plan.scenario, metered: false } });
      const world = played(run);
      const removals = [
        ...world.producers.list.map(({ spec: { id } }) => ({ type: 'remove-producer' as const, id })),
        ...world.consumers.list.map(({ spec: { id } }) => ({ type: 'remove-consumer' as const, id })),
      ];
      advanceRun(
        world,
        removals.map((command) => ({ at: RUN_END_US, command })),
        0,
        RUN_END_US + 30 * SECOND,
      ); // what is on its way arrives
      const counts = shardsOf(world).map(({ log }) => log.count);
      advanceTo(world, hours * 3600 * SECOND);
      const horizonUs = world.sim.nowUs - world.kinesis.streams[0].settings.retentionHours * 3600 * SECOND;
      shardsOf(world).forEach(({ log, totals }, i) => {
        expect([log.count, totals.trimmedRecords]).toEqual([counts[i], log.trimmed]);
        // memory is given back once a minute
        expect(column(log, 'arrivalUs').filter((us) => us < horizonUs - 61 * SECOND)).toEqual([]);
      });
    }),
    { numRuns: 8 },
  );
});
