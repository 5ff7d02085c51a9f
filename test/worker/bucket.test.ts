/** Browsing a bucket: folders and objects as they are, and bytes that can always be had, also of what is no longer kept. */
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { digestOf, SECOND } from '../../src/engine/index.ts';
import { archiveAnswer, ARCHIVE_BYTES_MAX, bucketAnswer, objectAnswer } from '../../src/worker/bucket.ts';
import { placeIn } from '../../src/content/scenarios/define-delivery-stream.ts';
import { command } from '../../src/worker/session.ts';
import { BUCKET, deliveryScenario, ID, putting, steady, toS3 } from './delivery-runs.ts';
import { drive, recipe, type Driver } from './driving.ts';
import { go } from './travelling.ts';

const decoder = new TextDecoder();
const LIMIT = 100;

/** 20 s of records in each file; folders change with the minute, and there is one file in no folder. */
const spec = toS3({
  buffering: { sizeMiB: 5, intervalSeconds: 20 },
  destination: {
    kind: 's3',
    s3: placeIn(BUCKET, { prefix: 'day/!{timestamp:mm}/', errorOutputPrefix: 'errors/!{firehose:error-output-type}/' }),
    sourceBackup: null,
  },
});

function driverAfter(seconds: number): Driver {
  const driver = drive({ recipe: recipe({ scenario: deliveryScenario(spec, [putting(steady(100))]) }), speed: 1000 });
  driver.run(seconds);
  return driver;
}

const keysOf = ({ session }: Driver): string[] => session.head.world.s3.buckets[0].objects.map(({ key }) => key);

/** What a kept body looks like when it is forgotten. */
function forgetBodies({ session }: Driver): void {
  const [bucket] = session.head.world.s3.buckets;
  bucket.objects = bucket.objects.map((object) => Object.freeze({ ...object, heldBytes: 0, body: null }));
}

describe('a listing', () => {
  let driver: Driver;
  beforeAll(() => {
    driver = driverAfter(150);
  });
  const listing = (prefix: string, limit = LIMIT) => bucketAnswer(driver.session.head.world, BUCKET, prefix, limit).listing!;

  test('names the buckets, and has no folder of one that is not there', () => {
    const { buckets, listing: none } = bucketAnswer(driver.session.head.world, 'elsewhere', '', LIMIT);
    const { objects } = driver.session.head.world.s3.buckets[0];
    expect(buckets).toEqual([{ name: BUCKET, objects: objects.length, bytes: objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0) }]);
    expect(none).toBeNull();
  });

  test('shows folders with what is in them', () => {
    const { folders, objects, totalObjects, totalBytes } = listing('day/');
    expect(folders.map(({ prefix }) => prefix)).toEqual(['day/00/', 'day/01/', 'day/02/']);
    expect(objects).toEqual([]);
    expect(folders.reduce((sum, folder) => sum + folder.objects, 0)).toBe(totalObjects);
    expect(folders.reduce((sum, folder) => sum + folder.bytes, 0)).toBe(totalBytes);
    expect(totalObjects).toBe(keysOf(driver).length);
    expect(listing('').folders.map(({ prefix }) => prefix)).toEqual(['day/']);
  });

  test('shows the objects of a folder, the newest first, as many as are asked for', () => {
    const { objects, objectsInAll } = listing('day/00/');
    expect(objectsInAll).toBe(objects.length);
    expect(objects.length).toBeGreaterThan(1);
    const times = objects.map(({ writtenUs }) => writtenUs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    expect(objects[0]).toMatchObject({ contentEncoding: 'gzip', kind: 'delivered', isKept: true });
    expect(objects[0].rawBytes).toBe(250 * objects[0].records!);
    expect(listing('day/00/', 1)).toMatchObject({ objects: [objects[0]], objectsInAll });
  });
});

test('an object is handed out whole, as a copy', () => {
  const driver = driverAfter(60);
  const [key] = keysOf(driver);
  const [kept] = driver.session.head.world.s3.buckets[0].objects;
  const { summary, bytes } = objectAnswer(driver.session, BUCKET, key, driver.nowMs)!;
  expect(bytes).toEqual(kept.body);
  expect(bytes.buffer).not.toBe(kept.body!.buffer);
  const lines = gunzipSync(bytes).toString().split('\n');
  expect(lines.length).toBe(summary.records);
  expect(JSON.parse(lines[0])).toMatchObject({ producer: 'checkout', n: 0 });
  expect(objectAnswer(driver.session, BUCKET, 'none', driver.nowMs)).toBeNull();
});

