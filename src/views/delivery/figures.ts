/** Metrics and price of a delivery stream as rows of tables. */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { bytesWords } from '../delivery-words.ts';
import { count, duration } from '../wording.ts';

/** By the end of their names. */
const UNITS: readonly { ends: RegExp; words(value: number): string }[] = [
  { ends: /Success$/, words: (value) => `${count(value * 100)}\u202F%` },
  { ends: /Freshness$/, words: (value) => `${count(value)}\u202Fs` },
  { ends: /(?:Duration|Latency|MillisBehindLatest)$/, words: duration },
  { ends: /Bytes(?:PerSecondLimit)?$/, words: bytesWords },
];

export const metricRows = (metrics: DeliveryFrame['metrics']): string[][] =>
  Object.entries(metrics)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, (UNITS.find(({ ends }) => ends.test(name))?.words ?? count)(value)]);

export function priceRows({ parts, usdPerHour }: DeliveryFrame['cost']): string[][] {
  const rows = parts.map(({ name, usdPerHour: usd }) => [name, `$${usd.toFixed(4)}`]);
  return [...rows, ['together', `$${usdPerHour.toFixed(4)}`]];
}
