import { describe, expect, test } from 'vitest';
import {
  allShardsOf,
  ARN,
  base64,
  iteratorOf,
  read,
  serviceWithStream,
  startService,
  statusOf,
  STREAM,
  type Page,
  type Put,
  type PutMany,
  type Refusal,
  type Service,
} from './service.ts';
import { notActive, notFound, serviceIn, unfit, UNFIT_STATES } from './states.ts';

const ON_DEMAND = { StreamModeDetails: { StreamMode: 'ON_DEMAND' } };
const AUTO = 'AUTO';
const BY_KEY = 'USER_PARTITION_KEY';
const setTo = (service: Service, RecordDistributionStrategy: string) =>
  service.call('UpdateStreamRecordDistributionStrategy', { StreamARN: ARN, RecordDistributionStrategy });
const strategyOf = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: Record<string, unknown> }>('DescribeStreamSummary')).StreamDescriptionSummary[
    'RecordDistributionStrategy'
  ];
const noKey = (member = 'partitionKey') => unfit('null', member, 'not be null');

async function onDemand(strategy?: string): Promise<Service> {
  const service = startService();
  await service.call('CreateStream', {
    StreamName: STREAM,
    ...ON_DEMAND,
    ...(strategy === undefined ? {} : { RecordDistributionStrategy: strategy }),
  });
  await service.wait(4);
  return service;
}

async function readAll(service: Service): Promise<Page['Records']> {
  const records: Page['Records'] = [];
  for (const { ShardId } of await allShardsOf(service)) records.push(...(await read(service, await iteratorOf(service, ShardId))).Records);
  return records;
}

describe('AUTO', () => {
  test('asks for no partition key and gives none back', async () => {
    const service = await onDemand(AUTO);
    await service.call('PutRecord', { Data: base64('one') });
    await service.call('PutRecords', { Records: [{ Data: base64('two') }, { Data: base64('three') }] });
    const records = await readAll(service);
    expect(records.map(({ Data }) => Buffer.from(Data, 'base64').toString()).sort()).toEqual(['one', 'three', 'two']);
    for (const record of records) expect(Object.keys(record)).toEqual(['ApproximateArrivalTimestamp', 'Data', 'SequenceNumber']);
  });

  test('gives a key back that was sent, though it placed nothing', async () => {
    const service = await onDemand(AUTO);
    const places = new Set<string>();
    for (let i = 0; i < 40; i++) places.add((await service.call<Put>('PutRecord', { Data: '', PartitionKey: 'the same' })).ShardId);
    expect(places.size).toBe(4);
    expect((await readAll(service)).map(({ PartitionKey }) => PartitionKey)).toEqual(Array<string>(40).fill('the same'));
  });

  test('does not mind where a hash key points', async () => {
    const service = await onDemand(AUTO);
    const { Records } = await service.call<PutMany>('PutRecords', {
      Records: Array.from({ length: 40 }, () => ({ Data: '', ExplicitHashKey: '0' })),
    });
    expect(new Set(Records.map(({ ShardId }) => ShardId)).size).toBe(4);
  });

  test('spreads records evenly, one by one and in calls of many', async () => {
    for (const size of [1, 7, 100]) {
      const service = await onDemand(AUTO);
      const counts = new Map<string, number>();
      for (let sent = 0; sent < 700; sent += size) {
        const { Records } = await service.call<PutMany>('PutRecords', { Records: Array.from({ length: size }, () => ({ Data: '' })) });
        for (const { ShardId } of Records) counts.set(ShardId!, (counts.get(ShardId!) ?? 0) + 1);
      }
      expect(counts.size).toBe(4);
      for (const count of counts.values()) expect(Math.abs(count - 175)).toBeLessThan(35);
    }
  });

  test('a hot key is no longer one: four shards take nearly four times as much', async () => {
    for (const [strategy, taken] of [
      [BY_KEY, 1000],
      [AUTO, 3500],
    ] as const) {
      const service = await onDemand(strategy);
      let refused = 0;
      const Records = Array.from({ length: 500 }, () => ({ Data: '', PartitionKey: 'hot' }));
      for (let i = 0; i < 7; i++) refused += (await service.call<PutMany>('PutRecords', { Records })).FailedRecordCount;
      expect(3500 - refused).toBe(taken);
    }
  });

  test('has no order to keep: SequenceNumberForOrdering is refused', async () => {
    const service = await onDemand(AUTO);
    const { SequenceNumber } = await service.call<Put>('PutRecord', { Data: '' });
    expect(await service.refusal('PutRecord', { Data: '', SequenceNumberForOrdering: SequenceNumber })).toEqual({
      type: 'InvalidArgumentException',
      message: 'SequenceNumberForOrdering is not supported for streams with RecordDistributionStrategy AUTO.',
    });
    expect(await readAll(service)).toHaveLength(1);
  });

  test('still checks a key that is sent', async () => {
    const service = await onDemand(AUTO);
    expect(await service.refusal('PutRecord', { Data: '', PartitionKey: '' })).toEqual(
      unfit("''", 'partitionKey', 'have length greater than or equal to 1'),
    );
  });
});

