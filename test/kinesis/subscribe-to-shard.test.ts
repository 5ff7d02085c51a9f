import { describe, expect, test } from 'vitest';
import { addConsumer, fanOut, LATEST, textsOf, TRIM_HORIZON, worded } from './fan-out-service.ts';
import { ACCOUNT, ARN, iteratorOf, put, read, shard, START, STREAM, texts } from './service.ts';

const IN_USE = `Another active subscription exists for this consumer: ${ACCOUNT}:${STREAM}:${shard(0)}:fraud`;

describe('SubscribeToShard is refused', () => {
  const consumerArn = `${ARN}/consumer/fraud:${START / 1000 + 4}`;
  const oneOf =
    'Must either specify (1) AT_SEQUENCE_NUMBER or AFTER_SEQUENCE_NUMBER and StartingSequenceNumber or (2) TRIM_HORIZON or LATEST and no StartingSequenceNumber. Request specified';
  const foreign = '49669554613075263284170738169223374761157254194237800450';

  test.each([
    [{ Type: 'AT_SEQUENCE_NUMBER' }, {}, 'InvalidArgumentException', `${oneOf} AT_SEQUENCE_NUMBER and no StartingSequenceNumber.`],
    [{ Type: 'LATEST', SequenceNumber: '1' }, {}, 'InvalidArgumentException', `${oneOf} LATEST and also a StartingSequenceNumber.`],
    [
      { Type: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: foreign },
      {},
      'InvalidArgumentException',
      `StartingSequenceNumber ${foreign} used in SubscribeToShard on shard ${shard(0)} in stream ${STREAM} under account ${ACCOUNT} is invalid because it did not come from this stream.`,
    ],
    [{ Type: 'AT_TIMESTAMP' }, {}, 'InvalidArgumentException', /Must specify timestampInMillis parameter/],
    [
      { Type: 'AT_TIMESTAMP', Timestamp: START / 1000 + 60 },
      {},
      'InvalidArgumentException',
      /timestampInMillis parameter cannot be greater than the currentTimestampInMillis/,
    ],
    [
      LATEST,
      { ShardId: shard(7) },
      'ResourceNotFoundException',
      `Could not find shard ${shard(7)} in stream ${STREAM} under account ${ACCOUNT}.`,
    ],
    [LATEST, { ConsumerARN: `${consumerArn}1` }, 'ResourceNotFoundException', `Consumer ${consumerArn}1, account ${ACCOUNT} not found.`],
    [
      LATEST,
      { ConsumerARN: ARN },
      'ValidationException',
      /at 'consumerARN' failed to satisfy constraint: Member must satisfy regular expression pattern/,
    ],
    [{}, {}, 'ValidationException', /Value null at 'startingPosition.type' failed to satisfy constraint: Member must not be null/],
    [
      { Type: 'NOW' },
      {},
      'ValidationException',
      /Value 'NOW' at 'startingPosition.type' failed to satisfy constraint: Member must satisfy enum value set/,
    ],
    [LATEST, { DryRun: true }, 'DryRunOperationException', /./],
  ])('from %j with %j', async (start, more, type, message) => {
    const { service, refusedSubscribe } = await fanOut();
    const expected = { type, message: worded(message) };
    expect(await refusedSubscribe(start, more)).toEqual(expected);
    const overHandle = await service.refusal('SubscribeToShard', {
      ConsumerARN: consumerArn,
      ShardId: shard(0),
      StartingPosition: start,
      ...more,
    });
    expect(overHandle).toEqual(expected);
  });

  test('while the consumer is not ACTIVE', async () => {
    const { service, consumerArn: arn, refusedSubscribe } = await fanOut();
    const second = arn.split(':').at(-1);
    await service.call('DeregisterStreamConsumer', { ConsumerARN: arn });
    expect(await refusedSubscribe()).toEqual({
      type: 'ResourceInUseException',
      message: `Consumer fraud with creation timestamp ${second} under stream: ${STREAM} , account ${ACCOUNT} is not in ACTIVE status.`,
    });
  });

  test('within 5 s of a successful call; then the new subscription takes over and the older one ends with that error', async () => {
    const { service, subscribe, refusedSubscribe } = await fanOut();
    const older = await subscribe();
    await service.wait(4.9);
    expect(await refusedSubscribe()).toEqual({ type: 'ResourceInUseException', message: IN_USE });
    expect(older.drain().ended).toBe(false);
    await service.wait(0.1);
    const newer = await subscribe();
    const end = older.drain();
    expect(end).toMatchObject({
      ended: true,
      endedAtMs: service.api.now(),
      exception: { __type: 'ResourceInUseException', message: IN_USE },
    });
    expect(end.events.at(-1)).toEqual({ atMs: service.api.now(), event: { ResourceInUseException: { message: IN_USE } } });
    await put(service, 'a');
    await service.wait(1);
    expect(textsOf(newer.events())).toEqual(['a']);
    expect(older.drain()).toMatchObject({ ended: true, events: [] });
  });

  test('a call through handle() counts as one, though nobody can read it', async () => {
    const { service, consumerArn: arn, refusedSubscribe, subscribe } = await fanOut();
    expect(await service.call('SubscribeToShard', { ConsumerARN: arn, ShardId: shard(0), StartingPosition: LATEST })).toEqual({});
    expect(await refusedSubscribe()).toMatchObject({ type: 'ResourceInUseException' });
    await service.wait(5);
    await subscribe();
  });
});

