/** Buffers: which hint makes a flush, when, and what is in it. Cases of the shared vectors, and what the facts say beside. */
import { describe, expect, test } from 'vitest';
import { advanceTo, giveCommand, SECOND } from '../../src/engine/index.ts';
import { bucket, deliveryStream, eventsOf, firehoseWorld, give, MIB, objectsOf, pour, streamIn, unaccounted } from './firehose-runs.ts';

const flushesOf = (world: ReturnType<typeof firehoseWorld>) =>
  streamIn(world).flushes.map(({ sealedUs, trigger, bytes, lane, way }) => ({ at: sealedUs / SECOND, trigger, bytes, lane, way }));

describe('the first hint reached makes the flush', () => {
  test('5 MiB / 300 s at 1 MiB a second: after 5 s, by size', () => {
    const world = firehoseWorld([deliveryStream()]);
    pour(world, MIB, 6);
    expect(flushesOf(world)[0]).toMatchObject({ at: 5, trigger: 'size' });
    expect(flushesOf(world)).toHaveLength(1);
  });

  test('1 MiB / 60 s just below the crossover: after 60 s, by time', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 } })]);
    give(world, 1, 1);
    pour(world, 17_476, 59.9);
    advanceTo(world, 60 * SECOND);
    const [flush] = flushesOf(world);
    expect(flush).toMatchObject({ at: 60, trigger: 'interval' });
    expect(flush.bytes).toBeLessThan(MIB);
    expect(flush.bytes).toBeGreaterThan(MIB - 20_000);
  });

  test('the interval counts from the first record, not from the flush before', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 } })]);
    advanceTo(world, 7 * SECOND);
    give(world, 3, 100);
    advanceTo(world, 100 * SECOND);
    give(world, 1, 100);
    advanceTo(world, 200 * SECOND);
    expect(flushesOf(world).map(({ at }) => at)).toEqual([67, 160]);
  });

  test('nothing comes, nothing is written', () => {
    const world = firehoseWorld([deliveryStream()]);
    advanceTo(world, 3600 * SECOND);
    expect(flushesOf(world)).toEqual([]);
    expect(objectsOf(world)).toEqual([]);
  });

  test('no buffering: delivered within a few seconds', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 5, intervalSeconds: 0 } })]);
    give(world, 10, 100);
    advanceTo(world, 2 * SECOND);
    expect(streamIn(world).account.delivered).toBe(10);
    expect(flushesOf(world)[0].trigger).toBe('no-buffering');
  });

  test('one batch that reaches the hint several times makes several flushes, cut where it is reached', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 } })]);
    give(world, 35, MIB / 10 + 1);
    expect(flushesOf(world).map(({ bytes }) => bytes)).toEqual([10, 10, 10].map((count) => count * Math.floor(MIB / 10 + 1)));
    expect(unaccounted(streamIn(world))).toBe(0);
    advanceTo(world, 70 * SECOND);
    expect(objectsOf(world).map(({ sizeBytes }) => sizeBytes)).toEqual([10, 10, 10, 5].map((count) => count * Math.floor(MIB / 10 + 1)));
    expect(streamIn(world).account.delivered).toBe(35);
  });

  test('lanes are gathered apart, each by the hints', () => {
    const world = firehoseWorld([deliveryStream()]);
    for (const lane of ['a', 'b', 'c', 'd']) give(world, 1, MIB / 2, lane);
    for (let second = 1; second < 10; second++) {
      advanceTo(world, second * SECOND);
      for (const lane of ['a', 'b', 'c', 'd']) give(world, 1, MIB / 2, lane);
    }
    expect(flushesOf(world)).toEqual(['a', 'b', 'c', 'd'].map((lane) => ({ at: 9, trigger: 'size', bytes: 5 * MIB, lane, way: 'main' })));
  });

  test('flushes by size leave no timers behind', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 900 } })]);
    pour(world, 4 * MIB, 60);
    expect(streamIn(world).flushes.length).toBeGreaterThan(150);
    expect(world.sim.queue.items.length).toBeLessThan(5);
  });

  test('told once, and again when the other hint takes over', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 10 } })]);
    pour(world, MIB, 5);
    pour(world, 1000, 60);
    expect(eventsOf(world, 'flush-trigger-changed').map((event) => event.trigger)).toEqual(['size', 'interval']);
  });

  test('the curve of a flush is coarse, rises, and ends with what was flushed', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 128, intervalSeconds: 300 } })]);
    pour(world, 20_000, 299);
    advanceTo(world, 301 * SECOND);
    const [{ curve, bytes }] = streamIn(world).flushes;
    expect(curve.length).toBeLessThanOrEqual(130);
    expect(curve.at(-1)).toBe(bytes);
    for (let i = 2; i < curve.length; i += 2) {
      expect(curve[i]).toBeGreaterThan(curve[i - 2]);
      expect(curve[i + 1]).toBeGreaterThanOrEqual(curve[i - 1]);
    }
  });
});

