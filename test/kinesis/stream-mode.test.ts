import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  allShardsOf,
  ARN,
  iteratorOf,
  openShardsOf,
  put,
  read,
  serviceWithStream,
  shard,
  startService,
  statusOf,
  STREAM,
  texts,
  type Service,
} from './service.ts';

const mode = (StreamMode: string, more: Record<string, unknown> = {}) => ({ StreamARN: ARN, StreamModeDetails: { StreamMode }, ...more });
const ON_DEMAND = mode('ON_DEMAND');
const PROVISIONED = mode('PROVISIONED');
const switchTo = (service: Service, body: Record<string, unknown>) => service.call('UpdateStreamMode', body);
async function settle(service: Service, body: Record<string, unknown>): Promise<void> {
  await switchTo(service, body);
  await service.wait(4);
}
const summary = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: Record<string, unknown> }>('DescribeStreamSummary')).StreamDescriptionSummary;
const modeOf = async (service: Service) => ((await summary(service))['StreamModeDetails'] as { StreamMode: string }).StreamMode;
const rateExceeded = { type: 'LimitExceededException', message: `Rate exceeded for stream ${STREAM} under account ${ACCOUNT}.` };
const DAY = 24 * 3600;

describe('a switch', () => {
  test('is UPDATING for 1.0 to 3.9 s and shows the old mode until then', async () => {
    const service = await serviceWithStream(3);
    expect(await switchTo(service, ON_DEMAND)).toEqual({});
    expect(await summary(service)).toMatchObject({ StreamStatus: 'UPDATING', StreamModeDetails: { StreamMode: 'PROVISIONED' } });
    expect(await summary(service)).not.toHaveProperty('RecordDistributionStrategy');
    await service.wait(1);
    expect(await statusOf(service)).toBe('UPDATING');
    await service.wait(2.9);
    expect(await summary(service)).toMatchObject({
      StreamStatus: 'ACTIVE',
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      RecordDistributionStrategy: 'USER_PARTITION_KEY',
    });
  });

  test('keeps the shards, there and back', async () => {
    const service = await serviceWithStream(3);
    const before = await allShardsOf(service);
    await settle(service, ON_DEMAND);
    await settle(service, PROVISIONED);
    await service.wait(60);
    expect(await allShardsOf(service)).toEqual(before);
  });

  test('disturbs neither writers nor readers', async () => {
    const service = await serviceWithStream(1);
    await put(service, 'before');
    await switchTo(service, ON_DEMAND);
    await put(service, 'meanwhile');
    const page = await read(service, await iteratorOf(service, shard(0)));
    await service.wait(4);
    await put(service, 'after');
    expect(texts(page)).toEqual(['before', 'meanwhile']);
    expect(texts(await read(service, page.NextShardIterator!))).toEqual(['after']);
  });

  test('makes provisioned calls possible again', async () => {
    const service = await serviceWithStream(2);
    await settle(service, ON_DEMAND);
    expect((await service.refusal('UpdateShardCount', { TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' })).type).toBe(
      'ValidationException',
    );
    await settle(service, PROVISIONED);
    await service.call('UpdateShardCount', { TargetShardCount: 3, ScalingType: 'UNIFORM_SCALING' });
  });

  test('to provisioned takes automatic distribution back', async () => {
    const service = await serviceWithStream(2);
    await settle(service, ON_DEMAND);
    await service.call('UpdateStreamRecordDistributionStrategy', { StreamARN: ARN, RecordDistributionStrategy: 'AUTO' });
    await service.call('PutRecord', { Data: '' });
    await settle(service, PROVISIONED);
    expect((await service.refusal('PutRecord', { Data: '' })).type).toBe('ValidationException');
  });
});

describe('two switches a day', () => {
  test('the third is refused until 24 hours after the first; the present mode is always welcome', async () => {
    const service = await serviceWithStream();
    const first = service.api.now();
    await settle(service, ON_DEMAND);
    await settle(service, ON_DEMAND);
    await settle(service, PROVISIONED);
    await settle(service, PROVISIONED);
    expect(await service.refusal('UpdateStreamMode', ON_DEMAND)).toEqual(rateExceeded);
    expect(await statusOf(service)).toBe('ACTIVE');
    await service.api.advanceTo(first + DAY * 1000 - 1);
    expect(await service.refusal('UpdateStreamMode', ON_DEMAND)).toEqual(rateExceeded);
    await service.api.advanceTo(first + DAY * 1000);
    await settle(service, ON_DEMAND);
    expect(await modeOf(service)).toBe('ON_DEMAND');
    await service.wait(8);
    await settle(service, PROVISIONED); // the second one's day is over as well
    expect(await service.refusal('UpdateStreamMode', ON_DEMAND)).toEqual(rateExceeded);
  });

  test('a stream that is deleted and made again goes on counting', async () => {
    const service = await serviceWithStream();
    await settle(service, ON_DEMAND);
    await settle(service, PROVISIONED);
    await service.call('DeleteStream');
    await service.wait(8);
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    await service.wait(4);
    expect(await service.refusal('UpdateStreamMode', ON_DEMAND)).toEqual(rateExceeded);
    await service.wait(DAY);
    await settle(service, ON_DEMAND);
  });

  test('other streams count for themselves', async () => {
    const service = await serviceWithStream();
    await settle(service, ON_DEMAND);
    await settle(service, PROVISIONED);
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
    await service.wait(4);
    expect(await switchTo(service, { ...ON_DEMAND, StreamARN: ARN.replace(STREAM, 'other') })).toEqual({});
  });
});

describe('refused', () => {
  const constraint = (value: string, member: string, text: string) =>
    `1 validation error detected: Value ${value} at '${member}' failed to satisfy constraint: Member must ${text}`;

  test.each<[string, Record<string, unknown>, string, string]>([
    [
      'a mode that does not exist',
      mode('INVALID'),
      'ValidationException',
      constraint("'INVALID'", 'streamModeDetails.streamMode', 'satisfy enum value set: [ON_DEMAND, PROVISIONED]'),
    ],
    ['no mode', { StreamARN: ARN }, 'ValidationException', constraint('null', 'streamModeDetails', 'not be null')],
    ['no ARN', { StreamModeDetails: { StreamMode: 'ON_DEMAND' } }, 'ValidationException', constraint('null', 'streamARN', 'not be null')],
    [
      'a missing stream',
      { ...ON_DEMAND, StreamARN: `${ARN}x` },
      'ResourceNotFoundException',
      `Stream ${STREAM}x under account ${ACCOUNT} not found.`,
    ],
    [
      'a warm throughput without the commitment',
      mode('ON_DEMAND', { WarmThroughputMiBps: 10 }),
      'ValidationException',
      `Account ${ACCOUNT} is not enabled for minimum throughput billing commitment`,
    ],
  ])('%s', async (_, body, type, message) => {
    const service = await serviceWithStream();
    expect(await service.refusal('UpdateStreamMode', body)).toEqual({ type, message });
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  const notActive = (state: string) => ({
    type: 'ResourceInUseException',
    message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state ${state}`,
  });

  test.each([
    ['UPDATING', 'IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 }],
    ['DELETING', 'DeleteStream', {}],
  ])('while %s, the present mode as well', async (state, operation, body) => {
    const service = await serviceWithStream();
    await service.call(operation, body);
    for (const wanted of [ON_DEMAND, PROVISIONED]) expect(await service.refusal('UpdateStreamMode', wanted)).toEqual(notActive(state));
  });

  test('while CREATING', async () => {
    const service = startService();
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    expect(await service.refusal('UpdateStreamMode', ON_DEMAND)).toEqual(notActive('CREATING'));
  });

  test('more on-demand streams than the account may have', async () => {
    const service = await serviceWithStream(1, { quotas: { onDemandStreams: 0 } });
    expect(await service.refusal('UpdateStreamMode', ON_DEMAND)).toEqual({
      type: 'LimitExceededException',
      message: `This request would exceed the limit of 0 on-demand streams for the account ${ACCOUNT} in us-east-1.`,
    });
  });

  test('to provisioned, more shards than the account may have', async () => {
    const service = await serviceWithStream(1, { quotas: { shardsPerAccount: 3 } });
    await service.call('CreateStream', { StreamName: 'wide', StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    await service.wait(4);
    const refusal = await service.refusal('UpdateStreamMode', { ...PROVISIONED, StreamARN: ARN.replace(STREAM, 'wide') });
    expect(refusal.type).toBe('LimitExceededException');
    expect(refusal.message).toMatch(
      /Current shard count for the account: 1\. Limit: 3\. Number of additional shards that would have resulted from this request: 4\./,
    );
  });
});

describe('with a warm throughput', () => {
  const warmed = async (shards: number, WarmThroughputMiBps: number) => {
    const service = await serviceWithStream(shards);
    await service.call('UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } });
    await switchTo(service, mode('ON_DEMAND', { WarmThroughputMiBps }));
    await service.wait(120);
    return service;
  };

  test.each([
    [2, 6, 6],
    [4, 4, 4],
    [5, 2, 5],
  ])('of a stream of %i shards: %i MiB/s make it %i', async (shards, warm, open) => {
    const service = await warmed(shards, warm);
    expect(await openShardsOf(service)).toHaveLength(open);
    expect(await summary(service)).toMatchObject({
      StreamModeDetails: { StreamMode: 'ON_DEMAND' },
      StreamStatus: 'ACTIVE',
      WarmThroughput: { CurrentMiBps: open, TargetMiBps: warm },
    });
  });

  test('is not for provisioned streams', async () => {
    const service = await warmed(4, 4);
    expect(await service.refusal('UpdateStreamMode', mode('PROVISIONED', { WarmThroughputMiBps: 4 }))).toEqual({
      type: 'InvalidArgumentException',
      message: 'Warm throughput is only supported for streams in ON_DEMAND mode.',
    });
    await settle(service, PROVISIONED);
    expect(await summary(service)).not.toHaveProperty('WarmThroughput');
  });
});
