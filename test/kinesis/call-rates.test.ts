import { describe, expect, test } from 'vitest';
import { CALLS_PER_ACCOUNT, CALLS_PER_STREAM } from '../../src/engine/kinesis/call-rates.ts';
import { ACCOUNT, ARN, serviceWithStream, shard, STREAM, type Service } from './service.ts';

const TAGS = { Tags: { a: 'b' } };
const METRICS = { ShardLevelMetrics: ['ALL'] };
const commitment = { MinimumThroughputBillingCommitment: { Status: 'ENABLED' } };
const CONSUMER = { StreamARN: ARN, ConsumerName: 'fraud' };
const stream = (more: object = {}) => ({ StreamName: STREAM, ...more });

/** A call of each action that has a rate, with the rate as AWS's reference prints it; what else is wrong with it does not matter. */
const PER_ACCOUNT: [operation: string, perSecond: number, body: object, names: boolean][] = [
  ['AddTagsToStream', 5, stream(TAGS), true],
  ['CreateStream', 5, stream({ ShardCount: 1 }), true],
  ['DecreaseStreamRetentionPeriod', 5, stream({ RetentionPeriodHours: 24 }), true],
  ['DeleteStream', 5, stream(), true],
  ['DescribeAccountSettings', 5, {}, false],
  ['DescribeLimits', 1, {}, false],
  ['DescribeStream', 10, stream(), true],
  ['DescribeStreamSummary', 20, { StreamARN: ARN }, true],
  ['DisableEnhancedMonitoring', 5, stream(METRICS), true],
  ['EnableEnhancedMonitoring', 5, stream(METRICS), true],
  ['IncreaseStreamRetentionPeriod', 5, stream({ RetentionPeriodHours: 24 }), true],
  ['ListStreams', 5, {}, false],
  ['ListTagsForStream', 5, stream(), true],
  ['MergeShards', 5, stream({ ShardToMerge: shard(0), AdjacentShardToMerge: shard(1) }), true],
  ['RegisterStreamConsumer', 5, CONSUMER, true],
  ['RemoveTagsFromStream', 5, stream({ TagKeys: ['a'] }), true],
  ['SplitShard', 5, stream({ ShardToSplit: shard(0), NewStartingHashKey: '5' }), true],
  ['UpdateAccountSettings', 5, commitment, false],
  ['UpdateShardCount', 10, stream({ TargetShardCount: 1, ScalingType: 'UNIFORM_SCALING' }), true],
  ['UpdateStreamWarmThroughput', 5, stream({ WarmThroughputMiBps: 5 }), true],
];
const PER_STREAM: [operation: string, perSecond: number, body: (name: string) => Record<string, unknown>][] = [
  ['DeregisterStreamConsumer', 5, (name) => ({ StreamARN: ARN.replace(STREAM, name), ConsumerName: 'fraud' })],
  ['DescribeStreamConsumer', 20, (name) => ({ StreamARN: ARN.replace(STREAM, name), ConsumerName: 'fraud' })],
  ['ListShards', 1000, (name) => ({ StreamName: name })],
  ['ListStreamConsumers', 5, (name) => ({ StreamARN: ARN.replace(STREAM, name) })],
];

const rateExceeded = (name: string | null) =>
  name === null ? `Rate exceeded for account ${ACCOUNT}.` : `Rate exceeded for stream ${name} under account ${ACCOUNT}.`;
/** What the rate says to a call: null where it lets it in, whatever comes of it. */
async function refusedByRate(service: Service, operation: string, body: object): Promise<unknown> {
  const { body: answer } = await service.api.handle(`Kinesis_20131202.${operation}`, body);
  const isRate = answer['__type'] === 'LimitExceededException' && String(answer['message']).startsWith('Rate exceeded');
  return isRate ? answer['message'] : null;
}
/** Makes so many calls; returns what the rate said to them. */
async function callTimes(service: Service, times: number, operation: string, body: object): Promise<unknown[]> {
  const said: unknown[] = [];
  for (let i = 0; i < times; i++) said.push(await refusedByRate(service, operation, body));
  return said;
}
const letIn = (times: number) => Array<null>(times).fill(null);

test('each rate of the engine is proved here', () => {
  expect(Object.fromEntries(PER_ACCOUNT.map(([operation, perSecond]) => [operation, perSecond]))).toEqual(CALLS_PER_ACCOUNT);
  expect(Object.fromEntries(PER_STREAM.map(([operation, perSecond]) => [operation, perSecond]))).toEqual(CALLS_PER_STREAM);
});

