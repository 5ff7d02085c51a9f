import { describe, expect, test } from 'vitest';
import { decodeSequenceNumber, initialRanges } from '../../src/engine/index.ts';
import {
  ACCOUNT,
  allShardsOf,
  ARN,
  serviceWithStream,
  START,
  startService,
  statusOf,
  STREAM,
  type Refusal,
  type Service,
} from './service.ts';
import { unfit } from './states.ts';

const create = (more: Record<string, unknown> = {}) => ({ StreamName: STREAM, ...more });
const mode = (StreamMode: string) => ({ StreamModeDetails: { StreamMode } });
const summaryOf = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: Record<string, unknown> }>('DescribeStreamSummary')).StreamDescriptionSummary;

describe('a stream', () => {
  test.each([
    ['of one shard', { ShardCount: 1 }, { OpenShardCount: 1, ...mode('PROVISIONED') }],
    ['of several', { ShardCount: 7, ...mode('PROVISIONED') }, { OpenShardCount: 7, ...mode('PROVISIONED') }],
    ['of which only the name is said', {}, { OpenShardCount: 4, ...mode('ON_DEMAND') }],
    ['on demand', mode('ON_DEMAND'), { OpenShardCount: 4, ...mode('ON_DEMAND'), RecordDistributionStrategy: 'USER_PARTITION_KEY' }],
    ['that distributes by itself', { ...mode('ON_DEMAND'), RecordDistributionStrategy: 'AUTO' }, { RecordDistributionStrategy: 'AUTO' }],
    ['for large records', { ShardCount: 1, MaxRecordSizeInKiB: 10_240 }, { MaxRecordSizeInKiB: 10_240 }],
  ])('%s', async (_, more, described) => {
    const service = startService();
    expect(await service.call('CreateStream', create(more))).toEqual({});
    expect(await statusOf(service)).toBe('CREATING');
    await service.wait(4);
    expect(await summaryOf(service)).toMatchObject({ StreamStatus: 'ACTIVE', ...described });
  });

  test('says all that it is', async () => {
    expect(await summaryOf(await serviceWithStream(2))).toEqual({
      ChannelCount: 0,
      ConsumerCount: 0,
      EncryptionType: 'NONE',
      EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
      MaxRecordSizeInKiB: 1024,
      OpenShardCount: 2,
      RetentionPeriodHours: 24,
      StreamARN: ARN,
      StreamCreationTimestamp: START / 1000 - 1,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
      StreamName: STREAM,
      StreamStatus: 'ACTIVE',
    });
  });

  test('is CREATING for 3.48 to 3.92 s', async () => {
    const service = startService();
    await service.call('CreateStream', create({ ShardCount: 1 }));
    await service.wait(3.48);
    expect(await statusOf(service)).toBe('CREATING');
    await service.wait(0.44);
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  test('has even shards whose numbers begin three seconds before its creation', async () => {
    const shards = await allShardsOf(await serviceWithStream(3));
    expect(
      shards.map(({ HashKeyRange: { StartingHashKey, EndingHashKey } }) => ({
        start: BigInt(StartingHashKey),
        end: BigInt(EndingHashKey),
      })),
    ).toEqual(initialRanges(3));
    for (const [index, { SequenceNumberRange }] of shards.entries())
      expect(decodeSequenceNumber(SequenceNumberRange.StartingSequenceNumber)).toEqual({
        shardCreatedSeconds: START / 1000 - 4,
        shardIndex: index,
        counter: 0n,
        seconds: START / 1000 - 4,
      });
  });

  test.each(['a', 'A.b-c_9', 'x'.repeat(128)])('may be named %s', async (StreamName) => {
    expect(await startService().call('CreateStream', { StreamName, ShardCount: 1 })).toEqual({});
  });

  test('keeps its tags', async () => {
    const service = await serviceWithStream(1, {}, { Tags: { team: 'orders', empty: '' } });
    const { Tags } = await service.call<{ Tags: unknown }>('ListTagsForStream');
    expect(Tags).toEqual([
      { Key: 'empty', Value: '' },
      { Key: 'team', Value: 'orders' },
    ]);
  });

  test('of an account that is full of on-demand streams can still be provisioned', async () => {
    const service = startService({ quotas: { onDemandStreams: 1 } });
    await service.call('CreateStream', create(mode('ON_DEMAND')));
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
    expect(await service.refusal('CreateStream', { StreamName: 'third', ...mode('ON_DEMAND') })).toEqual({
      type: 'LimitExceededException',
      message: `This request would exceed the limit of 1 on-demand streams for the account ${ACCOUNT} in us-east-1.`,
    });
  });
});

describe('refused', () => {
  const name = (value: string, constraint: string) => unfit(`'${value}'`, 'streamName', constraint);
  const pattern = 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+';

  test.each<[Record<string, unknown>, Refusal]>([
    [{ ShardCount: 1 }, unfit('null', 'streamName', 'not be null')],
    [{ StreamName: 'bad/name', ShardCount: 1 }, name('bad/name', pattern)],
    [{ StreamName: 'x'.repeat(129), ShardCount: 1 }, name('x'.repeat(129), 'have length less than or equal to 128')],
    [create({ ShardCount: 0 }), unfit("'0'", 'shardCount', 'have value greater than or equal to 1')],
    [
      create({ ShardCount: 1, ...mode('INVALID') }),
      unfit("'INVALID'", 'streamModeDetails.streamMode', 'satisfy enum value set: [ON_DEMAND, PROVISIONED]'),
    ],
    [create({ StreamModeDetails: {} }), unfit('null', 'streamModeDetails.streamMode', 'not be null')],
    [
      create({ ShardCount: 1, MaxRecordSizeInKiB: 1023 }),
      unfit("'1023'", 'maxRecordSizeInKiB', 'have value greater than or equal to 1024'),
    ],
    [
      create({ ShardCount: 1, MaxRecordSizeInKiB: 10_241 }),
      unfit("'10241'", 'maxRecordSizeInKiB', 'have value less than or equal to 10240'),
    ],
    [
      create({ ShardCount: 1, RecordDistributionStrategy: 'RANDOM' }),
      unfit("'RANDOM'", 'recordDistributionStrategy', 'satisfy enum value set: [AUTO, USER_PARTITION_KEY]'),
    ],
    [create({ ShardCount: 1, WarmThroughputMiBps: -1 }), unfit("'-1'", 'warmThroughputMiBps', 'have value greater than or equal to 0')],
    [
      create(mode('PROVISIONED')),
      { type: 'InvalidArgumentException', message: 'ShardCount must be provided for a stream in PROVISIONED mode.' },
    ],
    [
      create({ ...mode('ON_DEMAND'), ShardCount: 4 }),
      { type: 'ValidationException', message: 'ShardCount must not be provided for a stream in ON_DEMAND mode.' },
    ],
    [create({ ShardCount: '1' }), { type: 'SerializationException', message: 'class java.lang.String can not be converted to an Integer' }],
    [
      { StreamName: '', ShardCount: 0 },
      {
        type: 'ValidationException',
        message:
          "3 validation errors detected: Value '0' at 'shardCount' failed to satisfy constraint: Member must have value greater than or equal to 1; " +
          `Value '' at 'streamName' failed to satisfy constraint: Member must ${pattern}; ` +
          "Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1",
      },
    ],
  ])('%j', async (body, refusal) => {
    const service = startService();
    const { status, body: answer } = await service.api.handle('Kinesis_20131202.CreateStream', body);
    expect([status, answer['__type'], answer['message'] ?? answer['Message']]).toEqual([400, refusal.type, refusal.message]);
    expect(await service.call('ListStreams')).toMatchObject({ StreamNames: [] });
  });

  test.each<[string, (service: Service) => Promise<unknown>]>([
    ['ACTIVE', (service) => service.wait(4)],
    ['CREATING', async () => null],
    ['DELETING', (service) => service.call('DeleteStream')],
  ])('a name that is taken by a stream that is %s', async (_, prepare) => {
    const service = startService();
    await service.call('CreateStream', create({ ShardCount: 1 }));
    await prepare(service);
    for (const more of [{ ShardCount: 1 }, mode('ON_DEMAND')])
      expect(await service.refusal('CreateStream', create(more))).toEqual({
        type: 'ResourceInUseException',
        message: `Stream ${STREAM} under account ${ACCOUNT} already exists.`,
      });
  });

  test('more shards than the account may have, those of streams in CREATING included', async () => {
    const service = startService({ quotas: { shardsPerAccount: 5 } });
    await service.call('CreateStream', create({ ShardCount: 3 }));
    const { type, message } = await service.refusal('CreateStream', { StreamName: 'other', ShardCount: 3 });
    expect(type).toBe('LimitExceededException');
    expect(message).toContain(
      'Current shard count for the account: 3. Limit: 5. Number of additional shards that would have resulted from this request: 3.',
    );
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 2 });
  });

  test('a sixth in CREATING', async () => {
    const service = startService({ quotas: { callRatesEnforced: false } });
    for (let i = 0; i < 5; i++) await service.call('CreateStream', { StreamName: `s${i}`, ShardCount: 1 });
    expect(await service.refusal('CreateStream', create({ ShardCount: 1 }))).toEqual({
      type: 'LimitExceededException',
      message: `This request would have exceed the limit on the number  of streams that can simultaneously be in CREATING or DELETING for the account ${ACCOUNT}. Limit: 5.`,
    });
  });
});
