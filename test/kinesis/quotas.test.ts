import { describe, expect, test } from 'vitest';
import { QUOTA_SOURCES } from '../../src/engine/kinesis/quota-sources.ts';
import { quotasOf, type Quotas } from '../../src/engine/kinesis/quotas.ts';

const keys = (Object.keys(quotasOf('2026')) as (keyof Quotas)[]).filter((key) => typeof quotasOf('2026')[key] === 'number');
const sourceOf = (key: keyof Quotas) => QUOTA_SOURCES.find((source) => source.key === key);

describe.each(keys)('%s', (key) => {
  test('has a title, a unit, a source and a date', () => {
    const source = sourceOf(key);
    expect(source).toBeDefined();
    expect(source!.title).toMatch(/^[A-Z]/);
    expect(source!.unit).not.toBe('');
    expect(source!.source.length).toBeGreaterThan(10);
    expect(source!.asOf).toMatch(/^20\d\d(-\d\d(-\d\d)?)?$/);
  });
});

test.each(keys.filter((key) => quotasOf('classic')[key] !== quotasOf('2026')[key]))(
  '%s differs in the classic profile and says what older notes say',
  (key) => {
    expect(sourceOf(key)?.older).toBeTruthy();
  },
);

test('no source is of a limit that does not exist, none stands twice', () => {
  const named = QUOTA_SOURCES.map(({ key }) => key);
  expect(named.filter((key) => !keys.includes(key))).toEqual([]);
  expect(new Set(named).size).toBe(named.length);
});

test('the figures of today', () => {
  expect(quotasOf('2026')).toMatchObject({
    shardWriteRecordsPerSecond: 1000,
    shardWriteBytesPerSecond: 2 ** 20,
    shardReadBytesPerSecond: 2 ** 21,
    shardReadCallsPerSecond: 5,
    readPageRecords: 10_000,
    recordBytes: 2 ** 20,
    putRecordsRecords: 500,
    putRecordsBytes: 10 * 2 ** 20,
    iteratorLifeSeconds: 300,
    retentionHoursMin: 24,
    retentionHoursMax: 8760,
  });
});

test('the exam notes of 2019: 5 MiB a call, 7 days, 500 shards', () => {
  expect(quotasOf('classic')).toMatchObject({ putRecordsBytes: 5 * 2 ** 20, retentionHoursMax: 168, shardsPerAccount: 500 });
});

test('single limits can be changed', () => {
  expect(quotasOf('2026', { shardWriteRecordsPerSecond: 5 })).toEqual({ ...quotasOf('2026'), shardWriteRecordsPerSecond: 5 });
});
