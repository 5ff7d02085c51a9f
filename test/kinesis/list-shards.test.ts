import { describe, expect, test } from 'vitest';
import { ACCOUNT, ARN, serviceWithStream, shard, shardsOf, START, STREAM, type Service, type ShardDescription } from './service.ts';

const invalid = (message: string) => ({ type: 'InvalidArgumentException', message });
const indexes = (shards: ShardDescription[]) => shards.map(({ ShardId }) => Number(ShardId.slice(-12)));
const filtered = async (service: Service, filter: Record<string, unknown>) => indexes(await shardsOf(service, { ShardFilter: filter }));
const at = (seconds: number) => START / 1000 + seconds;

describe('pages', () => {
  test('go on from a token to the end, and none is empty', async () => {
    const service = await serviceWithStream(7);
    const seen: number[] = [];
    let body: Record<string, unknown> = { MaxResults: 3 };
    for (;;) {
      const page = await service.call<{ Shards: ShardDescription[]; NextToken?: string }>('ListShards', body);
      expect(page.Shards.length).toBeGreaterThan(0);
      seen.push(...indexes(page.Shards));
      if (page.NextToken === undefined) break;
      body = { NextToken: page.NextToken, MaxResults: 3 };
    }
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('hold a thousand shards at most', async () => {
    const service = await serviceWithStream(1001);
    const first = await service.call<{ Shards: unknown[]; NextToken: string }>('ListShards', { MaxResults: 10_000 });
    expect(first.Shards).toHaveLength(1000);
    expect((await service.call<{ Shards: unknown[] }>('ListShards', { NextToken: first.NextToken })).Shards).toHaveLength(1);
  });

  test('begin behind a shard', async () => {
    const service = await serviceWithStream(4);
    expect(indexes(await shardsOf(service, { ExclusiveStartShardId: shard(1) }))).toEqual([2, 3]);
    expect(await filtered(service, { Type: 'AFTER_SHARD_ID', ShardId: shard(2) })).toEqual([3]);
  });

  test('a token lives 300 seconds', async () => {
    const service = await serviceWithStream(2);
    const { NextToken } = await service.call<{ NextToken: string }>('ListShards', { MaxResults: 1 });
    await service.wait(300);
    await service.call('ListShards', { NextToken });
    await service.wait(0.001);
    expect((await service.refusal('ListShards', { NextToken })).type).toBe('ExpiredNextTokenException');
  });

  test('a token goes with its own stream, not with a filter', async () => {
    const service = await serviceWithStream(2);
    const { NextToken } = await service.call<{ NextToken: string }>('ListShards', { MaxResults: 1 });
    await service.call('ListShards', { NextToken, StreamName: STREAM });
    await service.call('ListShards', { NextToken, StreamARN: ARN });
    expect((await service.refusal('ListShards', { NextToken, StreamName: 'other' })).type).toBe('InvalidArgumentException');
    expect(await service.refusal('ListShards', { NextToken, ShardFilter: { Type: 'AT_LATEST' } })).toEqual(
      invalid('NextToken and ShardFilter cannot be provided together.'),
    );
  });

  test('DescribeStream pages by a hundred', async () => {
    const service = await serviceWithStream(150);
    type Description = { StreamDescription: { Shards: ShardDescription[]; HasMoreShards: boolean } };
    const first = (await service.call<Description>('DescribeStream', { Limit: 10_000 })).StreamDescription;
    expect([first.Shards.length, first.HasMoreShards]).toEqual([100, true]);
    const rest = (await service.call<Description>('DescribeStream', { ExclusiveStartShardId: first.Shards.at(-1)!.ShardId }))
      .StreamDescription;
    expect([rest.Shards.length, rest.HasMoreShards]).toEqual([50, false]);
  });
});

describe('filters, of a stream split at 4 s (its parent closes at 30 s)', () => {
  const splitService = async (nowSeconds: number) => {
    const service = await serviceWithStream(2);
    await service.call('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '1000' });
    await service.api.advanceTo(START + nowSeconds * 1000);
    return service;
  };

  test('while the closing time lies ahead AT_LATEST shows parent and children', async () => {
    expect(await filtered(await splitService(10), { Type: 'AT_LATEST' })).toEqual([0, 1, 2, 3]);
  });

  test('after it AT_LATEST shows what is open', async () => {
    expect(await filtered(await splitService(30), { Type: 'AT_LATEST' })).toEqual([1, 2, 3]);
  });

  test('AT_TRIM_HORIZON shows what was open at the horizon', async () => {
    expect(await filtered(await splitService(60), { Type: 'AT_TRIM_HORIZON' })).toEqual([0, 1]);
  });

  test('FROM_TRIM_HORIZON shows everything that is retained', async () => {
    expect(await filtered(await splitService(60), { Type: 'FROM_TRIM_HORIZON' })).toEqual([0, 1, 2, 3]);
  });

  test.each([
    [20, [0, 1]],
    [29.999, [0, 1]],
    [30, [1, 2, 3]],
    [45, [1, 2, 3]],
  ])('AT_TIMESTAMP %d s', async (seconds, wanted) => {
    expect(await filtered(await splitService(60), { Type: 'AT_TIMESTAMP', Timestamp: at(seconds) })).toEqual(wanted);
  });

  test.each([
    [20, [0, 1, 2, 3]],
    [31, [1, 2, 3]],
  ])('FROM_TIMESTAMP %d s', async (seconds, wanted) => {
    expect(await filtered(await splitService(60), { Type: 'FROM_TIMESTAMP', Timestamp: at(seconds) })).toEqual(wanted);
  });
});

describe('filters that are refused', () => {
  test.each([
    [{ Type: 'AFTER_SHARD_ID' }, 'ShardId must be provided when the ShardFilter Type is AFTER_SHARD_ID.'],
    [{ Type: 'AT_TIMESTAMP', Timestamp: 1 }, 'ShardFilter Timestamp cannot be older than TRIM_HORIZON of the stream.'],
    [{ Type: 'FROM_TIMESTAMP', Timestamp: 1 }, 'ShardFilter Timestamp cannot be older than TRIM_HORIZON of the stream.'],
    [{ Type: 'AT_TIMESTAMP', Timestamp: at(1000) }, 'ShardFilter Timestamp must not be greater than current time.'],
    [{ Type: 'FROM_TIMESTAMP', Timestamp: at(1000) }, 'ShardFilter Timestamp must not be greater than current time.'],
  ])('%j', async (filter, message) => {
    expect(await (await serviceWithStream()).refusal('ListShards', { ShardFilter: filter })).toEqual(invalid(message));
  });

  test('on a stream that does not exist', async () => {
    expect(await (await serviceWithStream()).refusal('ListShards', { StreamName: 'none' })).toEqual({
      type: 'ResourceNotFoundException',
      message: `Stream none under account ${ACCOUNT} not found.`,
    });
  });
});
