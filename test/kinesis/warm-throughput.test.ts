import { describe, expect, test } from 'vitest';
import { ACCOUNT, ARN, openShardsOf, startService, statusOf, STREAM, type PutMany, type Refusal, type Service } from './service.ts';
import { notActive, notFound, serviceIn, unfit, UNFIT_STATES } from './states.ts';

const ON_DEMAND = { StreamModeDetails: { StreamMode: 'ON_DEMAND' } };
const commit = (service: Service, Status = 'ENABLED') =>
  service.call('UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status } });
const warm = (service: Service, WarmThroughputMiBps: number) => service.call('UpdateStreamWarmThroughput', { WarmThroughputMiBps });
const shownIn = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: { WarmThroughput?: object } }>('DescribeStreamSummary')).StreamDescriptionSummary
    .WarmThroughput;
const answer = (current: number, target: number) => ({
  StreamARN: ARN,
  StreamName: STREAM,
  WarmThroughput: { CurrentMiBps: current, TargetMiBps: target },
});
const notCommitted: Refusal = {
  type: 'ValidationException',
  message: `Account ${ACCOUNT} is not enabled for minimum throughput billing commitment`,
};
const notOnDemand: Refusal = {
  type: 'InvalidArgumentException',
  message: 'Warm throughput is only supported for streams in ON_DEMAND mode.',
};
const tooMuch: Refusal = { type: 'InvalidArgumentException', message: 'WarmThroughputMiBps must not exceed 10240.' };

async function committed(create: Record<string, unknown> = ON_DEMAND): Promise<Service> {
  const service = startService();
  await commit(service);
  await service.call('CreateStream', { StreamName: STREAM, ...create });
  await service.wait(4);
  return service;
}

describe('a stream is scaled to 1 MiB/s a shard', () => {
  test.each([
    [6, 6],
    [9, 9],
    [100, 100],
    [4, 4],
    [1, 4],
    [0, 4],
  ])('%i MiB/s: %i shards', async (target, shards) => {
    const service = await committed();
    expect(await warm(service, target)).toEqual(answer(4, target));
    expect(await statusOf(service)).toBe('UPDATING');
    await service.wait(300);
    expect(await statusOf(service)).toBe('ACTIVE');
    expect(await openShardsOf(service)).toHaveLength(shards);
    expect(await shownIn(service)).toEqual({ CurrentMiBps: shards, TargetMiBps: target });
  });

  test('minutes go by until it stands; the description shows how far it is', async () => {
    const service = await committed();
    await warm(service, 60);
    const seen: number[] = [];
    while ((await statusOf(service)) === 'UPDATING') {
      const { CurrentMiBps: current, TargetMiBps: target } = (await shownIn(service)) as { CurrentMiBps: number; TargetMiBps: number };
      expect(target).toBe(60);
      seen.push(current);
      await service.wait(1);
    }
    expect(seen[0]).toBe(4);
    expect(seen.length).toBeGreaterThan(30);
    expect(Math.max(...seen)).toBeGreaterThanOrEqual(58);
  });

  test('a lower value gives capacity back, a higher one adds', async () => {
    const service = await committed();
    for (const [before, target] of [
      [4, 12],
      [12, 5],
      [5, 30],
    ] as const) {
      expect(await warm(service, target)).toEqual(answer(before, target));
      await service.wait(120);
      expect(await openShardsOf(service)).toHaveLength(target);
    }
  });

  test('CreateStream may ask for it', async () => {
    const service = await committed({ ...ON_DEMAND, WarmThroughputMiBps: 20 });
    expect(await openShardsOf(service)).toHaveLength(20);
    expect(await shownIn(service)).toEqual({ CurrentMiBps: 20, TargetMiBps: 20 });
  });

  test('so many records are taken from the first second on', async () => {
    const service = await committed({ ...ON_DEMAND, WarmThroughputMiBps: 8 });
    const Records = (await openShardsOf(service)).flatMap(({ HashKeyRange }) =>
      Array.from({ length: 62 }, () => ({ Data: '', PartitionKey: 'k', ExplicitHashKey: HashKeyRange.StartingHashKey })),
    );
    for (let i = 0; i < 16; i++) expect((await service.call<PutMany>('PutRecords', { Records })).FailedRecordCount).toBe(0);
    expect((await service.call<PutMany>('PutRecords', { Records })).FailedRecordCount).toBe(8 * (17 * 62 - 1000));
  });
});

describe('refused', () => {
  test.each([0, 1, 100])('%i MiB/s without the commitment, on a stream of any mode', async (WarmThroughputMiBps) => {
    for (const create of [ON_DEMAND, { ShardCount: 1 }]) {
      const service = startService();
      await service.call('CreateStream', { StreamName: STREAM, ...create });
      await service.wait(4);
      expect(await service.refusal('UpdateStreamWarmThroughput', { WarmThroughputMiBps })).toEqual(notCommitted);
    }
  });

  test('once the commitment is over', async () => {
    const service = await committed();
    await commit(service, 'DISABLED');
    await warm(service, 5);
    await service.wait(24 * 3600);
    expect(await service.refusal('UpdateStreamWarmThroughput', { WarmThroughputMiBps: 6 })).toEqual(notCommitted);
  });

  test.each<[string, Record<string, unknown>, Refusal, Record<string, unknown>]>([
    ['a provisioned stream', { WarmThroughputMiBps: 5 }, notOnDemand, { ShardCount: 1 }],
    ['more than 10 GiB/s', { WarmThroughputMiBps: 10_241 }, tooMuch, ON_DEMAND],
    ['a missing stream', { StreamName: 'missing', WarmThroughputMiBps: 5 }, notFound('missing'), ON_DEMAND],
    [
      'a negative value',
      { WarmThroughputMiBps: -1 },
      unfit("'-1'", 'warmThroughputMiBps', 'have value greater than or equal to 0'),
      ON_DEMAND,
    ],
    ['no value', {}, unfit('null', 'warmThroughputMiBps', 'not be null'), ON_DEMAND],
  ])('%s', async (_, body, refusal, create) => {
    const service = await committed(create);
    expect(await service.refusal('UpdateStreamWarmThroughput', body)).toEqual(refusal);
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  test.each(UNFIT_STATES)('while %s', async (state) => {
    const service = await serviceIn(state, ON_DEMAND);
    await commit(service);
    expect(await service.refusal('UpdateStreamWarmThroughput', { WarmThroughputMiBps: 5 })).toEqual(notActive(state));
  });

  test.each<[string, Record<string, unknown>, boolean, Refusal]>([
    ['without the commitment', { ...ON_DEMAND, WarmThroughputMiBps: 5 }, false, notCommitted],
    ['for a provisioned stream', { ShardCount: 1, WarmThroughputMiBps: 5 }, true, notOnDemand],
    ['above 10 GiB/s', { ...ON_DEMAND, WarmThroughputMiBps: 10_241 }, true, tooMuch],
  ])('by CreateStream %s', async (_, create, isCommitted, refusal) => {
    const service = startService();
    if (isCommitted) await commit(service);
    expect(await service.refusal('CreateStream', { StreamName: STREAM, ...create })).toEqual(refusal);
  });
});
