import { describe, expect, test } from 'vitest';
import { ARN, serviceWithStream, statusOf, STREAM, type Refusal, type Service } from './service.ts';
import { notActive, notFound, serviceIn, unfit, UNFIT_STATES } from './states.ts';

/** In the order in which the service names them. */
const ALL = [
  'IteratorAgeMilliseconds',
  'IncomingBytes',
  'WriteProvisionedThroughputExceeded',
  'OutgoingRecords',
  'ReadProvisionedThroughputExceeded',
  'IncomingRecords',
  'OutgoingBytes',
];
const [AGE, IN_BYTES, WRITE, , , IN_RECORDS] = ALL as [string, string, string, string, string, string, string];
const answer = (before: string[], after: string[]) => ({
  CurrentShardLevelMetrics: before,
  DesiredShardLevelMetrics: after,
  StreamARN: ARN,
  StreamName: STREAM,
});
const enable = (service: Service, ...ShardLevelMetrics: string[]) => service.call('EnableEnhancedMonitoring', { ShardLevelMetrics });
const disable = (service: Service, ...ShardLevelMetrics: string[]) => service.call('DisableEnhancedMonitoring', { ShardLevelMetrics });
const described = async (service: Service) =>
  (await service.call<{ StreamDescription: { EnhancedMonitoring: unknown } }>('DescribeStream')).StreamDescription.EnhancedMonitoring;

test('a new stream sends nothing per shard', async () => {
  expect(await described(await serviceWithStream())).toEqual([{ ShardLevelMetrics: [] }]);
});

describe('the answer names what is sent before and after', () => {
  test.each<[string, string[], string[], string[]]>([
    ['EnableEnhancedMonitoring', [], [IN_RECORDS], [IN_RECORDS]],
    ['EnableEnhancedMonitoring', [], ['ALL'], ALL],
    ['EnableEnhancedMonitoring', [], ['ALL', IN_BYTES], ALL],
    ['EnableEnhancedMonitoring', [], [IN_RECORDS, AGE, WRITE], [AGE, WRITE, IN_RECORDS]],
    ['EnableEnhancedMonitoring', [IN_RECORDS], [IN_RECORDS], [IN_RECORDS]],
    ['EnableEnhancedMonitoring', [IN_RECORDS], [IN_BYTES], [IN_BYTES, IN_RECORDS]],
    ['EnableEnhancedMonitoring', [], [IN_BYTES, IN_BYTES], [IN_BYTES]],
    ['DisableEnhancedMonitoring', ['ALL'], [AGE], ALL.slice(1)],
    ['DisableEnhancedMonitoring', ['ALL'], ['ALL'], []],
    ['DisableEnhancedMonitoring', [IN_RECORDS], [IN_BYTES], [IN_RECORDS]],
    ['DisableEnhancedMonitoring', [], ['ALL'], []],
  ])('%s, sent: %j, named: %j', async (operation, sent, named, after) => {
    const service = await serviceWithStream();
    if (sent.length > 0) await enable(service, ...sent);
    await service.wait(4);
    const before = sent.includes('ALL') ? ALL : sent;
    expect(await service.call(operation, { ShardLevelMetrics: named })).toEqual(answer(before, after));
    await service.wait(4);
    expect(await described(service)).toEqual([{ ShardLevelMetrics: after }]);
  });

  test('by ARN', async () => {
    const body = { StreamARN: ARN, ShardLevelMetrics: [IN_BYTES] };
    expect(await (await serviceWithStream()).call('EnableEnhancedMonitoring', body)).toEqual(answer([], [IN_BYTES]));
  });
});

test('a change is UPDATING for 2.80 to 3.78 s and shows the old list until then', async () => {
  const service = await serviceWithStream();
  for (const [change, before, after] of [
    [enable, [], ALL],
    [disable, ALL, []],
  ] as const) {
    await change(service, 'ALL');
    await service.wait(2.8);
    expect([await statusOf(service), await described(service)]).toEqual(['UPDATING', [{ ShardLevelMetrics: before }]]);
    await service.wait(0.98);
    expect([await statusOf(service), await described(service)]).toEqual(['ACTIVE', [{ ShardLevelMetrics: after }]]);
  }
});

describe.each(['EnableEnhancedMonitoring', 'DisableEnhancedMonitoring'])('%s is refused', (operation) => {
  const set =
    '[ALL, IteratorAgeMilliseconds, IncomingBytes, WriteProvisionedThroughputExceeded, OutgoingRecords, ReadProvisionedThroughputExceeded, IncomingRecords, OutgoingBytes]';
  const nested = `satisfy constraint: [Member must satisfy enum value set: ${set}]`;

  test.each<[Record<string, unknown>, Refusal]>([
    [{ ShardLevelMetrics: ['INVALID'] }, unfit("'[INVALID]'", 'shardLevelMetrics', nested)],
    [{ ShardLevelMetrics: [IN_BYTES, 'incomingRecords'] }, unfit(`'[${IN_BYTES}, incomingRecords]'`, 'shardLevelMetrics', nested)],
    [{ ShardLevelMetrics: [] }, unfit("'[]'", 'shardLevelMetrics', 'have length greater than or equal to 1')],
    [{}, unfit('null', 'shardLevelMetrics', 'not be null')],
    [
      { ShardLevelMetrics: [...ALL, 'ALL'] },
      unfit(`'[${[...ALL, 'ALL'].join(', ')}]'`, 'shardLevelMetrics', 'have length less than or equal to 7'),
    ],
    [{ StreamName: 'missing', ShardLevelMetrics: ['ALL'] }, notFound('missing')],
  ])('for %j', async (body, refusal) => {
    const service = await serviceWithStream();
    expect(await service.refusal(operation, body)).toEqual(refusal);
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  test.each(UNFIT_STATES)('while %s', async (state) => {
    expect(await (await serviceIn(state)).refusal(operation, { ShardLevelMetrics: ['ALL'] })).toEqual(notActive(state));
  });
});
