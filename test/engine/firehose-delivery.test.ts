/** Delivery: tried again, backed up, lost; queues, growth, backups of the source. */
import { describe, expect, test } from 'vitest';
import { advanceTo, SECOND, type World } from '../../src/engine/index.ts';
import type { DestinationSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import type { Broken } from '../../src/engine/firehose/firehose-state.ts';
import { bucket, deliveryStream, eventsOf, firehoseWorld, give, MIB, objectsOf, pour, streamIn, unaccounted } from './firehose-runs.ts';

const HOUR = 3600 * SECOND;
const MINUTE = 60 * SECOND;

const set = (world: World, broken: Partial<Broken>): void => void Object.assign(streamIn(world).broken, broken);

const http: DestinationSpec = {
  kind: 'http',
  url: 'https://example.com/',
  accessKey: '',
  contentEncoding: 'NONE',
  commonAttributes: {},
  retrySeconds: 60,
  backupMode: 'FailedDataOnly',
  backup: bucket({ bucket: 'backup' }),
  backupHints: { sizeMiB: 1, intervalSeconds: 60 },
};

describe('S3 takes nothing', () => {
  test('for ten minutes: all is delivered afterwards, in order, and told once', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 } })]);
    set(world, { destination: true });
    for (let minute = 0; minute < 10; minute++) {
      advanceTo(world, minute * MINUTE);
      give(world, 3, 1000);
    }
    advanceTo(world, 10 * MINUTE);
    expect(objectsOf(world)).toEqual([]);
    set(world, { destination: false });
    advanceTo(world, 20 * MINUTE);
    expect(streamIn(world).account).toMatchObject({ accepted: 30, delivered: 30, lost: {}, failed: {} });
    const flushes = objectsOf(world).map(({ about }) => about!.flush);
    expect(flushes).toEqual(flushes.toSorted((a, b) => a! - b!));
    expect(eventsOf(world, 'delivery-failing')).toHaveLength(1);
    expect(eventsOf(world, 'delivery-recovered')).toHaveLength(1);
  });

  test('for longer than a day: what came by Direct PUT is lost then, not before', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 } })]);
    set(world, { destination: true });
    give(world, 7, 1000);
    advanceTo(world, 10 * HOUR);
    give(world, 5, 1000);
    advanceTo(world, 24 * HOUR - SECOND);
    expect(streamIn(world).account.lost).toEqual({});
    advanceTo(world, 24 * HOUR + SECOND);
    expect(streamIn(world).account.lost).toEqual({ retention: 7 });
    set(world, { destination: false });
    advanceTo(world, 25 * HOUR);
    expect(streamIn(world).account).toMatchObject({ accepted: 12, delivered: 5, lost: { retention: 7 } });
    expect(eventsOf(world, 'delivery-failing')).toMatchObject([{ retryUntilUs: 24 * HOUR }]);
    expect(eventsOf(world, 'delivery-records-lost')).toMatchObject([{ reason: 'retention', records: 7 }]);
  });

  test('more is gathered at a time, up to what the destination takes, and as hinted when it has caught up', () => {
    const world = firehoseWorld([deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 300 } })]);
    set(world, { destination: true });
    pour(world, MIB, 60);
    expect(streamIn(world).growth).toBeGreaterThan(2);
    expect(
      eventsOf(world, 'buffer-grown')
        .map(({ sizeHintBytes }) => sizeHintBytes)
        .slice(0, 3),
    ).toEqual([2 * MIB, 4 * MIB, 8 * MIB]);
    for (const { bytes, sizeHintBytes } of streamIn(world).flushes) {
      expect(sizeHintBytes).toBeLessThanOrEqual(128 * MIB);
      expect(bytes).toBeLessThan(sizeHintBytes + MIB);
    }
    set(world, { destination: false });
    advanceTo(world, 10 * MINUTE);
    expect(streamIn(world).growth).toBe(1);
    expect(unaccounted(streamIn(world))).toBe(0);
  });
});

