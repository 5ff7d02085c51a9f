import { describe, expect, test } from 'vitest';
import { ACCOUNT, dataOf, iteratorOf, read, serviceWithStream, shard, STREAM, type PutMany, type Service } from './service.ts';

const MIB = 1_048_576;
const LOW = '0';
const HIGH = String(2n ** 128n - 1n);

const records = (count: number, bytes: number, more: Record<string, unknown> = {}) =>
  Array.from({ length: count }, () => ({ Data: dataOf(bytes), PartitionKey: 'k', ...more }));
const putMany = (service: Service, list: Record<string, unknown>[]) => service.call<PutMany>('PutRecords', { Records: list });
const outcomes = ({ Records }: PutMany) => Records.map(({ ErrorCode }) => (ErrorCode === undefined ? 'ok' : 'refused'));
/** Empties the record budget but for `left`. */
async function useRecords(service: Service, count: number): Promise<void> {
  for (let left = count; left > 0; left -= 500) expect((await putMany(service, records(Math.min(500, left), 1))).FailedRecordCount).toBe(0);
}

describe('1,000 records a second', () => {
  test('the thousandth is taken, the next is refused, each for itself', async () => {
    const service = await serviceWithStream();
    await useRecords(service, 998);
    expect(outcomes(await putMany(service, records(4, 1)))).toEqual(['ok', 'ok', 'refused', 'refused']);
  });

  test('a millisecond earns one record', async () => {
    const service = await serviceWithStream();
    await useRecords(service, 1000);
    await service.wait(0.001);
    expect(outcomes(await putMany(service, records(2, 1)))).toEqual(['ok', 'refused']);
  });

  test('a quiet second fills the budget, a quiet hour no more', async () => {
    const service = await serviceWithStream();
    await useRecords(service, 1000);
    await service.wait(1);
    await useRecords(service, 1000);
    expect((await putMany(service, records(1, 1))).FailedRecordCount).toBe(1);
    await service.wait(3600);
    await useRecords(service, 1000);
    expect((await putMany(service, records(1, 1))).FailedRecordCount).toBe(1);
  });

  test('refused records cost nothing', async () => {
    const service = await serviceWithStream();
    await useRecords(service, 1000);
    for (let i = 0; i < 5; i++) expect((await putMany(service, records(500, 1))).FailedRecordCount).toBe(500);
    await service.wait(0.5);
    expect((await putMany(service, records(500, 1))).FailedRecordCount).toBe(0);
  });
});

describe('1 MiB a second, keys included', () => {
  test('exactly 1 MiB with its key is taken', async () => {
    const service = await serviceWithStream();
    expect(outcomes(await putMany(service, [...records(1, MIB - 1), ...records(1, 0)]))).toEqual(['ok', 'refused']);
  });

  test('the key counts in UTF-8 bytes', async () => {
    const service = await serviceWithStream();
    const half = MIB / 2;
    const list = [
      { Data: dataOf(half - 4), PartitionKey: '🔑' },
      { Data: dataOf(half - 4), PartitionKey: '🔑' },
      { Data: '', PartitionKey: 'a' },
    ];
    expect(outcomes(await putMany(service, list))).toEqual(['ok', 'ok', 'refused']);
  });

  test('a small record still fits when a large one does not', async () => {
    const service = await serviceWithStream();
    const list = [...records(1, 700_000), ...records(1, 700_000), ...records(1, 300_000)];
    expect(outcomes(await putMany(service, list))).toEqual(['ok', 'refused', 'ok']);
  });

  test('refills byte by byte', async () => {
    const service = await serviceWithStream();
    await putMany(service, records(1, MIB - 1));
    await service.wait(0.5);
    expect(outcomes(await putMany(service, [...records(1, MIB / 2), ...records(1, MIB / 2 - 1)]))).toEqual(['refused', 'ok']);
  });
});

describe('shard by shard', () => {
  test('records for a cool shard of the same call are taken', async () => {
    const service = await serviceWithStream(2);
    const hot = { ExplicitHashKey: LOW };
    const cool = { ExplicitHashKey: HIGH };
    for (const _ of [1, 2]) await putMany(service, records(500, 1, hot));
    const answer = await putMany(
      service,
      [hot, cool, hot, cool].map((more) => ({ Data: '', PartitionKey: 'k', ...more })),
    );
    expect(outcomes(answer)).toEqual(['refused', 'ok', 'refused', 'ok']);
    expect(answer.FailedRecordCount).toBe(2);
    expect(answer.Records[0]).toEqual({
      ErrorCode: 'ProvisionedThroughputExceededException',
      ErrorMessage: `Rate exceeded for shard ${shard(0)} in stream ${STREAM} under account ${ACCOUNT}.`,
    });
    expect(answer.Records[1]).toEqual({ SequenceNumber: expect.stringMatching(/^49\d{54}$/), ShardId: shard(1) });
  });

  test('only the taken ones can be read', async () => {
    const service = await serviceWithStream();
    await useRecords(service, 999);
    const list = ['a', 'b', 'c'].map((text) => ({ Data: Buffer.from(text).toString('base64'), PartitionKey: 'k' }));
    await putMany(service, list);
    const page = await read(service, await iteratorOf(service, shard(0)));
    expect(page.Records).toHaveLength(1000);
    expect(Buffer.from(page.Records.at(-1)!.Data, 'base64').toString()).toBe('a');
  });

  test('PutRecord is refused as a whole', async () => {
    const service = await serviceWithStream();
    await useRecords(service, 1000);
    expect(await service.refusal('PutRecord', { Data: '', PartitionKey: 'k' })).toEqual({
      type: 'ProvisionedThroughputExceededException',
      message: `Rate exceeded for shard ${shard(0)} in stream ${STREAM} under account ${ACCOUNT}.`,
    });
  });
});

test('a stream for records of 10 MiB saves up 15 seconds of bytes', async () => {
  const service = await serviceWithStream(1, {}, { MaxRecordSizeInKiB: 10240 });
  const nine = { Data: dataOf(9 * MIB), PartitionKey: 'k' };
  expect((await putMany(service, [nine])).FailedRecordCount).toBe(0);
  expect((await putMany(service, [nine])).FailedRecordCount).toBe(1);
  await service.wait(3.1);
  expect((await putMany(service, [nine])).FailedRecordCount).toBe(0);
});
