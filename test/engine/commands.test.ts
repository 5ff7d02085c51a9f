/** What a learner may tell the world, and what is said when it cannot be done. */
import { describe, expect, test } from 'vitest';
import { advanceRun, advanceTo, createWorld, digestOf, giveCommand, historyOf, totalAt, type World } from '../../src/engine/index.ts';
import type { Command } from '../../src/engine/commands.ts';
import { STREAM } from '../kinesis/service.ts';
import { SECOND } from './arbitrary-run.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';

const worldOf = (): World => {
  const world = createWorld(bareScenario(2, { producers: [producer()], consumers: [consumer()] }), { seed: '1' });
  advanceTo(world, 5 * SECOND);
  return world;
};
const FIRST = 'shardId-000000000000';
const HALF = String(2n ** 126n);

const DONE: Command[] = [
  { type: 'add-producer', producer: producer({ id: 'new' }) },
  { type: 'update-producer', producer: producer({ rate: { kind: 'constant', perSecond: 5 } }) },
  { type: 'remove-producer', id: 'checkout' },
  { type: 'add-consumer', consumer: consumer({ id: 'new' }) },
  { type: 'update-consumer', consumer: consumer({ limit: 5 }) },
  { type: 'remove-consumer', id: 'reader' },
  { type: 'split-shard', stream: STREAM, shardId: FIRST, newStartingHashKey: HALF },
  { type: 'merge-shards', stream: STREAM, shardId: FIRST, adjacentShardId: 'shardId-000000000001' },
  { type: 'set-retention', stream: STREAM, hours: 48 },
  { type: 'put-record', stream: STREAM, partitionKey: 'k', text: 'by hand' },
];
test.each(DONE)('$type is carried out and stands in the history', (command) => {
  const world = worldOf();
  const before = historyOf(world).length;
  expect(giveCommand(world, command)).toBeNull();
  expect(historyOf(world)[before]).toMatchObject({ type: 'command-given', command, cause: null, atUs: 5 * SECOND });
  advanceTo(world, 10 * SECOND);
});

const REFUSED: [Command, string, RegExp][] = [
  [{ type: 'add-producer', producer: producer() }, 'InvalidCommand', /checkout exists already/],
  [{ type: 'add-producer', producer: producer({ id: 'new', stream: 'none' }) }, 'InvalidCommand', /no stream named none/],
  [{ type: 'update-producer', producer: producer({ id: 'none' }) }, 'InvalidCommand', /no producer named none/],
  [{ type: 'update-producer', producer: producer({ rate: { kind: 'timestamps', field: 't', speed: 1 } }) }, 'InvalidCommand', /file/],
  [
    { type: 'update-producer', producer: producer({ source: { kind: 'dataset', dataset: 'sha256:x', keyField: null, loop: true } }) },
    'InvalidCommand',
    /is missing/,
  ],
  [{ type: 'remove-producer', id: 'none' }, 'InvalidCommand', /no producer named none/],
  [{ type: 'add-consumer', consumer: consumer() }, 'InvalidCommand', /reader exists already/],
  [{ type: 'add-consumer', consumer: consumer({ id: 'new', stream: 'none' }) }, 'InvalidCommand', /no stream named none/],
  [{ type: 'update-consumer', consumer: consumer({ stream: 'none' }) }, 'InvalidCommand', /no stream named none/],
  [{ type: 'update-consumer', consumer: consumer({ id: 'none' }) }, 'InvalidCommand', /no consumer named none/],
  [{ type: 'remove-consumer', id: 'none' }, 'InvalidCommand', /no consumer named none/],
  [
    { type: 'split-shard', stream: STREAM, shardId: FIRST, newStartingHashKey: '0' },
    'InvalidArgumentException',
    /is not both greater than/,
  ],
  [{ type: 'split-shard', stream: 'none', shardId: FIRST, newStartingHashKey: HALF }, 'ResourceNotFoundException', /not found/],
  [
    { type: 'merge-shards', stream: STREAM, shardId: 'shardId-000000000001', adjacentShardId: FIRST },
    'InvalidArgumentException',
    /not an adjacent pair/,
  ],
  [{ type: 'set-retention', stream: STREAM, hours: 23 }, 'InvalidArgumentException', /too short/],
  [{ type: 'put-record', stream: STREAM, partitionKey: '', text: '' }, 'ValidationException', /partitionKey/],
];
test.each(REFUSED)('%j is refused and says why', (command, error, message) => {
  const world = worldOf();
  const refusal = giveCommand(world, command);
  expect(refusal).toMatchObject({ error, message: expect.stringMatching(message) });
  expect(historyOf(world).slice(-2)).toMatchObject([
    { type: 'command-given' },
    { type: 'command-refused', ...refusal, cause: historyOf(world).length - 1 },
  ]);
});