describe('USER_PARTITION_KEY', () => {
  test.each([undefined, BY_KEY])('given as %s, asks for keys', async (strategy) => {
    const service = await onDemand(strategy);
    expect(await strategyOf(service)).toBe(BY_KEY);
    expect(await service.refusal('PutRecord', { Data: '' })).toEqual(noKey());
    expect(await service.refusal('PutRecords', { Records: [{ Data: '', PartitionKey: 'k' }, { Data: '' }] })).toEqual(
      noKey('records.2.member.partitionKey'),
    );
  });
});

describe('a change', () => {
  test('is in effect at once, both ways; the stream stays ACTIVE and records stay where they are', async () => {
    const service = await onDemand();
    await service.call('PutRecord', { Data: base64('by key'), PartitionKey: 'k' });
    expect(await setTo(service, AUTO)).toEqual({});
    expect([await statusOf(service), await strategyOf(service)]).toEqual(['ACTIVE', AUTO]);
    await service.call('PutRecord', { Data: base64('auto') });
    await setTo(service, BY_KEY);
    expect([await statusOf(service), await strategyOf(service)]).toEqual(['ACTIVE', BY_KEY]);
    expect(await service.refusal('PutRecord', { Data: '' })).toEqual(noKey());
    const records = await readAll(service);
    expect(records.map(({ PartitionKey }) => PartitionKey).sort()).toEqual(['k', undefined]);
  });

  test('to the present strategy changes nothing', async () => {
    const service = await onDemand(AUTO);
    await setTo(service, AUTO);
    expect(await strategyOf(service)).toBe(AUTO);
  });

  test('may come as often as one likes', async () => {
    const service = await onDemand();
    for (let i = 0; i < 20; i++) await setTo(service, i % 2 === 0 ? AUTO : BY_KEY);
    expect(await strategyOf(service)).toBe(BY_KEY);
  });

  test('ends with the stream: one of the same name asks for keys again', async () => {
    const service = await onDemand(AUTO);
    await service.call('DeleteStream');
    await service.wait(8);
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    await service.wait(4);
    expect(await service.refusal('PutRecord', { Data: '' })).toEqual(noKey());
  });
});

describe('refused', () => {
  const onlyOnDemand: Refusal = {
    type: 'InvalidArgumentException',
    message: 'RecordDistributionStrategy AUTO is only supported for streams in ON_DEMAND mode.',
  };

  test.each<[string, Record<string, unknown>, Refusal]>([
    ['AUTO on a provisioned stream', { StreamARN: ARN, RecordDistributionStrategy: AUTO }, onlyOnDemand],
    [
      'a strategy that does not exist',
      { StreamARN: ARN, RecordDistributionStrategy: 'RANDOM' },
      unfit("'RANDOM'", 'recordDistributionStrategy', 'satisfy enum value set: [AUTO, USER_PARTITION_KEY]'),
    ],
    ['no strategy', { StreamARN: ARN }, unfit('null', 'recordDistributionStrategy', 'not be null')],
    ['no ARN', { RecordDistributionStrategy: AUTO }, unfit('null', 'streamARN', 'not be null')],
    ['a missing stream', { StreamARN: `${ARN}x`, RecordDistributionStrategy: AUTO }, notFound(`${STREAM}x`)],
  ])('%s', async (_, body, refusal) => {
    expect(await (await serviceWithStream()).refusal('UpdateStreamRecordDistributionStrategy', body)).toEqual(refusal);
  });

  test('AUTO by CreateStream of a provisioned stream', async () => {
    const body = { StreamName: STREAM, ShardCount: 1, RecordDistributionStrategy: AUTO };
    expect(await startService().refusal('CreateStream', body)).toEqual(onlyOnDemand);
  });

  test.each(UNFIT_STATES)('while %s', async (state) => {
    const service = await serviceIn(state, ON_DEMAND);
    expect(await service.refusal('UpdateStreamRecordDistributionStrategy', { StreamARN: ARN, RecordDistributionStrategy: AUTO })).toEqual(
      notActive(state),
    );
  });

  test('keys are asked for on another stream of the account', async () => {
    const service = await onDemand(AUTO);
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
    await service.wait(4);
    expect(await service.refusal('PutRecord', { StreamName: 'other', Data: '' })).toEqual(noKey());
  });
});
