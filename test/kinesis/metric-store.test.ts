import { describe, expect, test } from 'vitest';
import { getMetricStatistics } from '../../src/engine/aws/cloudwatch/get-metric-statistics.ts';
import { metricName, noteMetric, statisticsOf, type MetricStore } from '../../src/engine/aws/cloudwatch/metric-store.ts';
import { datapoints, GET_STATISTICS, request } from './metric-service.ts';
import { serviceWithStream, START } from './service.ts';

const NAME = 'AWS/Kinesis/IncomingBytes/StreamName=orders';
const DAY = 24 * 3600;

function storeOf(samples: [epochSeconds: number, value: number][]): MetricStore {
  const store: MetricStore = {};
  for (const [at, value] of samples) noteMetric(store, NAME, 'Bytes', at, value);
  return store;
}

describe('samples', () => {
  test('of one minute become one entry with count, sum, least and greatest', () => {
    const store = storeOf([
      [600, 5],
      [630.5, 2],
      [659.999, 11],
      [660, 1],
    ]);
    expect(statisticsOf(store, NAME, 0, 1000, 60)).toEqual([
      { Timestamp: 600, SampleCount: 3, Sum: 18, Minimum: 2, Maximum: 11, Average: 6, Unit: 'Bytes' },
      { Timestamp: 660, SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1, Average: 1, Unit: 'Bytes' },
    ]);
  });

  test('of several minutes are put together by period', () => {
    const store = storeOf([
      [0, 4],
      [120, 6],
      [180, 1],
      [300, 9],
    ]);
    expect(statisticsOf(store, NAME, 0, 3600, 300)).toEqual([
      { Timestamp: 0, SampleCount: 3, Sum: 11, Minimum: 1, Maximum: 6, Average: 11 / 3, Unit: 'Bytes' },
      { Timestamp: 300, SampleCount: 1, Sum: 9, Minimum: 9, Maximum: 9, Average: 9, Unit: 'Bytes' },
    ]);
  });

  test('the minute of the start belongs to the window, that of the end does not', () => {
    const store = storeOf([
      [59, 1],
      [60, 2],
      [119, 4],
      [120, 8],
    ]);
    const sum = (from: number, to: number) => statisticsOf(store, NAME, from, to, 60).reduce((all, { Sum }) => all + Sum, 0);
    expect([sum(60, 120), sum(90, 120), sum(60, 121), sum(0, 60), sum(0, 61)]).toEqual([6, 6, 14, 1, 7]);
  });

  test('are kept for 15 days', () => {
    const store: MetricStore = {};
    for (let minute = 0; minute < 15 * 24 * 60 + 10; minute++) noteMetric(store, NAME, 'Bytes', minute * 60, 1);
    const points = statisticsOf(store, NAME, 0, 100 * DAY, 60);
    expect([points.length, points[0]!.Timestamp]).toEqual([15 * 24 * 60, 600]);
  });

  test('are plain data', () => {
    const store = storeOf([[600, 5]]);
    expect(structuredClone(store)).toEqual(store);
  });
});

test('a name does not depend on the order of its dimensions', () => {
  expect(metricName('AWS/Kinesis', 'M', { StreamName: 's', ShardId: 'x' })).toBe('AWS/Kinesis/M/ShardId=x,StreamName=s');
  expect(metricName('AWS/Kinesis', 'M', { ShardId: 'x', StreamName: 's' })).toBe('AWS/Kinesis/M/ShardId=x,StreamName=s');
});

describe('GetMetricStatistics', async () => {
  const service = await serviceWithStream();
  await service.call('PutRecord', { Data: 'AAAA', PartitionKey: 'k' });
  const answer = async (more: Record<string, unknown>) => service.api.handle(GET_STATISTICS, request('IncomingBytes', {}, more));

  test('gives the statistics that are named, and the unit', async () => {
    expect(await answer({ Statistics: ['Sum', 'Maximum'] })).toEqual({
      status: 200,
      body: { Datapoints: [{ Sum: 3, Maximum: 3, Timestamp: START / 1000, Unit: 'Bytes' }], Label: 'IncomingBytes' },
    });
  });

  test('takes times as ISO 8601', async () => {
    const iso = (ms: number) => new Date(ms).toISOString();
    const points = await datapoints(service, 'IncomingBytes', {}, { StartTime: iso(START), EndTime: iso(START + 60_000) });
    expect(points).toHaveLength(1);
  });

  test.each([
    ['another metric', { MetricName: 'IncomingApples' }],
    ['another namespace', { Namespace: 'AWS/Firehose' }],
    ['no dimension', { Dimensions: [] }],
    [
      'one dimension too many',
      {
        Dimensions: [
          { Name: 'StreamName', Value: 'orders' },
          { Name: 'ShardId', Value: 'shardId-000000000000' },
        ],
      },
    ],
    ['another unit', { Unit: 'Count' }],
    ['another hour', { StartTime: START / 1000 + 3600 }],
  ])('finds nothing under %s', async (_, more) => {
    expect(await answer(more)).toMatchObject({ status: 200, body: { Datapoints: [] } });
  });

  const beyond =
    'You have requested up to 1441 datapoints, which exceeds the limit of 1440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.';
  test.each<[Record<string, unknown>, string, string]>([
    [{ Namespace: undefined }, 'MissingParameter', 'The parameter Namespace is required.'],
    [{ MetricName: undefined }, 'MissingParameter', 'The parameter MetricName is required.'],
    [{ Period: undefined }, 'MissingParameter', 'The parameter Period is required.'],
    [{ EndTime: undefined }, 'MissingParameter', 'The parameter EndTime is required.'],
    [{ Period: 90 }, 'InvalidParameterValue', 'The parameter Period must be a multiple of 60.'],
    [{ Period: 0 }, 'InvalidParameterValue', 'The parameter Period must be a multiple of 60.'],
    [{ EndTime: START / 1000 }, 'InvalidParameterValue', 'The parameter StartTime must be less than the parameter EndTime.'],
    [{ EndTime: START / 1000 + DAY + 1 }, 'InvalidParameterCombination', beyond],
  ])('refuses %j', async (more, type, message) => {
    expect(await answer(more)).toEqual({ status: 400, body: { __type: type, message } });
  });

  test('refuses an empty request', () => {
    expect(getMetricStatistics({}, null)).toEqual({ ok: false, type: 'MissingParameter', message: 'The parameter Namespace is required.' });
  });
});
