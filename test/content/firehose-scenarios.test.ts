/** That each Firehose scenario shows what it says, within its first two minutes, and that AWS would accept its delivery streams. */
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { scenarios } from '../../src/content/scenarios/index.ts';
import { settled } from '../../src/engine/firehose/account.ts';
import type { DeliveryStream } from '../../src/engine/firehose/firehose-state.ts';
import type { Interpreter } from '../../src/engine/firehose/transform/interpreter.ts';
import { whyBadSpec } from '../../src/engine/firehose/spec-rules.ts';
import { advanceTo, createWorld, historyOf, MINUTE, SECOND, type World } from '../../src/engine/index.ts';
import { loadInterpreter } from '../../src/worker/interpreter/load-interpreter.ts';

const withDelivery = scenarios.filter(({ deliveryStreams = [] }) => deliveryStreams.length > 0);

function worldAfter(id: string, seconds: number, interpreter: Interpreter | null = null): World {
  const world = createWorld(
    withDelivery.find((scenario) => scenario.id === id)!,
    { seed: '1', interpreter },
  );
  advanceTo(world, seconds * SECOND);
  return world;
}

const streamOf = ({ firehose }: World): DeliveryStream => firehose.list[0];
const objectsOf = ({ s3 }: World, bucket: string) => s3.buckets.find(({ name }) => name === bucket)?.objects ?? [];

test.each(withDelivery.map((scenario) => [scenario.id, scenario] as const))(
  'AWS would accept the delivery streams of %s',
  (_, scenario) => {
    for (const spec of scenario.deliveryStreams!) expect(whyBadSpec(spec, null)).toBeNull();
  },
);

test('there are six of them, in this order', () => {
  expect(withDelivery.map(({ id }) => id)).toEqual([
    'firehose-buffers',
    'firehose-four-shards',
    'firehose-transform',
    'firehose-parquet',
    'firehose-partitions',
    'firehose-http',
  ]);
});

test('firehose-buffers: both hints make flushes within two minutes, and they go on taking turns', () => {
  const world = worldAfter('firehose-buffers', 120);
  const triggers = streamOf(world).flushes.map(({ trigger }) => trigger);
  expect(triggers).toContain('interval');
  expect(triggers).toContain('size');
  expect(objectsOf(world, 'orders-archive').length).toBe(triggers.length);
  advanceTo(world, 5 * MINUTE);
  expect(historyOf(world).filter(({ type }) => type === 'flush-trigger-changed').length).toBeGreaterThanOrEqual(4);
});

test('firehose-buffers: its files are lines of JSON', () => {
  const world = worldAfter('firehose-buffers', 90);
  for (const { body, about } of objectsOf(world, 'orders-archive')) {
    const lines = gunzipSync(body!).toString().split('\n');
    expect(lines.length).toBe(about!.records);
    for (const line of lines.slice(0, 50))
      expect(Object.keys(JSON.parse(line) as object)).toEqual(['producer', 'n', 'key', 'amount', 'note']);
  }
});

test('firehose-four-shards: size is first on the warm shard, time on the three others, and the other reader has its share', () => {
  const world = worldAfter('firehose-four-shards', 120);
  const { flushes } = streamOf(world);
  const triggersOf = (shard: number) =>
    new Set(flushes.filter(({ lane }) => lane === `shardId-00000000000${shard}`).map(({ trigger }) => trigger));
  expect(triggersOf(0)).toEqual(new Set(['size']));
  for (const shard of [1, 2, 3]) expect(triggersOf(shard)).toEqual(new Set(['interval']));
  const { readers } = world.consumers.list.find(({ spec }) => spec.id === 'fraud-scoring')!;
  expect(readers.every(({ recordsRead }) => recordsRead > 10_000)).toBe(true);
});

