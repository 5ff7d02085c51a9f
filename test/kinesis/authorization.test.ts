import { describe, expect, test } from 'vitest';
import { ACCOUNT, ARN, base64, serviceWithStream, shard, STREAM, type Service } from './service.ts';

const OTHER = '444455556666';
const ALICE = `arn:aws:iam::${ACCOUNT}:user/alice`;
const BOB = `arn:aws:iam::${OTHER}:user/bob`;

type Body = Record<string, unknown>;
const identity = (Action: string | string[], more: Body = {}) =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: ARN, ...more }] }) as never;
const denying = (Action: string, more: Body = {}) =>
  ({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action, Resource: '*', ...more }] }) as never;

const as = async (
  service: Service,
  principal: string | { arn: string; context?: Record<string, string> },
  operation: string,
  body: Body = {},
) => {
  const { status, body: answer } = await service.api.handle(
    `Kinesis_20131202.${operation}`,
    { StreamName: STREAM, ...body },
    { principal },
  );
  return status === 200 ? 'allowed' : `${String(answer['__type'])}: ${String(answer['message'] ?? answer['Message'])}`;
};
const with_ = (policies: Record<string, never[]>, create = {}) => serviceWithStream(1, { iam: { identityPolicies: policies } }, create);

const RECORD = { Data: base64('x'), PartitionKey: 'k' };
const nothing = (who: string, action: string, on = ARN, kind = 'identity-based') =>
  `AccessDeniedException: User: ${who} is not authorized to perform: kinesis:${action} on resource: ${on} because no ${kind} policy allows the kinesis:${action} action`;

describe('a principal of the account', () => {
  test('may do what its policies allow and nothing else', async () => {
    const service = await with_({ [ALICE]: [identity(['kinesis:Put*', 'kinesis:DescribeStreamSummary'])] });
    expect(await as(service, ALICE, 'PutRecord', RECORD)).toBe('allowed');
    expect(await as(service, ALICE, 'DescribeStreamSummary')).toBe('allowed');
    expect(await as(service, ALICE, 'GetShardIterator', { ShardId: shard(0), ShardIteratorType: 'LATEST' })).toBe(
      nothing(ALICE, 'GetShardIterator'),
    );
    expect(await as(service, ALICE, 'CreateStream', { StreamName: 'new', ShardCount: 1 })).toBe(
      nothing(ALICE, 'CreateStream', ARN.replace('orders', 'new')),
    );
  });

  test('is refused with a capital Message, before the stream is looked for, after the request is checked', async () => {
    const service = await with_({});
    const { body } = await service.api.handle('Kinesis_20131202.DescribeStream', { StreamName: 'missing' }, { principal: ALICE });
    expect(body).toEqual({
      __type: 'AccessDeniedException',
      Message: nothing(ALICE, 'DescribeStream', ARN.replace('orders', 'missing')).slice('AccessDeniedException: '.length),
    });
    expect(await as(service, ALICE, 'PutRecord', { Data: base64('x') })).toContain('ValidationException');
  });

  test('an explicit Deny wins', async () => {
    const service = await with_({ [ALICE]: [identity('kinesis:*'), denying('kinesis:StopStreamEncryption')] });
    expect(await as(service, ALICE, 'StopStreamEncryption', { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' })).toBe(
      `AccessDeniedException: User: ${ALICE} is not authorized to perform: kinesis:StopStreamEncryption on resource: ${ARN} with an explicit deny in an identity-based policy`,
    );
  });

  test('a Deny of the stream’s policy outside one VPC endpoint', async () => {
    const service = await with_({ [ALICE]: [identity('kinesis:*')] });
    const Condition = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 'kinesis:PutRecord', Resource: ARN, Condition }],
    };
    await service.call('PutResourcePolicy', { ResourceARN: ARN, Policy: JSON.stringify(policy) });
    expect(await as(service, { arn: ALICE, context: { 'aws:SourceVpce': 'vpce-1' } }, 'PutRecord', RECORD)).toBe('allowed');
    expect(await as(service, ALICE, 'PutRecord', RECORD)).toContain('with an explicit deny in a resource-based policy');
  });

  test('tags decide: those of the stream, and those that are asked for', async () => {
    const byTag = identity('kinesis:PutRecord', { Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } } });
    const tagging = identity(['kinesis:CreateStream', 'kinesis:AddTagsToStream'], {
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
    });
    const service = await with_({ [ALICE]: [byTag, tagging] }, { Tags: { team: 'red' } });
    expect(await as(service, ALICE, 'PutRecord', RECORD)).toBe('allowed');
    await service.call('AddTagsToStream', { Tags: { team: 'blue' } });
    expect(await as(service, ALICE, 'PutRecord', RECORD)).toBe(nothing(ALICE, 'PutRecord'));
    expect(await as(service, ALICE, 'CreateStream', { StreamName: 'n1', ShardCount: 1, Tags: { team: 'blue' } })).toContain('AccessDenied');
    expect(await as(service, ALICE, 'CreateStream', { StreamName: 'n2', ShardCount: 1, Tags: { team: 'red' } })).toBe('allowed');
  });

  test('CreateStream with tags asks for the right to tag too', async () => {
    const service = await with_({ [ALICE]: [identity('kinesis:CreateStream', { Resource: '*' })] });
    expect(await as(service, ALICE, 'CreateStream', { StreamName: 'n1', ShardCount: 1, Tags: { a: 'b' } })).toBe(
      nothing(ALICE, 'AddTagsToStream', ARN.replace('orders', 'n1')),
    );
    expect(await as(service, ALICE, 'CreateStream', { StreamName: 'n1', ShardCount: 1 })).toBe('allowed');
  });

  test('an iterator leads to its stream, a right on the account is one on *', async () => {
    const service = await with_({ [ALICE]: [identity('kinesis:GetShardIterator')] });
    const iterator = await service.api.handle(
      'Kinesis_20131202.GetShardIterator',
      { StreamName: STREAM, ShardId: shard(0), ShardIteratorType: 'LATEST' },
      { principal: ALICE },
    );
    expect(await as(service, ALICE, 'GetRecords', { StreamName: undefined, ShardIterator: iterator.body['ShardIterator'] })).toBe(
      nothing(ALICE, 'GetRecords'),
    );
    expect(await as(service, ALICE, 'ListStreams')).toBe(nothing(ALICE, 'ListStreams', '*'));
  });

  test('the right to read by fan-out is one on the consumer, and registering again makes another', async () => {
    const register = async (service: Service) =>
      (await service.call<{ Consumer: { ConsumerARN: string } }>('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'c' })).Consumer
        .ConsumerARN;
    const service = await with_({ [ALICE]: [identity('kinesis:DescribeStreamConsumer', { Resource: `${ARN}/consumer/c` })] });
    const arn = await register(service);
    expect(await as(service, ALICE, 'DescribeStreamConsumer', { ConsumerARN: arn })).toBe(nothing(ALICE, 'DescribeStreamConsumer', arn));
    expect(await as(service, ALICE, 'DescribeStreamConsumer', { StreamARN: ARN, ConsumerName: 'c' })).toBe('allowed'); // named without the creation second
    await service.wait(4);
    const { body } = await service.api.subscribe(
      { ConsumerARN: arn, ShardId: shard(0), StartingPosition: { Type: 'LATEST' } },
      { principal: ALICE },
    );
    expect(body?.['Message']).toContain(`kinesis:SubscribeToShard on resource: ${arn} because`);
  });
});

