import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  dataOf,
  iteratorOf,
  put,
  read,
  serviceWithStream,
  shard,
  START,
  STREAM,
  texts,
  type PutMany,
  type Service,
} from './service.ts';

const FIRST = shard(0);
const MIB = 1_048_576;
const FAST = { quotas: { shardWriteRecordsPerSecond: 1e6, shardWriteBytesPerSecond: 1000 * MIB } };

async function putMany(service: Service, count: number, bytes: number): Promise<void> {
  const perCall = Math.min(500, Math.max(1, Math.floor((9 * MIB) / (bytes + 1))));
  for (let left = count; left > 0; left -= perCall) {
    const Records = Array.from({ length: Math.min(perCall, left) }, () => ({ Data: dataOf(bytes), PartitionKey: 'k' }));
    expect((await service.call<PutMany>('PutRecords', { Records })).FailedRecordCount).toBe(0);
  }
}
const bytesOf = (page: { Records: { Data: string }[] }) =>
  page.Records.reduce((sum, { Data }) => sum + Buffer.from(Data, 'base64').length, 0);

describe('a page', () => {
  test('holds at most Limit records, and the next goes on behind it', async () => {
    const service = await serviceWithStream();
    for (const text of 'abcdefg') await put(service, text);
    const first = await read(service, await iteratorOf(service, FIRST), 3);
    const second = await read(service, first.NextShardIterator!, 3);
    const third = await read(service, second.NextShardIterator!, 3);
    expect([first, second, third].map((page) => texts(page).join(''))).toEqual(['abc', 'def', 'g']);
    expect((await read(service, third.NextShardIterator!)).Records).toEqual([]);
  });

  test('holds at most 10,000 records', async () => {
    const service = await serviceWithStream(1, FAST);
    await putMany(service, 10_001, 1);
    const page = await read(service, await iteratorOf(service, FIRST));
    expect(page.Records).toHaveLength(10_000);
    expect((await read(service, page.NextShardIterator!)).Records).toHaveLength(1);
  });

  test('stops with the record that brings its data to 7 MiB; keys do not count', async () => {
    const service = await serviceWithStream(1, FAST);
    await putMany(service, 12, MIB - 1);
    const page = await read(service, await iteratorOf(service, FIRST));
    expect(page.Records).toHaveLength(8); // seven are 7 bytes short of it
    expect(bytesOf(page)).toBe(8 * (MIB - 1));
  });

  test('that reaches exactly 7 MiB is full', async () => {
    const service = await serviceWithStream(1, FAST);
    await putMany(service, 16, MIB / 2);
    expect((await read(service, await iteratorOf(service, FIRST))).Records).toHaveLength(14);
  });

  test('may overshoot by one large record', async () => {
    const service = await serviceWithStream(1, FAST, { MaxRecordSizeInKiB: 10240 });
    await putMany(service, 1, 64);
    await putMany(service, 2, 9 * MIB);
    expect(bytesOf(await read(service, await iteratorOf(service, FIRST)))).toBe(9 * MIB + 64);
  });

  test('tells of each record its bytes, key, number and arrival in milliseconds', async () => {
    const service = await serviceWithStream();
    await service.wait(0.2505);
    const { SequenceNumber } = await put(service, 'é', 'ключ');
    expect((await read(service, await iteratorOf(service, FIRST))).Records).toEqual([
      { ApproximateArrivalTimestamp: (START + 4250) / 1000, Data: 'w6k=', PartitionKey: 'ключ', SequenceNumber },
    ]);
  });
});

test('an iterator of a stream that is gone finds no shard, nor in another stream of its name', async () => {
  const service = await serviceWithStream();
  const ShardIterator = await iteratorOf(service, FIRST);
  const message = `Shard ${FIRST} in stream ${STREAM} under account ${ACCOUNT} does not exist`;
  await service.call('DeleteStream');
  await service.wait(10);
  expect(await service.refusal('GetRecords', { ShardIterator })).toEqual({ type: 'ResourceNotFoundException', message });
  await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
  await service.wait(10);
  expect(await service.refusal('GetRecords', { ShardIterator })).toEqual({ type: 'ResourceNotFoundException', message });
});

