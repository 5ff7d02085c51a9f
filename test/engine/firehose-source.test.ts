/** A data stream as source: read by polling out of the shared budget, buffered by shard, unpacked where the KPL has packed. */
import { describe, expect, test } from 'vitest';
import { advanceTo, createWorld, giveCommand, SECOND, type World } from '../../src/engine/index.ts';
import type { DeliveryStreamSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { recordAt } from '../../src/engine/firehose/record-batch.ts';
import { aggregate } from '../../src/engine/kpl/aggregate.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { kinesisOf } from '../../src/engine/world.ts';
import { START, STREAM } from '../kinesis/service.ts';
import { bareScenario, consumer, producer } from './scenarios.ts';
import { deliveryStream, eventsOf, firehoseWorld, objectsOf, streamIn, unaccounted } from './firehose-runs.ts';

const fromStream = (more: Partial<DeliveryStreamSpec> = {}) =>
  deliveryStream({ source: { kind: 'kinesis-stream', stream: STREAM }, ...more });

const HALF_MIB_PER_SHARD = producer({
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 1024 }, keys: { kind: 'uniform', keys: 10_000, prefix: 'k' } },
  rate: { kind: 'constant', perSecond: 2048 },
  calls: { api: 'PutRecords', batchSize: 500, lingerMs: 100 },
});

function put(world: World, data: Uint8Array, partitionKey = 'k'): void {
  const answer = dispatch(kinesisOf(world), 'Kinesis_20131202.PutRecord', {
    StreamName: STREAM,
    PartitionKey: partitionKey,
    Data: Buffer.from(data).toString('base64'),
  });
  if (!answer.ok) throw new Error(answer.error.message);
}

const text = (value: string) => new TextEncoder().encode(value);

test('four shards at 512 KiB a second each: a buffer a shard, flushed by size after 10 s of records', () => {
  const world = firehoseWorld([fromStream()], { producers: [HALF_MIB_PER_SHARD] }, null, 4);
  advanceTo(world, 13 * SECOND);
  const { flushes } = streamIn(world);
  expect(flushes.map(({ lane }) => lane).toSorted()).toEqual([0, 1, 2, 3].map((i) => `shardId-00000000000${i}`));
  for (const { trigger, sealedUs } of flushes) {
    expect(trigger).toBe('size');
    expect(sealedUs / SECOND).toBeGreaterThan(9);
    expect(sealedUs / SECOND).toBeLessThan(12.5); // a page a second, and shards are not even
  }
  expect(objectsOf(world)).toHaveLength(4);
  expect(unaccounted(streamIn(world))).toBe(0);
});

test('reading takes one call a second and shard of the five that all who poll share', () => {
  const world = firehoseWorld([fromStream()], { producers: [HALF_MIB_PER_SHARD] }, null, 4);
  advanceTo(world, 20 * SECOND);
  const { totals } = world.kinesis.streams[0].shards[0];
  expect(totals.readCalls).toBeGreaterThanOrEqual(18);
  expect(totals.readCalls).toBeLessThanOrEqual(20);
});

test('five delivery streams use up the calls: a sixth poller finds them throttled, and nobody loses a record', () => {
  const five = [1, 2, 3, 4, 5].map((i) => fromStream({ id: `to-s3-${i}` }));
  const world = firehoseWorld(five, { producers: [producer()], consumers: [consumer({ pollIntervalMs: 200 })] });
  advanceTo(world, 60 * SECOND);
  const stream = world.kinesis.streams[0].shards[0];
  const refused = world.consumers.list.reduce((sum, { totals }) => sum + totals.refusedCalls, 0);
  expect(refused).toBeGreaterThan(10);
  for (const { account } of world.firehose.list) expect(account.accepted).toBeGreaterThan(0.9 * stream.log.count);
});

test('the bytes are those of the records', () => {
  const world = firehoseWorld([fromStream({ buffering: { sizeMiB: 5, intervalSeconds: 5 } })]);
  put(world, text('before')); // at the moment of creation
  advanceTo(world, 2 * SECOND);
  put(world, text('{"n":1}'));
  put(world, text('{"n":2}'), 'other');
  advanceTo(world, 20 * SECOND);
  const bodies = objectsOf(world).map(({ body }) => new TextDecoder().decode(body!));
  expect(bodies.join('')).toBe('before{"n":1}{"n":2}');
  expect(streamIn(world).account).toMatchObject({ accepted: 3, delivered: 3 });
});

