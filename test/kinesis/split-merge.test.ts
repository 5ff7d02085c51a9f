import { describe, expect, test } from 'vitest';
import { decodeSequenceNumber } from '../../src/engine/index.ts';
import {
  ACCOUNT,
  iteratorOf,
  put,
  read,
  serviceWithStream,
  shard,
  shardsOf,
  START,
  statusOf,
  STREAM,
  texts,
  type Service,
  type ShardDescription,
} from './service.ts';

const MAX = 2n ** 128n - 1n;
const HALF = 2n ** 127n;
const at = (hashKey: bigint) => ({ ExplicitHashKey: String(hashKey) });
const split = (service: Service, index: number, cut: bigint) =>
  service.call('SplitShard', { ShardToSplit: shard(index), NewStartingHashKey: String(cut) });
const merge = (service: Service, lower: number, upper: number) =>
  service.call('MergeShards', { ShardToMerge: shard(lower), AdjacentShardToMerge: shard(upper) });
const range = ({ HashKeyRange: { StartingHashKey, EndingHashKey } }: ShardDescription) => [BigInt(StartingHashKey), BigInt(EndingHashKey)];
const summary = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: { OpenShardCount: number } }>('DescribeStreamSummary')).StreamDescriptionSummary;

describe('a split', () => {
  test('makes two children that cover the parent exactly, the lower first', async () => {
    const service = await serviceWithStream();
    await split(service, 0, 1000n);
    await service.wait(4);
    const [parent, lower, upper] = await shardsOf(service);
    expect([parent, lower, upper].map(range)).toEqual([
      [0n, MAX],
      [0n, 999n],
      [1000n, MAX],
    ]);
    expect([lower, upper].map(({ ShardId, ParentShardId }) => [ShardId, ParentShardId])).toEqual([
      [shard(1), shard(0)],
      [shard(2), shard(0)],
    ]);
    expect([lower, upper].some((child) => 'AdjacentParentShardId' in child)).toBe(false);
  });

  test.each([2n, HALF, MAX - 1n])('is taken at %s', async (cut) => {
    expect(await split(await serviceWithStream(), 0, cut)).toEqual({});
  });

  test.each([0n, 1n, MAX, MAX + 5n])('is refused at %s', async (cut) => {
    const service = await serviceWithStream();
    expect(await service.refusal('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: String(cut) })).toEqual({
      type: 'InvalidArgumentException',
      message:
        `NewStartingHashKey ${cut} used in SplitShard() on shard ${shard(0)} in stream ${STREAM} under account ${ACCOUNT} is not both greater than ` +
        `one plus the shard's StartingHashKey 0 and less than the shard's EndingHashKey ${MAX}.`,
    });
    expect(await statusOf(service)).toBe('ACTIVE');
  });
});

describe('a merge', () => {
  test('makes one child of both ranges, and names both parents', async () => {
    const service = await serviceWithStream(3);
    await merge(service, 1, 2);
    await service.wait(4);
    const shards = await shardsOf(service);
    expect(shards[3]).toMatchObject({ ShardId: shard(3), ParentShardId: shard(1), AdjacentParentShardId: shard(2) });
    expect(range(shards[3])).toEqual([range(shards[1])[0], MAX]);
  });

  test.each([
    [0, 2],
    [1, 0],
    [1, 1],
  ])('of %i and %i is refused: not adjacent in that order', async (lower, upper) => {
    const service = await serviceWithStream(3);
    expect(await service.refusal('MergeShards', { ShardToMerge: shard(lower), AdjacentShardToMerge: shard(upper) })).toEqual({
      type: 'InvalidArgumentException',
      message: `Shards ${shard(lower)} and ${shard(upper)} in stream ${STREAM} under account ${ACCOUNT} are not an adjacent pair of shards eligible for merging`,
    });
  });
});

describe('the parent closes about 25 s after the call', async () => {
  const service = await serviceWithStream(); // now 4 s after START
  await service.wait(0.25);
  const early = await put(service, 'before');
  await split(service, 0, HALF);

  test('the stream is UPDATING until its children are listed', async () => {
    expect([await statusOf(service), (await summary(service)).OpenShardCount]).toEqual(['UPDATING', 1]);
    await service.wait(4);
    expect([await statusOf(service), (await summary(service)).OpenShardCount]).toEqual(['ACTIVE', 2]);
  });

  test('its ending number says the closing second, its children begin one later', async () => {
    const [parent, ...children] = await shardsOf(service);
    const end = decodeSequenceNumber(parent.SequenceNumberRange.EndingSequenceNumber!)!;
    const closingSeconds = START / 1000 + 4 + 25;
    expect(end).toMatchObject({ shardIndex: 0, counter: 2n ** 63n - 1n, seconds: closingSeconds });
    for (const { SequenceNumberRange } of children) {
      const start = decodeSequenceNumber(SequenceNumberRange.StartingSequenceNumber)!;
      expect(start).toMatchObject({ counter: 0n, seconds: closingSeconds + 1, shardCreatedSeconds: closingSeconds + 1 });
      expect(SequenceNumberRange).not.toHaveProperty('EndingSequenceNumber');
    }
  });

  test('until then puts land on it and it reads as an open shard', async () => {
    await service.api.advanceTo(START + 29_999);
    expect((await put(service, 'low', 'k', at(0n))).ShardId).toBe(shard(0));
    expect((await put(service, 'high', 'k', at(MAX))).ShardId).toBe(shard(0));
    const page = await read(service, await iteratorOf(service, shard(0)));
    expect(texts(page)).toEqual(['before', 'low', 'high']);
    expect(Object.keys(page)).toEqual(['MillisBehindLatest', 'NextShardIterator', 'Records']);
  });

  test('from the second on puts land on the children', async () => {
    await service.api.advanceTo(START + 30_000);
    expect((await put(service, 'l', 'k', at(HALF - 1n))).ShardId).toBe(shard(1));
    expect((await put(service, 'h', 'k', at(HALF))).ShardId).toBe(shard(2));
  });

  test('its end names the children, and there is no next iterator', async () => {
    const page = await read(
      service,
      await iteratorOf(service, shard(0), 'AFTER_SEQUENCE_NUMBER', { StartingSequenceNumber: early.SequenceNumber }),
    );
    expect(texts(page)).toEqual(['low', 'high']);
    expect(page).not.toHaveProperty('NextShardIterator');
    expect(page.ChildShards).toEqual([
      { HashKeyRange: { EndingHashKey: String(HALF - 1n), StartingHashKey: '0' }, ParentShards: [shard(0)], ShardId: shard(1) },
      { HashKeyRange: { EndingHashKey: String(MAX), StartingHashKey: String(HALF) }, ParentShards: [shard(0)], ShardId: shard(2) },
    ]);
  });

  test('an iterator on the closed shard is legal and leads to the same end', async () => {
    const page = await read(service, await iteratorOf(service, shard(0), 'LATEST'));
    expect([page.Records, page.NextShardIterator, page.ChildShards?.length]).toEqual([[], undefined, 2]);
  });

  test('its number sorts before those of its children', async () => {
    const low = await put(service, 'later', 'k', at(0n));
    expect(BigInt(low.SequenceNumber)).toBeGreaterThan(BigInt(early.SequenceNumber));
  });
});

