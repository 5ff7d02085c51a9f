import { describe, expect, test } from 'vitest';
import { addConsumer, fanOut, textsOf, TRIM_HORIZON } from './fan-out-service.ts';
import { ACCOUNT, ARN, base64, dataOf, put, shard, shardsOf, STREAM, type Service } from './service.ts';

const putAll = (service: Service, texts: string[]) =>
  service.call('PutRecords', { Records: texts.map((text) => ({ Data: base64(text), PartitionKey: 'k' })) });

describe('pushing', () => {
  test('records arrive 70 to 150 ms after they were put, those of one moment in one event', async () => {
    const { service, subscribe } = await fanOut();
    const session = await subscribe();
    const openedMs = service.api.now();
    const latencies: number[] = [];
    for (let i = 0; i < 60; i++) {
      const putMs = service.api.now();
      await putAll(service, [`${i}a`, `${i}b`, `${i}c`]);
      await service.wait(0.213);
      const events = session.events();
      expect(textsOf(events)).toEqual([`${i}a`, `${i}b`, `${i}c`]);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({ MillisBehindLatest: 0 });
      latencies.push(Math.round(openedMs + 1000 * events[0]!.after - putMs));
    }
    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(70);
    expect(Math.max(...latencies)).toBeLessThanOrEqual(150);
    expect(latencies.toSorted((a, b) => a - b)[30]).toBeLessThanOrEqual(80); // the documentation: 70 ms on average
  });

  test('with nothing to send: the first event after 5.0 s, then one every 5.036 s, until the session ends after 5 minutes', async () => {
    const { service, subscribe } = await fanOut();
    const session = await subscribe();
    const openedMs = service.api.now();
    await service.wait(301);
    const { events, ended, endedAtMs, exception } = session.drain();
    expect(events).toHaveLength(59);
    expect(events.map(({ atMs }) => atMs - openedMs).slice(0, 3)).toEqual([5000, 10_036, 15_072]);
    for (const { event } of events)
      expect(event).toEqual({
        SubscribeToShardEvent: { ContinuationSequenceNumber: expect.any(String) as string, MillisBehindLatest: 0, Records: [] },
      });
    expect({ ended, after: endedAtMs! - openedMs, exception }).toEqual({ ended: true, after: 300_000, exception: undefined });
    expect(session.drain()).toEqual({ events: [], ended: true, endedAtMs });
  });

  test('an event with records puts the next empty one off', async () => {
    const { service, subscribe } = await fanOut();
    const session = await subscribe();
    await service.wait(3);
    await put(service, 'a');
    await service.wait(8);
    const [first, second] = session.events();
    expect(first!.Records).toHaveLength(1);
    expect(second!.Records).toHaveLength(0);
    expect(second!.after - first!.after).toBeCloseTo(5.036, 6);
  });

  test('records put just before the subscription are not lost', async () => {
    const { service, subscribe } = await fanOut();
    await put(service, 'a');
    const session = await subscribe(TRIM_HORIZON);
    expect(session.events()).toEqual([]);
    await service.wait(0.3);
    expect(textsOf(session.events())).toEqual(['a']);
  });
});