test('firehose-transform: one order in ten is dropped, one in twenty fails and is kept with its reason, the rest has a currency', async () => {
  const world = worldAfter('firehose-transform', 100, await loadInterpreter());
  const { account, counts } = streamOf(world);
  const { dropped, failed, lost } = account;
  const { transformedIn, transformedOk } = counts;
  expect(transformedIn).toBeGreaterThan(8_000);
  // Amounts are even between 1 and 1,000: below 100 are 9.9 %, above 950 are 5.0 %.
  expect(dropped / transformedIn).toBeGreaterThan(0.085);
  expect(dropped / transformedIn).toBeLessThan(0.115);
  expect((transformedIn - transformedOk - dropped) / transformedIn).toBeGreaterThan(0.04);
  expect((transformedIn - transformedOk - dropped) / transformedIn).toBeLessThan(0.06);
  expect([Object.keys(failed), lost]).toEqual([['processing-failed'], {}]);
  const objects = objectsOf(world, 'orders-enriched');
  const errors = objects.filter(({ key }) => key.startsWith('errors/processing-failed/2026/11/20/'));
  const orders = objects.filter(({ key }) => key.startsWith('orders/2026/11/20/'));
  expect([errors.length > 0, orders.length > 0, errors.length + orders.length]).toEqual([true, true, objects.length]);
  for (const order of linesOf(orders[0].body!)) expect(order).toMatchObject({ currency: 'EUR' });
  for (const { rawData, errorCode } of linesOf(errors[0].body!) as { rawData: string; errorCode: string }[]) {
    expect(errorCode).toBe('Lambda.ProcessingFailedStatus');
    expect((JSON.parse(Buffer.from(rawData, 'base64').toString()) as { amount: number }).amount).toBeGreaterThan(950);
  }
});

const linesOf = (body: Uint8Array): unknown[] =>
  gunzipSync(body)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

test('firehose-parquet: a file a minute', () => {
  const world = worldAfter('firehose-parquet', 130);
  const objects = objectsOf(world, 'orders-lake');
  expect(objects.length).toBe(2);
  for (const { key, body } of objects) {
    expect(key).toMatch(/^orders\/2026\/11\/20\/.*\.parquet$/);
    expect(Buffer.from(body!.subarray(0, 4)).toString()).toBe('PAR1');
  }
  expect(streamOf(world).account.failed).toEqual({});
});

test('firehose-partitions: eight customers, eight folders, and only their own records in each', () => {
  const world = worldAfter('firehose-partitions', 70);
  const objects = objectsOf(world, 'orders-by-customer');
  const customers = objects.map(({ key }) => /^customer=(\w+)\/2026\/11\/20\//.exec(key)?.[1]);
  expect(new Set(customers)).toEqual(new Set(['acme', 'bluebird', 'corvus', 'delphi', 'everest', 'fjord', 'gazelle', 'harbor']));
  expect(objects.length).toBe(8);
  objects.forEach(({ body }, i) => {
    for (const line of gunzipSync(body!).toString().split('\n')) expect((JSON.parse(line) as { key: string }).key).toBe(customers[i]);
  });
});

describe('firehose-http', () => {
  test('in the second minute the endpoint is away; what is given up lands in the backup, and nothing is lost', () => {
    const world = worldAfter('firehose-http', 120);
    const { account, destination } = streamOf(world);
    expect(account.failed['http-endpoint-failed']).toBeGreaterThan(0);
    expect(account.lost).toEqual({});
    expect(destination.kind === 'http' && destination.requests.some(({ status }) => status !== 200)).toBe(true);
    const keys = objectsOf(world, 'partner-backup').map(({ key }) => key);
    expect(keys.length).toBeGreaterThan(0);
    for (const key of keys) expect(key).toMatch(/^http-endpoint-failed\//);
  });

  test('then it is back, and all that comes is delivered again', () => {
    const world = worldAfter('firehose-http', 170);
    const { failed } = structuredClone(streamOf(world).account);
    advanceTo(world, 5 * MINUTE);
    const { account } = streamOf(world);
    expect(account.failed['http-endpoint-failed']! - failed['http-endpoint-failed']!).toBeLessThan(6_000);
    expect(account.delivered).toBeGreaterThan(15_000);
    expect(account.accepted - settled(account)).toBeLessThan(3_000);
    expect(historyOf(world).some(({ type }) => type === 'delivery-recovered')).toBe(true);
  });
});