describe('per account', () => {
  test.each(PER_ACCOUNT)(
    '%s: %i calls in a second, and the next when the first is a second old',
    async (operation, perSecond, body, names) => {
      const service = await serviceWithStream(2);
      await service.wait(1);
      const refusal = rateExceeded(names ? STREAM : null);
      expect(await callTimes(service, 1, operation, body)).toEqual(letIn(1));
      await service.wait(0.5);
      expect(await callTimes(service, perSecond - 1, operation, body)).toEqual(letIn(perSecond - 1));
      expect(await refusedByRate(service, operation, body)).toBe(refusal);
      await service.wait(0.499_999);
      expect(await refusedByRate(service, operation, body)).toBe(refusal);
      await service.wait(0.000_001);
      expect(await callTimes(service, 2, operation, body)).toEqual([null, refusal]);
      await service.wait(1);
      expect(await callTimes(service, perSecond + 1, operation, body)).toEqual([...letIn(perSecond), refusal]);
    },
  );

  test('streams share it', async () => {
    const service = await serviceWithStream();
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
    await service.wait(4);
    expect(await callTimes(service, 10, 'DescribeStream', stream())).toEqual(letIn(10));
    expect(await refusedByRate(service, 'DescribeStream', { StreamName: 'other' })).toBe(rateExceeded('other'));
  });

  test('actions do not', async () => {
    const service = await serviceWithStream();
    expect(await callTimes(service, 10, 'DescribeStream', stream())).toEqual(letIn(10));
    expect(await callTimes(service, 20, 'DescribeStreamSummary', stream())).toEqual(letIn(20));
  });
});

describe('per stream', () => {
  test.each(PER_STREAM)('%s: %i calls in a second, each stream for itself', async (operation, perSecond, bodyFor) => {
    const service = await serviceWithStream();
    await service.call('CreateStream', { StreamName: 'other', ShardCount: 1 });
    await service.wait(4);
    expect(await callTimes(service, perSecond + 1, operation, bodyFor(STREAM))).toEqual([...letIn(perSecond), rateExceeded(STREAM)]);
    expect(await callTimes(service, perSecond + 1, operation, bodyFor('other'))).toEqual([...letIn(perSecond), rateExceeded('other')]);
    await service.wait(1);
    expect(await callTimes(service, 1, operation, bodyFor(STREAM))).toEqual(letIn(1));
  });

  test('a consumer is one of its stream', async () => {
    const service = await serviceWithStream();
    const { Consumer } = await service.call<{ Consumer: { ConsumerARN: string } }>('RegisterStreamConsumer', CONSUMER);
    expect(await callTimes(service, 20, 'DescribeStreamConsumer', CONSUMER)).toEqual(letIn(20));
    expect(await refusedByRate(service, 'DescribeStreamConsumer', { ConsumerARN: Consumer.ConsumerARN })).toBe(rateExceeded(STREAM));
  });
});

describe('a call counts', () => {
  test('though the action refuses it', async () => {
    const service = await serviceWithStream();
    const missing = { StreamName: 'missing' };
    expect(await callTimes(service, 11, 'DescribeStream', missing)).toEqual([...letIn(10), rateExceeded('missing')]);
  });

  test('not where the request is malformed or unfit', async () => {
    const service = await serviceWithStream();
    for (let i = 0; i < 30; i++) {
      expect((await service.refusal('DescribeStream', { StreamName: 'bad/name' })).type).toBe('ValidationException');
      expect((await service.refusal('DescribeStream', { StreamName: 7 })).type).toBe('SerializationException');
    }
    expect(await callTimes(service, 10, 'DescribeStream', stream())).toEqual(letIn(10));
  });

  test('not where the rate refused it', async () => {
    const service = await serviceWithStream();
    expect(await callTimes(service, 5, 'ListStreams', {})).toEqual(letIn(5));
    for (let i = 0; i < 9; i++) {
      await service.wait(0.1);
      expect(await refusedByRate(service, 'ListStreams', {})).toBe(rateExceeded(null));
    }
    await service.wait(0.1);
    expect(await callTimes(service, 5, 'ListStreams', {})).toEqual(letIn(5));
  });

  test('never where the rates are switched off', async () => {
    const service = await serviceWithStream(1, { quotas: { callRatesEnforced: false } });
    expect(await callTimes(service, 100, 'DescribeLimits', {})).toEqual(letIn(100));
  });
});

test('an action whose reference prints no rate has none', async () => {
  const service = await serviceWithStream();
  const body = { ResourceARN: ARN };
  expect(await callTimes(service, 200, 'ListTagsForResource', body)).toEqual(letIn(200));
});
