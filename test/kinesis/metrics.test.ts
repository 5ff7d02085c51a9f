import { describe, expect, test } from 'vitest';
import { fanOut, TRIM_HORIZON } from './fan-out-service.ts';
import { datapoints, total } from './metric-service.ts';
import { dataOf, iteratorOf, read, serviceWithStream, shard, START, type Service } from './service.ts';

const ON_SECOND = String(2n ** 127n);
const put = (service: Service, bytes: number, more: Record<string, unknown> = {}) =>
  service.call('PutRecord', { Data: dataOf(bytes), PartitionKey: 'key', ExplicitHashKey: '0', ...more });
const putMany = (service: Service, sizes: number[], more: Record<string, unknown> = {}) =>
  service.call('PutRecords', {
    Records: sizes.map((bytes) => ({ Data: dataOf(bytes), PartitionKey: 'key', ExplicitHashKey: '0', ...more })),
  });
const of = (count: number, bytes: number): number[] => Array<number>(count).fill(bytes);

describe('of the stream', async () => {
  const service = await serviceWithStream(2); // now 4 s into the first minute
  for (const bytes of [10, 20, 60]) await put(service, bytes);
  for (let i = 0; i < 3; i++) await putMany(service, of(400, 5));
  await putMany(service, [7, 8], { ExplicitHashKey: ON_SECOND });
  await service.refusal('PutRecord', { Data: '', PartitionKey: 'k', ExplicitHashKey: '0' }); // the shard's thousand is used up
  await service.wait(10);
  let iterator = await iteratorOf(service, shard(0));
  for (const limit of [1, 100, 10_000]) iterator = (await read(service, iterator, limit)).NextShardIterator!;
  for (let i = 0; i < 2; i++) await read(service, iterator);
  await service.refusal('GetRecords', { ShardIterator: iterator });
  const taken = 997; // of 1,200 small ones: three were there before

  test.each<[metric: string, unit: string, samples: number, sum: number, minimum: number, maximum: number]>([
    ['IncomingBytes', 'Bytes', 7, 90 + 5 * taken + 15, 10, 2000],
    ['IncomingRecords', 'Count', 7, 3 + taken + 2, 1, 400],
    ['PutRecord.Bytes', 'Bytes', 3, 90, 10, 60],
    ['PutRecord.Success', 'Count', 4, 3, 0, 1],
    ['PutRecords.Bytes', 'Bytes', 4, 5 * taken + 15, 15, 2000],
    ['PutRecords.Success', 'Count', 4, 4, 1, 1],
    ['PutRecords.TotalRecords', 'Count', 4, 1202, 2, 400],
    ['PutRecords.SuccessfulRecords', 'Count', 4, taken + 2, 2, 400],
    ['PutRecords.ThrottledRecords', 'Count', 4, 1200 - taken, 0, 1200 - taken],
    ['PutRecords.FailedRecords', 'Count', 4, 0, 0, 0],
    ['WriteProvisionedThroughputExceeded', 'Count', 8, 1200 - taken + 1, 0, 1200 - taken],
    ['GetRecords.Bytes', 'Bytes', 5, 90 + 5 * taken, 0, 5 * (1000 - 101)],
    ['GetRecords.Records', 'Count', 5, 1000, 0, 899],
    ['GetRecords.Success', 'Count', 6, 5, 0, 1],
    ['GetRecords.IteratorAgeMilliseconds', 'Milliseconds', 5, 20_000, 0, 10_000],
    ['ReadProvisionedThroughputExceeded', 'Count', 6, 1, 0, 1],
  ])('%s in %s: %i samples, %i together, from %i to %i', async (metric, unit, samples, sum, minimum, maximum) => {
    expect(await total(service, metric)).toEqual({
      SampleCount: samples,
      Sum: sum,
      Minimum: minimum,
      Maximum: maximum,
      Average: sum / samples,
      Unit: unit,
    });
  });

  test.each([
    ['PutRecord.Latency', 4],
    ['PutRecords.Latency', 4],
    ['GetRecords.Latency', 5],
  ])('%s in Milliseconds: %i samples of some milliseconds', async (metric, samples) => {
    const { Unit, SampleCount, Minimum } = await total(service, metric);
    expect([Unit, SampleCount]).toEqual(['Milliseconds', samples]);
    expect(Minimum).toBeGreaterThan(0);
  });

  test('nothing is sent per shard unless it is asked for, nor of other streams', async () => {
    for (const metric of ['IncomingBytes', 'IncomingRecords', 'OutgoingBytes', 'IteratorAgeMilliseconds'])
      expect(await datapoints(service, metric, { ShardId: shard(0) })).toEqual([]);
    expect(await datapoints(service, 'IncomingBytes', { StreamName: 'other' })).toEqual([]);
    expect(await datapoints(service, 'OutgoingBytes')).toEqual([]);
  });

  test('calls that were not let in are no samples', async () => {
    const before = await total(service, 'PutRecord.Success');
    await service.refusal('PutRecord', { Data: '' });
    await service.refusal('PutRecord', { Data: '', PartitionKey: 'k', StreamName: 'missing' });
    await service.refusal('GetRecords', { ShardIterator: 'x' });
    expect(await total(service, 'PutRecord.Success')).toEqual(before);
  });
});

