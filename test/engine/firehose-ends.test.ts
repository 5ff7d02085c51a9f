/**
 * How a parcel ends. What a destination has, though its answer was lost, is delivered and not lost.
 */
import { describe, expect, test } from 'vitest';
import { advanceTo, giveCommand, HOUR, SECOND, type World } from '../../src/engine/index.ts';
import type { ConversionSpec, DeliveryStreamSpec, DestinationSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { NOTHING_BROKEN, type Broken } from '../../src/engine/firehose/firehose-state.ts';
import {
  BACKUP,
  bucket,
  deliveryStream,
  eventsOf,
  firehoseWorld,
  giveTexts,
  objectsOf,
  streamIn,
  unaccounted,
  toHttp,
  toSplunk,
} from './firehose-runs.ts';

const breakIt = (world: World, what: Partial<Broken>): void => void (streamIn(world).broken = { ...NOTHING_BROKEN, ...what });
const SHORT = { buffering: { sizeMiB: 1, intervalSeconds: 1 } };
const SPLUNK = toSplunk();
const HTTP = toHttp();
const OPENSEARCH: DestinationSpec = {
  kind: 'opensearch',
  domain: 'search',
  index: 'events',
  rotation: 'NoRotation',
  retrySeconds: 3600,
  backupMode: 'FailedDocumentsOnly',
  ...BACKUP,
};

describe('answers are lost, but not the records', () => {
  test('S3 has them for a day: they are delivered, over and over, and none is lost with the time that they are kept', () => {
    const world = firehoseWorld([deliveryStream(SHORT)]);
    breakIt(world, { lostAnswers: 1 });
    giveTexts(world, ['x', 'y']);
    advanceTo(world, 25 * HOUR);
    const { account, parcels } = streamIn(world);
    expect(parcels).toEqual([]);
    expect(account).toMatchObject({ accepted: 2, delivered: 2, lost: {} });
    expect(account.duplicates).toBe(2 * (objectsOf(world).length - 1));
    expect(eventsOf(world, 'delivery-records-lost')).toEqual([]);
  });

  test.each([
    ['S3', deliveryStream().destination],
    ['HTTP', HTTP],
    ['OpenSearch', OPENSEARCH],
  ])('%s has them when the delivery stream is deleted', (_, destination) => {
    const world = firehoseWorld([deliveryStream({ ...SHORT, destination })]);
    const stream = streamIn(world);
    breakIt(world, { lostAnswers: 1 });
    giveTexts(world, ['{"a":1}', '{"a":2}', '{"a":3}']);
    advanceTo(world, 2 * SECOND);
    giveTexts(world, ['{"a":4}']);
    giveCommand(world, { type: 'remove-delivery-stream', id: 'to-s3' });
    expect(stream.account).toMatchObject({ delivered: 3, lost: { 'delivery-stream-deleted': 1 } });
    expect(unaccounted(stream)).toBe(0);
    expect(eventsOf(world, 'delivery-stream-deleted')[0].recordsDropped).toBe(1);
  });

  test('Splunk: what it could not read was never there, and is no duplicate', () => {
    const world = firehoseWorld([deliveryStream({ ...SHORT, destination: SPLUNK })]);
    breakIt(world, { lostAnswers: 1 });
    giveTexts(world, ['{"event":1}', 'no event', '{"event":2}']);
    advanceTo(world, 10 * 60 * SECOND);
    const { account, destination } = streamIn(world);
    expect(account).toMatchObject({ failed: { 'splunk-failed': 3 }, duplicates: 2 });
    expect(destination).toMatchObject({ events: 2, awaiting: 0 });
  });

  test('OpenSearch: documents that it refused at first are in the index when it takes them', () => {
    const world = firehoseWorld([deliveryStream({ ...SHORT, destination: OPENSEARCH })]);
    breakIt(world, { lostAnswers: 1, rejects: 1 });
    giveTexts(world, ['{"a":1}', '{"a":2}']);
    advanceTo(world, 10 * SECOND);
    breakIt(world, {});
    advanceTo(world, 20 * 60 * SECOND);
    expect(streamIn(world).account.delivered).toBe(2);
    expect(streamIn(world).destination).toMatchObject({ indexes: [{ documents: 2 }] });
  });

  test('HTTP: 413 to what the endpoint has already loses nothing', () => {
    const world = firehoseWorld([deliveryStream({ ...SHORT, destination: HTTP })]);
    breakIt(world, { lostAnswers: 1 });
    giveTexts(world, ['x', 'y']);
    advanceTo(world, 2 * SECOND);
    breakIt(world, { rejects: 1 });
    advanceTo(world, 10 * 60 * SECOND);
    expect(streamIn(world).account).toMatchObject({ delivered: 2, lost: {} });
  });
});

test('partitioned by a query that has been changed since, with its prefix: no expression stands bare in a key', () => {
  const by = (key: string): DeliveryStreamSpec =>
    deliveryStream({
      buffering: { sizeMiB: 64, intervalSeconds: 60 },
      partitioning: { query: `{${key}:.k}`, deaggregation: null },
      destination: { kind: 's3', s3: bucket({ prefix: `${key}=!{partitionKeyFromQuery:${key}}/` }), sourceBackup: null },
    });
  const world = firehoseWorld([by('team')]);
  giveTexts(world, ['{"k":"a"}']);
  advanceTo(world, 10 * SECOND);
  expect(giveCommand(world, { type: 'update-delivery-stream', deliveryStream: by('group') })).toBeNull();
  giveTexts(world, ['{"k":"a"}']);
  advanceTo(world, 120 * SECOND);
  expect(objectsOf(world).map(({ key }) => key.split('/')[0])).toEqual(['team=a', 'group=a']);
});

describe('a flush of which nothing arrives does not stay on its way', () => {
  const CONVERSION: ConversionSpec = {
    database: 'd',
    table: 't',
    columns: [{ name: 'k', type: 'string' }],
    deserializer: { kind: 'openx', caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} },
    parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024 },
  };
  test.each([
    ['no record can be converted', { buffering: { sizeMiB: 64, intervalSeconds: 1 }, conversion: CONVERSION }, {}],
    ['the endpoint answers 413 to all', { ...SHORT, destination: HTTP }, { rejects: 1 }],
  ])('%s', (_, spec, what) => {
    const world = firehoseWorld([deliveryStream(spec)]);
    breakIt(world, what);
    giveTexts(world, ['no JSON']);
    advanceTo(world, 5 * SECOND);
    expect(streamIn(world).flushes.map(({ arrival }) => arrival)).toMatchObject([{ place: '', bytes: 0 }]);
  });
});