describe('what is no longer kept', () => {
  test('is made again to the same bytes, and the world on screen stays as it is', () => {
    const driver = driverAfter(70);
    command(driver.session, { type: 'update-producer', producer: putting(steady(300)) });
    driver.run(50);
    const wanted = driver.session.head.world.s3.buckets[0].objects.map(({ key, body }) => ({ key, body }));
    forgetBodies(driver);
    const world = driver.session.head.world;
    const digest = digestOf(world);
    for (const { key, body } of wanted) {
      const { summary, bytes } = objectAnswer(driver.session, BUCKET, key, driver.nowMs)!;
      expect(bytes).toEqual(body);
      expect(summary.isKept).toBe(false);
    }
    expect(driver.session.head.world).toBe(world);
    expect(digestOf(world)).toBe(digest);
  });

  test('is made again where the run stands in its past, on a branch, and with a command undone', () => {
    const driver = driverAfter(100);
    command(driver.session, { type: 'update-producer', producer: putting(steady(300)) });
    driver.run(60);
    go(driver, { kind: 'undo' });
    const before = driver.session.head.world.s3.buckets[0].objects.at(-1)!;
    forgetBodies(driver);
    expect(objectAnswer(driver.session, BUCKET, before.key, driver.nowMs)!.bytes).toEqual(before.body);
  });
});

describe('an archive', () => {
  /** Entries of a ZIP by its central directory, unpacked by zlib. */
  function entriesOf(zip: Uint8Array): Map<string, Buffer> {
    const buffer = Buffer.from(zip);
    const end = buffer.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
    const entries = new Map<string, Buffer>();
    for (let i = 0, at = buffer.readUInt32LE(end + 16); i < buffer.readUInt16LE(end + 10); i++) {
      const [method, size, nameLength, extra, comment] = [10, 20, 28, 30, 32].map((offset) =>
        offset === 20 ? buffer.readUInt32LE(at + offset) : buffer.readUInt16LE(at + offset),
      );
      const local = buffer.readUInt32LE(at + 42);
      const from = local + 30 + buffer.readUInt16LE(local + 26) + buffer.readUInt16LE(local + 28);
      const packed = buffer.subarray(from, from + size);
      entries.set(decoder.decode(buffer.subarray(at + 46, at + 46 + nameLength)), method === 0 ? packed : inflateRawSync(packed));
      at += 46 + nameLength + extra + comment;
    }
    return entries;
  }

  test('holds all objects under the prefix by their keys, kept or not', () => {
    const driver = driverAfter(150);
    const wanted = new Map(driver.session.head.world.s3.buckets[0].objects.map(({ key, body }) => [key, body!]));
    const whole = archiveAnswer(driver.session, BUCKET, '', driver.nowMs);
    forgetBodies(driver);
    const remade = archiveAnswer(driver.session, BUCKET, '', driver.nowMs);
    expect(remade).toEqual(whole);
    const entries = entriesOf(remade.bytes);
    expect([...entries.keys()]).toEqual([...wanted.keys()]);
    for (const [key, body] of wanted) expect(entries.get(key)!.equals(body)).toBe(true);
    const some = entriesOf(archiveAnswer(driver.session, BUCKET, 'day/01/', driver.nowMs).bytes);
    expect([...some.keys()]).toEqual([...wanted.keys()].filter((key) => key.startsWith('day/01/')));
  });

  test('of too much is refused with a sentence', () => {
    const driver = driverAfter(60);
    const [bucket] = driver.session.head.world.s3.buckets;
    bucket.objects.push(Object.freeze({ ...bucket.objects[0], key: 'large', sizeBytes: ARCHIVE_BYTES_MAX }));
    const { bytes, refusal } = archiveAnswer(driver.session, BUCKET, '', driver.nowMs);
    expect(bytes.length).toBe(0);
    expect(refusal).toMatch(/at most 200 MiB/);
  });

  test('leads nobody who unpacks it out of his folder', () => {
    const driver = driverAfter(60);
    const [bucket] = driver.session.head.world.s3.buckets;
    bucket.objects = [
      Object.freeze({ ...bucket.objects[0], key: '/../../etc//x' }),
      Object.freeze({ ...bucket.objects[0], key: '..\\..\\y' }),
    ];
    expect([...entriesOf(archiveAnswer(driver.session, BUCKET, '', driver.nowMs).bytes).keys()]).toEqual(['_/_/_/etc/_/x', '.._.._y']);
  });
});

test('the run that was driven is one of Firehose', () => {
  const { session } = driverAfter(60);
  expect(session.head.world.sim.nowUs).toBeGreaterThanOrEqual(50 * SECOND);
  expect(session.head.world.firehose.list.map(({ spec: { id } }) => id)).toEqual([ID]);
});