test('what was put before the creation is not read; what was put while it was CREATING is', () => {
  const world = firehoseWorld([]);
  advanceTo(world, 10 * SECOND);
  put(world, text('early'));
  advanceTo(world, 11 * SECOND);
  giveCommand(world, { type: 'add-delivery-stream', deliveryStream: fromStream({ buffering: { sizeMiB: 1, intervalSeconds: 10 } }) });
  advanceTo(world, 11.5 * SECOND);
  put(world, text('while creating'));
  expect(streamIn(world).status).toBe('CREATING');
  advanceTo(world, 60 * SECOND);
  expect(objectsOf(world).map(({ body }) => new TextDecoder().decode(body!))).toEqual(['while creating']);
});

test('aggregates of the KPL are unpacked, and count as what they hold', () => {
  const world = firehoseWorld([fromStream({ buffering: { sizeMiB: 1, intervalSeconds: 5 } })]);
  const inside = ['one', 'two', 'three'].map((data, i) => ({ partitionKey: `k${i}`, data: text(data) }));
  put(world, text('alone'));
  put(world, aggregate(inside), 'a');
  advanceTo(world, 3 * SECOND);
  const [parcel] = streamIn(world).parcels;
  const records = parcel.batches.flatMap((batch) => Array.from({ length: batch.count }, (_, i) => recordAt(batch, i)));
  expect(records.map((record) => new TextDecoder().decode(record))).toEqual(['alone', 'one', 'two', 'three']);
  expect(streamIn(world).account).toMatchObject({ accepted: 4, split: 2 });
  advanceTo(world, 20 * SECOND);
  expect(streamIn(world).account.delivered).toBe(4);
});

describe('the reader comes and goes with its delivery stream', () => {
  test('added, removed, and its name is taken meanwhile', () => {
    const world = createWorld(bareScenario(1, { startEpochMs: START }), { seed: 's' });
    giveCommand(world, { type: 'add-delivery-stream', deliveryStream: fromStream() });
    expect(world.consumers.list.map(({ spec }) => [spec.id, spec.kind])).toEqual([['to-s3', 'firehose']]);
    expect(giveCommand(world, { type: 'remove-consumer', id: 'to-s3' })?.error).toBe('InvalidCommand');
    expect(giveCommand(world, { type: 'add-consumer', consumer: consumer({ id: 'to-s3' }) })?.error).toBe('InvalidCommand');
    advanceTo(world, 30 * SECOND);
    giveCommand(world, { type: 'remove-delivery-stream', id: 'to-s3' });
    expect(world.consumers.list).toEqual([]);
  });

  test('a consumer of that name keeps it', () => {
    const world = createWorld(bareScenario(1, { consumers: [consumer({ id: 'to-s3' })] }), { seed: 's' });
    expect(giveCommand(world, { type: 'add-delivery-stream', deliveryStream: fromStream() })?.message).toMatch(/exists already/);
    expect(world.firehose.list).toEqual([]);
  });

  test('a source that is deleted leaves it ACTIVE, with what it had gathered', () => {
    const world = firehoseWorld([fromStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 } })]);
    put(world, text('last'));
    advanceTo(world, 3 * SECOND);
    dispatch(kinesisOf(world), 'Kinesis_20131202.DeleteStream', { StreamName: STREAM });
    advanceTo(world, 120 * SECOND);
    expect(streamIn(world).status).toBe('ACTIVE');
    expect(streamIn(world).account).toMatchObject({ accepted: 1, delivered: 1 });
  });

  test('children of a split are read after their parent', () => {
    const world = firehoseWorld([fromStream({ buffering: { sizeMiB: 1, intervalSeconds: 30 } })], { producers: [producer()] });
    advanceTo(world, 5 * SECOND);
    giveCommand(world, {
      type: 'split-shard',
      stream: STREAM,
      shardId: 'shardId-000000000000',
      newStartingHashKey: String(2n ** 127n),
    });
    advanceTo(world, 100 * SECOND);
    giveCommand(world, { type: 'remove-producer', id: 'checkout' });
    advanceTo(world, 150 * SECOND);
    const put100 = world.kinesis.streams[0].shards.reduce((sum, { log }) => sum + log.count, 0);
    expect(streamIn(world).account).toMatchObject({ accepted: put100, delivered: put100 });
    expect(new Set(streamIn(world).flushes.map(({ lane }) => lane)).size).toBe(3);
    expect(eventsOf(world, 'shard-drained')).toHaveLength(1);
  });
});