describe('the budget of 2 MiB/s', () => {
  const quotas = { fanOutBytesPerSecond: 2000, readPageTargetBytes: 7000, callRatesEnforced: false } as const; // a thousandth, so that tests are quick

  test('paces a backlog: all of it, in order, in pages, never faster than the budget', async () => {
    const { service, subscribe } = await fanOut(1, { quotas });
    const data = Array.from({ length: 100 }, (_, i) => String(i).padEnd(500, '.'));
    await putAll(service, data);
    await service.wait(10);
    const session = await subscribe(TRIM_HORIZON);
    await service.wait(60);
    const events = session.events().filter(({ Records }) => Records.length > 0);
    expect(textsOf(events)).toEqual(data);
    expect(events.slice(0, -1).map(({ Records }) => Records.length)).toEqual(events.slice(0, -1).map(() => 14));
    let bytes = 0;
    for (const { after, Records } of events) {
      bytes += 500 * Records.length;
      expect(bytes).toBeLessThanOrEqual(9000 + 2000 * after);
    }
    expect(events.at(-1)!.after).toBeCloseTo((50_000 - 9000) / 2000, 3);
    expect(events.at(-1)).toMatchObject({ MillisBehindLatest: 0 });
    events.slice(0, -1).forEach(({ MillisBehindLatest, after }) => expect(MillisBehindLatest / 1000).toBeCloseTo(10 + after, -1));
  });

  test('belongs to one consumer on one shard: others and pollers do not feel it', async () => {
    const { service, subscribe } = await fanOut(1, { quotas });
    const other = await addConsumer(service, 'audit');
    await putAll(
      service,
      Array.from({ length: 40 }, () => 'x'.padEnd(500)),
    );
    await service.wait(1);
    const sessions = [await subscribe(TRIM_HORIZON), await other.subscribe(TRIM_HORIZON)];
    await service.wait(6);
    expect(sessions.map((session) => textsOf(session.events()).length)).toEqual([40, 40]);
    const { ShardIterator } = await service.call('GetShardIterator', { ShardId: shard(0), ShardIteratorType: 'TRIM_HORIZON' });
    for (let i = 0; i < 5; i++) await service.call('GetRecords', { ShardIterator, Limit: 1 });
  });

  test('records larger than the whole budget still come', async () => {
    const { service, subscribe } = await fanOut(1, { quotas: { ...quotas, fanOutBytesPerSecond: 200 } });
    for (let i = 0; i < 3; i++) await service.call('PutRecord', { Data: dataOf(5000), PartitionKey: 'k' });
    await service.wait(1);
    const session = await subscribe(TRIM_HORIZON);
    await service.wait(120);
    expect(textsOf(session.events())).toHaveLength(3);
  });
});

