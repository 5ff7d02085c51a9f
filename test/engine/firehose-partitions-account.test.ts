/** With dynamic partitioning and format conversion, every record is somewhere too: in its partition, in an error folder, or on its way. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceTo, digestOf, firehoseOf, SECOND, type World } from '../../src/engine/index.ts';
import { takeIn } from '../../src/engine/firehose/delivery-streams.ts';
import type { ConversionSpec, DeliveryStreamSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { batchOf } from '../../src/engine/firehose/record-batch.ts';
import { bucket, deliveryStream, firehoseWorld, objectsOf, streamIn, unaccounted } from './firehose-runs.ts';

const END_US = 120 * SECOND;

const record = fc.oneof(
  { weight: 6, arbitrary: fc.record({ k: fc.constantFrom('a', 'b', 'c'), n: fc.integer() }).map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: fc.constantFrom('no json', '{"n":1}', '{"k":null}', '', '{"k":"a","n":"not a number"}') },
  { weight: 2, arbitrary: fc.constantFrom('{"k":"a","n":1}{"k":"b","n":2}', '{"k":"c","n":3}\n{"k":"c","n":4}\n') },
);
const plan = fc
  .array(fc.record({ atUs: fc.nat(END_US), records: fc.array(record, { minLength: 1, maxLength: 12 }) }), { minLength: 1, maxLength: 20 })
  .map((list) => list.toSorted((a, b) => a.atUs - b.atUs));

const conversion: ConversionSpec = {
  database: 'db',
  table: 't',
  columns: [
    { name: 'k', type: 'string' },
    { name: 'n', type: 'bigint' },
  ],
  deserializer: { kind: 'openx', caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} },
  parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024 },
};

const spec: fc.Arbitrary<DeliveryStreamSpec> = fc
  .record({
    partitioning: fc.option(fc.record({ query: fc.constant('{k:.k}'), deaggregation: fc.constantFrom(null, { kind: 'json' as const }) })),
    conversion: fc.option(fc.constant(conversion)),
  })
  .map((one) =>
    deliveryStream({
      ...one,
      buffering: { sizeMiB: 64, intervalSeconds: 20 },
      destination: {
        kind: 's3',
        s3: bucket({ prefix: one.partitioning === null ? 'all/' : 'k=!{partitionKeyFromQuery:k}/' }),
        sourceBackup: null,
      },
    }),
  );

function play(world: World, deeds: { atUs: number; records: string[] }[]): void {
  for (const { atUs, records } of deeds) {
    advanceTo(world, atUs);
    const datas = records.map((text) => new TextEncoder().encode(text));
    takeIn(firehoseOf(world), 'to-s3', '', batchOf(datas, world.sim.startEpochMs + Math.floor(atUs / 1000), 0));
    expect(unaccounted(streamIn(world))).toBe(0);
  }
  for (let atUs = END_US; atUs <= END_US + 60 * SECOND; atUs += SECOND / 2) {
    advanceTo(world, atUs);
    expect(unaccounted(streamIn(world))).toBe(0);
  }
}

test('the account adds up, and in the end nothing is on its way', () => {
  fc.assert(
    fc.property(spec, plan, (one, deeds) => {
      const [world, again] = [firehoseWorld([one]), firehoseWorld([one])];
      play(world, deeds);
      play(again, deeds);
      const stream = streamIn(world);
      expect(stream.parcels).toEqual([]);
      const given = deeds.reduce((sum, { records }) => sum + records.length, 0);
      expect(stream.account.accepted).toBe(given + stream.account.split);
      expect(digestOf(again)).toBe(digestOf(world));
      const told = objectsOf(world).reduce((sum, { about }) => sum + about!.records, 0);
      expect(told).toBe(stream.account.accepted);
    }),
    { numRuns: 25 },
  );
});

test('a partition is a lane: each has its objects, and an error folder takes what has no key', () => {
  const world = firehoseWorld([
    deliveryStream({
      partitioning: { query: '{k:.k}', deaggregation: null },
      buffering: { sizeMiB: 64, intervalSeconds: 20 },
      destination: { kind: 's3', s3: bucket({ prefix: 'k=!{partitionKeyFromQuery:k}/' }), sourceBackup: null },
    }),
  ]);
  play(world, [{ atUs: 0, records: ['{"k":"a"}', '{"k":"b"}', '{"k":"a"}', '{}'] }]);
  expect(streamIn(world).flushes.map(({ lane, records }) => [lane, records])).toEqual([
    ['k=a', 2],
    ['k=b', 1],
  ]);
  expect(streamIn(world).account.failed).toEqual({ 'metadata-extraction-failed': 1 });
  const folders = objectsOf(world).map(({ key }) => key.split('/').slice(0, -1).join('/'));
  expect(folders.toSorted()).toEqual(['errors/metadata-extraction-failed', 'k=a', 'k=b']);
});
