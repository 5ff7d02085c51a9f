import { describe, expect, test } from 'vitest';
import { decodeSequenceNumber } from '../../src/engine/index.ts';
import {
  ACCOUNT,
  allShardsOf,
  ARN,
  openShardsOf,
  serviceWithStream,
  shard,
  START,
  startService,
  statusOf,
  STREAM,
  type Service,
  type ShardDescription,
} from './service.ts';

const to = (target: number, more: Record<string, unknown> = {}) => ({ TargetShardCount: target, ScalingType: 'UNIFORM_SCALING', ...more });
const update = (service: Service, target: number) => service.call('UpdateShardCount', to(target));
const rateExceeded = { type: 'LimitExceededException', message: `Rate exceeded for stream ${STREAM} under account ${ACCOUNT}.` };

describe('accepted', () => {
  test.each([
    [1, 2],
    [2, 1],
    [3, 1],
    [4, 3],
    [5, 10],
    [10, 3],
  ])('%i → %i, and leaves that many even shards', async (from, target) => {
    const service = await serviceWithStream(from);
    expect(await update(service, target)).toEqual({
      CurrentShardCount: from,
      StreamARN: ARN,
      StreamName: STREAM,
      TargetShardCount: target,
    });
    await service.wait(300);
    expect(await statusOf(service)).toBe('ACTIVE');
    const widths = (await openShardsOf(service)).map(
      ({ HashKeyRange }) => BigInt(HashKeyRange.EndingHashKey) - BigInt(HashKeyRange.StartingHashKey),
    );
    expect(widths.map((width) => Number(width >> 64n))).toEqual(widths.map(() => Math.floor(2 ** 64 / target)));
    expect(widths).toHaveLength(target);
  });

  test('the present number: nothing changes, the stream stays ACTIVE', async () => {
    const service = await serviceWithStream(3);
    expect(await update(service, 3)).toEqual({ CurrentShardCount: 3, StreamARN: ARN, StreamName: STREAM, TargetShardCount: 3 });
    expect(await statusOf(service)).toBe('ACTIVE');
    await service.wait(60);
    expect(await allShardsOf(service)).toHaveLength(3);
  });

  test('by ARN', async () => {
    const service = await serviceWithStream();
    expect(await service.call('UpdateShardCount', to(2, { StreamARN: ARN }))).toMatchObject({ StreamName: STREAM });
  });

  test('right after a split, of what will be open', async () => {
    const service = await serviceWithStream(1);
    await service.call('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '1000' });
    await service.wait(4);
    expect(await update(service, 4)).toMatchObject({ CurrentShardCount: 2 });
    await service.wait(200);
    expect(await openShardsOf(service)).toHaveLength(4);
  });
});

describe('refused', () => {
  const overDouble = (open: number, target: number) =>
    `UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: ${open} Target shard count: ${target}`;
  const overQuota = (additional: number) =>
    `This request would exceed the shard limit for the account ${ACCOUNT} in us-east-1. Current shard count for the account: 3. Limit: 4. ` +
    `Number of additional shards that would have resulted from this request: ${additional}. Refer to the AWS Service Limits page ` +
    '(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.';
  const constraint = (value: string, member: string, text: string) =>
    `Value ${value} at '${member}' failed to satisfy constraint: Member must ${text}`;

  test.each<[Record<string, unknown>, string, string]>([
    [to(7), 'LimitExceededException', overDouble(3, 7)],
    [to(5), 'LimitExceededException', overQuota(2)],
    [to(2, { StreamName: 'missing' }), 'ResourceNotFoundException', `Stream missing under account ${ACCOUNT} not found.`],
    [
      to(2, { StreamName: 'other', StreamARN: ARN }),
      'InvalidArgumentException',
      `Input stream name other doesn't match the inferred name in stream arn ${STREAM}`,
    ],
    [
      to(0),
      'ValidationException',
      `1 validation error detected: ${constraint("'0'", 'targetShardCount', 'have value greater than or equal to 1')}`,
    ],
    [
      { TargetShardCount: 2, ScalingType: 'FAST' },
      'ValidationException',
      `1 validation error detected: ${constraint("'FAST'", 'scalingType', 'satisfy enum value set: [UNIFORM_SCALING]')}`,
    ],
    [
      {},
      'ValidationException',
      `2 validation errors detected: ${constraint('null', 'scalingType', 'not be null')}; ${constraint('null', 'targetShardCount', 'not be null')}`,
    ],
    [{ ...to(2), TargetShardCount: '2' }, 'SerializationException', 'class java.lang.String can not be converted to an Integer'],
  ])('%j', async (body, type, message) => {
    const service = await serviceWithStream(3, { quotas: { shardsPerAccount: 4 } });
    expect(await service.refusal('UpdateShardCount', body)).toEqual({ type, message });
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  test('more shards than it may reach', async () => {
    const service = await serviceWithStream(3, { quotas: { shardsPerUpdate: 5 } });
    expect(await service.refusal('UpdateShardCount', to(6))).toEqual({
      type: 'LimitExceededException',
      message: 'UpdateShardCount cannot scale a stream over 5 shards. Target shard count: 6',
    });
  });

  test('on-demand streams', async () => {
    const service = startService();
    await service.call('CreateStream', { StreamName: STREAM, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    await service.wait(4);
    expect(await service.refusal('UpdateShardCount', to(5))).toEqual({
      type: 'ValidationException',
      message: `Request is invalid. Stream ${STREAM} under account ${ACCOUNT} is in On-Demand mode.`,
    });
  });

  const notActive = (state: string) => ({
    type: 'ResourceInUseException',
    message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state ${state}`,
  });
  test.each<[string, (service: Service) => Promise<unknown>]>([
    ['DELETING', (service) => service.call('DeleteStream')],
    ['UPDATING', (service) => service.call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 })],
    ['UPDATING', (service) => update(service, 4)],
  ])('while %s, before anything else is looked at', async (state, begin) => {
    const service = await serviceWithStream(3);
    await begin(service);
    for (const target of [3, 4, 700]) expect(await service.refusal('UpdateShardCount', to(target))).toEqual(notActive(state));
  });

  test('while CREATING', async () => {
    const service = startService();
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 3 });
    expect(await service.refusal('UpdateShardCount', to(4))).toEqual(notActive('CREATING'));
  });
});

test('ten a day and stream, counted over the last 24 hours', async () => {
  const service = await serviceWithStream(1);
  const first = service.api.now();
  for (let i = 0; i < 10; i++) {
    const target = i % 2 === 0 ? 2 : 1;
    expect((await service.refusal('UpdateShardCount', to(100))).type).toBe('LimitExceededException');
    await update(service, 3 - target); // the present number
    await update(service, target);
    await service.wait(60);
  }
  expect(await service.refusal('UpdateShardCount', to(2))).toEqual(rateExceeded);
  await update(service, 1); // the present number is never refused
  await service.api.advanceTo(first + 24 * 3_600_000 - 1);
  expect(await service.refusal('UpdateShardCount', to(2))).toEqual(rateExceeded);
  await service.api.advanceTo(first + 24 * 3_600_000);
  await update(service, 2);
  await service.wait(30);
  expect(await service.refusal('UpdateShardCount', to(1))).toEqual(rateExceeded);
  await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
  await service.wait(4);
  await service.call('UpdateShardCount', to(2, { StreamName: 'other' }));
});

describe('2 → 3, step by step', async () => {
  const service = await serviceWithStream(2); // now START + 4 s
  const callSeconds = START / 1000 + 4;
  await update(service, 3);
  const openCount = async () =>
    (await service.call<{ StreamDescriptionSummary: { OpenShardCount: number } }>('DescribeStreamSummary')).StreamDescriptionSummary
      .OpenShardCount;
  /** Open shards and status, with the seconds after the call at which they were seen first. */
  const timeline: { seen: string; at: number }[] = [];
  for (let tenths = 0; tenths <= 200; tenths++) {
    const seen = `${await openCount()} ${await statusOf(service)}`;
    if (timeline.at(-1)?.seen !== seen) timeline.push({ seen, at: tenths / 10 });
    await service.wait(0.1);
  }
  const shards = await allShardsOf(service);
  const closing = ({ SequenceNumberRange: { EndingSequenceNumber: end } }: ShardDescription) =>
    end === undefined ? null : decodeSequenceNumber(end)!.seconds - callSeconds;
  const created = ({ SequenceNumberRange: { StartingSequenceNumber: start } }: ShardDescription) =>
    decodeSequenceNumber(start)!.seconds - callSeconds;

  test('the count goes from 2 to 4 by 4.5 s and to 3 by 9.6 s; ACTIVE comes 15.0 to 17.7 s after the call', () => {
    expect(timeline.map(({ seen }) => seen)).toEqual(['2 UPDATING', '3 UPDATING', '4 UPDATING', '3 UPDATING', '3 ACTIVE']);
    const [, first, second, merge, active] = timeline.map(({ at }) => at);
    expect(first).toBeGreaterThan(0.8); // recorded: still 2
    expect(second).toBeLessThanOrEqual(4.5);
    expect(merge).toBeGreaterThan(6.7); // recorded: still 4
    expect(merge).toBeLessThanOrEqual(9.6);
    expect(active).toBeGreaterThan(15);
    expect(active).toBeLessThanOrEqual(17.7);
  });

  test('ids, ranges and parents are those that were recorded', () => {
    const cuts = [
      '113427455640312821154458202477256070485',
      '170141183460469231731687303715884105728',
      '226854911280625642308916404954512140970',
    ].map(BigInt);
    const max = 2n ** 128n - 1n;
    const described = shards.map(
      ({ ShardId, HashKeyRange: { StartingHashKey: start, EndingHashKey: end }, ParentShardId, AdjacentParentShardId }) => [
        ShardId,
        BigInt(start),
        BigInt(end),
        ParentShardId,
        AdjacentParentShardId,
      ],
    );
    expect(described).toEqual([
      [shard(0), 0n, cuts[1]! - 1n, undefined, undefined],
      [shard(1), cuts[1], max, undefined, undefined],
      [shard(2), 0n, cuts[0]! - 1n, shard(0), undefined],
      [shard(3), cuts[0], cuts[1]! - 1n, shard(0), undefined],
      [shard(4), cuts[1], cuts[2]! - 1n, shard(1), undefined],
      [shard(5), cuts[2], max, shard(1), undefined],
      [shard(6), cuts[0], cuts[2]! - 1n, shard(3), shard(4)],
    ]);
  });

  test('shards close 25, 26 and 31 s after the call, and their children begin a second later', () => {
    expect(shards.map(closing)).toEqual([25, 26, null, 31, 31, null, null]);
    expect(shards.map(created).slice(2)).toEqual([26, 26, 27, 27, 32]);
  });

  test('meanwhile AT_LATEST lists parents, intermediates and those that stay', async () => {
    const latest = async () =>
      (await service.call<{ Shards: ShardDescription[] }>('ListShards', { ShardFilter: { Type: 'AT_LATEST' } })).Shards;
    expect(await latest()).toHaveLength(7);
    await service.wait(30);
    expect((await latest()).map(({ ShardId }) => ShardId)).toEqual([shard(2), shard(5), shard(6)]);
  });
});

test.each([
  [1, 2, 9.03, 11.8],
  [2, 1, 9.03, 11.8],
  [2, 3, 15, 17.7],
  [2, 4, 12, 15],
  [100, 200, 100, 160],
])('%i → %i is ACTIVE again after %d to %d s', async (from, target, least, most) => {
  const service = await serviceWithStream(from);
  await update(service, target);
  await service.wait(least);
  expect(await statusOf(service)).toBe('UPDATING');
  await service.wait(most - least);
  expect(await statusOf(service)).toBe('ACTIVE');
});
