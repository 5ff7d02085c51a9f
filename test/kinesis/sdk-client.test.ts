/** The client that was written for AWS notices no difference: its requests are understood, its answers and exceptions have their types. */
import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
  InvalidArgumentException,
  LimitExceededException,
  ListShardsCommand,
  ProvisionedThroughputExceededException,
  PutRecordCommand,
  PutRecordsCommand,
  RegisterStreamConsumerCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  SplitShardCommand,
  SubscribeToShardCommand,
  ValidationException,
  type SubscribeToShardEventStream,
} from '@aws-sdk/client-kinesis';
import { describe, expect, test } from 'vitest';
import { ARN, dataOf, serviceWithStream, shard, START, startService, STREAM } from './service.ts';
import { clientOf } from './sdk-client.ts';

const MIB = 1_048_576;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (data: Uint8Array | undefined): string => new TextDecoder().decode(data);

async function clientWithStream(shards = 1) {
  const service = await serviceWithStream(shards);
  return { ...service, ...clientOf(service.api) };
}

test('a stream is created and described: numbers, texts and a Date', async () => {
  const service = startService();
  const { client, seen } = clientOf(service.api);
  await client.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 2 }));
  await service.wait(4);
  const { StreamDescriptionSummary: summary } = await client.send(new DescribeStreamSummaryCommand({ StreamName: STREAM }));
  expect(summary).toMatchObject({
    StreamName: STREAM,
    StreamARN: ARN,
    StreamStatus: 'ACTIVE',
    OpenShardCount: 2,
    RetentionPeriodHours: 24,
  });
  expect(summary?.StreamCreationTimestamp).toEqual(new Date(START - 1000));
  expect(seen.map(({ target }) => target)).toEqual(['Kinesis_20131202.CreateStream', 'Kinesis_20131202.DescribeStreamSummary']);
});

test('bytes go in and the same bytes come out, with the time of their arrival as a Date', async () => {
  const { client, api } = await clientWithStream();
  const all = Uint8Array.from({ length: 256 }, (_, i) => i);
  const { ShardId, SequenceNumber } = await client.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: 'clé', Data: all }));
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({
      StreamName: STREAM,
      ShardId,
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      StartingSequenceNumber: SequenceNumber,
    }),
  );
  const { Records, MillisBehindLatest, NextShardIterator } = await client.send(new GetRecordsCommand({ ShardIterator }));
  expect(Records).toHaveLength(1);
  expect([...Records![0].Data!]).toEqual([...all]);
  expect(Records![0]).toMatchObject({ PartitionKey: 'clé', SequenceNumber, ApproximateArrivalTimestamp: new Date(api.now()) });
  expect([MillisBehindLatest, typeof NextShardIterator]).toEqual([0, 'string']);
});

test('an instant is sent as it is meant', async () => {
  const { client, api, wait } = await clientWithStream();
  for (const each of ['early', 'late']) {
    await client.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: 'k', Data: bytes(each) }));
    await wait(1.5);
  }
  const position = { StreamARN: ARN, ShardId: shard(0), ShardIteratorType: 'AT_TIMESTAMP' as const };
  const { ShardIterator } = await client.send(new GetShardIteratorCommand({ ...position, Timestamp: new Date(api.now() - 1500) }));
  const { Records } = await client.send(new GetRecordsCommand({ ShardIterator, StreamARN: ARN }));
  expect(Records!.map(({ Data }) => text(Data))).toEqual(['late']);
});

test('a batch fails in part: the answer says which records, and no exception is thrown', async () => {
  const { client } = await clientWithStream(2);
  const half = Buffer.from(dataOf(0.4 * MIB), 'base64');
  const place = (ExplicitHashKey: string) => ({ Data: half, PartitionKey: 'k', ExplicitHashKey });
  const { FailedRecordCount, Records } = await client.send(
    new PutRecordsCommand({ StreamName: STREAM, Records: [place('0'), place('0'), place('0'), place(String(2n ** 127n))] }),
  );
  expect(FailedRecordCount).toBe(1);
  expect(Records!.map(({ ShardId, ErrorCode }) => ShardId ?? ErrorCode)).toEqual([
    shard(0),
    shard(0),
    'ProvisionedThroughputExceededException',
    shard(1),
  ]);
});

test('a list is followed through its pages', async () => {
  const { client } = await clientWithStream(5);
  const pages: (string | undefined)[][] = [];
  let NextToken: string | undefined;
  do {
    const page = await client.send(
      new ListShardsCommand(NextToken === undefined ? { StreamName: STREAM, MaxResults: 2 } : { NextToken, MaxResults: 2 }),
    );
    pages.push(page.Shards!.map(({ ShardId }) => ShardId));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  expect(pages).toEqual([[shard(0), shard(1)], [shard(2), shard(3)], [shard(4)]]);
});

test('a split shows in both generations', async () => {
  const { client, wait } = await clientWithStream(1);
  await client.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: shard(0), NewStartingHashKey: String(2n ** 127n) }));
  await wait(4);
  const { Shards } = await client.send(new ListShardsCommand({ StreamName: STREAM }));
  expect(Shards!.map(({ ParentShardId }) => ParentShardId)).toEqual([undefined, shard(0), shard(0)]);
});

