import { describe, expect, test } from 'vitest';
import { initialRanges } from '../../src/engine/index.ts';
import {
  ACCOUNT,
  allShardsOf,
  ARN,
  base64,
  dataOf,
  openShardsOf,
  serviceWithStream,
  shard,
  startService,
  statusOf,
  STREAM,
  type PutMany,
  type Service,
} from './service.ts';

const ON_DEMAND = { StreamModeDetails: { StreamMode: 'ON_DEMAND' } };
const MINUTE = 60;
const LOW = '0';
const HIGH = String(2n ** 128n - 1n);
const MIB = 1_048_576;

async function onDemand(): Promise<Service> {
  const service = startService();
  await service.call('CreateStream', { StreamName: STREAM, ...ON_DEMAND });
  await service.wait(4);
  return service;
}

const tiny = (hashKey: string) => ({ Data: base64('x'), PartitionKey: 'k', ExplicitHashKey: hashKey });

/** `perSecond` tiny records for each of the hash keys, for so many seconds; how many were refused in each of them. */
async function load(service: Service, hashKeys: readonly string[], perSecond: number, seconds = MINUTE): Promise<number[]> {
  const refused: number[] = [];
  for (let second = 0; second < seconds; second++) {
    let failed = 0;
    for (const hashKey of hashKeys)
      for (let left = perSecond; left > 0; left -= 500) {
        const Records = Array.from({ length: Math.min(left, 500) }, () => tiny(hashKey));
        failed += (await service.call<PutMany>('PutRecords', { Records })).FailedRecordCount;
      }
    refused.push(failed);
    await service.wait(1);
  }
  return refused;
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
const rangesOf = async (service: Service) =>
  (await openShardsOf(service)).map(({ HashKeyRange: { StartingHashKey, EndingHashKey } }) => [
    BigInt(StartingHashKey),
    BigInt(EndingHashKey),
  ]);

describe('a new stream', async () => {
  const service = await onDemand();

  test('has four even shards, and says how it distributes records', async () => {
    expect(await rangesOf(service)).toEqual(initialRanges(4).map(({ start, end }) => [start, end]));
    const { StreamDescriptionSummary } = await service.call<{ StreamDescriptionSummary: object }>('DescribeStreamSummary');
    expect(StreamDescriptionSummary).toMatchObject({ OpenShardCount: 4, RecordDistributionStrategy: 'USER_PARTITION_KEY', ...ON_DEMAND });
    expect(StreamDescriptionSummary).not.toHaveProperty('WarmThroughput');
  });

  test('takes 4,000 records a second, and no more', async () => {
    const keys = initialRanges(4).map(({ start }) => String(start));
    expect(await load(service, keys, 1000, 3)).toEqual([0, 0, 0]);
    expect(await load(service, keys, 1100, 2)).toEqual([400, 400]);
  });

  const inOnDemand = {
    type: 'ValidationException',
    message: `Request is invalid. Stream ${STREAM} under account ${ACCOUNT} is in On-Demand mode.`,
  };
  test.each<[string, Record<string, unknown>]>([
    ['SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '1000' }],
    ['MergeShards', { ShardToMerge: shard(0), AdjacentShardToMerge: shard(1) }],
    ['UpdateShardCount', { TargetShardCount: 5, ScalingType: 'UNIFORM_SCALING' }],
  ])('does not take %s', async (operation, body) => {
    expect(await (await onDemand()).refusal(operation, body)).toEqual(inOnDemand);
  });
});

describe('a busy shard', () => {
  test('that takes more than 500 records a second is cut into even halves within 15 minutes, the others stay', async () => {
    const service = await onDemand();
    expect(sum(await load(service, [LOW], 501, 116))).toBe(0); // to the end of the watch's second minute
    await service.wait(14 * MINUTE);
    const [first, ...others] = initialRanges(4);
    const middle = (first!.end + 1n) / 2n;
    expect(await rangesOf(service)).toEqual([[0n, middle - 1n], [middle, first!.end], ...others.map(({ start, end }) => [start, end])]);
    expect(await statusOf(service)).toBe('ACTIVE');
    expect((await openShardsOf(service)).map(({ ShardId, ParentShardId }) => [ShardId, ParentShardId])).toEqual([
      [shard(4), shard(0)],
      [shard(5), shard(0)],
      [shard(1), undefined],
      [shard(2), undefined],
      [shard(3), undefined],
    ]);
  });

  test('that takes more than 500 KiB a second is cut as well', async () => {
    const service = await onDemand();
    const big = { ...tiny(HIGH), Data: dataOf(MIB - 100) };
    for (let i = 0; i < 31; i++) {
      await service.call('PutRecord', big);
      await service.wait(1.1);
    }
    await service.wait(15 * MINUTE);
    expect((await allShardsOf(service)).slice(4).map(({ ParentShardId }) => ParentShardId)).toEqual([shard(3), shard(3)]);
  });

  test('that takes 500 records a second stays whole', async () => {
    const service = await onDemand();
    await load(service, [LOW], 500, 116);
    await service.wait(3600);
    expect(await allShardsOf(service)).toHaveLength(4);
  });

  test('then takes twice as much in two keys that lie apart', async () => {
    const service = await onDemand();
    const apart = [LOW, String(initialRanges(4)[0]!.end)];
    expect(sum(await load(service, apart, 600, 10))).toBe(10 * 200);
    await load(service, apart, 400);
    await service.wait(15 * MINUTE);
    expect(sum(await load(service, apart, 1000, 10))).toBe(0);
  });

  test('of one hot key is cut again and again, and takes no more than before', async () => {
    const service = await onDemand();
    const perMinute: number[] = [];
    for (let look = 0; look < 3; look++) {
      perMinute.push(sum(await load(service, [LOW], 1200)));
      await service.wait(15 * MINUTE);
    }
    expect(perMinute).toEqual([200 * MINUTE, 200 * MINUTE, 200 * MINUTE]);
    expect((await openShardsOf(service)).length).toBeGreaterThan(5);
  });
});

describe('what is watched', () => {
  test('is what came since the stream was switched', async () => {
    const service = await serviceWithStream(1);
    for (let minute = 0; minute < 2; minute++) await load(service, [LOW], 400);
    await service.call('UpdateStreamMode', { StreamARN: ARN, ...ON_DEMAND });
    await service.wait(30 * MINUTE);
    expect(await allShardsOf(service)).toHaveLength(1);
    await load(service, [LOW], 600);
    await service.wait(15 * MINUTE);
    expect(await openShardsOf(service)).toHaveLength(2);
  });

  test('is nothing once the stream is provisioned', async () => {
    const service = await onDemand();
    await load(service, [LOW], 900);
    await service.call('UpdateStreamMode', { StreamARN: ARN, StreamModeDetails: { StreamMode: 'PROVISIONED' } });
    await service.wait(3600);
    await load(service, [LOW], 900);
    await service.wait(3600);
    expect(await allShardsOf(service)).toHaveLength(4);
  });

  test('waits while the stream is scaled to a warm throughput, and is not forgotten', async () => {
    const service = await onDemand();
    await service.call('UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } });
    await service.wait(3 * MINUTE);
    await load(service, [LOW], 900, 115);
    await service.call('UpdateStreamWarmThroughput', { WarmThroughputMiBps: 150 }); // under way when the watch looks, five minutes after the start
    await service.wait(20);
    expect(await statusOf(service)).toBe('UPDATING');
    await service.wait(20 * MINUTE);
    expect(await statusOf(service)).toBe('ACTIVE');
    const ranges = await rangesOf(service);
    expect(ranges).toHaveLength(150);
    expect(ranges.map(([start]) => start)).toEqual([0n, ...ranges.slice(0, -1).map(([, end]) => end! + 1n)]);
  });
});
