import { describe, expect, test } from 'vitest';
import { iteratorOf, put, read, serviceWithStream, shard, shardsOf, statusOf, STREAM, texts, type Service } from './service.ts';

const FIRST = shard(0);
const HOUR_S = 3600;
const invalid = (message: string) => ({ type: 'InvalidArgumentException', message });
const retained = async (service: Service) => texts(await read(service, await iteratorOf(service, FIRST))).join('');
const hours = async (service: Service) =>
  (await service.call<{ StreamDescriptionSummary: { RetentionPeriodHours: number } }>('DescribeStreamSummary')).StreamDescriptionSummary
    .RetentionPeriodHours;
const increase = (service: Service, to: number) => service.call('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: to });
const decrease = (service: Service, to: number) => service.call('DecreaseStreamRetentionPeriod', { RetentionPeriodHours: to });

describe('the horizon', () => {
  test('a record can be read for 24 hours and not a millisecond longer', async () => {
    const service = await serviceWithStream();
    await put(service, 'a');
    await service.wait(1);
    await put(service, 'b');
    await service.wait(24 * HOUR_S - 1);
    expect(await retained(service)).toBe('ab');
    await service.wait(0.001);
    expect(await retained(service)).toBe('b');
    await service.wait(1);
    expect(await retained(service)).toBe('');
  });

  test('an iterator that has fallen behind it goes on with the oldest record', async () => {
    const service = await serviceWithStream();
    await put(service, 'a');
    await service.wait(200);
    await put(service, 'b');
    await service.wait(24 * HOUR_S - 300);
    const iterator = await iteratorOf(service, FIRST);
    await service.wait(200);
    expect(texts(await read(service, iterator))).toEqual(['b']);
  });

  test('a number that has fallen behind it reads from the oldest record', async () => {
    const service = await serviceWithStream();
    const { SequenceNumber } = await put(service, 'a');
    await service.wait(10);
    await put(service, 'b');
    await service.wait(24 * HOUR_S - 5);
    const iterator = await iteratorOf(service, FIRST, 'AT_SEQUENCE_NUMBER', { StartingSequenceNumber: SequenceNumber });
    expect(texts(await read(service, iterator))).toEqual(['b']);
  });

  test('years of sleep leave nothing and break nothing', async () => {
    const service = await serviceWithStream();
    for (let i = 0; i < 20; i++) await put(service, 'x');
    await service.wait(5 * 365 * 24 * HOUR_S);
    expect(await retained(service)).toBe('');
    await put(service, 'fresh');
    expect(await retained(service)).toBe('fresh');
  });
});

describe('an increase', () => {
  test('keeps what is there', async () => {
    const service = await serviceWithStream();
    await put(service, 'a');
    await service.wait(HOUR_S);
    await increase(service, 48);
    await service.wait(40 * HOUR_S);
    expect(await retained(service)).toBe('a');
  });

  test('does not bring back what is gone', async () => {
    const service = await serviceWithStream();
    await put(service, 'a');
    await service.wait(HOUR_S);
    await put(service, 'b');
    await service.wait(23.5 * HOUR_S);
    await increase(service, 48);
    await service.wait(60);
    expect(await retained(service)).toBe('b');
  });

  test('does not bring back what goes while the stream is UPDATING', async () => {
    const service = await serviceWithStream();
    await put(service, 'a');
    await service.wait(24 * HOUR_S - 1);
    await increase(service, 48);
    await service.wait(2);
    const during = await retained(service);
    await service.wait(60);
    expect(['', 'a']).toContain(during);
    expect(await retained(service)).toBe(during);
  });
});

describe('a decrease', () => {
  test('drops what is older', async () => {
    const service = await serviceWithStream();
    await increase(service, 48);
    await service.wait(5);
    await put(service, 'a');
    await service.wait(30 * HOUR_S);
    await put(service, 'b');
    expect(await retained(service)).toBe('ab');
    await decrease(service, 24);
    await service.wait(60);
    expect(await retained(service)).toBe('b');
  });

  test('and an increase after it does not undo it', async () => {
    const service = await serviceWithStream();
    await increase(service, 48);
    await service.wait(5);
    await put(service, 'a');
    await service.wait(30 * HOUR_S);
    await decrease(service, 24);
    await service.wait(5);
    await increase(service, 48);
    await service.wait(60);
    expect(await retained(service)).toBe('');
  });
});

describe('a change', () => {
  test('makes the stream UPDATING; the description shows the old hours until it is ACTIVE', async () => {
    const service = await serviceWithStream();
    await increase(service, 48);
    expect([await statusOf(service), await hours(service)]).toEqual(['UPDATING', 24]);
    await service.wait(4);
    expect([await statusOf(service), await hours(service)]).toEqual(['ACTIVE', 48]);
  });

  test('to the same hours succeeds and changes nothing', async () => {
    const service = await serviceWithStream();
    await increase(service, 24);
    await decrease(service, 24);
    expect(await statusOf(service)).toBe('ACTIVE');
  });

  test.each([
    ['Increase', 23, 'Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.'],
    ['Decrease', 23, 'Minimum allowed retention period is 24 hours. Requested retention period (23 hours) is too short.'],
    ['Increase', 8761, 'Maximum allowed retention period is 8760 hours. Requested retention period (8761 hours) is too long.'],
    [
      'Increase',
      25,
      `Requested retention period (25 hours) for stream ${STREAM} can not be shorter than existing retention period (48 hours). Use DecreaseRetentionPeriod API.`,
    ],
    [
      'Decrease',
      49,
      `Requested retention period (49 hours) for stream ${STREAM} can not be longer than existing retention period (48 hours). Use IncreaseRetentionPeriod API.`,
    ],
  ])('%s to %i h is refused', async (direction, to, message) => {
    const service = await serviceWithStream();
    await increase(service, 48);
    await service.wait(5);
    expect(await service.refusal(`${direction}StreamRetentionPeriod`, { RetentionPeriodHours: to })).toEqual(invalid(message));
    expect(await hours(service)).toBe(48);
  });

  test('beyond 168 h is refused in the classic profile', async () => {
    const service = await serviceWithStream(1, { quotas: 'classic' });
    expect((await service.refusal('IncreaseStreamRetentionPeriod', { RetentionPeriodHours: 169 })).message).toMatch(
      /^Maximum allowed retention period is 168 hours/,
    );
  });
});

test('a closed shard is listed as long as it can hold records, and no longer', async () => {
  const service = await serviceWithStream();
  await service.call('SplitShard', { ShardToSplit: FIRST, NewStartingHashKey: '100' });
  await service.wait(30);
  const ids = async () => (await shardsOf(service)).map(({ ShardId }) => ShardId);
  await service.wait(24 * HOUR_S - 10);
  expect(await ids()).toEqual([shard(0), shard(1), shard(2)]);
  await service.wait(20);
  expect(await ids()).toEqual([shard(1), shard(2)]);
  expect((await service.refusal('GetShardIterator', { ShardId: FIRST, ShardIteratorType: 'TRIM_HORIZON' })).type).toBe(
    'ResourceNotFoundException',
  );
});
