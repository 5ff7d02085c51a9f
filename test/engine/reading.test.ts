/** What a polling consumer reads: every record at most once, in order, and no child before its parents. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceRun, createWorld, historyOf, shardIdOf, type World } from '../../src/engine/index.ts';
import type { TimedCommand } from '../../src/engine/commands.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { STREAM } from '../kinesis/service.ts';
import { pollingPlan, realise, SECOND, SMALL_QUOTAS, type Run } from './arbitrary-run.ts';
import { SLICE_US, traceReading, type ReadPage } from './reading-trace.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const RUNS = { numRuns: 10 };

function byReader(pages: readonly ReadPage[]): ReadPage[][] {
  const groups = new Map<string, ReadPage[]>();
  for (const page of pages) {
    const name = `${page.consumer}/${page.shard}`;
    groups.set(name, [...(groups.get(name) ?? []), page]);
  }
  return [...groups.values()];
}

test('no record is read twice by a consumer, none is skipped, and the order is that of the shard', () => {
  fc.assert(
    fc.property(pollingPlan, (plan) => {
      const { world, pages } = traceReading(realise(plan));
      for (const group of byReader(pages)) group.slice(1).forEach((page, i) => expect(page.from).toBe(group[i].to));
      for (const { number, readers, totals } of world.consumers.list) {
        const read = pages.filter((page) => page.consumer === number).reduce((sum, { from, to }) => sum + to - from, 0);
        const travelling = world.sim.queue.items.filter(
          (item) => 'kind' in item && item.kind === 'page' && 'consumer' in item && item.consumer === number,
        ) as unknown as { page: ReadPage }[];
        const arrived = read - travelling.reduce((sum, { page }) => sum + page.to - page.from, 0);
        expect(totals.records).toBe(arrived);
        expect(readers.reduce((sum, { recordsRead }) => sum + recordsRead, 0)).toBe(arrived);
        for (const { position, startPosition, recordsRead } of readers)
          if (position !== null) expect(position - startPosition).toBe(recordsRead);
      }
    }),
    RUNS,
  );
});

test('all who poll a shard share its limits: five calls in any second, and bytes of one second and a page at most', () => {
  const perSecond = SMALL_QUOTAS.shardReadBytesPerSecond!;
  fc.assert(
    fc.property(pollingPlan, (plan) => {
      const { world, pages } = traceReading(realise(plan));
      for (const { index } of world.kinesis.streams[0].shards) {
        const calls = pages.filter(({ shard }) => shard === index);
        expect(calls.filter(({ atUs }, i) => i >= 5 && atUs - calls[i - 5].atUs < SECOND - SLICE_US)).toEqual([]);
        let level = perSecond;
        let updatedUs = 0;
        for (const { atUs, bytes } of calls) {
          level = Math.min(perSecond, level + ((atUs - updatedUs) * perSecond) / SECOND);
          updatedUs = atUs;
          expect(level).toBeGreaterThan((-2 * SLICE_US * perSecond) / SECOND); // whoever is in debt waits
          level -= bytes;
        }
      }
    }),
    RUNS,
  );
});

const ancestorsOf = (world: World, index: number): number[] => {
  const { parent, adjacentParent } = world.kinesis.streams[0].shards[index];
  return [parent, adjacentParent].filter((at) => at !== null).flatMap((at) => [at, ...ancestorsOf(world, at)]);
};

/** Everything that the consumer had to read before the first page of a shard, and had not. */
function unreadAncestors(world: World, pages: readonly ReadPage[]): string[] {
  const problems: string[] = [];
  for (const [first] of byReader(pages)) {
    const before = pages.filter(({ consumer, atUs }) => consumer === first.consumer && atUs <= first.atUs);
    for (const ancestor of ancestorsOf(world, first.shard)) {
      const read = before.filter(({ shard }) => shard === ancestor);
      const { log } = world.kinesis.streams[0].shards[ancestor];
      // who starts at LATEST owes the past nothing: only shards that it reads count
      if (
        first.start === 'LATEST' &&
        read.length === 0 &&
        !pages.some(({ consumer, shard }) => consumer === first.consumer && shard === ancestor)
      )
        continue;
      if (log.count > 0 && (read.at(-1)?.to ?? 0) < log.count)
        problems.push(
          `consumer ${first.consumer} reads shard ${first.shard} with ${log.count - (read.at(-1)?.to ?? 0)} records of shard ${ancestor} unread`,
        );
    }
  }
  return problems;
}

describe('a child yields nothing before its parents are drained', () => {
  test('in any run', () => {
    fc.assert(
      fc.property(pollingPlan, (plan) => {
        const { world, pages } = traceReading(realise(plan));
        expect(unreadAncestors(world, pages)).toEqual([]);
      }),
      RUNS,
    );
  });

  const split = (atSeconds: number, index: number, cut: bigint): TimedCommand => ({
    at: atSeconds * SECOND,
    command: { type: 'split-shard', stream: STREAM, shardId: shardIdOf(index), newStartingHashKey: String(cut) },
  });
  const merge = (atSeconds: number, lower: number, upper: number): TimedCommand => ({
    at: atSeconds * SECOND,
    command: { type: 'merge-shards', stream: STREAM, shardId: shardIdOf(lower), adjacentShardId: shardIdOf(upper) },
  });

  // shard 0 is slow to read; what comes of its upper half is merged with shard 1, which holds nothing and is drained at once
  test.each([
    ['parents of its parents', [split(1, 0, 2n ** 126n), merge(10, 3, 1)], 5],
    ['parents of those', [split(1, 0, 2n ** 126n), split(6, 3, 3n * 2n ** 125n), merge(12, 5, 1)], 7],
  ])('nor before the %s, when another parent is drained first', (_, commands, shardCount) => {
    const keys = { kind: 'one' as const, prefix: '', names: ['a'] };
    const source = { kind: 'synthetic' as const, size: { kind: 'fixed' as const, bytes: 100 }, keys };
    const producers = [producer({ source, rate: { kind: 'constant', perSecond: 20 } })];
    const consumers = [consumer({ limit: 10, processingUsPerRecord: 200_000 })];
    const { world, pages } = traceReading({ scenario: bareScenario(2, { producers, consumers, metered: true }), seed: '1', commands });
    expect(world.kinesis.streams[0].shards).toHaveLength(shardCount);
    expect(historyOf(world).filter(({ type }) => type === 'command-refused')).toEqual([]);
    expect(unreadAncestors(world, pages)).toEqual([]);
  });
});

