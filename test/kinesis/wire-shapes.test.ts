/** What goes over the wire: which members are there, which are not, and in which form. */
import { describe, expect, test } from 'vitest';
import { ARN, base64, iteratorOf, put, read, serviceWithStream, shard, shardsOf, START, startService, STREAM } from './service.ts';

/** The stream says that it was created about a second before the call. */
const CREATED = START / 1000 - 1;
const NUMBER = expect.stringMatching(/^49\d{54}$/);
const MAX = String(2n ** 128n - 1n);
const commonDescription = {
  EncryptionType: 'NONE',
  EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
  RetentionPeriodHours: 24,
  StreamARN: ARN,
  StreamCreationTimestamp: CREATED,
  StreamModeDetails: { StreamMode: 'PROVISIONED' },
  StreamName: STREAM,
  StreamStatus: 'ACTIVE',
};

test.each([
  ['CreateStream', { StreamName: 'new', ShardCount: 1 }],
  ['SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '1000' }],
  ['MergeShards', { ShardToMerge: shard(0), AdjacentShardToMerge: shard(1) }],
  ['IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 48 }],
  ['DeleteStream', {}],
])('%s answers with nothing', async (operation, body) => {
  expect(await (await serviceWithStream(2)).call(operation, body)).toEqual({});
});

test('an error is a type and a message with status 400', async () => {
  const { status, body } = await startService().api.handle('Kinesis_20131202.DescribeStream', { StreamName: 'none' });
  expect([status, Object.keys(body)]).toEqual([400, ['__type', 'message']]);
});

describe('descriptions', async () => {
  const service = await serviceWithStream(1);

  test('DescribeStream', async () => {
    expect(await service.call('DescribeStream')).toEqual({
      StreamDescription: {
        ...commonDescription,
        HasMoreShards: false,
        Shards: [
          {
            HashKeyRange: { EndingHashKey: MAX, StartingHashKey: '0' },
            SequenceNumberRange: { StartingSequenceNumber: NUMBER },
            ShardId: shard(0),
          },
        ],
      },
    });
  });

  test('DescribeStreamSummary', async () => {
    expect(await service.call('DescribeStreamSummary')).toEqual({
      StreamDescriptionSummary: { ...commonDescription, ChannelCount: 0, ConsumerCount: 0, MaxRecordSizeInKiB: 1024, OpenShardCount: 1 },
    });
  });

  test('ListStreams', async () => {
    const { EncryptionType: _e, EnhancedMonitoring: _m, RetentionPeriodHours: _r, ...summary } = commonDescription;
    expect(await service.call('ListStreams')).toEqual({ HasMoreStreams: false, StreamNames: [STREAM], StreamSummaries: [summary] });
  });

  test.each(['DescribeStream', 'DescribeStreamSummary', 'ListStreams', 'ListShards'])(
    'members of %s stand in the order of the alphabet, as recorded',
    async (operation) => {
      const unordered = (value: unknown): string[] => {
        if (typeof value !== 'object' || value === null) return [];
        const names = Array.isArray(value) ? [] : Object.keys(value);
        return [...names.filter((name, i) => i > 0 && name < names[i - 1]), ...Object.values(value).flatMap(unordered)];
      };
      expect(unordered(await service.call(operation))).toEqual([]);
    },
  );
});

describe('lists of streams', () => {
  test('go page by page, by name', async () => {
    const service = startService();
    for (const name of ['c', 'a', 'B', 'b']) await service.call('CreateStream', { StreamName: name, ShardCount: 1 });
    const first = await service.call<{ StreamNames: string[]; HasMoreStreams: boolean; NextToken: string }>('ListStreams', { Limit: 3 });
    expect([first.StreamNames, first.HasMoreStreams]).toEqual([['B', 'a', 'b'], true]);
    expect(await service.call('ListStreams', { NextToken: first.NextToken })).toMatchObject({ StreamNames: ['c'], HasMoreStreams: false });
    expect(await service.call('ListStreams', { ExclusiveStartStreamName: 'a' })).toMatchObject({ StreamNames: ['b', 'c'] });
  });
});

describe('records', async () => {
  const service = await serviceWithStream(1);

  test('PutRecord', async () => {
    expect(await put(service, 'x')).toEqual({ SequenceNumber: NUMBER, ShardId: shard(0) });
  });

  test('PutRecords', async () => {
    const records = [{ Data: base64('y'), PartitionKey: 'k' }];
    expect(await service.call('PutRecords', { Records: records })).toEqual({
      FailedRecordCount: 0,
      Records: [{ SequenceNumber: NUMBER, ShardId: shard(0) }],
    });
  });

  test('GetRecords', async () => {
    const page = await read(service, await iteratorOf(service, shard(0)));
    expect(page).toEqual({
      MillisBehindLatest: 0,
      NextShardIterator: expect.stringMatching(/^[A-Za-z0-9+/]+=*$/),
      Records: ['x', 'y'].map((text) => ({
        ApproximateArrivalTimestamp: START / 1000 + 4,
        Data: base64(text),
        PartitionKey: 'k',
        SequenceNumber: NUMBER,
      })),
    });
  });

  test('what goes in as bytes comes out as the same bytes', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const latest = await iteratorOf(service, shard(0), 'LATEST');
    await service.call('PutRecord', { Data: Buffer.from(bytes).toString('base64'), PartitionKey: 'k' });
    expect([...Buffer.from((await read(service, latest)).Records[0].Data, 'base64')]).toEqual([...bytes]);
  });
});

test('a split: ending number of the parent, parent of the children', async () => {
  const service = await serviceWithStream(1);
  await service.call('SplitShard', { ShardToSplit: shard(0), NewStartingHashKey: '1000' });
  await service.wait(4);
  expect(await shardsOf(service)).toEqual([
    {
      HashKeyRange: { EndingHashKey: MAX, StartingHashKey: '0' },
      SequenceNumberRange: { EndingSequenceNumber: NUMBER, StartingSequenceNumber: NUMBER },
      ShardId: shard(0),
    },
    {
      HashKeyRange: { EndingHashKey: '999', StartingHashKey: '0' },
      ParentShardId: shard(0),
      SequenceNumberRange: { StartingSequenceNumber: NUMBER },
      ShardId: shard(1),
    },
    {
      HashKeyRange: { EndingHashKey: MAX, StartingHashKey: '1000' },
      ParentShardId: shard(0),
      SequenceNumberRange: { StartingSequenceNumber: NUMBER },
      ShardId: shard(2),
    },
  ]);
});

test('two services of one seed answer alike, to the character; another seed differs', async () => {
  const answers = async (seed: number) => {
    const service = await serviceWithStream(2, { seed });
    const first = await put(service, 'x', 'user-42');
    await service.wait(1.5);
    return [first, await put(service, 'y', 'user-43'), await shardsOf(service), await iteratorOf(service, shard(0))];
  };
  expect(await answers(7)).toEqual(await answers(7));
  expect(await answers(8)).not.toEqual(await answers(7));
});

test('the clock runs only when it is told to', async () => {
  const service = startService();
  expect(service.api.now()).toBe(START);
  await service.call('CreateStream', { StreamName: STREAM, ShardCount: 1 });
  expect(service.api.now()).toBe(START);
  await service.api.advanceTo(START + 1234.5);
  expect(service.api.now()).toBe(START + 1234.5);
});
