import { describe, expect, test } from 'vitest';
import { worded } from './fan-out-service.ts';
import { ACCOUNT, ARN, serviceWithStream, START, startService, STREAM, type Service } from './service.ts';

interface Consumer {
  ConsumerARN: string;
  ConsumerName: string;
  ConsumerStatus: string;
  ConsumerCreationTimestamp: number;
  StreamARN?: string;
}
interface List {
  Consumers: Consumer[];
  NextToken?: string;
}

const register = async (service: Service, name: string, more: Record<string, unknown> = {}): Promise<Consumer> =>
  (await service.call<{ Consumer: Consumer }>('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: name, ...more })).Consumer;
const describeOne = async (service: Service, by: Record<string, unknown>): Promise<Consumer> =>
  (await service.call<{ ConsumerDescription: Consumer }>('DescribeStreamConsumer', by)).ConsumerDescription;
const list = (service: Service, more: Record<string, unknown> = {}): Promise<List> =>
  service.call('ListStreamConsumers', { StreamARN: ARN, ...more });
const names = ({ Consumers }: List): string[] => Consumers.map(({ ConsumerName }) => ConsumerName);
const countOf = async (service: Service): Promise<unknown> =>
  (await service.call<{ StreamDescriptionSummary: { ConsumerCount: number } }>('DescribeStreamSummary')).StreamDescriptionSummary
    .ConsumerCount;
const someConsumers = async (service: Service, count: number) => {
  for (let i = 0; i < count; i++) {
    await register(service, `c${i}`);
    await service.wait(4);
  }
};
const UNLIMITED = { callRatesEnforced: false } as const;

describe('the life of a consumer', () => {
  test('CREATING, ACTIVE 2.7 s later, DELETING, gone 3.6 s later', async () => {
    const service = await serviceWithStream();
    const consumer = await register(service, 'fraud');
    const createdSeconds = START / 1000 + 4;
    const arn = `${ARN}/consumer/fraud:${createdSeconds}`;
    expect(consumer).toEqual({
      ConsumerARN: arn,
      ConsumerCreationTimestamp: createdSeconds,
      ConsumerName: 'fraud',
      ConsumerStatus: 'CREATING',
    });
    await service.wait(2.6);
    expect(await describeOne(service, { ConsumerARN: arn })).toEqual({ ...consumer, StreamARN: ARN });
    await service.wait(0.1);
    expect(await describeOne(service, { ConsumerARN: arn })).toMatchObject({ ConsumerStatus: 'ACTIVE' });
    expect(await countOf(service)).toBe(1);
    expect(await service.call('DeregisterStreamConsumer', { ConsumerARN: arn })).toEqual({});
    await service.call('DeregisterStreamConsumer', { ConsumerARN: arn }); // changes nothing
    await service.wait(3.5);
    expect((await list(service)).Consumers).toEqual([{ ...consumer, ConsumerStatus: 'DELETING' }]);
    await service.wait(0.1);
    expect(await list(service)).toEqual({ Consumers: [] });
    expect(await countOf(service)).toBe(0);
  });

  test('registering the name again makes another ARN, and the old one names nothing', async () => {
    const service = await serviceWithStream();
    const { ConsumerARN: first } = await register(service, 'fraud');
    await service.call('DeregisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'fraud' });
    expect(await service.refusal('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'fraud' })).toMatchObject({
      type: 'ResourceInUseException',
    });
    await service.wait(4);
    const { ConsumerARN: second } = await register(service, 'fraud');
    expect(second).not.toBe(first);
    expect(await service.refusal('DescribeStreamConsumer', { ConsumerARN: first })).toEqual({
      type: 'ResourceNotFoundException',
      message: `Consumer ${first}, account ${ACCOUNT} not found.`,
    });
  });

  test('its delays can be set', async () => {
    const service = await serviceWithStream(1, { delays: { registerConsumerMs: 10, deregisterConsumerMs: 20 } });
    const { ConsumerARN } = await register(service, 'fraud');
    await service.wait(0.01);
    expect(await describeOne(service, { ConsumerARN })).toMatchObject({ ConsumerStatus: 'ACTIVE' });
    await service.call('DeregisterStreamConsumer', { ConsumerARN });
    await service.wait(0.02);
    expect((await list(service)).Consumers).toEqual([]);
  });

  test('tags given at registration are there at once', async () => {
    const service = await serviceWithStream();
    const { ConsumerARN } = await register(service, 'fraud', { Tags: { team: 'risk' } });
    expect(await service.call('ListTagsForResource', { ResourceARN: ConsumerARN })).toEqual({ Tags: [{ Key: 'team', Value: 'risk' }] });
    expect(await service.refusal('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'x', Tags: { 'aws:a': 'b' } })).toMatchObject({
      type: 'InvalidArgumentException',
    });
  });
});

describe('RegisterStreamConsumer is refused', () => {
  test('for a name that is taken', async () => {
    const service = await serviceWithStream();
    await register(service, 'fraud');
    expect(await service.refusal('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'fraud' })).toEqual({
      type: 'ResourceInUseException',
      message: `Consumer fraud under stream ${STREAM} already exists for account ${ACCOUNT}.`,
    });
  });

  test('for the sixth while five are CREATING, whatever their streams', async () => {
    const service = await serviceWithStream(1, { quotas: UNLIMITED });
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
    await service.wait(4);
    for (let i = 0; i < 5; i++) await register(service, `c${i}`);
    expect(
      await service.refusal('RegisterStreamConsumer', { StreamARN: ARN.replace(STREAM, 'other'), ConsumerName: 'sixth' }),
    ).toMatchObject({
      type: 'LimitExceededException',
    });
    await service.wait(4);
    await register(service, 'sixth');
  });

  test.each([
    { limit: 20, title: 'present limit', options: {} },
    { limit: 5, title: 'classic limit', options: { quotas: 'classic' as const } },
  ])('above the $title of $limit for a stream', async ({ limit, options }) => {
    const service = await serviceWithStream(1, options);
    await someConsumers(service, limit);
    expect(await service.refusal('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'more' })).toEqual({
      type: 'LimitExceededException',
      message: expect.stringContaining(`Current consumer count for the stream: ${limit}. Limit: ${limit}.`) as string,
    });
  });

  test('above 50 for an on-demand stream of an account with On-demand Advantage', async () => {
    const service = startService();
    await service.call('UpdateAccountSettings', { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } });
    await service.call('CreateStream', { StreamName: STREAM, StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
    await service.wait(4);
    await someConsumers(service, 50);
    expect(await service.refusal('RegisterStreamConsumer', { StreamARN: ARN, ConsumerName: 'more' })).toMatchObject({
      type: 'LimitExceededException',
    });
  });

  test.each([
    ['CREATING', async () => startService(), 0],
    ['DELETING', async () => serviceWithStream(), 0],
  ])('while the stream is %s', async (status, begin) => {
    const service = await begin();
    await service.call(
      status === 'CREATING' ? 'CreateStream' : 'DeleteStream',
      status === 'CREATING' ? { StreamName: STREAM, ShardCount: 1 } : {},
    );
    for (const operation of ['RegisterStreamConsumer', 'ListStreamConsumers'])
      expect(await service.refusal(operation, { StreamARN: ARN, ConsumerName: 'c' })).toEqual({
        type: 'ResourceInUseException',
        message: `Stream ${STREAM} under account ${ACCOUNT} not ACTIVE, instead in state ${status}`,
      });
  });
});

const unknownArn = `${ARN}/consumer/nobody:1700000000`;
const knownAs = (name: string) => `${ARN}/consumer/${name}:${START / 1000 + 4}`;
test.each([
  ['DescribeStreamConsumer', {}, 'InvalidArgumentException', 'Either ConsumerARN or both StreamARN and ConsumerName must be provided.'],
  [
    'DeregisterStreamConsumer',
    { StreamARN: ARN },
    'InvalidArgumentException',
    'Either ConsumerARN or both StreamARN and ConsumerName must be provided.',
  ],
  [
    'DescribeStreamConsumer',
    { ConsumerARN: unknownArn },
    'ResourceNotFoundException',
    `Consumer ${unknownArn}, account ${ACCOUNT} not found.`,
  ],
  [
    'DeregisterStreamConsumer',
    { StreamARN: ARN, ConsumerName: 'nobody' },
    'ResourceNotFoundException',
    `Consumer nobody, account ${ACCOUNT} not found.`,
  ],
  ['DescribeStreamConsumer', { ConsumerARN: knownAs('fraud'), ConsumerName: 'other' }, 'InvalidArgumentException', /does not match/],
  [
    'DescribeStreamConsumer',
    { ConsumerARN: knownAs('fraud'), StreamARN: `${ARN}2`, ConsumerName: 'fraud' },
    'InvalidArgumentException',
    /does not match/,
  ],
  [
    'DescribeStreamConsumer',
    { StreamARN: `${ARN}2`, ConsumerName: 'fraud' },
    'ResourceNotFoundException',
    `Stream ${STREAM}2 under account ${ACCOUNT} not found.`,
  ],
  [
    'DescribeStreamConsumer',
    { ConsumerARN: knownAs('fraud').replace('us-east-1', 'eu-west-1') },
    'InvalidArgumentException',
    /The region specified in the ARN/,
  ],
  [
    'DescribeStreamConsumer',
    { ConsumerARN: ARN },
    'ValidationException',
    /Value '.*' at 'consumerARN' failed to satisfy constraint: Member must satisfy regular expression pattern/,
  ],
  [
    'RegisterStreamConsumer',
    { StreamARN: ARN, ConsumerName: 'a b' },
    'ValidationException',
    /at 'consumerName' .*pattern: \[a-zA-Z0-9_\.-\]\+/,
  ],
  [
    'RegisterStreamConsumer',
    { StreamARN: ARN },
    'ValidationException',
    /Value null at 'consumerName' failed to satisfy constraint: Member must not be null/,
  ],
  ['RegisterStreamConsumer', { StreamARN: `${ARN}2`, ConsumerName: 'c' }, 'ResourceNotFoundException', /not found/],
  ['ListStreamConsumers', { StreamARN: ARN, MaxResults: 0 }, 'ValidationException', /at 'maxResults' .*greater than or equal to 1/],
  ['ListStreamConsumers', { StreamARN: ARN, NextToken: 'made-up' }, 'InvalidArgumentException', 'Invalid NextToken.'],
])('%s %j is refused', async (operation, body, type, message) => {
  const service = await serviceWithStream();
  await register(service, 'fraud');
  expect(await service.refusal(operation, body)).toEqual({ type, message: worded(message) });
});

test('all three names of a consumer may be given if they agree', async () => {
  const service = await serviceWithStream();
  const { ConsumerARN } = await register(service, 'fraud');
  expect(await describeOne(service, { ConsumerARN, ConsumerName: 'fraud', StreamARN: ARN })).toMatchObject({ ConsumerARN });
});

describe('ListStreamConsumers', () => {
  test('goes on where the page before ended, in the order of names', async () => {
    const service = await serviceWithStream();
    for (const name of ['delta', 'alpha', 'charlie', 'bravo']) await register(service, name);
    const first = await list(service, { MaxResults: 3 });
    expect(names(first)).toEqual(['alpha', 'bravo', 'charlie']);
    const second = await list(service, { NextToken: first.NextToken });
    expect(names(second)).toEqual(['delta']);
    expect(second).not.toHaveProperty('NextToken');
    expect(names(await list(service, { MaxResults: 101 }))).toHaveLength(4);
  });

  test('tokens live 300 s, belong to their stream and stand alone', async () => {
    const service = await serviceWithStream();
    await register(service, 'a');
    await register(service, 'b');
    const { NextToken } = await list(service, { MaxResults: 1 });
    expect(await service.refusal('ListStreamConsumers', { StreamARN: ARN, NextToken, StreamCreationTimestamp: 1 })).toMatchObject({
      type: 'InvalidArgumentException',
    });
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
    await service.wait(4);
    expect(await service.refusal('ListStreamConsumers', { StreamARN: ARN.replace(STREAM, 'other'), NextToken })).toMatchObject({
      message: 'Invalid NextToken.',
    });
    await service.wait(296);
    expect(names(await list(service, { NextToken }))).toEqual(['b']);
    await service.wait(0.1);
    expect(await service.refusal('ListStreamConsumers', { StreamARN: ARN, NextToken })).toMatchObject({
      type: 'ExpiredNextTokenException',
    });
  });
});

describe('DeleteStream', () => {
  test.each([[{}], [{ EnforceConsumerDeletion: false }]])('with registered consumers and %j is refused', async (more) => {
    const service = await serviceWithStream();
    await register(service, 'fraud');
    expect(await service.refusal('DeleteStream', more)).toEqual({
      type: 'ResourceInUseException',
      message:
        `DeleteStream can’t delete ${ACCOUNT}:${STREAM} because there are consumers associated with this data stream. To delete ${STREAM} anyway, ` +
        'set the EnforceConsumerDeletion parameter to true to force the deletion of all the consumers that are associated with it.',
    });
  });

  test('with EnforceConsumerDeletion takes them along; so it goes when they have gone before', async () => {
    const service = await serviceWithStream();
    const { ConsumerARN } = await register(service, 'fraud');
    await service.wait(4);
    await service.call('DeleteStream', { EnforceConsumerDeletion: true });
    expect(await describeOne(service, { ConsumerARN })).toMatchObject({ ConsumerStatus: 'DELETING' });
    await service.wait(4);
    expect(await service.refusal('DescribeStreamConsumer', { ConsumerARN })).toMatchObject({
      message: `Stream ${STREAM} under account ${ACCOUNT} not found.`,
    });
    await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
    await service.wait(4);
    expect((await list(service)).Consumers).toEqual([]);
    await service.call('DeleteStream');
  });
});