describe('a principal of another account', () => {
  const shared = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: OTHER }, Action: ['kinesis:PutRecord', 'kinesis:PutResourcePolicy'], Resource: ARN }],
  };
  const byArn = { StreamName: undefined, StreamARN: ARN };

  test('needs the stream’s policy and its own', async () => {
    const service = await with_({ [BOB]: [identity('kinesis:*')] });
    expect(await as(service, BOB, 'PutRecord', { ...byArn, ...RECORD })).toBe(nothing(BOB, 'PutRecord', ARN, 'resource-based'));
    await service.call('PutResourcePolicy', { ResourceARN: ARN, Policy: JSON.stringify(shared) });
    expect(await as(service, BOB, 'PutRecord', { ...byArn, ...RECORD })).toBe('allowed');
    expect(await as(service, BOB.replace('bob', 'carl'), 'PutRecord', { ...byArn, ...RECORD })).toBe(
      nothing(BOB.replace('bob', 'carl'), 'PutRecord'),
    );
  });

  test('means its own account by a name alone', async () => {
    const service = await with_({ [BOB]: [identity('kinesis:*', { Resource: '*' })] });
    await service.call('PutResourcePolicy', { ResourceARN: ARN, Policy: JSON.stringify(shared) });
    expect(await as(service, BOB, 'PutRecord', RECORD)).toBe(`ResourceNotFoundException: Stream orders under account ${OTHER} not found.`);
    const { body } = await service.api.handle('Kinesis_20131202.ListStreams', {}, { principal: BOB });
    expect(body['StreamNames']).toEqual([]);
    expect(await as(service, BOB, 'CreateStream', { ShardCount: 1 })).toContain('LimitExceededException');
    expect(await service.call('ListStreams')).toMatchObject({ StreamNames: ['orders'] });
  });

  test('has no say over the policy, whatever it says', async () => {
    const service = await with_({ [BOB]: [identity('kinesis:*')] });
    await service.call('PutResourcePolicy', { ResourceARN: ARN, Policy: JSON.stringify(shared) });
    expect(await as(service, BOB, 'PutResourcePolicy', { ResourceARN: ARN, Policy: JSON.stringify(shared) })).toBe(
      nothing(BOB, 'PutResourcePolicy', ARN, 'resource-based'),
    );
  });
});

test('without a principal everything is allowed, and a default principal can be left out of one call', async () => {
  const service = await serviceWithStream(1, { iam: { identityPolicies: {} } });
  expect((await service.api.handle('Kinesis_20131202.ListStreams', {})).status).toBe(200);
  const strict = (await import('../../src/engine/index.ts')).createKinesisApi({ startTime: 0, principal: ALICE });
  expect((await strict.handle('Kinesis_20131202.ListStreams', {})).status).toBe(400);
  expect((await strict.handle('Kinesis_20131202.ListStreams', {}, { principal: null })).status).toBe(200);
});

test('a faulty identity policy is told to the run’s maker', async () => {
  await expect(with_({ [ALICE]: ['{}' as never] })).rejects.toThrow('is not one: Syntax errors in policy.');
});
