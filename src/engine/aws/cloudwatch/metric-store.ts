/**
 * Amazon CloudWatch as far as Kinesis touches it: samples are summed up by the minute and can be asked for by period.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 * Simplified: one-minute data is kept for 15 days, as in life, and then dropped rather than thinned.
 */
export interface MetricSeries {
  unit: MetricUnit;
  /** Epoch minutes in rising order, and what was measured in each. */
  minute: number[];
  count: number[];
  sum: number[];
  low: number[];
  high: number[];
}

export type MetricUnit = 'Bytes' | 'Bytes/Second' | 'Count' | 'Milliseconds' | 'Seconds';

/** By `namespace/metric/dimension=value,…`. */
export type MetricStore = Record<string, MetricSeries>;

const KEPT_MINUTES = 15 * 24 * 60;

export function noteMetric(store: MetricStore, name: string, unit: MetricUnit, epochSeconds: number, value: number): void {
  const minute = Math.floor(epochSeconds / 60);
  const series = (store[name] ??= { unit, minute: [], count: [], sum: [], low: [], high: [] });
  const last = series.minute.length - 1;
  if (series.minute[last] === minute) {
    series.count[last]++;
    series.sum[last] += value;
    series.low[last] = Math.min(series.low[last], value);
    series.high[last] = Math.max(series.high[last], value);
    return;
  }
  series.minute.push(minute);
  for (const column of [series.sum, series.low, series.high]) column.push(value);
  series.count.push(1);
  if (series.minute.length > KEPT_MINUTES)
    for (const column of [series.minute, series.count, series.sum, series.low, series.high]) column.shift();
}

export interface Datapoint {
  /** Epoch seconds at which the period begins. */
  Timestamp: number;
  SampleCount: number;
  Sum: number;
  Minimum: number;
  Maximum: number;
  Average: number;
  Unit: MetricUnit;
}

/** Datapoints of [start, end), one per period in which something was measured. Times in epoch seconds. */
export function statisticsOf(
  store: MetricStore,
  name: string,
  startSeconds: number,
  endSeconds: number,
  periodSeconds: number,
): Datapoint[] {
  const series = store[name];
  if (series === undefined) return [];
  const points: Datapoint[] = [];
  series.minute.forEach((minute, i) => {
    const at = minute * 60;
    if (at < Math.floor(startSeconds / 60) * 60 || at >= endSeconds) return;
    const Timestamp = Math.floor(at / periodSeconds) * periodSeconds;
    const last = points.at(-1);
    if (last?.Timestamp === Timestamp) {
      last.SampleCount += series.count[i];
      last.Sum += series.sum[i];
      last.Minimum = Math.min(last.Minimum, series.low[i]);
      last.Maximum = Math.max(last.Maximum, series.high[i]);
      last.Average = last.Sum / last.SampleCount;
    } else
      points.push({
        Timestamp,
        SampleCount: series.count[i],
        Sum: series.sum[i],
        Minimum: series.low[i],
        Maximum: series.high[i],
        Average: series.sum[i] / series.count[i],
        Unit: series.unit,
      });
  });
  return points;
}

export const metricName = (namespace: string, metric: string, dimensions: Readonly<Record<string, string>>): string =>
  `${namespace}/${metric}/${Object.keys(dimensions)
    .sort()
    .map((name) => `${name}=${dimensions[name]}`)
    .join(',')}`;