test('a refused command leaves no trace but its two events, and counts as a call', () => {
  const [world, untouched] = [worldOf(), worldOf()];
  for (const [command] of REFUSED) giveCommand(world, command);
  world.sim.history.length = untouched.sim.history.length;
  world.kinesis.calls = untouched.kinesis.calls;
  expect(digestOf(world)).toBe(digestOf(untouched));
});

describe('what follows from a command names it as its cause', () => {
  test('a split, from its announcement to the closing of the parent', () => {
    const world = worldOf();
    advanceRun(world, [{ at: 6 * SECOND, command: DONE[6] }], 0, 60 * SECOND);
    const seqOf = (type: string) => historyOf(world).find((event) => event.type === type)!.seq;
    const causes = historyOf(world).map(({ type, cause }) => [type, cause]);
    expect(causes).toContainEqual(['shard-split', seqOf('command-given')]);
    expect(causes).toContainEqual(['stream-status-changed', seqOf('shard-split')]);
    expect(causes).toContainEqual(['shard-closed', seqOf('shard-split')]);
    expect(causes).toContainEqual(['shard-opened', seqOf('shard-split')]);
  });
});

test('a record by hand goes where its key hashes to, and can be found', () => {
  const world = worldOf();
  giveCommand(world, { type: 'put-record', stream: STREAM, partitionKey: 'k', explicitHashKey: String(2n ** 128n - 1n), text: 'é' });
  expect(historyOf(world).at(-1)).toMatchObject({ type: 'record-put', stream: STREAM, shardId: 'shardId-000000000001', partitionKey: 'k' });
});

describe('a consumer that is changed', () => {
  test('keeps its place where only its pace changes', () => {
    const world = worldOf();
    const { records } = world.consumers.list[0].totals;
    giveCommand(world, { type: 'update-consumer', consumer: consumer({ pollIntervalMs: 200 }) });
    expect(world.consumers.list[0].totals.records).toBe(records);
    expect(records).toBeGreaterThan(300);
  });

  test('begins anew where its start changes', () => {
    const world = worldOf();
    giveCommand(world, { type: 'update-consumer', consumer: consumer({ start: 'LATEST' }) });
    expect(world.consumers.list[0].totals.records).toBe(0);
  });
});

test('nothing that the meters count ever falls, whoever comes and goes', () => {
  const world = createWorld(bareScenario(1, { producers: [producer()], consumers: [consumer()], metered: true }), { seed: '1' });
  const again: Command[] = [
    { type: 'remove-producer', id: 'checkout' },
    { type: 'add-producer', producer: producer() },
    { type: 'update-consumer', consumer: consumer({ start: 'LATEST' }) },
  ];
  advanceRun(
    world,
    again.map((command) => ({ at: 10 * SECOND, command })),
    0,
    13 * SECOND,
  );
  const meters = [...Object.values(world.meters.producers), ...Object.values(world.meters.consumers)];
  expect(meters.length).toBeGreaterThanOrEqual(2);
  for (const meter of meters)
    for (let column = 0; column < meter.columns; column++) {
      const totals = Array.from({ length: meter.beats }, (_, beat) => totalAt(meter, column, meter.beats - 1 - beat));
      expect(totals).toEqual(totals.toSorted((a, b) => a - b));
    }
});