describe('changes', () => {
  test('the version rises with what changes something, and with nothing else', () => {
    const world = firehoseWorld([deliveryStream()]);
    expect(giveCommand(world, { type: 'update-delivery-stream', deliveryStream: deliveryStream() })).toBeNull();
    expect(streamIn(world).version).toBe(1);
    expect(giveCommand(world, { type: 'update-delivery-stream', deliveryStream: deliveryStream({ appendDelimiter: true }) })).toBeNull();
    expect(streamIn(world).version).toBe(2);
  });

  test('another prefix holds for what is buffered already', () => {
    const world = firehoseWorld([deliveryStream()]);
    give(world, 1, 100);
    const s3 = bucket({ prefix: 'moved/' });
    giveCommand(world, {
      type: 'update-delivery-stream',
      deliveryStream: deliveryStream({ destination: { kind: 's3', s3, sourceBackup: null } }),
    });
    advanceTo(world, 301 * SECOND);
    expect(objectsOf(world)[0].key).toMatch(/^moved\/.*to-s3-2-/);
  });

  test('shorter hints hold for what is buffered already', () => {
    const world = firehoseWorld([deliveryStream()]);
    give(world, 1, 2 * MIB);
    advanceTo(world, 30 * SECOND);
    const buffering = { sizeMiB: 3, intervalSeconds: 60 };
    giveCommand(world, { type: 'update-delivery-stream', deliveryStream: deliveryStream({ buffering }) });
    advanceTo(world, 100 * SECOND);
    expect(flushesOf(world)).toMatchObject([{ at: 60, trigger: 'interval' }]);
    give(world, 1, 2 * MIB);
    giveCommand(world, {
      type: 'update-delivery-stream',
      deliveryStream: deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 } }),
    });
    expect(flushesOf(world)[1]).toMatchObject({ at: 100, trigger: 'size' });
  });

  test('while it is being created it takes no Direct PUT, and nothing may be changed', () => {
    const world = firehoseWorld([]);
    expect(giveCommand(world, { type: 'add-delivery-stream', deliveryStream: deliveryStream() })).toBeNull();
    expect(streamIn(world).status).toBe('CREATING');
    expect(giveCommand(world, { type: 'remove-delivery-stream', id: 'to-s3' })?.error).toBe('ResourceInUseException');
    expect(giveCommand(world, { type: 'update-delivery-stream', deliveryStream: deliveryStream() })?.error).toBe('ResourceInUseException');
    expect(giveCommand(world, { type: 'add-delivery-stream', deliveryStream: deliveryStream() })?.error).toBe('ResourceInUseException');
    advanceTo(world, 60 * SECOND);
    expect(streamIn(world).status).toBe('ACTIVE');
  });

  test('what is buffered is dropped with the delivery stream, and counted', () => {
    const world = firehoseWorld([deliveryStream()]);
    give(world, 12, 100);
    const stream = streamIn(world);
    expect(giveCommand(world, { type: 'remove-delivery-stream', id: 'to-s3' })).toBeNull();
    expect(stream.account.lost).toEqual({ 'delivery-stream-deleted': 12 });
    expect(eventsOf(world, 'delivery-stream-deleted')).toMatchObject([{ recordsDropped: 12 }]);
    give(world, 5, 100);
    expect(unaccounted(stream)).toBe(0);
    advanceTo(world, 3600 * SECOND);
    expect(world.firehose.list).toEqual([]);
    expect(objectsOf(world)).toEqual([]);
    expect(giveCommand(world, { type: 'remove-delivery-stream', id: 'to-s3' })?.error).toBe('ResourceNotFoundException');
  });
});