describe('what is refused', () => {
  const again = (index: number) => ({
    type: 'InvalidArgumentException',
    message: `Shard ${shard(index)} in stream ${STREAM} under account ${ACCOUNT} has already been merged or split, and thus is not eligible for merging or splitting.`,
  });

  test('a second split while the stream is UPDATING', async () => {
    const service = await serviceWithStream(2);
    await split(service, 0, 1000n);
    expect(await service.refusal('SplitShard', { ShardToSplit: shard(1), NewStartingHashKey: String(MAX - 5n) })).toEqual({
      type: 'ResourceInUseException',
      message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state UPDATING`,
    });
  });

  test('splitting or merging a shard that was', async () => {
    const service = await serviceWithStream(2);
    await split(service, 0, 1000n);
    await service.wait(4);
    expect(await service.refusal('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '500' })).toEqual(again(0));
    expect(await service.refusal('MergeShards', { ShardToMerge: shard(0), AdjacentShardToMerge: shard(1) })).toEqual(again(0));
    await service.wait(60);
    expect(await service.refusal('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '500' })).toEqual(again(0));
  });

  test.each(['SplitShard', 'MergeShards'])('%s of a shard that does not exist', async (operation) => {
    const service = await serviceWithStream(2);
    const body =
      operation === 'SplitShard'
        ? { ShardToSplit: shard(7), NewStartingHashKey: '5' }
        : { ShardToMerge: shard(0), AdjacentShardToMerge: shard(7) };
    expect(await service.refusal(operation, body)).toEqual({
      type: 'ResourceNotFoundException',
      message: `Could not find shard ${shard(7)} in stream ${STREAM} under account ${ACCOUNT}.`,
    });
  });

  test.each([
    ['SplitShard', { ShardToSplit: 'nine', NewStartingHashKey: '5' }],
    ['MergeShards', { ShardToMerge: shard(0), AdjacentShardToMerge: 'nine' }],
    ['MergeShards', { ShardToMerge: 'nine', AdjacentShardToMerge: 'ten' }],
  ])('%s %j: what is no shard id is told before a stream that is missing', async (operation, body) => {
    const service = await serviceWithStream();
    for (const name of [STREAM, 'none'])
      expect((await service.refusal(operation, { StreamName: name, ...body })).message).toBe(
        `Could not find shard nine in stream ${name} under account ${ACCOUNT}.`,
      );
  });

  test('a shard id is told in full length', async () => {
    const service = await serviceWithStream();
    const { message } = await service.refusal('SplitShard', { ShardToSplit: 'x-7', NewStartingHashKey: '5' });
    expect(message).toBe(`Could not find shard ${shard(7)} in stream ${STREAM} under account ${ACCOUNT}.`);
  });

  test('a shard more than the account may have', async () => {
    const service = await serviceWithStream(3, { quotas: { shardsPerAccount: 3 } });
    const refusal = await service.refusal('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '1000' });
    expect(refusal.type).toBe('LimitExceededException');
    expect(refusal.message).toMatch(
      /Current shard count for the account: 3\. Limit: 3\. Number of additional shards that would have resulted from this request: 1\./,
    );
  });
});

test('children can be split and merged before they open; every moment has one shard for every key', async () => {
  const service = await serviceWithStream();
  await split(service, 0, HALF);
  await service.wait(5);
  await split(service, 1, 2n ** 126n);
  await service.wait(5);
  await merge(service, 4, 2);
  const seen = new Map<string, string[]>();
  for (let second = 0; second < 40; second++) {
    await service.wait(1);
    for (const key of [0n, 2n ** 126n, HALF, MAX]) {
      const { ShardId } = await put(service, 'x', 'k', at(key));
      const ids = seen.get(String(key)) ?? seen.set(String(key), []).get(String(key))!;
      if (ids.at(-1) !== ShardId) ids.push(ShardId);
    }
  }
  expect([...seen.values()]).toEqual([
    [shard(0), shard(1), shard(3)],
    [shard(0), shard(1), shard(4), shard(5)],
    [shard(0), shard(2), shard(5)],
    [shard(0), shard(2), shard(5)],
  ]);
});
