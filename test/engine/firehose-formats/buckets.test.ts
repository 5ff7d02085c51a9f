/** Buckets keep the newest bodies and the whole listing. */
import { expect, test } from 'vitest';
import { createS3State, putObject, type NewObject } from '../../../src/engine/aws/s3/buckets.ts';

const objectOf = (key: string, bytes: number, writtenUs: number): NewObject => ({
  key,
  body: new Uint8Array(bytes),
  contentType: 'application/octet-stream',
  contentEncoding: null,
  kmsKeyArn: null,
  writtenUs,
  about: null,
});

test('the oldest bodies go, across buckets; sizes and keys stay', () => {
  const s3 = createS3State(1000);
  for (let i = 0; i < 30; i++) expect(putObject(s3, i % 2 === 0 ? 'even' : 'odd', objectOf(`k${i}`, 100, i))).toBeNull();
  const all = s3.buckets.flatMap(({ objects }) => objects).toSorted((a, b) => a.writtenUs - b.writtenUs);
  expect(all.map(({ key, sizeBytes }) => [key, sizeBytes])).toEqual(Array.from({ length: 30 }, (_, i) => [`k${i}`, 100]));
  const kept = all.filter(({ body }) => body !== null);
  expect(kept).toEqual(all.slice(-kept.length));
  expect(kept.length).toBeGreaterThanOrEqual(9);
  expect(s3.bodyBytes).toBe(kept.reduce((sum, { body }) => sum + body!.length, 0));
  expect(s3.bodyBytes).toBeLessThanOrEqual(1000);
});

test('the newest body is kept though it is larger than all that may be', () => {
  const s3 = createS3State(1000);
  putObject(s3, 'lake', objectOf('small', 10, 0));
  putObject(s3, 'lake', objectOf('huge', 5000, 1));
  expect(s3.buckets[0].objects.map(({ key, body }) => [key, body?.length])).toEqual([
    ['small', undefined],
    ['huge', 5000],
  ]);
});

test('another object of the same key takes the place of the former; a bucket that refuses takes none', () => {
  const s3 = createS3State();
  putObject(s3, 'lake', objectOf('k', 10, 0));
  putObject(s3, 'lake', objectOf('k', 30, 1));
  expect(s3.buckets[0].objects.map(({ sizeBytes }) => sizeBytes)).toEqual([30]);
  expect(s3.bodyBytes).toBe(30);
  s3.buckets[0].refuses = 'AccessDenied';
  expect(putObject(s3, 'lake', objectOf('l', 10, 2))).toBe('AccessDenied');
  expect(s3.buckets[0].objects).toHaveLength(1);
});
