import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { shippedDatasets } from '../../src/content/datasets/index.ts';
import { scenarios } from '../../src/content/scenarios/index.ts';
import { ScenarioSchema } from '../../src/content/schemas/scenario-schema.ts';
import { advanceTo, createWorld, historyOf, type World } from '../../src/engine/index.ts';
import { hashKeyOf } from '../../src/engine/kinesis/hash-key.ts';

describe('scenarios', () => {
  test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('%s holds to the schema', (_, scenario) => {
    expect(v.parse(ScenarioSchema, structuredClone(scenario))).toEqual(scenario);
  });

  test('ids are unique and the default is first', () => {
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
    expect(scenarios[0].id).toBe('first-light');
  });

  test('every data set that a producer replays is shipped, with that key field', () => {
    const wanted = scenarios.flatMap(({ producers }) => producers.flatMap(({ source }) => (source.kind === 'dataset' ? [source] : [])));
    expect(wanted.length).toBeGreaterThan(0);
    for (const { dataset, keyField } of wanted) expect(shippedDatasets.find(({ id }) => id === dataset)?.keyField).toBe(keyField);
  });

  test.each([
    ['first-light', [0, 0, 1, 3, 2, 3, 1, 2]],
    ['hot-key', [0, 0, 1, 3, 2, 3, 1, 2]],
    ['big-records', [0, 0, 1, 1, 2, 2, 3, 3]],
    ['slow-reader', [0, 0, 1, 1, 1, 1, 0, 0]],
  ])('the keys of %s live on the shards that its comments say', (id, expected) => {
    const { producers, streams } = scenarios.find((scenario) => scenario.id === id)!;
    const { source } = producers[0];
    if (source.kind !== 'synthetic' || source.keys.kind === 'one') throw new Error('has no keys to place');
    const { keys, names, prefix } = source.keys;
    const shards = BigInt(streams[0].shardCount);
    const labels = Array.from({ length: keys }, (_, i) => names?.[i] ?? `${prefix}${i}`);
    expect(labels.map((label) => Number((hashKeyOf(label) * shards) >> 128n))).toEqual(expected);
  });
});

/** Writes over one value, deep inside. */
function spoil(target: object, path: string, value: unknown): void {
  const steps = path.split('.');
  const last = steps.pop()!;
  const owner = steps.reduce<object>((at, step) => Reflect.get(at, step) as object, target);
  Reflect.set(owner, last, value);
}

test.each(scenarios.filter(({ faults }) => faults !== undefined).map((scenario) => [scenario.id, scenario] as const))(
  'what breaks by itself in %s does so when it is said',
  (_, scenario) => {
    const world = createWorld(scenario, { seed: '1' });
    advanceTo(world, Math.max(...scenario.faults!.map(({ atMs }) => 1000 * atMs)));
    expect(eventsIn(world)).toEqual(scenario.faults!.map(({ atMs, id, fault }) => ({ atMs, id, fault })));
  },
);

function eventsIn(world: World) {
  return historyOf(world).flatMap((event) =>
    event.type === 'fault-began' ? [{ atMs: event.atUs / 1000, id: event.id, fault: event.fault }] : [],
  );
}

describe('the schema refuses', () => {
  test.each([
    ['a producer without its stream', 'producers.0.stream', 'elsewhere'],
    ['two producers of one name', 'producers.1.id', 'checkout-events'],
    ['an unknown field', 'producers.0.colour', 'red'],
    ['a batch of 501', 'producers.0.calls.batchSize', 501],
    ['a share above one', 'producers.0.source.keys.share', 1.2],
    ['a rate that is no number', 'producers.0.rate.perSecond', Number.NaN],
    ['timestamps of a synthetic source', 'producers.0.rate', { kind: 'timestamps', field: 't', speed: 1 }],
    ['no shards', 'streams.0.shardCount', 0],
    ['23 hours of retention', 'streams.0.retentionHours', 23],
    ['an unknown profile', 'profile', '2019'],
    ['an unknown start', 'consumers.0.start', 'AFTER'],
    ['a poll each millisecond', 'consumers.0.pollIntervalMs', 1],
    ['a partition key of 257 characters', 'producers.0.source.keys.names.3', 'k'.repeat(257)],
    ['a fault that is none', 'faults', [{ atMs: 0, id: 'f', fault: { kind: 'rain' } }]],
    ['a foreign data set id', 'producers.1.source.dataset', 'https://elsewhere'],
  ])('%s', (_, path, value) => {
    const scenario = structuredClone(scenarios[0]);
    expect(v.safeParse(ScenarioSchema, scenario).success).toBe(true);
    spoil(scenario, path, value);
    expect(v.safeParse(ScenarioSchema, scenario).success).toBe(false);
  });
});
