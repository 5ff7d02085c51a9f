import { describe, expect, test } from 'vitest';
import { decodeSequenceNumber, encodeSequenceNumber } from '../../src/engine/index.ts';
import { ACCOUNT, base64, dataOf, iteratorOf, put, read, serviceWithStream, shard, START, STREAM, texts, type PutMany } from './service.ts';

const MIB = 1_048_576;
const invalid = (message: string) => ({ type: 'InvalidArgumentException', message });

describe('limits of a call', () => {
  test('500 records, not 501', async () => {
    const service = await serviceWithStream();
    const records = Array.from({ length: 501 }, () => ({ Data: '', PartitionKey: 'k' }));
    expect((await service.call<PutMany>('PutRecords', { Records: records.slice(1) })).FailedRecordCount).toBe(0);
    expect((await service.refusal('PutRecords', { Records: records })).type).toBe('ValidationException');
  });

  test('10 MiB with keys, not a byte more', async () => {
    const service = await serviceWithStream(1, { quotas: { shardWriteBytesPerSecond: 100 * MIB } });
    const full = Array.from({ length: 10 }, () => ({ Data: dataOf(MIB - 1), PartitionKey: 'k' }));
    expect((await service.call<PutMany>('PutRecords', { Records: full })).FailedRecordCount).toBe(0);
    expect(await service.refusal('PutRecords', { Records: [...full, { Data: '', PartitionKey: 'k' }] })).toEqual(
      invalid('Records size exceeds 10 MB limit'),
    );
  });

  test('5 MiB in the classic profile', async () => {
    const service = await serviceWithStream(1, { quotas: 'classic' });
    const records = Array.from({ length: 6 }, () => ({ Data: dataOf(MIB - 1), PartitionKey: 'k' }));
    expect(await service.refusal('PutRecords', { Records: records })).toEqual(invalid('Records size exceeds 5 MB limit'));
  });
});

describe('a record', () => {
  test('has at most 1 MiB, data and key together', async () => {
    const service = await serviceWithStream();
    await service.call('PutRecord', { Data: dataOf(MIB - 3), PartitionKey: 'key' });
    const refusal = await service.refusal('PutRecord', { Data: dataOf(MIB - 2), PartitionKey: 'key' });
    expect(refusal.type).toBe('ValidationException');
    expect(refusal.message).toContain(String(MIB));
  });

  test('may be empty', async () => {
    const service = await serviceWithStream();
    await service.call('PutRecord', { Data: '', PartitionKey: 'k' });
    expect(texts(await read(service, await iteratorOf(service, shard(0))))).toEqual(['']);
  });

  test('of 10 MiB goes to a stream that is set to it', async () => {
    const service = await serviceWithStream(1, {}, { MaxRecordSizeInKiB: 10240 });
    expect(await service.call('PutRecord', { Data: dataOf(10 * MIB - 1), PartitionKey: 'k' })).toMatchObject({ ShardId: shard(0) });
  });

  test('that is unfit rejects the whole call', async () => {
    const service = await serviceWithStream();
    const tooLarge = { Data: dataOf(MIB), PartitionKey: 'k' };
    expect((await service.refusal('PutRecords', { Records: [{ Data: base64('good'), PartitionKey: 'k' }, tooLarge] })).type).toBe(
      'ValidationException',
    );
    expect((await read(service, await iteratorOf(service, shard(0)))).Records).toEqual([]);
  });
});

describe('explicit hash keys', () => {
  test('choose the shard instead of the MD5, at both ends of every range', async () => {
    const service = await serviceWithStream(4);
    const quarter = 2n ** 126n;
    for (let i = 0n; i < 4n; i++)
      for (const key of [i * quarter, (i + 1n) * quarter - 1n])
        expect((await put(service, 'x', 'same', { ExplicitHashKey: String(key) })).ShardId).toBe(shard(Number(i)));
  });

  test('beyond 2^128 − 1 are refused, in either call', async () => {
    const service = await serviceWithStream();
    const beyond = String(2n ** 128n);
    const wanted = invalid(`Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${beyond}`);
    const record = { Data: '', PartitionKey: 'k', ExplicitHashKey: beyond };
    expect(await service.refusal('PutRecord', record)).toEqual(wanted);
    expect(await service.refusal('PutRecords', { Records: [record] })).toEqual(wanted);
  });

  test('change nothing for the next record of the same key', async () => {
    const service = await serviceWithStream(4);
    const natural = (await put(service, 'x', 'user-42')).ShardId;
    expect(natural).toBe(shard(1));
    await put(service, 'x', 'user-42', { ExplicitHashKey: '0' });
    expect((await put(service, 'x', 'user-42')).ShardId).toBe(natural);
  });
});