test('other shards and other consumers have subscriptions of their own', async () => {
  const { service, subscribe } = await fanOut(2);
  const other = await addConsumer(service, 'audit');
  const sessions = [await subscribe(), await subscribe(LATEST, { ShardId: shard(1) }), await other.subscribe()];
  await put(service, 'low', 'k', { ExplicitHashKey: '0' });
  await put(service, 'high', 'k', { ExplicitHashKey: String(2n ** 128n - 1n) });
  await service.wait(1);
  expect(sessions.map((session) => textsOf(session.events()))).toEqual([['low'], ['high'], ['low']]);
});

describe('starting positions', () => {
  const setUp = async () => {
    const fan = await fanOut();
    const numbers: string[] = [];
    for (const text of ['a', 'b', 'c', 'd']) {
      numbers.push((await put(fan.service, text)).SequenceNumber);
      await fan.service.wait(1);
    }
    return { ...fan, numbers };
  };
  const midway = (START + 10_000) / 1000; // the third record arrives then

  test.each([
    ['TRIM_HORIZON', () => ({}), ['a', 'b', 'c', 'd']],
    ['LATEST', () => ({}), []],
    ['AT_SEQUENCE_NUMBER', (numbers: string[]) => ({ SequenceNumber: numbers[1] }), ['b', 'c', 'd']],
    ['AFTER_SEQUENCE_NUMBER', (numbers: string[]) => ({ SequenceNumber: numbers[1] }), ['c', 'd']],
    ['AT_TIMESTAMP', () => ({ Timestamp: midway }), ['c', 'd']],
  ])('%s means what it means to GetShardIterator', async (type, more, expected) => {
    const { service, subscribe, numbers } = await setUp();
    const { SequenceNumber, Timestamp } = more(numbers) as { SequenceNumber?: string; Timestamp?: number };
    const session = await subscribe({ Type: type, SequenceNumber, Timestamp });
    const events = session.events();
    expect(textsOf(events)).toEqual(expected);
    expect(events.map(({ after, MillisBehindLatest }) => [after, MillisBehindLatest])).toEqual(expected.length > 0 ? [[0, 0]] : []);
    const iterator = await iteratorOf(service, shard(0), type, { StartingSequenceNumber: SequenceNumber, Timestamp });
    expect(texts(await read(service, iterator))).toEqual(expected);
  });

  test('from a ContinuationSequenceNumber a reader goes on without a gap', async () => {
    const { service, subscribe } = await setUp();
    const first = await subscribe(TRIM_HORIZON);
    await service.wait(12); // events without records follow
    const events = first.events();
    const numbers = events.map(({ ContinuationSequenceNumber }) => BigInt(ContinuationSequenceNumber!));
    expect(numbers.length).toBeGreaterThan(2);
    numbers.slice(1).forEach((number, i) => expect(number).toBeGreaterThan(numbers[i]!));
    await put(service, 'e');
    const SequenceNumber = events.at(-1)!.ContinuationSequenceNumber!;
    for (const Type of ['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']) {
      const next = await subscribe({ Type, SequenceNumber });
      await service.wait(6);
      expect(textsOf(next.events())).toEqual(['e']);
    }
  });
});
