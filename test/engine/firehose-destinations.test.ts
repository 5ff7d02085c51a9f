/** What destinations take, refuse and hold, and what becomes of the rest. */
import { describe, expect, test } from 'vitest';
import { takeIn } from '../../src/engine/firehose/delivery-streams.ts';
import type { DestinationSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import type { DestinationState } from '../../src/engine/firehose/destinations/destination-state.ts';
import { bodyBytes, httpRequest, recordBodyBytes } from '../../src/engine/firehose/destinations/http-protocol.ts';
import type { Broken } from '../../src/engine/firehose/firehose-state.ts';
import { batchOf } from '../../src/engine/firehose/record-batch.ts';
import { advanceTo, firehoseOf, SECOND, type World } from '../../src/engine/index.ts';
import { bucket, deliveryStream, firehoseWorld, objectsOf, streamIn, unaccounted } from './firehose-runs.ts';

const MINUTE = 60 * SECOND;
const BACKUP = { backup: bucket({ bucket: 'backup' }), backupHints: { sizeMiB: 1, intervalSeconds: 60 } };
const HTTP: DestinationSpec = {
  kind: 'http',
  url: 'https://example.com/',
  accessKey: 'key',
  contentEncoding: 'NONE',
  commonAttributes: {},
  retrySeconds: 60,
  backupMode: 'FailedDataOnly',
  ...BACKUP,
};
const OPENSEARCH: DestinationSpec = {
  kind: 'opensearch',
  domain: 'search',
  index: 'orders',
  rotation: 'OneDay',
  retrySeconds: 300,
  backupMode: 'FailedDocumentsOnly',
  ...BACKUP,
};
const SPLUNK: DestinationSpec = {
  kind: 'splunk',
  endpoint: 'https://splunk.example.com:8088',
  endpointType: 'Raw',
  ackTimeoutSeconds: 180,
  retrySeconds: 60,
  backupMode: 'FailedEventsOnly',
  ...BACKUP,
};
const REDSHIFT: DestinationSpec = {
  kind: 'redshift',
  s3: bucket({ errorOutputPrefix: '' }),
  cluster: 'warehouse',
  database: 'dev',
  table: 'orders',
  columns: '',
  copyOptions: "JSON 'auto'",
  retrySeconds: 3600,
  sourceBackup: null,
};

/** A world whose only delivery stream flushes after a second. */
const worldTo = (destination: DestinationSpec): World =>
  firehoseWorld([deliveryStream({ destination, buffering: { sizeMiB: 1, intervalSeconds: 1 } })]);

const breakIt = (world: World, broken: Partial<Broken>): void => void Object.assign(streamIn(world).broken, broken);

function put(world: World, texts: string[]): void {
  const records = texts.map((text) => new TextEncoder().encode(text));
  takeIn(firehoseOf(world), 'to-s3', '', batchOf(records, world.sim.startEpochMs + Math.floor(world.sim.nowUs / 1000), 0));
}

const documents = (count: number): string[] => Array.from({ length: count }, (_, i) => `{"order":${i}}`);

function stateOf<Kind extends DestinationState['kind']>(world: World, kind: Kind): Extract<DestinationState, { kind: Kind }> {
  const { destination } = streamIn(world);
  if (destination.kind !== kind) throw new Error(`the destination is ${destination.kind}`);
  return destination as Extract<DestinationState, { kind: Kind }>;
}

const textOf = (object: { body: Uint8Array | null }): string => new TextDecoder().decode(object.body!);

const keysOf = (world: World): string[] => objectsOf(world).map(({ key }) => key);

describe('S3', () => {
  test('an answer that is lost makes a second object of the same records', () => {
    const world = worldTo({ kind: 's3', s3: bucket({ kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' }), sourceBackup: null });
    breakIt(world, { lostAnswers: 1 });
    put(world, ['a', 'b', 'c']);
    advanceTo(world, 2 * SECOND);
    breakIt(world, { lostAnswers: 0 });
    advanceTo(world, MINUTE);
    const objects = objectsOf(world);
    expect(objects.map(textOf)).toEqual(['abc', 'abc']);
    expect(new Set(objects.map(({ key }) => key)).size).toBe(2);
    expect(objects.map(({ kmsKeyArn }) => kmsKeyArn)).toEqual(Array.from({ length: 2 }, () => 'arn:aws:kms:us-east-1:123456789012:key/1'));
    expect(objects[0].about).toEqual({ deliveryStream: 'to-s3', records: 3, rawBytes: 3, kind: 'delivered', flush: expect.any(Number) });
    expect(streamIn(world).account).toMatchObject({ accepted: 3, delivered: 3, duplicates: 3 });
  });

  test('a bucket that refuses is asked again', () => {
    const world = worldTo({ kind: 's3', s3: bucket(), sourceBackup: null });
    world.s3.buckets.push({ name: 'lake', objects: [], refuses: 'Access Denied' });
    put(world, ['a']);
    advanceTo(world, MINUTE);
    expect(streamIn(world).parcels[0].lastError).toEqual({ code: 'S3.AccessDenied', message: 'Access Denied' });
    world.s3.buckets[0].refuses = null;
    advanceTo(world, 10 * MINUTE);
    expect(streamIn(world).account.delivered).toBe(1);
  });
});

describe('an HTTP endpoint', () => {
  test('gets at most 10,000 records a request, each request under one id however often it is sent', () => {
    const world = worldTo(HTTP);
    breakIt(world, { destination: true });
    put(world, documents(25_000));
    advanceTo(world, 3 * SECOND);
    breakIt(world, { destination: false });
    advanceTo(world, MINUTE);
    const { requests, records } = stateOf(world, 'http');
    const taken = requests.filter(({ verdict }) => verdict === 'delivered');
    expect(taken.map((request) => request.records)).toEqual([10_000, 10_000, 5000]);
    expect(new Set(requests.map(({ requestId }) => requestId)).size).toBe(3);
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.slice(0, 3).map(({ status, verdict }) => [status, verdict])).toEqual(Array.from({ length: 3 }, () => [503, 'retry']));
    expect(records).toBe(25_000);
    expect(streamIn(world).account).toMatchObject({ accepted: 25_000, delivered: 25_000, duplicates: 0 });
  });

  test('what it answers with 413 is lost and kept nowhere', () => {
    const world = worldTo(HTTP);
    breakIt(world, { rejects: 1 });
    put(world, documents(20));
    advanceTo(world, 5 * MINUTE);
    expect(streamIn(world).account).toMatchObject({ delivered: 0, failed: {}, lost: { 'payload-too-large': 20 } });
    expect(objectsOf(world, 'backup')).toEqual([]);
  });

  test('of a parcel that is given up only what was not taken is backed up', () => {
    const world = worldTo({ ...HTTP, retrySeconds: 0 });
    put(world, documents(50_000));
    breakIt(world, { lostAnswers: 0.5 });
    advanceTo(world, 10 * MINUTE);
    const stream = streamIn(world);
    const backedUp = stream.account.failed['http-endpoint-failed'] ?? 0;
    expect(backedUp).toBeGreaterThan(0);
    expect(stream.account.delivered).toBeGreaterThan(0);
    expect(backedUp + stream.account.delivered).toBe(50_000);
    expect(stream.account.duplicates).toBe(backedUp);
    expect(objectsOf(world, 'backup').reduce((sum, object) => sum + textOf(object).trim().split('\n').length, 0)).toBe(backedUp);
    expect(unaccounted(stream)).toBe(0);
  });

  test('the length of a body is told without making it', () => {
    const records = ['', 'a', 'ab', 'abc', 'abcd'].map((text) => new TextEncoder().encode(text));
    const facts = { requestId: 'ed4acda5-034f-9f42-bba1-f29aea6d7d8f', timestampMs: 1578090901599, sourceArn: 'arn', accessKey: '' };
    const { body } = httpRequest({ ...facts, commonAttributes: {}, contentEncoding: 'NONE', records });
    const sum = records.reduce((bytes, { length }) => bytes + recordBodyBytes(length), 0);
    expect(bodyBytes(facts.requestId, facts.timestampMs, sum)).toBe(body.length);
  });
});

describe('OpenSearch', () => {
  test('takes documents of one line; the others go to the error folder at once', () => {
    const world = worldTo(OPENSEARCH);
    put(world, ['{"a":1}', '{"a":\n2}', 'no json', '[1]', '{"a":3}\n']);
    advanceTo(world, 3 * MINUTE);
    const stream = streamIn(world);
    expect(stream.account).toMatchObject({ delivered: 2, failed: { AmazonOpenSearchService_failed: 3 }, lost: {} });
    const { indexes, failed } = stateOf(world, 'opensearch');
    expect(failed).toBe(3);
    const day = new Date(world.sim.startEpochMs).toISOString().slice(0, 10);
    expect(indexes).toEqual([{ name: `orders-${day}`, documents: 2 }]);
    const lines = objectsOf(world, 'backup').flatMap((object) => textOf(object).trim().split('\n'));
    expect(lines.map((line) => atob((JSON.parse(line) as { rawData: string }).rawData)).toSorted()).toEqual([
      '[1]',
      'no json',
      '{"a":\n2}',
    ]);
  });

  test('knows a document that is sent again, so none is there twice', () => {
    const world = worldTo(OPENSEARCH);
    breakIt(world, { lostAnswers: 1 });
    put(world, documents(10));
    advanceTo(world, 10 * SECOND);
    breakIt(world, { lostAnswers: 0 });
    advanceTo(world, 10 * MINUTE);
    expect(streamIn(world).account).toMatchObject({ delivered: 10, duplicates: 0 });
    expect(stateOf(world, 'opensearch').indexes[0].documents).toBe(10);
  });

  test('is asked every five minutes, the first attempt included in the retry duration', () => {
    const world = worldTo({ ...OPENSEARCH, retrySeconds: 600 });
    breakIt(world, { destination: true });
    put(world, documents(5));
    advanceTo(world, SECOND + 601 * SECOND - 2 * SECOND);
    expect(streamIn(world).parcels.map(({ attempts }) => attempts)).toEqual([2]);
    advanceTo(world, 15 * MINUTE);
    expect(streamIn(world).account.failed).toEqual({ AmazonOpenSearchService_failed: 5 });
    expect(JSON.parse(textOf(objectsOf(world, 'backup')[0]).split('\n')[0])).toMatchObject({ attemptsMade: 3, errorCode: '503' });
  });
});

describe('Splunk', () => {
  test('events whose acknowledgement does not come are sent again; waiting for it is no part of the retry duration', () => {
    const world = worldTo(SPLUNK);
    breakIt(world, { lostAnswers: 1 });
    put(world, ['x', 'y']);
    advanceTo(world, 300 * SECOND);
    breakIt(world, { lostAnswers: 0 });
    advanceTo(world, 400 * SECOND);
    expect(stateOf(world, 'splunk')).toMatchObject({ events: 6, acknowledged: 2, awaiting: 0 });
    expect(streamIn(world).account).toMatchObject({ delivered: 2, duplicates: 4, failed: {} });
  });

  test('what was never acknowledged is backed up, though it may be there', () => {
    const world = worldTo({ ...SPLUNK, retrySeconds: 0 });
    breakIt(world, { lostAnswers: 1 });
    put(world, ['x', 'y']);
    advanceTo(world, 10 * MINUTE);
    expect(stateOf(world, 'splunk')).toMatchObject({ events: 2, acknowledged: 0, awaiting: 0 });
    expect(streamIn(world).account).toMatchObject({ delivered: 0, duplicates: 2, failed: { 'splunk-failed': 2 } });
    const [line] = textOf(objectsOf(world, 'backup')[0]).split('\n');
    expect(JSON.parse(line)).toMatchObject({ errorCode: 'Splunk.AckTimeout', attemptsMade: 1 });
  });

  test('the event endpoint takes events alone', () => {
    const world = worldTo({ ...SPLUNK, endpointType: 'Event' });
    put(world, ['{"event":"a"}', '{"message":"b"}', 'c']);
    advanceTo(world, 3 * MINUTE);
    expect(streamIn(world).account).toMatchObject({ delivered: 1, failed: { 'splunk-failed': 2 } });
  });
});

describe('Redshift', () => {
  test('a file in S3 first, then COPY, one after another', () => {
    const world = worldTo(REDSHIFT);
    for (let second = 0; second < 6; second += 2) {
      advanceTo(world, second * SECOND);
      put(world, documents(10));
    }
    advanceTo(world, MINUTE);
    const { copies, rows, pending } = stateOf(world, 'redshift');
    expect([rows, pending, objectsOf(world).length]).toEqual([30, [], 6]);
    expect(copies.map(({ manifest }) => manifest)).toEqual(keysOf(world).filter((key) => key.startsWith('manifests/')));
    for (let i = 1; i < copies.length; i++) expect(copies[i].atUs - copies[i - 1].atUs).toBeGreaterThanOrEqual(2 * SECOND);
    expect(streamIn(world).account.delivered).toBe(30);
  });

  test('rows under MAXERROR are left out, and lost', () => {
    const world = worldTo({ ...REDSHIFT, copyOptions: "JSON 'auto' MAXERROR 2" });
    put(world, [...documents(5), 'not json', '[]']);
    advanceTo(world, MINUTE);
    expect(streamIn(world).account).toMatchObject({ delivered: 5, lost: { 'copy-errors': 2 }, failed: {} });
  });

  test('a COPY that fails is tried for the retry duration; then a manifest lists the file, which stays', () => {
    const world = worldTo(REDSHIFT);
    put(world, [...documents(5), 'not json']);
    advanceTo(world, 55 * MINUTE);
    expect(streamIn(world).account).toMatchObject({ delivered: 0, failed: {} });
    advanceTo(world, 70 * MINUTE);
    expect(streamIn(world).account).toMatchObject({ delivered: 0, failed: { 'redshift-skipped': 6 } });
    const [file, , manifest] = objectsOf(world);
    expect(objectsOf(world)).toHaveLength(3);
    expect(manifest.key).toMatch(/^errors\/manifests\//);
    expect(JSON.parse(textOf(manifest))).toEqual({ entries: [{ url: `s3://lake/${file.key}`, mandatory: true }] });
    expect(stateOf(world, 'redshift').copies).toHaveLength(13);
    expect(unaccounted(streamIn(world))).toBe(0);
  });
});