describe('the age of an iterator', () => {
  test('is 0 at the tip, else whole seconds since the last record of the answer', async () => {
    const service = await serviceWithStream();
    for (let i = 0; i < 3; i++) {
      await put(service, 1);
      await service.wait(10.4);
    }
    let iterator = await iteratorOf(service, shard(0));
    const ages: number[] = [];
    for (let i = 0; i < 4; i++) {
      const before = (await total(service, 'GetRecords.IteratorAgeMilliseconds')).Sum;
      const page = await read(service, iterator, 1);
      const age = (await total(service, 'GetRecords.IteratorAgeMilliseconds')).Sum - before;
      expect(age).toBe(page.MillisBehindLatest);
      ages.push(age);
      iterator = page.NextShardIterator!;
    }
    expect(ages).toEqual([31_000, 21_000, 0, 0]);
  });
});

describe('by the minute', async () => {
  const service = await serviceWithStream();
  for (const atSeconds of [5, 59.999, 60, 200, 3599]) {
    await service.api.advanceTo(START + atSeconds * 1000);
    await put(service, 100);
  }
  const minutes = async (period: number, more: Record<string, unknown> = {}) =>
    (await datapoints(service, 'IncomingRecords', {}, { Period: period, ...more })).map(({ Timestamp, Sum }) => [
      Timestamp - START / 1000,
      Sum,
    ]);

  test('minutes in which nothing happened have no datapoint', async () => {
    expect(await minutes(60)).toEqual([
      [0, 2],
      [60, 1],
      [180, 1],
      [3540, 1],
    ]);
  });

  test.each([
    [
      300,
      [
        [0, 4],
        [3300, 1],
      ],
    ],
    [3600, [[0, 5]]],
  ])('periods of %i s sum up their minutes', async (period, sums) => {
    expect(await minutes(period)).toEqual(sums);
  });

  test('from the start, up to but without the end', async () => {
    const at = (seconds: number) => START / 1000 + seconds;
    expect(await minutes(60, { StartTime: at(60), EndTime: at(180) })).toEqual([[60, 1]]);
    expect(await minutes(60, { StartTime: at(60), EndTime: at(181) })).toEqual([
      [60, 1],
      [180, 1],
    ]);
  });
});