describe('the end of a subscription', () => {
  test('at the end of a split shard: children instead of a continuation, once everything is pushed', async () => {
    const { service, subscribe } = await fanOut();
    const session = await subscribe();
    const openedMs = service.api.now();
    await service.call('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: String(2n ** 127n) });
    await service.wait(24);
    await put(service, 'last', 'k'); // the parent takes records until it closes
    await service.wait(0.5);
    expect(textsOf(session.events())).toEqual(['last']);
    await service.wait(5);
    const { events, ended, endedAtMs, exception } = session.drain();
    const last = events.at(-1)!;
    expect(ended).toBe(true);
    expect(exception).toBeUndefined();
    expect(endedAtMs).toBe(last.atMs);
    expect(endedAtMs! - openedMs).toBeLessThan(27_000);
    const children = (await shardsOf(service)).slice(1);
    expect(last.event['SubscribeToShardEvent']).toEqual({
      ChildShards: children.map(({ ShardId, HashKeyRange }) => ({ HashKeyRange, ParentShards: [shard(0)], ShardId })),
      MillisBehindLatest: 0,
      Records: [],
    });
    expect(events.slice(0, -1).every(({ event }) => 'ContinuationSequenceNumber' in event['SubscribeToShardEvent']!)).toBe(true);
  });

  test('a closed shard with records: the last event carries both records and children', async () => {
    const { service, subscribe } = await fanOut(2);
    await put(service, 'a', 'k', { ExplicitHashKey: '0' });
    await service.call('MergeShards', { ShardToMerge: shard(0), AdjacentShardToMerge: shard(1) });
    await service.wait(30);
    const session = await subscribe(TRIM_HORIZON);
    const { events, ended } = session.drain();
    expect(ended).toBe(true);
    expect(events).toHaveLength(1);
    expect(events[0]!.event['SubscribeToShardEvent']).toMatchObject({
      Records: [{ Data: base64('a') }],
      ChildShards: [{ ShardId: shard(2), ParentShards: [shard(0), shard(1)] }],
    });
  });

  test('the client goes away: nothing more is pushed, and after 5 s it may come back', async () => {
    const { service, subscribe, refusedSubscribe } = await fanOut();
    const session = await subscribe();
    await service.wait(1);
    session.close();
    session.close();
    expect(session.drain()).toEqual({ events: [], ended: true, endedAtMs: service.api.now() });
    expect(await refusedSubscribe()).toMatchObject({ type: 'ResourceInUseException' });
    await service.wait(4);
    await subscribe();
  });

  test.each([
    ['its consumer', 'DeregisterStreamConsumer', /^Consumer .*fraud:\d+, account \d+ not found\.$/],
    ['the stream', 'DeleteStream', /not found\.$/],
  ])('with %s: ResourceNotFoundException', async (_, operation, message) => {
    const { service, subscribe, consumerArn } = await fanOut();
    const session = await subscribe();
    await service.call(operation, operation === 'DeleteStream' ? { EnforceConsumerDeletion: true } : { ConsumerARN: consumerArn });
    await service.wait(10);
    expect(session.drain()).toMatchObject({
      ended: true,
      exception: { __type: 'ResourceNotFoundException', message: expect.stringMatching(message) as string },
    });
  });

  test('when the stream goes before its consumers', async () => {
    const { service, subscribe } = await fanOut(1, { delays: { deregisterConsumerMs: 60_000 } });
    const session = await subscribe();
    await service.call('DeleteStream', { EnforceConsumerDeletion: true });
    await service.wait(10);
    expect(session.drain()).toMatchObject({ ended: true, exception: { message: `Stream ${STREAM} under account ${ACCOUNT} not found.` } });
    await service.wait(60);
  });

  test('a client without the right to decrypt gets KMSAccessDeniedException in the place of records', async () => {
    const reader = `arn:aws:iam::${ACCOUNT}:user/reader`;
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'kinesis:*', Resource: '*' }] });
    const { service, consumerArn } = await fanOut(1, { iam: { identityPolicies: { [reader]: [policy] } } });
    await service.call('StartStreamEncryption', {
      EncryptionType: 'KMS',
      KeyId: `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`,
    });
    await service.wait(4);
    const request = { ConsumerARN: consumerArn, ShardId: shard(0), StartingPosition: { Type: 'LATEST' } };
    const { session } = await service.api.subscribe(request, { principal: reader });
    await put(service, 'secret');
    await service.wait(1);
    const { events, ended, exception } = session!.drain();
    expect(ended).toBe(true);
    expect(exception).toMatchObject({ __type: 'KMSAccessDeniedException' });
    expect(events).toEqual([{ atMs: expect.any(Number) as number, event: { KMSAccessDeniedException: { message: exception!.message } } }]);
  });
});

test('metrics per consumer: calls, clashes, events and what was in them', async () => {
  const { service, subscribe, refusedSubscribe } = await fanOut();
  const session = await subscribe();
  await refusedSubscribe();
  await putAll(service, ['aa', 'bbb']);
  await service.wait(30);
  expect(session.events()).toHaveLength(6);
  const sumOf = async (MetricName: string) => {
    const { body } = await service.api.handle('GraniteServiceVersion20100801.GetMetricStatistics', {
      Namespace: 'AWS/Kinesis',
      MetricName,
      Dimensions: [
        { Name: 'StreamName', Value: ARN.split('/')[1] },
        { Name: 'ConsumerName', Value: 'fraud' },
      ],
      StartTime: service.api.now() / 1000 - 3600,
      EndTime: service.api.now() / 1000 + 60,
      Period: 3600,
    });
    return (body['Datapoints'] as { Sum: number }[]).reduce((sum, { Sum }) => sum + Sum, 0);
  };
  const sums: Record<string, number> = {};
  for (const name of [
    'SubscribeToShard.Success',
    'SubscribeToShard.RateExceeded',
    'SubscribeToShardEvent.Success',
    'SubscribeToShardEvent.Records',
    'SubscribeToShardEvent.Bytes',
  ])
    sums[name] = await sumOf(name);
  expect(sums).toEqual({
    'SubscribeToShard.Success': 1,
    'SubscribeToShard.RateExceeded': 1,
    'SubscribeToShardEvent.Success': 6,
    'SubscribeToShardEvent.Records': 2,
    'SubscribeToShardEvent.Bytes': 5,
  });
});
