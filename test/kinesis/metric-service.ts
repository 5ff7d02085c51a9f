/** CloudWatch readings of the tests' stream. */
import { START, STREAM, type Service } from './service.ts';

export interface Datapoint {
  /** Epoch seconds. */
  Timestamp: number;
  SampleCount: number;
  Sum: number;
  Minimum: number;
  Maximum: number;
  Average: number;
  Unit: string;
}

export const GET_STATISTICS = 'GraniteServiceVersion20100801.GetMetricStatistics';

/** A request for a metric of the stream over its first day, in minutes. */
export const request = (
  metric: string,
  dimensions: Record<string, string> = {},
  more: Record<string, unknown> = {},
): Record<string, unknown> => ({
  Namespace: 'AWS/Kinesis',
  MetricName: metric,
  Dimensions: Object.entries({ StreamName: STREAM, ...dimensions }).map(([Name, Value]) => ({ Name, Value })),
  StartTime: START / 1000,
  EndTime: START / 1000 + 24 * 3600,
  Period: 60,
  Statistics: ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'],
  ...more,
});

export async function datapoints(
  service: Service,
  metric: string,
  dimensions: Record<string, string> = {},
  more: Record<string, unknown> = {},
): Promise<Datapoint[]> {
  const { status, body } = await service.api.handle(GET_STATISTICS, request(metric, dimensions, more));
  if (status !== 200) throw new Error(`GetMetricStatistics was refused: ${JSON.stringify(body)}`);
  return body['Datapoints'] as Datapoint[];
}

/** Everything that was measured, as one datapoint; zeros where nothing was. */
export async function total(
  service: Service,
  metric: string,
  dimensions: Record<string, string> = {},
): Promise<Omit<Datapoint, 'Timestamp'>> {
  const points = await datapoints(service, metric, dimensions, { Period: 24 * 3600, StartTime: (START - (START % 86_400_000)) / 1000 });
  const [point] = points;
  if (point === undefined) return { SampleCount: 0, Sum: 0, Minimum: 0, Maximum: 0, Average: 0, Unit: '' };
  const { Timestamp: _, ...rest } = point;
  return rest;
}