describe('per shard', () => {
  const names = [
    'IncomingBytes',
    'IncomingRecords',
    'OutgoingBytes',
    'OutgoingRecords',
    'IteratorAgeMilliseconds',
    'ReadProvisionedThroughputExceeded',
  ];
  const shardTotals = async (service: Service, index: number) => {
    const totals: Record<string, Awaited<ReturnType<typeof total>>> = {};
    for (const metric of [...names, 'WriteProvisionedThroughputExceeded'])
      totals[metric] = await total(service, metric, { ShardId: shard(index) });
    return totals;
  };

  async function watched(...ShardLevelMetrics: string[]): Promise<Service> {
    const service = await serviceWithStream(2);
    await service.call('EnableEnhancedMonitoring', { ShardLevelMetrics });
    await put(service, 999); // not yet
    await service.wait(4);
    await putMany(service, of(300, 10));
    await put(service, 50, { ExplicitHashKey: ON_SECOND });
    for (let i = 0; i < 2; i++) await putMany(service, of(400, 10));
    await service.wait(2);
    const page = await read(service, await iteratorOf(service, shard(0)), 500);
    await read(service, page.NextShardIterator!);
    return service;
  }

  test('each shard has its own sums, in its own units, from ACTIVE on', async () => {
    const service = await watched('ALL');
    const sums = (index: number) =>
      shardTotals(service, index).then((all) =>
        Object.entries(all).map(([metric, { Sum, SampleCount, Unit }]) => [metric, Sum, SampleCount, Unit]),
      );
    expect(await sums(0)).toEqual([
      ['IncomingBytes', 10_000, 3, 'Bytes'],
      ['IncomingRecords', 1000, 3, 'Count'],
      ['OutgoingBytes', 999 + 10_000, 2, 'Bytes'],
      ['OutgoingRecords', 1001, 2, 'Count'],
      ['IteratorAgeMilliseconds', 2000, 2, 'Milliseconds'],
      ['ReadProvisionedThroughputExceeded', 0, 2, 'Count'],
      ['WriteProvisionedThroughputExceeded', 100, 3, 'Count'],
    ]);
    expect((await sums(1)).slice(0, 3)).toEqual([
      ['IncomingBytes', 50, 1, 'Bytes'],
      ['IncomingRecords', 1, 1, 'Count'],
      ['OutgoingBytes', 0, 0, ''],
    ]);
  });

  test('only those that were named', async () => {
    const service = await watched('IncomingRecords', 'OutgoingBytes');
    const sent = Object.entries(await shardTotals(service, 0)).filter(([, { SampleCount }]) => SampleCount > 0);
    expect(sent.map(([metric]) => metric)).toEqual(['IncomingRecords', 'OutgoingBytes']);
  });

  test('until they are disabled', async () => {
    const service = await watched('ALL');
    const before = await shardTotals(service, 0);
    await service.call('DisableEnhancedMonitoring', { ShardLevelMetrics: ['IncomingRecords'] });
    await service.wait(4);
    await put(service, 5);
    const after = await shardTotals(service, 0);
    expect(after.IncomingRecords).toEqual(before.IncomingRecords);
    expect(after.IncomingBytes!.Sum).toBe(before.IncomingBytes!.Sum + 5);
    expect((await total(service, 'IncomingRecords')).Sum).toBe(1003); // the stream's own goes on
  });

  test('a child of a split counts for itself', async () => {
    const service = await serviceWithStream();
    await service.call('EnableEnhancedMonitoring', { ShardLevelMetrics: ['IncomingRecords'] });
    await service.wait(4);
    await service.call('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: ON_SECOND });
    await put(service, 1);
    await service.wait(30);
    for (let i = 0; i < 2; i++) await put(service, 1);
    const sums = await Promise.all(
      [0, 1, 2].map(async (index) => (await total(service, 'IncomingRecords', { ShardId: shard(index) })).Sum),
    );
    expect(sums).toEqual([1, 2, 0]);
  });
});

test('fan-out has metrics per consumer, and counts as outgoing', async () => {
  const { service, subscribe, refusedSubscribe } = await fanOut();
  await service.call('EnableEnhancedMonitoring', { ShardLevelMetrics: ['OutgoingBytes', 'OutgoingRecords'] });
  await service.wait(4);
  await putMany(service, [10, 20, 30]);
  const session = await subscribe(TRIM_HORIZON);
  await service.wait(1);
  const consumer = { ConsumerName: 'fraud' };
  const sum = async (metric: string, dimensions: Record<string, string>) => {
    const { Sum, Unit } = await total(service, metric, dimensions);
    return [Sum, Unit];
  };
  expect(session.events().flatMap(({ Records }) => Records)).toHaveLength(3);
  expect(await sum('SubscribeToShard.Success', consumer)).toEqual([1, 'Count']);
  expect(await sum('SubscribeToShardEvent.Bytes', consumer)).toEqual([60, 'Bytes']);
  expect(await sum('SubscribeToShardEvent.Records', consumer)).toEqual([3, 'Count']);
  expect(await sum('SubscribeToShardEvent.MillisBehindLatest', consumer)).toEqual([0, 'Milliseconds']);
  expect(await sum('OutgoingBytes', { ShardId: shard(0) })).toEqual([60, 'Bytes']);
  expect(await sum('OutgoingRecords', { ShardId: shard(0) })).toEqual([3, 'Count']);
  await refusedSubscribe();
  expect(await sum('SubscribeToShard.RateExceeded', consumer)).toEqual([1, 'Count']);
  expect(await total(service, 'GetRecords.Bytes')).toMatchObject({ SampleCount: 0 });
});
