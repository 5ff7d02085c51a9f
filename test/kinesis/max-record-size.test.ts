import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  ARN,
  dataOf,
  iteratorOf,
  read,
  serviceWithStream,
  shard,
  statusOf,
  STREAM,
  type PutMany,
  type Refusal,
  type Service,
} from './service.ts';
import { notActive, notFound, serviceIn, unfit, UNFIT_STATES } from './states.ts';

const KIB = 1024;
const size = (MaxRecordSizeInKiB: number) => ({ StreamARN: ARN, MaxRecordSizeInKiB });
const shown = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: { MaxRecordSizeInKiB: number } }>('DescribeStreamSummary')).StreamDescriptionSummary
    .MaxRecordSizeInKiB;
/** Data and a key of one byte, together so many bytes. */
const record = (bytes: number) => ({ Data: dataOf(bytes - 1), PartitionKey: 'k' });
const tooLarge = (limit: number, ...places: string[]): Refusal => {
  const clauses = places.map(
    (place) => `Value at '${place}' failed to satisfy constraint: Member must have length less than or equal to ${limit}`,
  );
  return {
    type: 'ValidationException',
    message: `${places.length} validation error${places.length > 1 ? 's' : ''} detected: ${clauses.join('; ')}`,
  };
};

test('a new stream takes records of 1 MiB, or what CreateStream says', async () => {
  expect(await shown(await serviceWithStream())).toBe(1024);
  expect(await shown(await serviceWithStream(1, {}, { MaxRecordSizeInKiB: 5000 }))).toBe(5000);
});

test('a change is UPDATING for 3.80 to 4.74 s, and the old size holds until then', async () => {
  const service = await serviceWithStream();
  expect(await service.call('UpdateMaxRecordSize', size(2048))).toEqual({});
  await service.wait(3.8);
  expect([await statusOf(service), await shown(service)]).toEqual(['UPDATING', 1024]);
  expect(await service.refusal('PutRecord', record(1024 * KIB + 1))).toEqual(tooLarge(1024 * KIB, 'data'));
  await service.wait(0.94);
  expect([await statusOf(service), await shown(service)]).toEqual(['ACTIVE', 2048]);
  await service.call('PutRecord', record(1024 * KIB + 1));
});

describe('records', () => {
  test.each([
    [1024, 1],
    [1025, 4],
    [10_240, 1],
  ])('of %i KiB are taken, key included, and a byte more is not', async (kib, seconds) => {
    const service = await serviceWithStream(1, {}, { MaxRecordSizeInKiB: kib });
    const limit = kib * KIB;
    expect(await service.refusal('PutRecord', record(limit + 1))).toEqual(tooLarge(limit, 'data'));
    expect(await service.refusal('PutRecords', { Records: [record(limit + 1)] })).toEqual(tooLarge(limit, 'records.1.member.data'));
    await service.call('PutRecord', record(limit));
    await service.wait(seconds);
    const page = await read(service, await iteratorOf(service, shard(0)));
    expect(page.Records.map(({ Data }) => Buffer.from(Data, 'base64').length)).toEqual([limit - 1]);
  });

  test('of a batch that are too large are told one by one', async () => {
    const Records = [record(1024 * KIB + 1), record(1), record(1024 * KIB + 2)];
    expect(await (await serviceWithStream()).refusal('PutRecords', { Records })).toEqual(
      tooLarge(1024 * KIB, 'records.1.member.data', 'records.3.member.data'),
    );
  });

  test('that were written before a lower size stay', async () => {
    const service = await serviceWithStream(1, {}, { MaxRecordSizeInKiB: 2048 });
    await service.call('PutRecord', record(2048 * KIB));
    await service.call('UpdateMaxRecordSize', size(1024));
    await service.wait(5);
    expect(await service.refusal('PutRecord', record(2048 * KIB))).toEqual(tooLarge(1024 * KIB, 'data'));
    expect((await read(service, await iteratorOf(service, shard(0)))).Records).toHaveLength(1);
  });

  test('over 1 MiB: the shard saves up 15 s of budget from then on', async () => {
    const service = await serviceWithStream();
    await service.call('UpdateMaxRecordSize', size(10_240));
    await service.wait(60);
    const answer = await service.call<PutMany>('PutRecords', { Records: [record(10_000 * KIB)] });
    expect(answer.FailedRecordCount).toBe(0);
    const { type, message } = await service.refusal('PutRecord', record(6 * 1024 * KIB));
    expect([type, message]).toEqual([
      'ProvisionedThroughputExceededException',
      `Rate exceeded for shard ${shard(0)} in stream ${STREAM} under account ${ACCOUNT}.`,
    ]);
  });
});

describe('refused', () => {
  test.each<[Record<string, unknown>, Refusal]>([
    [size(1023), unfit("'1023'", 'maxRecordSizeInKiB', 'have value greater than or equal to 1024')],
    [size(10_241), unfit("'10241'", 'maxRecordSizeInKiB', 'have value less than or equal to 10240')],
    [{ StreamARN: ARN }, unfit('null', 'maxRecordSizeInKiB', 'not be null')],
    [
      { StreamARN: 'orders', MaxRecordSizeInKiB: 2048 },
      unfit("'orders'", 'streamARN', 'satisfy regular expression pattern: arn:aws.*:kinesis:.*:\\d{12}:stream/\\S+'),
    ],
    [{ ...size(2048), StreamARN: `${ARN}x` }, notFound(`${STREAM}x`)],
    // the stream is named by its ARN alone
    [
      { StreamName: STREAM, MaxRecordSizeInKiB: 2048 },
      { type: 'InvalidArgumentException', message: "Stream arn and stream name can't be empty at the same time" },
    ],
  ])('%j', async (body, refusal) => {
    const service = await serviceWithStream();
    expect(await service.refusal('UpdateMaxRecordSize', body)).toEqual(refusal);
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  test.each(UNFIT_STATES)('while %s', async (state) => {
    expect(await (await serviceIn(state)).refusal('UpdateMaxRecordSize', size(1024))).toEqual(notActive(state));
  });
});
