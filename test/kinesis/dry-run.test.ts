/** DryRun asks whether a call would succeed. It is answered with a refusal in any case, and leaves no trace. */
import { describe, expect, test } from 'vitest';
import { fanOut, TRIM_HORIZON, type FanOut } from './fan-out-service.ts';
import {
  ACCOUNT,
  base64,
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
  type Refusal,
  type Service,
} from './service.ts';
import { notFound, unfit } from './states.ts';

const DRY = { DryRun: true };
const RECORD = { Data: base64('x'), PartitionKey: 'k' };
const wouldSucceed: Refusal = { type: 'DryRunOperationException', message: 'Request would have succeeded, but DryRun flag is set.' };
const dry = (service: Service, operation: string, body: Record<string, unknown>) => service.refusal(operation, { ...body, ...DRY });
const sumOf = async (service: Service, MetricName: string): Promise<number> => {
  const { body } = await service.api.handle('GraniteServiceVersion20100801.GetMetricStatistics', {
    Namespace: 'AWS/Kinesis',
    MetricName,
    Dimensions: [{ Name: 'StreamName', Value: STREAM }],
    StartTime: START / 1000,
    EndTime: START / 1000 + 3600,
    Period: 3600,
    Statistics: ['SampleCount'],
  });
  return (body['Datapoints'] as { SampleCount: number }[])[0]?.SampleCount ?? 0;
};

describe('a call that would succeed', () => {
  test('PutRecord writes nothing, costs nothing and is not counted', async () => {
    const service = await serviceWithStream();
    for (let i = 0; i < 1500; i++) expect(await dry(service, 'PutRecord', RECORD)).toEqual(wouldSucceed);
    expect(await dry(service, 'PutRecord', { ...RECORD, Data: dataOf(1_048_000) })).toEqual(wouldSucceed);
    expect(await sumOf(service, 'PutRecord.Success')).toBe(0);
    await service.call('PutRecord', { ...RECORD, Data: dataOf(1_048_575) }); // the whole budget of a second is there
    expect((await read(service, await iteratorOf(service, shard(0)))).Records).toHaveLength(1);
  });

  test('PutRecords as well', async () => {
    const service = await serviceWithStream();
    const body = { Records: Array.from({ length: 500 }, () => RECORD) };
    for (let i = 0; i < 5; i++) expect(await dry(service, 'PutRecords', body)).toEqual(wouldSucceed);
    for (let i = 0; i < 2; i++) expect((await service.call<PutMany>('PutRecords', body)).FailedRecordCount).toBe(0);
    expect((await service.call<PutMany>('PutRecords', body)).FailedRecordCount).toBe(500);
    expect(await sumOf(service, 'PutRecords.Success')).toBe(3);
  });

  test('a dry put takes no place in the log: numbers and records are those of a stream without it', async () => {
    const [tried, plain] = [await serviceWithStream(), await serviceWithStream()];
    for (let i = 0; i < 3; i++) {
      await dry(tried, 'PutRecord', { ...RECORD, PartitionKey: `other-${i}` });
      expect(await put(tried, `${i}`)).toEqual(await put(plain, `${i}`));
      for (const service of [tried, plain]) await service.wait(0.3);
    }
  });

  test('GetShardIterator gives none out, and leaves the five calls a second', async () => {
    const service = await serviceWithStream();
    for (let i = 0; i < 20; i++)
      expect(await dry(service, 'GetShardIterator', { ShardId: shard(0), ShardIteratorType: 'LATEST' })).toEqual(wouldSucceed);
    for (let i = 0; i < 5; i++) await iteratorOf(service, shard(0));
    expect((await service.refusal('GetShardIterator', { ShardId: shard(0), ShardIteratorType: 'LATEST' })).type).toBe(
      'ProvisionedThroughputExceededException',
    );
  });

  test('GetRecords reads nothing, leaves the five calls a second, and the iterator can still be used', async () => {
    const service = await serviceWithStream();
    await put(service, 'a');
    const ShardIterator = await iteratorOf(service, shard(0));
    for (let i = 0; i < 20; i++) expect(await dry(service, 'GetRecords', { ShardIterator })).toEqual(wouldSucceed);
    expect(await sumOf(service, 'GetRecords.Success')).toBe(0);
    for (let i = 0; i < 5; i++) expect(texts(await read(service, ShardIterator))).toEqual(['a']);
    expect((await service.refusal('GetRecords', { ShardIterator })).type).toBe('ProvisionedThroughputExceededException');
  });

  test('GetRecords does not lengthen the life of an iterator', async () => {
    const service = await serviceWithStream();
    const ShardIterator = await iteratorOf(service, shard(0));
    await service.wait(299);
    expect(await dry(service, 'GetRecords', { ShardIterator })).toEqual(wouldSucceed);
    await service.wait(2);
    expect((await dry(service, 'GetRecords', { ShardIterator })).type).toBe('ExpiredIteratorException');
  });

  test('SubscribeToShard opens nothing, ends nothing and starts no pause of five seconds', async () => {
    const { service, subscribe, refusedSubscribe } = await fanOut();
    await put(service, 'a');
    expect(await refusedSubscribe(TRIM_HORIZON, DRY)).toEqual(wouldSucceed);
    const session = await subscribe(TRIM_HORIZON);
    await service.wait(6);
    expect(await refusedSubscribe(TRIM_HORIZON, DRY)).toEqual(wouldSucceed);
    await service.wait(1);
    expect(session.drain().ended).toBe(false);
    await subscribe(TRIM_HORIZON);
    expect(session.drain().ended).toBe(true);
  });
});