function playedTo(scenario: Scenario, commands: Run['commands'], untilUs: number): World {
  const world = createWorld(scenario, { seed: '1' });
  advanceRun(world, commands, 0, untilUs);
  return world;
}
const total = (world: World): number => world.kinesis.streams[0].shards.reduce((sum, { log }) => sum + log.count, 0);

describe('in the end', () => {
  const SPLIT = {
    at: 5 * SECOND,
    command: { type: 'split-shard', stream: STREAM, shardId: 'shardId-000000000000', newStartingHashKey: String(2n ** 126n) },
  } as const;
  const STOP = { at: 60 * SECOND, command: { type: 'remove-producer', id: 'checkout' } } as const;

  test('a consumer from TRIM_HORIZON has read every record, across a split', () => {
    const world = playedTo(bareScenario(2, { producers: [producer()], consumers: [consumer()] }), [SPLIT, STOP], 120 * SECOND);
    expect(total(world)).toBeGreaterThan(5000);
    expect(world.consumers.list[0].totals).toMatchObject({ records: total(world), trimmedUnread: 0 });
  });

  test('two consumers both have', () => {
    const consumers = [consumer(), consumer({ id: 'second', pollIntervalMs: 700 })];
    const world = playedTo(bareScenario(2, { producers: [producer()], consumers }), [SPLIT, STOP], 120 * SECOND);
    expect(world.consumers.list.map(({ totals }) => totals.records)).toEqual([total(world), total(world)]);
  });

  test('a consumer from LATEST that starts during the split misses nothing that comes after', () => {
    const add = { at: 12 * SECOND, command: { type: 'add-consumer', consumer: consumer({ start: 'LATEST' }) } } as const;
    const world = playedTo(bareScenario(2, { producers: [producer()] }), [SPLIT, add, STOP], 120 * SECOND);
    const [{ readers, totals }] = world.consumers.list;
    const before = readers.filter(({ from }) => from === 'LATEST').reduce((sum, { startPosition }) => sum + startPosition, 0);
    expect(readers.map(({ shard }) => shard).toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3]);
    expect(totals.records).toBe(total(world) - before);
    expect(before).toBeGreaterThan(1000);
  });

  test('an iterator that expires during long processing loses nothing', () => {
    const scenario = bareScenario(1, {
      producers: [producer({ rate: { kind: 'constant', perSecond: 2 } })],
      consumers: [consumer({ limit: 40, processingUsPerRecord: 10 * SECOND })],
    });
    const stop = { at: 100 * SECOND, command: { type: 'remove-producer', id: 'checkout' } } as const;
    const world = playedTo(scenario, [stop], 3000 * SECOND);
    expect(historyOf(world).some(({ type }) => type === 'iterator-expired')).toBe(true);
    expect(world.consumers.list[0].totals.records).toBe(total(world));
  });

  test('who falls so far behind that its shard expires reads on in the children', () => {
    const HOUR = 3600 * SECOND;
    const scenario = bareScenario(1, {
      producers: [producer({ rate: { kind: 'constant', perSecond: 1 } })],
      consumers: [consumer({ limit: 1, processingUsPerRecord: HOUR })],
    });
    const half = { ...SPLIT, command: { ...SPLIT.command, newStartingHashKey: String(2n ** 127n) } };
    const impatient = { at: 26 * HOUR, command: { type: 'update-consumer', consumer: consumer() } } as const;
    const world = playedTo(scenario, [half, STOP, impatient], 30 * HOUR);
    const [{ readers, totals, sink }] = world.consumers.list;
    expect(sink).toMatchObject({ processed: 25, lost: total(world) - 25, duplicates: 0 }); // but the account at the sink knows
    expect(readers.map(({ shard, state }) => [shard, state])).toEqual([
      [0, 'drained'],
      [1, 'reading'],
      [2, 'reading'],
    ]);
    expect(totals.records).toBe(25); // one an hour, until it was gone: no client is told how many it missed in a shard that is not there
  });

  test('who falls behind the retention period in a shard that is there is told how many records it missed', () => {
    const HOUR = 3600 * SECOND;
    const scenario = bareScenario(1, {
      producers: [producer({ rate: { kind: 'constant', perSecond: 1 } })],
      consumers: [consumer({ limit: 1, processingUsPerRecord: HOUR })],
    });
    const impatient = { at: 26 * HOUR, command: { type: 'update-consumer', consumer: consumer() } } as const;
    const world = playedTo(scenario, [STOP, impatient], 30 * HOUR);
    const { totals, sink } = world.consumers.list[0];
    expect(totals).toMatchObject({ records: 25, trimmedUnread: total(world) - 25 });
    expect(sink).toMatchObject({ processed: 25, lost: total(world) - 25, duplicates: 0, outOfOrder: 0 });
    expect(historyOf(world).filter(({ type }) => type === 'unread-records-trimmed')).toMatchObject([
      { consumer: 'reader', records: total(world) - 25 },
    ]);
  });
});
