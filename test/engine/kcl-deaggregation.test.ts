/** Aggregates of the KPL are taken apart before the processor, and dropped whole where a record belongs to another shard. */
import { expect, test } from 'vitest';
import { advanceTo, aggregate, createWorld, hashKeyOf, kinesisOf, type World } from '../../src/engine/index.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { STREAM } from '../kinesis/service.ts';
import { application, applicationOf, MINUTE } from './kcl-applications.ts';
import { bareScenario } from './scenarios.ts';

const HALF = 2n ** 127n;
const keys = Array.from({ length: 40 }, (_, i) => `user-${i}`);
/** Keys of the lower and of the upper shard of two. */
const [lower, upper] = [keys.filter((key) => hashKeyOf(key) < HALF), keys.filter((key) => hashKeyOf(key) >= HALF)];

function put(world: World, data: Uint8Array, key: string): void {
  const body = { StreamName: STREAM, PartitionKey: key, Data: Buffer.from(data).toString('base64') };
  expect(dispatch(kinesisOf(world), 'Kinesis_20131202.PutRecord', body).ok).toBe(true);
}

const of = (...partitionKeys: string[]): Uint8Array =>
  aggregate(partitionKeys.map((partitionKey) => ({ partitionKey, explicitHashKey: null, data: new TextEncoder().encode('x') })));

test('three in one, two in one, a plain record, and one that straddles two shards', () => {
  const world = createWorld(bareScenario(2, { consumers: [application({})] }), { seed: '1' });
  put(world, of(...lower.slice(0, 3)), lower[0]);
  put(world, of(...upper.slice(0, 2)), upper[0]);
  put(world, new TextEncoder().encode('plain'), upper[0]);
  put(world, of(lower[0], upper[0]), lower[0]);
  advanceTo(world, 2 * MINUTE);
  const { figures, sink } = applicationOf(world);
  expect(figures).toEqual({ userRecords: 3 + 2 + 1 + 0, aggregates: 3, droppedAggregates: 1 });
  expect([sink.processed, sink.duplicates]).toEqual([4, 0]);
});
