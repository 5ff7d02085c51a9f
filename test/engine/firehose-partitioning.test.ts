/** Dynamic partitioning: keys out of the data, records that hold several, and too many partitions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PartitioningSpec, TransformSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { deaggregate } from '../../src/engine/firehose/partitioning/deaggregate.ts';
import { activePartitions, partition } from '../../src/engine/firehose/partitioning/partition.ts';
import { batchOf, numberAt, originalBytesOf, recordAt, type RecordBatch } from '../../src/engine/firehose/record-batch.ts';
import { takeIn } from '../../src/engine/firehose/delivery-streams.ts';
import { firehoseMetrics } from '../../src/engine/firehose/metrics.ts';
import { advanceTo, firehoseOf, SECOND, type World } from '../../src/engine/index.ts';
import { bucket, deliveryStream, firehoseWorld, objectsOf, streamIn, unaccounted } from './firehose-runs.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const batch = (...texts: string[]): RecordBatch => batchOf(texts.map((text) => encoder.encode(text)), 1_700_000_000_000, 7); // oxfmt-ignore
const textsOf = (of: RecordBatch): string[] => Array.from({ length: of.count }, (_, i) => decoder.decode(recordAt(of, i)));

const TRANSFORM: TransformSpec = {
  functionName: 'f',
  code: '',
  timeoutSeconds: 60,
  numberOfRetries: 3,
  bufferSizeMiB: 1,
  bufferIntervalSeconds: 60,
};

function worldBy(partitioning: PartitioningSpec, transform: TransformSpec | null = null, prefix = 'by/!{partitionKeyFromQuery:k}/'): World {
  const s3 = bucket({ prefix });
  return firehoseWorld([
    deliveryStream({
      partitioning,
      transform,
      buffering: { sizeMiB: 64, intervalSeconds: 60 },
      destination: { kind: 's3', s3, sourceBackup: null },
    }),
  ]);
}

const streamBy = (
  query: string | null,
  deaggregation: PartitioningSpec['deaggregation'] = null,
  transform: TransformSpec | null = null,
  prefix?: string,
) => streamIn(worldBy({ query, deaggregation }, transform, prefix));

describe('keys', () => {
  test('of the documented query', () => {
    const record = {
      type: { device: 'mobile', event: 'user_clicked_submit_button' },
      customer_id: '1234567890',
      event_timestamp: 1565382027,
      region: 'sample_region',
    };
    const query = '{customer_id:.customer_id,year:.event_timestamp|strftime("%Y")}';
    const { groups, failures } = partition(
      streamBy(query, null, null, '!{partitionKeyFromQuery:customer_id}/!{partitionKeyFromQuery:year}/'),
      batch(JSON.stringify(record)),
      null,
    );
    expect(groups.map(({ keys }) => keys)).toEqual([{ customer_id: '1234567890', year: '2019' }]);
    expect(failures).toEqual([]);
  });

  test('group records in the order of their first one; numbers and booleans become text', () => {
    const { groups } = partition(streamBy('{k:.k}'), batch('{"k":"b"}', '{"k":1.5}', '{"k":"b","x":1}', '{"k":true}'), null);
    expect(groups.map(({ keys, batch: of }) => [keys.k, textsOf(of)])).toEqual([
      ['b', ['{"k":"b"}', '{"k":"b","x":1}']],
      ['1.5', ['{"k":1.5}']],
      ['true', ['{"k":true}']],
    ]);
    expect(Array.from({ length: 2 }, (_, i) => numberAt(groups[0].batch, i))).toEqual([7, 9]);
  });

  test('a key called code is a key like any other', () => {
    expect(partition(streamBy('{code:.c}', null, null, '!{partitionKeyFromQuery:code}/'), batch('{"c":"x"}'), null).groups).toMatchObject([
      { keys: { code: 'x' } },
    ]);
  });

  test.each([
    ['null', '{}', 'partitionKeys values must not be null or empty'],
    ['an empty string', '{"k":""}', 'partitionKeys values must not be null or empty'],
    ['a list', '{"k":[1]}', 'The partition key k is a list.'],
    ['an object', '{"k":{}}', 'The partition key k is an object.'],
    ['in no JSON', 'k=1', 'Non JSON record provided'],
    ['deeper than jq reads', `{"k":${'['.repeat(300)}${']'.repeat(300)}}`, 'Exceeds depth limit for parsing'],
    ['in another type', '[1]', 'Cannot index array with "k"'],
  ])('that are %s fail the record alone', (_name, text, message) => {
    const { groups, failures } = partition(streamBy('{k:.k}'), batch('{"k":"a"}', text), null);
    expect(groups.map(({ keys }) => keys)).toEqual([{ k: 'a' }]);
    expect(failures).toMatchObject([{ folder: 'metadata-extraction-failed', errorMessage: message, batch: { count: 1 } }]);
    expect(textsOf(failures[0].batch)).toEqual([text]);
  });

  test('of the function are joined to those of the query', () => {
    const given = [{ hour: '10' }, null];
    const { groups } = partition(streamBy('{k:.k}', null, TRANSFORM), batch('{"k":"a"}', '{"k":"a"}'), given);
    expect(groups.map(({ keys }) => keys)).toEqual([{ k: 'a', hour: '10' }, { k: 'a' }]);
    const alone = partition(streamBy(null, null, TRANSFORM, '!{partitionKeyFromLambda:hour}/'), batch('x', 'y'), given);
    expect(alone.groups.map(({ keys }) => keys)).toEqual([{ hour: '10' }]);
    expect(alone.failures).toMatchObject([{ errorMessage: 'partitionKeys values must not be null or empty' }]);
  });

  test('that the prefix asks for and nobody gives fail the record: no object has an expression in its name', () => {
    const both = 'k=!{partitionKeyFromQuery:k}/h=!{partitionKeyFromLambda:hour}/';
    const { groups, failures } = partition(streamBy('{k:.k}', null, TRANSFORM, both), batch('{"k":"a"}', '{"k":"b"}'), [
      { hour: '10' },
      null,
    ]);
    expect(groups.map(({ keys }) => keys)).toEqual([{ k: 'a', hour: '10' }]);
    expect(failures).toMatchObject([{ errorCode: 'DynamicPartitioning.MetadataExtractionFailed', batch: { count: 1 } }]);
    expect(textsOf(failures[0].batch)).toEqual(['{"k":"b"}']);
  });
});

describe('records that hold several', () => {
  const json = streamBy(null, { kind: 'json' });

  test.each([
    ['{"a":1}{"a":2}', ['{"a":1}', '{"a":2}']],
    ['{"a":1}\n{"a":2}\n', ['{"a":1}', '{"a":2}']],
    ['{"a":"}{\\"","b":{"c":{}}} {"a":2}', ['{"a":"}{\\"","b":{"c":{}}}', '{"a":2}']],
  ])('%s', (text, wanted) => {
    const { batch: apart, split, failures } = deaggregate(json, batch(text));
    expect(textsOf(apart)).toEqual(wanted);
    expect([split, failures]).toEqual([wanted.length - 1, []]);
  });

  test.each(['[{"a":1},{"a":2}]', '{"a":1}x', '{"a":1', ''])('%s fails whole', (text) => {
    const { batch: apart, failures, split } = deaggregate(json, batch('{"b":1}', text));
    expect(textsOf(apart)).toEqual(['{"b":1}']);
    expect(failures.map(({ batch: of }) => textsOf(of))).toEqual([[text]]);
    expect(split).toBe(0);
  });

  test('five hundred parts at most come apart; a record of more stays whole, and is no JSON for the query', () => {
    const [most, more] = [500, 501].map((count) => '{"k":1}'.repeat(count));
    const { batch: apart, split } = deaggregate(json, batch(most, more));
    expect([apart.count, split, textsOf(apart).at(-1)]).toEqual([501, 499, more]);
    const { failures } = partition(streamBy('{k:.k}', { kind: 'json' }), batch(more), null);
    expect(failures).toMatchObject([{ errorMessage: 'Non JSON record provided', batch: { count: 1 } }]);
  });

  test('between delimiters; line feeds at their ends are gone', () => {
    const delimiter = '####';
    const { batch: apart, split } = deaggregate(
      streamBy(null, { kind: 'delimited', delimiter }),
      batch(`a\n${delimiter}b${delimiter}${delimiter}c\n`),
    );
    expect([textsOf(apart), split]).toEqual([['a', 'b', 'c'], 2]);
  });

  test('any objects, however they are spaced, come apart as they were', () => {
    const object = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })).map((value) => JSON.stringify(value));
    const space = fc.constantFrom('', '\n', ' ', '\r\n', '\t');
    fc.assert(
      fc.property(fc.array(fc.tuple(object, space), { minLength: 1, maxLength: 6 }), (parts) => {
        const { batch: apart, split } = deaggregate(json, batch(parts.map(([text, between]) => text + between).join('')));
        expect(textsOf(apart)).toEqual(parts.map(([text]) => text));
        expect(split).toBe(parts.length - 1);
      }),
    );
  });

  test('count the bytes that came in once', () => {
    const whole = batch('{"a":1}\n{"a":2}\n');
    expect(originalBytesOf(deaggregate(json, whole).batch)).toBe(originalBytesOf(whole));
  });
});

describe('active partitions', () => {
  const put = (world: World, from: number, count: number): void => {
    const records = Array.from({ length: count }, (_, i) => encoder.encode(`{"k":"k${from + i}"}`));
    takeIn(firehoseOf(world), 'to-s3', '', batchOf(records, world.sim.startEpochMs + Math.floor(world.sim.nowUs / 1000), 0));
  };

  test('are five hundred at most; what is beyond goes to the error folder, until some have been delivered', () => {
    const world = worldBy({ query: '{k:.k}', deaggregation: null });
    put(world, 0, 400);
    put(world, 300, 250);
    const stream = streamIn(world);
    expect(activePartitions(stream)).toBe(500);
    advanceTo(world, 5 * 60 * SECOND);
    expect(activePartitions(stream)).toBe(0);
    expect(stream.account).toMatchObject({ accepted: 650, delivered: 600, failed: { 'metadata-extraction-failed': 50 } });
    put(world, 1000, 10);
    advanceTo(world, 10 * 60 * SECOND);
    expect(stream.account).toMatchObject({ accepted: 660, delivered: 610 });
    expect(unaccounted(stream)).toBe(0);
    expect(objectsOf(world).filter(({ key }) => key.startsWith('by/k1005/'))).toHaveLength(1);
  });

  test('PartitionCountExceeded tells of partitions that did not fit, not of records without a key while there is no room', () => {
    const world = worldBy({ query: '{k:.k}', deaggregation: null });
    const exceeded = () => firehoseMetrics(firehoseOf(world), streamIn(world), true).PartitionCountExceeded;
    put(world, 0, 500);
    takeIn(firehoseOf(world), 'to-s3', '', batch('{"n":1}'));
    expect([exceeded(), streamIn(world).recent.failures.length]).toEqual([0, 1]);
    put(world, 500, 1);
    expect(exceeded()).toBe(1);
  });
});