test('DryRun: false is none', async () => {
  const service = await serviceWithStream();
  await service.call('PutRecord', { ...RECORD, DryRun: false });
  await service.call('PutRecords', { Records: [RECORD], DryRun: false });
  const iterator = await iteratorOf(service, shard(0), 'TRIM_HORIZON', { DryRun: false });
  const page = await service.call<{ Records: unknown[] }>('GetRecords', { ShardIterator: iterator, DryRun: false });
  expect(page.Records).toHaveLength(2);
});

describe('a call that would fail is told why', () => {
  const noNumber =
    'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. ' +
    'Request specified AT_SEQUENCE_NUMBER and no StartingSequenceNumber.';
  const noShard: Refusal = {
    type: 'ResourceNotFoundException',
    message: `Could not find shard ${shard(9)} in stream ${STREAM} under account ${ACCOUNT}.`,
  };

  test.each<[string, Record<string, unknown>, Refusal]>([
    ['PutRecord', { ...RECORD, StreamName: 'missing' }, notFound('missing')],
    ['PutRecord', { Data: '' }, unfit('null', 'partitionKey', 'not be null')],
    ['PutRecords', { Records: [RECORD], StreamName: 'missing' }, notFound('missing')],
    ['PutRecords', { Records: [] }, unfit("'[]'", 'records', 'have length greater than or equal to 1')],
    [
      'GetShardIterator',
      { ShardId: shard(9), ShardIteratorType: 'LATEST' },
      { ...noShard, message: `Shard ${shard(9)} in stream ${STREAM} under account ${ACCOUNT} does not exist` },
    ],
    [
      'GetShardIterator',
      { ShardId: shard(0), ShardIteratorType: 'AT_SEQUENCE_NUMBER' },
      { type: 'InvalidArgumentException', message: noNumber },
    ],
    ['GetRecords', { ShardIterator: 'x' }, { type: 'InvalidArgumentException', message: 'Invalid ShardIterator.' }],
    [
      'PutRecord',
      { ...RECORD, DryRun: 'perhaps' },
      { type: 'SerializationException', message: "'PERHAPS' can not be converted to an Boolean" },
    ],
  ])('%s %j', async (operation, body, refusal) => {
    expect(await (await serviceWithStream()).refusal(operation, { ...DRY, ...body })).toEqual(refusal);
  });

  test.each<[string, (service: FanOut) => Promise<Refusal>, Refusal]>([
    ['a missing shard', ({ refusedSubscribe }) => refusedSubscribe(TRIM_HORIZON, { ...DRY, ShardId: shard(9) }), noShard],
    [
      'the pause of five seconds',
      async ({ subscribe, refusedSubscribe }) => {
        await subscribe();
        return refusedSubscribe(TRIM_HORIZON, DRY);
      },
      {
        type: 'ResourceInUseException',
        message: `Another active subscription exists for this consumer: ${ACCOUNT}:${STREAM}:${shard(0)}:fraud`,
      },
    ],
  ])('SubscribeToShard: %s', async (_, ask, refusal) => {
    expect(await ask(await fanOut())).toEqual(refusal);
  });
});
