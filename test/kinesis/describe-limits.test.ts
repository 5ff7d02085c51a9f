import { describe, expect, test } from 'vitest';
import { startService, type Service } from './service.ts';

const limitsOf = async (service: Service) => (await service.api.handle('Kinesis_20131202.DescribeLimits', {})).body;
const limits = (OpenShardCount: number, OnDemandStreamCount: number) => ({
  OnDemandStreamCount,
  OnDemandStreamCountLimit: 50,
  OpenShardCount,
  ShardLimit: 20_000,
});
const provisioned = (StreamName: string, ShardCount: number) => ({ StreamName, ShardCount });
const onDemand = (StreamName: string) => ({ StreamName, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });

async function serviceWith(...streams: Record<string, unknown>[]): Promise<Service> {
  const service = startService();
  for (const stream of streams) {
    await service.call('CreateStream', stream);
    await service.wait(4);
  }
  return service;
}

describe('DescribeLimits', () => {
  test.each([
    ['of an empty account', [], limits(0, 0)],
    ['of provisioned streams: their shards', [provisioned('a', 3), provisioned('b', 4)], limits(7, 0)],
    ['of on-demand streams: the streams, not their shards', [onDemand('a'), onDemand('b')], limits(0, 2)],
    ['of both', [provisioned('a', 3), onDemand('b')], limits(3, 1)],
  ])('%s', async (_, streams, wanted) => {
    expect(await limitsOf(await serviceWith(...streams))).toEqual(wanted);
  });

  test.each<[string, string, Record<string, unknown>, number, object]>([
    ['a split', 'SplitShard', { ShardToSplit: 'shardId-000000000000', NewStartingHashKey: '5' }, 4, limits(4, 0)],
    ['a merge', 'MergeShards', { ShardToMerge: 'shardId-000000000000', AdjacentShardToMerge: 'shardId-000000000001' }, 4, limits(2, 0)],
    ['a new shard count', 'UpdateShardCount', { TargetShardCount: 6, ScalingType: 'UNIFORM_SCALING' }, 60, limits(6, 0)],
    ['the end of the stream', 'DeleteStream', {}, 8, limits(0, 0)],
  ])('after %s', async (_, operation, body, seconds, wanted) => {
    const service = await serviceWith(provisioned('a', 3));
    await service.call(operation, { StreamName: 'a', ...body });
    await service.wait(seconds);
    expect(await limitsOf(service)).toEqual(wanted);
  });

  test('after a switch of mode: counts move over', async () => {
    const service = await serviceWith(provisioned('a', 3));
    const StreamARN = 'arn:aws:kinesis:us-east-1:111122223333:stream/a';
    await service.call('UpdateStreamMode', { StreamARN, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    expect(await limitsOf(service)).toEqual(limits(3, 0));
    await service.wait(4);
    expect(await limitsOf(service)).toEqual(limits(0, 1));
  });

  test('says the limits that the run has', async () => {
    const service = startService({ quotas: { shardsPerAccount: 500, onDemandStreams: 7 } });
    expect(await limitsOf(service)).toMatchObject({ ShardLimit: 500, OnDemandStreamCountLimit: 7 });
    expect(await limitsOf(startService({ quotas: 'classic' }))).toMatchObject({ ShardLimit: 500 });
  });
});