describe('MillisBehindLatest', () => {
  test('is 0 at the tip, however old the records', async () => {
    const service = await serviceWithStream();
    await put(service, 'a');
    await service.wait(500);
    expect((await read(service, await iteratorOf(service, FIRST))).MillisBehindLatest).toBe(0);
  });

  test('is whole seconds since the arrival second of the last record returned', async () => {
    const service = await serviceWithStream();
    await service.wait(0.9);
    await put(service, 'a'); // at 4.9 s
    await service.wait(5);
    await put(service, 'b');
    await service.wait(0.3); // 10.2 s: 10 − 4
    const iterator = await iteratorOf(service, FIRST);
    expect((await read(service, iterator, 1)).MillisBehindLatest).toBe(6000);
    expect((await read(service, iterator, 2)).MillisBehindLatest).toBe(0);
  });

  test('of an empty page is 0', async () => {
    const service = await serviceWithStream();
    const page = await read(service, await iteratorOf(service, FIRST, 'LATEST'));
    expect(page).toEqual({ MillisBehindLatest: 0, NextShardIterator: expect.any(String), Records: [] });
  });
});

describe('what is shared by all who read a shard', () => {
  const TOO_MUCH = { type: 'ProvisionedThroughputExceededException', message: `Rate exceeded for Shard - ${ACCOUNT}/${STREAM}/${FIRST}` };

  test('five calls in any second, whoever makes them', async () => {
    const service = await serviceWithStream(2);
    const [one, two] = [await iteratorOf(service, FIRST), await iteratorOf(service, FIRST, 'LATEST')];
    for (const iterator of [one, two, one, two, one]) {
      await read(service, iterator);
      await service.wait(0.1);
    }
    expect(await service.refusal('GetRecords', { ShardIterator: two })).toEqual(TOO_MUCH);
    await read(service, await iteratorOf(service, shard(1)));
    await service.wait(0.499);
    expect(await service.refusal('GetRecords', { ShardIterator: one })).toEqual(TOO_MUCH);
    await service.wait(0.001); // a second after the first of the five
    await read(service, two);
    expect(await service.refusal('GetRecords', { ShardIterator: two })).toEqual(TOO_MUCH);
  });

  test('2 MiB a second: a reader that takes more makes the other wait', async () => {
    const service = await serviceWithStream(1, FAST);
    await putMany(service, 10, MIB / 2);
    const [one, two] = [await iteratorOf(service, FIRST), await iteratorOf(service, FIRST)];
    await read(service, one, 3);
    await read(service, two, 4); // 3.5 MiB of 2: 1.5 MiB of debt
    expect(await service.refusal('GetRecords', { ShardIterator: one })).toEqual(TOO_MUCH);
    await service.wait(0.75);
    expect(await service.refusal('GetRecords', { ShardIterator: one })).toEqual(TOO_MUCH);
    await service.wait(0.001);
    await read(service, one, 1);
  });

  test('a page of 8 MiB is paid with four seconds', async () => {
    const service = await serviceWithStream(1, FAST);
    await putMany(service, 20, MIB - 1);
    const page = await read(service, await iteratorOf(service, FIRST));
    await service.wait(3.999);
    expect(await service.refusal('GetRecords', { ShardIterator: page.NextShardIterator })).toEqual(TOO_MUCH);
    await service.wait(0.001);
    expect((await read(service, page.NextShardIterator!)).Records).toHaveLength(8);
  });

  test('refused calls cost nothing', async () => {
    const service = await serviceWithStream();
    const iterator = await iteratorOf(service, FIRST);
    for (let i = 0; i < 5; i++) await read(service, iterator);
    for (let i = 0; i < 20; i++) await service.refusal('GetRecords', { ShardIterator: iterator });
    await service.wait(1);
    for (let i = 0; i < 5; i++) expect((await read(service, iterator)).Records).toEqual([]);
  });
});
