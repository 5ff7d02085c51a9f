import { describe, expect, test } from 'vitest';
import { ACCOUNT, ARN, iteratorOf, put, read, serviceWithStream, shard, startService, statusOf, STREAM, type Service } from './service.ts';

const notActive = (state: string) => ({
  type: 'ResourceInUseException',
  message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state ${state}`,
});
const NOT_FOUND = { type: 'ResourceNotFoundException', message: `Stream ${STREAM} under account ${ACCOUNT} not found.` };
const SPLIT = { ShardToSplit: shard(0), NewStartingHashKey: '1000' };
const MERGE = { ShardToMerge: shard(0), AdjacentShardToMerge: shard(1) };
const CHANGES: [string, Record<string, unknown>][] = [
  ['SplitShard', SPLIT],
  ['MergeShards', MERGE],
  ['IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 }],
  ['DecreaseStreamRetentionPeriod', { RetentionPeriodHours: 24 }],
];

describe('CREATING', async () => {
  const service = startService();
  await service.call('CreateStream', { StreamName: STREAM, ShardCount: 2 });

  test('goes over into DELETING without ever showing a shard', async () => {
    const fresh = startService();
    await fresh.call('CreateStream', { StreamName: STREAM, ShardCount: 2 });
    await fresh.call('DeleteStream');
    expect(await fresh.call('DescribeStream')).toMatchObject({ StreamDescription: { StreamStatus: 'DELETING', Shards: [] } });
  });

  test('lasts under four seconds', async () => {
    const fresh = startService();
    await fresh.call('CreateStream', { StreamName: STREAM, ShardCount: 2 });
    await fresh.wait(3.4);
    expect(await statusOf(fresh)).toBe('CREATING');
    await fresh.wait(0.6);
    expect(await statusOf(fresh)).toBe('ACTIVE');
  });

  test('has no shards to show and no count of them', async () => {
    const { StreamDescription } = await service.call<{ StreamDescription: Record<string, unknown> }>('DescribeStream');
    expect(StreamDescription).toMatchObject({ StreamStatus: 'CREATING', Shards: [], HasMoreShards: false });
    const { StreamDescriptionSummary } = await service.call<{ StreamDescriptionSummary: object }>('DescribeStreamSummary');
    expect(StreamDescriptionSummary).not.toHaveProperty('OpenShardCount');
  });

  test('writers do not find it', async () => {
    expect(await service.refusal('PutRecord', { Data: '', PartitionKey: 'k' })).toEqual(NOT_FOUND);
    expect(await service.refusal('PutRecords', { Records: [{ Data: '', PartitionKey: 'k' }] })).toEqual(NOT_FOUND);
  });

  test.each([...CHANGES, ['ListShards', {}] as [string, object]])('%s is refused', async (operation, body) => {
    expect(await service.refusal(operation, body as Record<string, unknown>)).toEqual(notActive('CREATING'));
  });

  test('the name is taken', async () => {
    expect(await service.refusal('CreateStream', { StreamName: STREAM, ShardCount: 1 })).toEqual({
      type: 'ResourceInUseException',
      message: `Stream ${STREAM} under account ${ACCOUNT} already exists.`,
    });
  });

  test('a sixth stream at once is refused', async () => {
    const busy = startService();
    for (let i = 0; i < 5; i++) await busy.call('CreateStream', { StreamName: `s${i}`, ShardCount: 1 });
    expect((await busy.refusal('CreateStream', { StreamName: 's5', ShardCount: 1 })).type).toBe('LimitExceededException');
    await busy.wait(4);
    await busy.call('CreateStream', { StreamName: 's5', ShardCount: 1 });
  });
});

describe('UPDATING', async () => {
  const updating = async (): Promise<Service> => {
    const service = await serviceWithStream(2);
    await service.call('SplitShard', SPLIT);
    return service;
  };

  test('lasts under four seconds after a split', async () => {
    const service = await updating();
    await service.wait(3.4);
    expect(await statusOf(service)).toBe('UPDATING');
    await service.wait(0.6);
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  test.each(CHANGES)('%s is refused', async (operation, body) => {
    const other = operation === 'SplitShard' ? { ShardToSplit: shard(1), NewStartingHashKey: String(2n ** 127n + 5n) } : body;
    expect(await (await updating()).refusal(operation, other)).toEqual(notActive('UPDATING'));
  });

  test('puts and gets go on', async () => {
    const service = await updating();
    await put(service, 'x', 'k', { ExplicitHashKey: '0' });
    expect((await read(service, await iteratorOf(service, shard(0)))).Records).toHaveLength(1);
  });
});

describe('DELETING', () => {
  const deleting = async (): Promise<Service> => {
    const service = await serviceWithStream(2);
    await service.call('DeleteStream');
    return service;
  };

  test('is followed by nothing: the name is free', async () => {
    const service = await deleting();
    expect(await statusOf(service)).toBe('DELETING');
    await service.wait(8);
    expect(await service.refusal('DescribeStream')).toEqual(NOT_FOUND);
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
  });

  test.each(CHANGES)('%s is refused', async (operation, body) => {
    expect(await (await deleting()).refusal(operation, body)).toEqual(notActive('DELETING'));
  });

  test('iterators of the old stream find nothing in a new one of its name', async () => {
    const service = await serviceWithStream();
    await put(service, 'old');
    const iterator = await iteratorOf(service, shard(0));
    await service.call('DeleteStream');
    await service.wait(8);
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    await service.wait(4);
    await put(service, 'new');
    expect((await service.refusal('GetRecords', { ShardIterator: iterator })).type).toBe('ResourceNotFoundException');
  });

  test('a stream that is being created can be deleted', async () => {
    const service = startService();
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    await service.call('DeleteStream');
    await service.wait(8);
    expect(await service.refusal('DescribeStream')).toEqual(NOT_FOUND);
  });
});

describe('naming a stream', async () => {
  const service = await serviceWithStream();
  const invalid = (message: string) => ({ type: 'InvalidArgumentException', message });

  test.each([{ StreamName: STREAM }, { StreamARN: ARN }, { StreamName: STREAM, StreamARN: ARN }])('by %j', async (reference) => {
    expect(await service.call('DescribeStream', reference)).toMatchObject({ StreamDescription: { StreamARN: ARN } });
  });

  test('by neither', async () => {
    const { body } = await service.api.handle('Kinesis_20131202.DescribeStream', {});
    expect(body).toEqual({ __type: 'InvalidArgumentException', message: "Stream arn and stream name can't be empty at the same time" });
  });

  test('by two that differ', async () => {
    expect(await service.refusal('DescribeStream', { StreamName: 'other', StreamARN: ARN })).toEqual(
      invalid(`Input stream name other doesn't match the inferred name in stream arn ${STREAM}`),
    );
  });

  test('by an ARN of another region', async () => {
    const arn = ARN.replace('us-east-1', 'eu-west-1');
    expect(await service.refusal('DescribeStream', { StreamARN: arn })).toEqual(
      invalid(`The region specified in the ARN '${arn}' does not match the endpoint region`),
    );
  });

  test('by an ARN of an account that does not exist', async () => {
    expect(await service.refusal('DescribeStream', { StreamARN: ARN.replace(ACCOUNT, '999999999999') })).toEqual({
      type: 'UnrecognizedClientException',
      message: 'No account found for the given parameters',
    });
  });
});

test('more shards than the account may have are refused', async () => {
  const service = await serviceWithStream(3, { quotas: { shardsPerAccount: 5 } });
  expect(await service.refusal('CreateStream', { StreamName: 'big', ShardCount: 3 })).toEqual({
    type: 'LimitExceededException',
    message:
      `This request would exceed the shard limit for the account ${ACCOUNT} in us-east-1. Current shard count for the account: 3. Limit: 5. ` +
      'Number of additional shards that would have resulted from this request: 3. Refer to the AWS Service Limits page ' +
      '(http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to request higher limits.',
  });
  await service.call('CreateStream', { StreamName: 'fits', ShardCount: 2 });
});