describe('an endpoint takes nothing', () => {
  test('for longer than the retry duration: its records are in the backup, in its folder', () => {
    const world = firehoseWorld([deliveryStream({ destination: http, buffering: { sizeMiB: 1, intervalSeconds: 1 } })]);
    set(world, { destination: true });
    give(world, 4, 100);
    advanceTo(world, HOUR);
    expect(streamIn(world).account).toMatchObject({ accepted: 4, delivered: 0, failed: { 'http-endpoint-failed': 4 } });
    const [object] = objectsOf(world, 'backup');
    expect(object.key).toMatch(/^errors\/http-endpoint-failed\//);
    expect(new TextDecoder().decode(object.body!).trim().split('\n')).toHaveLength(4);
    const [failure] = streamIn(world).recent.failures;
    expect(failure).toMatchObject({ folder: 'http-endpoint-failed', records: 4, key: object.key });
    expect(eventsOf(world, 'records-failing')).toHaveLength(1);
  });

  test.each([
    ['the endpoint', { destination: false }, { delivered: 4, failed: {} }],
    ['the backup', { backup: false }, { delivered: 0, failed: { 'http-endpoint-failed': 4 } }],
  ])('nor does the backup: it waits, until %s works', (_name, mended, wanted) => {
    const world = firehoseWorld([deliveryStream({ destination: http, buffering: { sizeMiB: 1, intervalSeconds: 1 } })]);
    set(world, { destination: true, backup: true });
    give(world, 4, 100);
    advanceTo(world, 3 * HOUR);
    expect(streamIn(world).account).toMatchObject({ delivered: 0, failed: {}, lost: {} });
    expect(unaccounted(streamIn(world))).toBe(0);
    set(world, mended);
    advanceTo(world, 4 * HOUR);
    expect(streamIn(world).account).toMatchObject(wanted);
  });
});

test('Redshift loads one file after another, whatever shards they are of', () => {
  const world = firehoseWorld([
    deliveryStream({
      buffering: { sizeMiB: 1, intervalSeconds: 10 },
      destination: {
        kind: 'redshift',
        s3: bucket(),
        cluster: 'c',
        database: 'd',
        table: 't',
        columns: '',
        copyOptions: '',
        retrySeconds: 60,
        sourceBackup: null,
      },
    }),
  ]);
  for (const lane of ['a', 'b', 'c']) give(world, 10, 1000, lane);
  const underWay: number[] = [];
  for (let tenth = 100; tenth < 600; tenth++) {
    advanceTo(world, (tenth * SECOND) / 10);
    underWay.push(streamIn(world).parcels.filter(({ delivery }) => delivery !== null).length);
  }
  expect(Math.max(...underWay)).toBe(1);
  expect(streamIn(world).account.delivered).toBe(30);
});

describe('the records as they came in', () => {
  test('are kept beside, by hints of their own, whatever becomes of them', () => {
    const sourceBackup = { ...bucket({ bucket: 'raw' }), hints: { sizeMiB: 1, intervalSeconds: 120 } };
    const world = firehoseWorld([
      deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 60 }, destination: { kind: 's3', s3: bucket(), sourceBackup } }),
    ]);
    give(world, 6, 50);
    advanceTo(world, 90 * SECOND);
    expect(objectsOf(world).map(({ sizeBytes }) => sizeBytes)).toEqual([300]);
    expect(objectsOf(world, 'raw')).toEqual([]);
    advanceTo(world, 130 * SECOND);
    expect(objectsOf(world, 'raw').map(({ sizeBytes }) => sizeBytes)).toEqual([300]);
    expect(streamIn(world).account).toMatchObject({ accepted: 6, delivered: 6, sourceBackup: 6 });
  });

  test('AllData keeps them for an endpoint too', () => {
    const world = firehoseWorld([
      deliveryStream({ destination: { ...http, backupMode: 'AllData' }, buffering: { sizeMiB: 1, intervalSeconds: 1 } }),
    ]);
    give(world, 6, 50);
    advanceTo(world, 130 * SECOND);
    expect(streamIn(world).account).toMatchObject({ accepted: 6, delivered: 6, sourceBackup: 6 });
    expect(objectsOf(world, 'backup')).toHaveLength(1);
  });
});
