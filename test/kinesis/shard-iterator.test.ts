import { describe, expect, test } from 'vitest';
import { ACCOUNT, iteratorOf, put, read, serviceWithStream, shard, START, startService, STREAM, texts, type Service } from './service.ts';

const FIRST = shard(0);
const invalid = (message: string) => ({ type: 'InvalidArgumentException', message });

/** Five records, a second apart, the first at `START` + 4 s: a, b, c, d, e. */
async function withRecords(): Promise<{ service: Service; numbers: string[] }> {
  const service = await serviceWithStream();
  const numbers: string[] = [];
  for (const text of 'abcde') {
    numbers.push((await put(service, text)).SequenceNumber);
    await service.wait(1);
  }
  return { service, numbers };
}
const from = async (service: Service, type: string, more: Record<string, unknown> = {}) =>
  texts(await read(service, await iteratorOf(service, FIRST, type, more))).join('');
const at = (seconds: number) => ({ Timestamp: START / 1000 + seconds });

describe('the five types', async () => {
  const { service, numbers } = await withRecords();
  await service.wait(10);

  test('TRIM_HORIZON begins with the oldest', async () => expect(await from(service, 'TRIM_HORIZON')).toBe('abcde'));

  test('LATEST begins with what comes after it was taken', async () => {
    const other = (await withRecords()).service;
    const latest = await iteratorOf(other, FIRST, 'LATEST');
    await put(other, 'f');
    expect(texts(await read(other, latest))).toEqual(['f']);
  });

  test.each([0, 2, 4])('AT_SEQUENCE_NUMBER of record %i includes it, AFTER does not', async (i) => {
    await service.wait(1);
    expect(await from(service, 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: numbers[i] })).toBe('abcde'.slice(i));
    expect(await from(service, 'AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: numbers[i] })).toBe('abcde'.slice(i + 1));
  });

  test("a shard's StartingSequenceNumber is before its first record", async () => {
    await service.wait(1);
    const { Shards } = await service.call<{ Shards: { SequenceNumberRange: { StartingSequenceNumber: string } }[] }>('ListShards');
    const start = { StartingSequenceNumber: Shards[0].SequenceNumberRange.StartingSequenceNumber };
    expect(await from(service, 'AT_SEQUENCE_NUMBER', start)).toBe('abcde');
    expect(await from(service, 'AFTER_SEQUENCE_NUMBER', start)).toBe('abcde');
  });

  test.each([
    [-100, 'abcde'],
    [4, 'abcde'],
    [4.001, 'bcde'],
    [6, 'cde'],
    [6.5, 'de'],
    [8.1, ''],
  ])('AT_TIMESTAMP %d s, an equal time included', async (seconds, wanted) => {
    await service.wait(1);
    expect(await from(service, 'AT_TIMESTAMP', at(seconds))).toBe(wanted);
  });

  test('AT_TIMESTAMP 0 is the oldest', async () => {
    await service.wait(1);
    expect(await from(service, 'AT_TIMESTAMP', { Timestamp: 0 })).toBe('abcde');
  });

  test('an iterator can be used again, and reading does not move another', async () => {
    await service.wait(2);
    const iterator = await iteratorOf(service, FIRST);
    expect(texts(await read(service, iterator, 2))).toEqual(['a', 'b']);
    expect(texts(await read(service, iterator, 3))).toEqual(['a', 'b', 'c']);
  });
});

describe('what is refused', async () => {
  const service = await serviceWithStream(2);
  await service.wait(100);
  const refuse = (type: string, more: Record<string, unknown> = {}) =>
    service.refusal('GetShardIterator', { ShardId: FIRST, ShardIteratorType: type, ...more });
  const MODES =
    'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ';

  test.each(['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'])('%s without a number', async (type) => {
    expect(await refuse(type)).toEqual(invalid(`${MODES}Request specified ${type} and no StartingSequenceNumber.`));
  });

  test.each(['TRIM_HORIZON', 'LATEST'])('%s with a number', async (type) => {
    expect(await refuse(type, { StartingSequenceNumber: '0' })).toEqual(
      invalid(`${MODES}Request specified ${type} and also a StartingSequenceNumber.`),
    );
  });

  test('AT_TIMESTAMP without a time', async () => {
    expect(await refuse('AT_TIMESTAMP')).toEqual(
      invalid('Must specify timestampInMillis parameter for iterator of type AT_TIMESTAMP. Current request has no timestamp parameter.'),
    );
  });

  test('AT_TIMESTAMP in the future', async () => {
    const nowMs = service.api.now();
    expect(await refuse('AT_TIMESTAMP', { Timestamp: nowMs / 1000 + 1 })).toEqual(
      invalid(
        `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${nowMs + 1000}, currentTimestampInMillis: ${nowMs}`,
      ),
    );
  });

  test.each([
    ['0', (2n ** 124n).toString()],
    ['65536', (2n ** 124n + 65_536n).toString()],
    ['49646437577108476416916876405825929425585429676275269634', '49646437577108476416916876405825929425585429676275269634'],
  ])('a number of no shard here: %s', async (number, echoed) => {
    expect(await refuse('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: number })).toEqual(
      invalid(
        `StartingSequenceNumber ${echoed} used in GetShardIterator on shard ${FIRST} in stream ${STREAM} under account ${ACCOUNT} is invalid because it did not come from this stream.`,
      ),
    );
  });

  test.each([
    ['7', shard(7)],
    [BigInt(`0x2${'0'.repeat(37)}800000002`).toString(), 'shardId--02147483648'],
  ])('a number of a shard that there may never be: %s', async (number, encoded) => {
    expect(await refuse('AT_SEQUENCE_NUMBER', { StartingSequenceNumber: number })).toEqual(
      invalid(`Invalid StartingSequenceNumber. It encodes ${encoded}, while it was used in a call to a shard with ${FIRST}`),
    );
  });

  test.each([
    ['a counter that is too high', `2${'0'.repeat(10)}8${'0'.repeat(34)}2`],
    ['a shard of the year 2477', `13bb2cc3d8${'0'.repeat(22)}`],
    ['a version that there is not', `2${'0'.repeat(45)}3`],
    ['another first digit', `1${'f'.repeat(45)}2`],
  ])('what is no number at all: %s', async (_, hex) => {
    const number = BigInt(`0x${hex}`).toString();
    expect(await refuse('AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: number })).toEqual(
      invalid(
        `StartingSequenceNumber ${number} used in GetShardIterator on shard ${FIRST} in stream ${STREAM} under account ${ACCOUNT} is invalid.`,
      ),
    );
  });

  test("another shard's number", async () => {
    const { SequenceNumber } = await put(service, 'x', 'k', { ExplicitHashKey: String(2n ** 128n - 1n) });
    expect(await refuse('AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: SequenceNumber })).toEqual(
      invalid(`Invalid StartingSequenceNumber. It encodes ${shard(1)}, while it was used in a call to a shard with ${FIRST}`),
    );
  });

  const notFound = (message: string) => ({ type: 'ResourceNotFoundException', message });
  const latest = (StreamName: string, ShardId: string) =>
    service.refusal('GetShardIterator', { StreamName, ShardId, ShardIteratorType: 'LATEST' });

  test.each(['shardId-2147483648', 'shardId-999999999999', 'nothing', '2.14E4'])('shard %s, wherever', async (id) => {
    for (const name of [STREAM, 'none'])
      expect(await latest(name, id)).toEqual(notFound(`Could not find shard ${id} in stream ${name} under account ${ACCOUNT}.`));
  });

  test.each(['shardId-000000000002', 'shardId-2', 'x-2', '2'])('shard %s, which could be', async (id) => {
    for (const name of [STREAM, 'none'])
      expect(await latest(name, id)).toEqual(notFound(`Shard ${shard(2)} in stream ${name} under account ${ACCOUNT} does not exist`));
  });

  test('a stream that is being created', async () => {
    const young = startService();
    await young.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    const refusal = await young.refusal('GetShardIterator', { ShardId: FIRST, ShardIteratorType: 'LATEST' });
    expect(refusal.type).toBe('ResourceNotFoundException');
    expect(refusal.message).toContain(FIRST);
  });

  test('the sixth call within a second on one shard', async () => {
    const busy = await serviceWithStream(2);
    for (let i = 0; i < 5; i++) await iteratorOf(busy, FIRST);
    expect(await busy.refusal('GetShardIterator', { ShardId: FIRST, ShardIteratorType: 'LATEST' })).toEqual({
      type: 'ProvisionedThroughputExceededException',
      message: `Rate exceeded for Shard - ${ACCOUNT}/${STREAM}/${FIRST}`,
    });
    await iteratorOf(busy, shard(1));
    await busy.wait(1);
    await iteratorOf(busy, FIRST);
  });
});

describe('life of five minutes', () => {
  test('to the very millisecond', async () => {
    const { service } = await withRecords();
    const iterator = await iteratorOf(service, FIRST);
    await service.wait(300);
    expect((await read(service, iterator)).Records).toHaveLength(5);
    await service.wait(0.001);
    expect((await service.refusal('GetRecords', { ShardIterator: iterator })).type).toBe('ExpiredIteratorException');
  });

  test("the text names both instants in the service's way", async () => {
    const service = await serviceWithStream();
    const iterator = await iteratorOf(service, FIRST, 'LATEST');
    await service.wait(301);
    expect(await service.refusal('GetRecords', { ShardIterator: iterator })).toEqual({
      type: 'ExpiredIteratorException',
      message:
        'Iterator expired. The iterator was created at time Fri Nov 20 05:00:04 UTC 2026 while right now it is Fri Nov 20 05:05:05 UTC 2026 ' +
        'which is further in the future than the tolerated delay of 300000 milliseconds.',
    });
  });

  test('the next iterator begins a life of its own', async () => {
    const service = await serviceWithStream();
    let iterator = await iteratorOf(service, FIRST, 'LATEST');
    for (let i = 0; i < 3; i++) {
      await service.wait(299);
      const { NextShardIterator } = await read(service, iterator);
      expect(NextShardIterator).not.toBe(iterator);
      iterator = NextShardIterator!;
    }
  });
});