describe('sequence numbers', () => {
  test('follow each other inside one call and rise between calls', async () => {
    const service = await serviceWithStream();
    const three = Array.from({ length: 3 }, () => ({ Data: '', PartitionKey: 'k' }));
    const first = (await service.call<PutMany>('PutRecords', { Records: three })).Records.map(({ SequenceNumber }) =>
      BigInt(SequenceNumber!),
    );
    expect([first[1] - first[0], first[2] - first[1]]).toEqual([2n ** 80n, 2n ** 80n]);
    await service.wait(10);
    const later = BigInt((await put(service, 'x')).SequenceNumber);
    expect(later - first[2]).toBeGreaterThan(2n ** 80n);
  });

  test.each(['0', 'own', 'other'])('SequenceNumberForOrdering may be %s', async (which) => {
    const service = await serviceWithStream(2);
    const own = await put(service, 'x', 'k', { ExplicitHashKey: '0' });
    const other = await put(service, 'x', 'k', { ExplicitHashKey: String(2n ** 128n - 1n) });
    const number = { 0: '0', own: own.SequenceNumber, other: other.SequenceNumber }[which];
    const next = await put(service, 'y', 'k', { ExplicitHashKey: '0', SequenceNumberForOrdering: number });
    expect(BigInt(next.SequenceNumber)).toBeGreaterThan(BigInt(own.SequenceNumber));
  });

  test('follow each other per shard, where a call is for several', async () => {
    const service = await serviceWithStream(3);
    const keys = [0n, 2n ** 127n, 0n, 2n ** 128n - 1n, 2n ** 127n, 0n].map(String);
    const { Records } = await service.call<PutMany>('PutRecords', {
      Records: keys.map((key) => ({ Data: '', PartitionKey: 'k', ExplicitHashKey: key })),
    });
    expect(Records.map(({ ShardId }) => ShardId)).toEqual([0, 1, 0, 2, 1, 0].map(shard));
    const counters = Records.map(({ SequenceNumber }) => decodeSequenceNumber(SequenceNumber!)!.counter);
    for (const [before, after] of [
      [0, 2],
      [2, 5],
      [1, 4],
    ] as const)
      expect(counters[after]! - counters[before]!).toBe(1n);
  });

  const ofHex = (hex: string) => BigInt(`0x${hex}`).toString();

  test.each([
    '7',
    '49646437577108476416916876405825929425585429676275269634',
    ofHex(`2${'0'.repeat(45)}1`),
    ofHex(`2${'0'.repeat(37)}800000002`),
  ])('SequenceNumberForOrdering may be of anywhere: %s', async (number) => {
    expect((await put(await serviceWithStream(), 'x', 'k', { SequenceNumberForOrdering: number })).ShardId).toBe(shard(0));
  });

  test.each([
    ofHex(`2${'0'.repeat(45)}3`),
    ofHex(`2${'0'.repeat(10)}8${'0'.repeat(34)}2`),
    ofHex('2ffffffffff7fffffffffffffff000000000007fffffff2'),
    encodeSequenceNumber({ shardCreatedSeconds: 1, shardIndex: 0, counter: 1n, seconds: START / 1000 + 60 }),
  ])('SequenceNumberForOrdering %s is none, or of the future', async (number) => {
    const service = await serviceWithStream();
    expect(await service.refusal('PutRecord', { Data: '', PartitionKey: 'k', SequenceNumberForOrdering: number })).toEqual(
      invalid(`ExclusiveMinimumSequenceNumber ${number} used in PutRecord on stream ${STREAM} under account ${ACCOUNT} is invalid.`),
    );
  });
});
