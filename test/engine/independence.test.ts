/** Chance comes in streams of its own: what one actor does leaves the luck of the others alone. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advanceTo, createWorld, keyText, valueAt, type World } from '../../src/engine/index.ts';
import type { ProducerSpec } from '../../src/engine/producers/producer-spec.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { arbitraryPlan, SECOND, SMALL_FILE, worldOf } from './arbitrary-run.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const logs = (world: World) => world.kinesis.streams[0].shards.map(({ log }) => log);

test('adding a consumer changes nothing that is written, to the microsecond', () => {
  fc.assert(
    fc.property(arbitraryPlan, fc.constantFrom('LATEST' as const, 'TRIM_HORIZON' as const), ({ scenario, seed }, start) => {
      const plain = structuredClone(scenario);
      const alone = worldOf({ scenario: { ...plain, consumers: [] }, seed });
      const watched = worldOf({
        scenario: { ...plain, consumers: [consumer({ start }), consumer({ id: 'second', pollIntervalMs: 100 })] },
        seed,
      });
      for (const world of [alone, watched]) advanceTo(world, 40 * SECOND);
      expect(logs(watched)).toEqual(logs(alone));
      expect(watched.producers).toEqual(alone.producers);
    }),
    { numRuns: 8 },
  );
});

/** Everything that a producer made and that was accepted, by its number: key and size. */
function madeBy(world: World, id: string): Map<number, string> {
  const { source } = world.producers.list.find(({ spec }) => spec.id === id)!;
  const made = new Map<number, string>();
  for (const log of logs(world))
    for (let i = 0; i < log.count; i++)
      if (valueAt(log, 'producer', i) === source)
        made.set(valueAt(log, 'index', i), `${keyText(world.kinesis.keys, valueAt(log, 'keyId', i))} ${valueAt(log, 'sizeBytes', i)}`);
  return made;
}

const GENEROUS = { shardWriteRecordsPerSecond: 1e6, shardWriteBytesPerSecond: 1e9 };
function played(scenario: Scenario, seed = '1'): World {
  const world = createWorld(scenario, { seed, quotas: GENEROUS, datasets: new Map([[SMALL_FILE.id, SMALL_FILE]]) });
  advanceTo(world, 20 * SECOND);
  return world;
}

describe('the records that a producer makes', () => {
  const keys = { kind: 'zipf', keys: 50, exponent: 1, prefix: 'z-' } as const;
  const size = { kind: 'log-normal', medianBytes: 300, sigma: 0.5 } as const;
  const subject = producer({ id: 'subject', source: { kind: 'synthetic', size, keys } });
  const alone = madeBy(played(bareScenario(3, { producers: [subject] })), 'subject');

  const others: [string, ProducerSpec][] = [
    ['another', producer({ id: 'other' })],
    ['one with the same keys', producer({ ...subject, id: 'other' })],
    ['one that is named alike', producer({ ...subject, id: 'subjecu' })],
    [
      'one that replays a file',
      producer({ id: 'other', source: { kind: 'dataset', dataset: SMALL_FILE.id, keyField: 'host', loop: true } }),
    ],
  ];
  test.each(others)('are the same beside %s, wherever it stands in the list', (_, other) => {
    expect(alone.size).toBeGreaterThan(1900);
    for (const producers of [
      [subject, other],
      [other, subject],
    ])
      expect(madeBy(played(bareScenario(3, { producers })), 'subject')).toEqual(alone);
  });

  test('are the same on any number of shards', () => {
    expect(madeBy(played(bareScenario(17, { producers: [subject] })), 'subject')).toEqual(alone);
  });

  test('are the same in other calls', () => {
    for (const calls of [{ api: 'PutRecord' }, { api: 'PutRecords', batchSize: 500, lingerMs: 1000 }] as const) {
      const made = madeBy(played(bareScenario(3, { producers: [{ ...subject, calls }] })), 'subject');
      const both = [...made.keys()].filter((index) => alone.has(index)); // the last calls may not have been sent
      expect(both.length).toBeGreaterThan(1800);
      expect(both.filter((index) => made.get(index) !== alone.get(index))).toEqual([]);
    }
  });

  test('differ with the seed, and with the name', () => {
    expect(madeBy(played(bareScenario(3, { producers: [subject] }), '2'), 'subject')).not.toEqual(alone);
    expect(madeBy(played(bareScenario(3, { producers: [{ ...subject, id: 'named' }] })), 'named')).not.toEqual(alone);
  });
});
