/** Direct PUT: the region's quota a second, refusals by record, and the raise while throttling lasts. */
import { describe, expect, test } from 'vitest';
import { advanceTo, firehoseOf, SECOND, type World } from '../../src/engine/index.ts';
import { putRecords } from '../../src/engine/firehose/direct-put.ts';
import { STREAM } from '../kinesis/service.ts';
import { producer } from './scenarios.ts';
import { deliveryStream, eventsOf, firehoseWorld, MIB, streamIn, unaccounted } from './firehose-runs.ts';

const MAX_RECORD = 1_024_000;

const put = (world: World, sizes: number[]) =>
  putRecords(
    firehoseOf(world),
    streamIn(world),
    sizes.map((size) => new Uint8Array(size)),
    true,
  );
const refusedIn = (world: World, sizes: number[]): number => put(world, sizes).filter((entry) => 'errorCode' in entry).length;

describe('the quota', () => {
  test('us-east-1: 5 MiB a second; what is beyond is refused record by record, with 200 and in order', () => {
    const world = firehoseWorld([deliveryStream()]);
    const answers = put(world, [...Array.from({ length: 5 }, () => MAX_RECORD), MAX_RECORD, 100]);
    expect(answers.map((entry) => 'errorCode' in entry)).toEqual([false, false, false, false, false, true, false]);
    expect(answers[5]).toEqual({ errorCode: 'ServiceUnavailableException' });
    advanceTo(world, SECOND);
    expect(refusedIn(world, [MAX_RECORD])).toBe(0);
    expect(streamIn(world).account.accepted).toBe(7);
  });

  test('elsewhere a fifth of it', () => {
    const world = firehoseWorld([deliveryStream()], { region: 'eu-central-1' });
    expect(refusedIn(world, [MAX_RECORD, 24_576, 1])).toBe(1);
  });

  test('2,000 requests a second: the next call is refused as a whole', () => {
    const world = firehoseWorld([deliveryStream()]);
    for (let call = 0; call < 2000; call++) expect(refusedIn(world, [1])).toBe(0);
    expect(refusedIn(world, [1, 1, 1])).toBe(3);
  });

  test('100,000 records a second elsewhere', () => {
    const world = firehoseWorld([deliveryStream()], { region: 'eu-central-1' });
    const sizes = Array.from({ length: 500 }, () => 1);
    for (let call = 0; call < 200; call++) expect(refusedIn(world, sizes)).toBe(0);
    expect(refusedIn(world, [1])).toBe(1);
  });

  test('empty data is accepted', () => {
    const world = firehoseWorld([deliveryStream()]);
    expect(refusedIn(world, [0])).toBe(0);
  });

  test('record ids differ', () => {
    const world = firehoseWorld([deliveryStream()]);
    const ids = put(world, [1, 1, 1]).map((entry) => ('recordId' in entry ? entry.recordId : ''));
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a producer that sends twice what the quota takes', () => {
  const world = firehoseWorld([deliveryStream()], {
    region: 'eu-central-1',
    producers: [
      producer({
        stream: 'to-s3',
        to: 'delivery-stream',
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 1024 }, keys: { kind: 'one', prefix: 'k' } },
        rate: { kind: 'constant', perSecond: 2048 },
        calls: { api: 'PutRecords', batchSize: 500, lingerMs: 100 },
      }),
    ],
  });

  test('is throttled to it, and told so once', () => {
    advanceTo(world, 50 * SECOND);
    const { account } = streamIn(world);
    expect(account.accepted).toBeGreaterThan(50 * 1000);
    expect(account.accepted * 1024).toBeLessThanOrEqual(51 * MIB);
    expect(eventsOf(world, 'direct-put-throttled')).toMatchObject([{ limit: 'bytes', deliveryStream: 'to-s3' }]);
    expect(world.producers.list[0].totals.refused).toBeGreaterThan(40 * 1000);
  });

  test('finds it raised after a while, all three together', () => {
    advanceTo(world, 70 * SECOND);
    expect(streamIn(world).intake).toMatchObject({ bytesPerSecond: 2 * MIB, requestsPerSecond: 2000, recordsPerSecond: 200_000 });
    const before = world.producers.list[0].totals.refused;
    advanceTo(world, 120 * SECOND);
    expect(world.producers.list[0].totals.refused - before).toBeLessThan(200);
    expect(unaccounted(streamIn(world))).toBe(0);
  });
});

test('a delivery stream that reads a data stream takes none', () => {
  const world = firehoseWorld([deliveryStream({ source: { kind: 'kinesis-stream', stream: STREAM } })], {
    producers: [producer({ stream: 'to-s3', to: 'delivery-stream' })],
  });
  advanceTo(world, 5 * SECOND);
  expect(streamIn(world).account.accepted).toBe(0);
});
