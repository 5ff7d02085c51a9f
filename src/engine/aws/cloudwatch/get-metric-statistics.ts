/** GetMetricStatistics of Amazon CloudWatch, as far as readings of streams need it. Times may be epoch seconds or ISO 8601 text. */
import { metricName, statisticsOf, type MetricStore } from './metric-store.ts';

const STATISTICS = ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'] as const;

interface Request {
  Namespace?: string;
  MetricName?: string;
  Dimensions?: { Name: string; Value: string }[];
  StartTime?: number | string;
  EndTime?: number | string;
  Period?: number;
  Statistics?: string[];
  Unit?: string;
}

/** A single call answers with so many datapoints at most. */
const MOST_DATAPOINTS = 1440;

export function getMetricStatistics(
  store: MetricStore,
  body: unknown,
): { ok: true; value: Record<string, unknown> } | { ok: false; type: string; message: string } {
  const { Namespace, MetricName, Dimensions = [], StartTime, EndTime, Period, Statistics = [], Unit } = (body ?? {}) as Request;
  for (const [name, value] of Object.entries({ Namespace, MetricName, StartTime, EndTime, Period }))
    if (value === undefined) return { ok: false, type: 'MissingParameter', message: `The parameter ${name} is required.` };
  if (Period! < 1 || Period! % 60 !== 0)
    return { ok: false, type: 'InvalidParameterValue', message: 'The parameter Period must be a multiple of 60.' };
  const start = secondsOf(StartTime!);
  const end = secondsOf(EndTime!);
  if (start >= end)
    return { ok: false, type: 'InvalidParameterValue', message: 'The parameter StartTime must be less than the parameter EndTime.' };
  const requested = Math.ceil((end - start) / Period!);
  if (requested > MOST_DATAPOINTS)
    return {
      ok: false,
      type: 'InvalidParameterCombination',
      message: `You have requested up to ${requested} datapoints, which exceeds the limit of ${MOST_DATAPOINTS}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    };
  const name = metricName(Namespace!, MetricName!, Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])));
  const wanted = STATISTICS.filter((statistic) => Statistics.length === 0 || Statistics.includes(statistic));
  const found = statisticsOf(store, name, start, end, Period!).filter((point) => Unit === undefined || point.Unit === Unit);
  const points = found.map((point) => ({
    ...Object.fromEntries(wanted.map((statistic) => [statistic, point[statistic]])),
    Timestamp: point.Timestamp,
    Unit: point.Unit,
  }));
  return { ok: true, value: { Datapoints: points, Label: MetricName! } };
}

const secondsOf = (time: number | string): number => (typeof time === 'number' ? time : Date.parse(time) / 1000);