describe('refusals are the exceptions of the client', () => {
  const put = (Data: Uint8Array) => new PutRecordCommand({ StreamName: STREAM, PartitionKey: 'k', Data });
  const iterator = (type: 'LATEST' | 'AT_SEQUENCE_NUMBER') =>
    new GetShardIteratorCommand({ StreamName: STREAM, ShardId: shard(0), ShardIteratorType: type });

  test('of a single call', async () => {
    const { client } = await clientWithStream();
    const none = new DescribeStreamSummaryCommand({ StreamName: 'none' });
    await expect(client.send(none)).rejects.toBeInstanceOf(ResourceNotFoundException);
    await expect(client.send(none)).rejects.toMatchObject({
      message: 'Stream none under account 111122223333 not found.',
      $fault: 'client',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(client.send(new CreateStreamCommand({ StreamName: STREAM, ShardCount: 1 }))).rejects.toBeInstanceOf(
      ResourceInUseException,
    );
    await expect(client.send(iterator('AT_SEQUENCE_NUMBER'))).rejects.toBeInstanceOf(InvalidArgumentException);
    await expect(client.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: '', Data: bytes('') }))).rejects.toBeInstanceOf(
      ValidationException,
    );
  });

  test('of too much at once', async () => {
    const { client } = await clientWithStream();
    await client.send(put(new Uint8Array(MIB - 1)));
    await expect(client.send(put(new Uint8Array(10)))).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
    const calls = Array.from({ length: 6 }, (_, i) => client.send(new CreateStreamCommand({ StreamName: `s${i}`, ShardCount: 1 })));
    const refused = (await Promise.allSettled(calls)).filter((call) => call.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0].reason).toBeInstanceOf(LimitExceededException);
  });

  test('of an iterator that has aged', async () => {
    const { client, wait } = await clientWithStream();
    const { ShardIterator } = await client.send(iterator('LATEST'));
    await wait(301);
    await expect(client.send(new GetRecordsCommand({ ShardIterator }))).rejects.toBeInstanceOf(ExpiredIteratorException);
  });
});

describe('enhanced fan-out', () => {
  type Pushed = NonNullable<SubscribeToShardEventStream['SubscribeToShardEvent']>;

  async function subscribed(shards = 1) {
    const service = await clientWithStream(shards);
    const { Consumer } = await service.client.send(new RegisterStreamConsumerCommand({ StreamARN: ARN, ConsumerName: 'reader' }));
    await service.wait(4);
    const subscribe = () =>
      service.client.send(
        new SubscribeToShardCommand({ ConsumerARN: Consumer!.ConsumerARN, ShardId: shard(0), StartingPosition: { Type: 'TRIM_HORIZON' } }),
      );
    return { ...service, consumer: Consumer!, subscribe };
  }

  async function collect(stream: AsyncIterable<SubscribeToShardEventStream>): Promise<Pushed[]> {
    const pushed: Pushed[] = [];
    for await (const event of stream) if (event.SubscribeToShardEvent !== undefined) pushed.push(event.SubscribeToShardEvent);
    return pushed;
  }

  test('records are pushed, and the subscription ends after five minutes', async () => {
    const { client, consumer, subscribe, api } = await subscribed();
    expect(consumer.ConsumerCreationTimestamp).toBeInstanceOf(Date);
    await client.send(new PutRecordCommand({ StreamName: STREAM, PartitionKey: 'k', Data: bytes('hello') }));
    const start = api.now();
    const events = await collect((await subscribe()).EventStream!);
    expect(events.flatMap(({ Records }) => Records!.map(({ Data }) => text(Data)))).toEqual(['hello']);
    expect(events[0].Records![0].ApproximateArrivalTimestamp).toEqual(new Date(start));
    expect(events.every(({ ContinuationSequenceNumber }) => /^49\d{54}$/.test(ContinuationSequenceNumber ?? ''))).toBe(true);
    expect(api.now() - start).toBeGreaterThanOrEqual(300_000);
    expect(api.now() - start).toBeLessThan(302_000);
  });

  test('at the end of a shard its children are named', async () => {
    const { client, subscribe, wait } = await subscribed();
    await client.send(new SplitShardCommand({ StreamName: STREAM, ShardToSplit: shard(0), NewStartingHashKey: '1000' }));
    await wait(30);
    const last = (await collect((await subscribe()).EventStream!)).at(-1)!;
    expect(last.ChildShards!.map(({ ShardId, ParentShards }) => [ShardId, ParentShards])).toEqual([
      [shard(1), [shard(0)]],
      [shard(2), [shard(0)]],
    ]);
  });

  test('a second subscription at once is refused', async () => {
    const { subscribe } = await subscribed();
    await subscribe();
    await expect(subscribe()).rejects.toBeInstanceOf(ResourceInUseException);
  });
});
