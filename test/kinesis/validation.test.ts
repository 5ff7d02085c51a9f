/** What the service says of requests that do not fit, in its own words. */
import { describe, expect, test } from 'vitest';
import { dataOf, serviceWithStream, startService } from './service.ts';

const service = await serviceWithStream();
const detected = (count: number, ...clauses: string[]) =>
  `${count} validation error${count > 1 ? 's' : ''} detected: ${clauses.join('; ')}`;
const clause = (value: string, path: string, must: string) =>
  `Value ${value} at '${path}' failed to satisfy constraint: Member must ${must}`;

async function expectInvalid(operation: string, body: Record<string, unknown>, message: string): Promise<void> {
  expect(await service.refusal(operation, body)).toEqual({ type: 'ValidationException', message });
}

describe('constraints', () => {
  test('a missing member', () => expectInvalid('PutRecord', { PartitionKey: 'a' }, detected(1, clause('null', 'data', 'not be null'))));

  test('null is missing', () =>
    expectInvalid('PutRecord', { PartitionKey: null, Data: '' }, detected(1, clause('null', 'partitionKey', 'not be null'))));

  test('a pattern', () =>
    expectInvalid(
      'CreateStream',
      { StreamName: 'bad/name', ShardCount: 1 },
      detected(1, clause("'bad/name'", 'streamName', 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+')),
    ));

  test('a line break is not in the pattern', () =>
    expectInvalid(
      'DescribeStream',
      { StreamName: 'a\n' },
      detected(1, clause("'a\n'", 'streamName', 'satisfy regular expression pattern: [a-zA-Z0-9_.-]+')),
    ));

  test('a length', () =>
    expectInvalid(
      'PutRecord',
      { Data: '', PartitionKey: 'k'.repeat(257) },
      detected(1, clause(`'${'k'.repeat(257)}'`, 'partitionKey', 'have length less than or equal to 256')),
    ));

  test('a value', () =>
    expectInvalid(
      'CreateStream',
      { StreamName: 's', ShardCount: 0 },
      detected(1, clause("'0'", 'shardCount', 'have value greater than or equal to 1')),
    ));

  test('an enumeration', () =>
    expectInvalid(
      'GetShardIterator',
      { ShardId: 'shardId-0', ShardIteratorType: 'NEWEST' },
      detected(
        1,
        clause(
          "'NEWEST'",
          'shardIteratorType',
          'satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]',
        ),
      ),
    ));

  test('data is not told', () =>
    expectInvalid(
      'PutRecord',
      { Data: dataOf(10_485_761), PartitionKey: 'a' },
      detected(1, "Value at 'data' failed to satisfy constraint: Member must have length less than or equal to 10485760"),
    ));

  test('the second entry of a list', () =>
    expectInvalid(
      'PutRecords',
      {
        Records: [
          { Data: '', PartitionKey: 'a' },
          { Data: '', PartitionKey: '' },
        ],
      },
      detected(1, clause("''", 'records.2.member.partitionKey', 'have length greater than or equal to 1')),
    ));

  test('an empty list', () =>
    expectInvalid('PutRecords', { Records: [] }, detected(1, clause("'[]'", 'records', 'have length greater than or equal to 1'))));

  test('everything that is wrong, at once', () =>
    expectInvalid(
      'GetRecords',
      { ShardIterator: '', Limit: 0 },
      detected(
        2,
        clause("'0'", 'limit', 'have value greater than or equal to 1'),
        clause("''", 'shardIterator', 'have length greater than or equal to 1'),
      ),
    ));

  test('records are not told where there are too many', () =>
    expectInvalid(
      'PutRecords',
      { Records: Array.from({ length: 501 }, () => ({ Data: '', PartitionKey: 'a' })) },
      detected(1, "Value at 'records' failed to satisfy constraint: Member must have length less than or equal to 500"),
    ));

  test('at most ten clauses are told', async () => {
    const { message } = await service.refusal('PutRecords', {
      Records: Array.from({ length: 12 }, () => ({ Data: '', PartitionKey: '' })),
    });
    expect(message).toMatch(/^10 validation errors detected: /);
    expect(message.split('; ')).toHaveLength(10);
  });

  test.each(['-1', '01', '1.5', '1e3', ' 1', 'ff', ''])('%j is no hash key', async (hashKey) => {
    expect((await service.refusal('PutRecord', { Data: '', PartitionKey: 'a', ExplicitHashKey: hashKey })).message).toBe(
      detected(1, clause(`'${hashKey}'`, 'explicitHashKey', 'satisfy regular expression pattern: ^(0|([1-9]\\d{0,38}))$')),
    );
  });
});

describe('types that do not convert', () => {
  test.each([
    [
      'PutRecord',
      { Data: '', PartitionKey: 7 },
      'class com.amazon.coral.value.json.numbers.TruncatingBigNumber can not be converted to an String',
    ],
    ['PutRecord', { Data: '', PartitionKey: true }, 'class java.lang.Boolean can not be converted to an String'],
    ['GetRecords', { ShardIterator: 'x', Limit: '5' }, 'class java.lang.String can not be converted to an Integer'],
    [
      'PutRecord',
      { Data: 'abc', PartitionKey: 'a' },
      "'abc' can not be converted to a Blob: Base64 encoded length is expected a multiple of 4 bytes but found: 3",
    ],
    ['PutRecord', { Data: 'ab?=', PartitionKey: 'a' }, "'ab?=' can not be converted to a Blob: Invalid Base64 character: '?'"],
    ['PutRecord', { Data: 'abc==a==', PartitionKey: 'a' }, "'abc==a==' can not be converted to a Blob: Invalid Base64 character: '='"],
    [
      'PutRecord',
      { Data: 'abd=', PartitionKey: 'a' },
      "'abd=' can not be converted to a Blob: Invalid last non-pad Base64 character dectected",
    ],
    [
      'PutRecord',
      { Data: 'ab==', PartitionKey: 'a' },
      "'ab==' can not be converted to a Blob: Invalid last non-pad Base64 character dectected",
    ],
    ['PutRecord', { Data: [], PartitionKey: 'a' }, 'Start of list found where not expected'],
    ['PutRecord', { Data: {}, PartitionKey: 'a' }, 'Start of structure or map found where not expected.'],
    ['PutRecords', { Records: {} }, 'Start of structure or map found where not expected.'],
  ])('%s %j', async (operation, body, message) => {
    expect(await service.refusal(operation, body)).toEqual({ type: 'SerializationException', message });
  });

  test('the message stands under a capital M', async () => {
    const { body } = await service.api.handle('Kinesis_20131202.PutRecord', { Data: 5 });
    expect(Object.keys(body)).toEqual(['__type', 'Message']);
  });
});

test.each(['Kinesis_20131202.PutFish', 'PutRecord', 'Kinesis_20140101.PutRecord', ''])('there is no operation %j', async (target) => {
  const { status, body } = await startService().api.handle(target, {});
  expect([status, body.__type]).toEqual([400, 'UnknownOperationException']);
});

test('an unfit request does nothing', async () => {
  const quiet = await serviceWithStream();
  await quiet.refusal('PutRecords', { Records: [{ Data: '', PartitionKey: 'a' }, { Data: '' }] });
  const { ShardIterator } = await quiet.call<{ ShardIterator: string }>('GetShardIterator', {
    ShardId: 'shardId-0',
    ShardIteratorType: 'TRIM_HORIZON',
  });
  expect((await quiet.call<{ Records: unknown[] }>('GetRecords', { ShardIterator })).Records).toEqual([]);
});
