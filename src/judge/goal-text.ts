/** What the learner reads of a goal: made from the same data that is judged. */
import { OF_THE_WHOLE_RUN, type Goal, type GoalVerdict, type JudgedWindow, type Measure } from './goal.ts';

const THIN = '\u202F';

/** What is measured, as the head of a row: `Throttled records`. */
export function measureName(measure: Measure): string {
  switch (measure.kind) {
    case 'throttled-share':
      return 'Throttled records';
    case 'attempts-per-record':
      return 'Attempts per record';
    case 'producer-lost':
      return 'Records lost by producers';
    case 'producer-duplicates':
      return 'Records put twice';
    case 'stored-share':
      return 'Stored, of the records made';
    case 'stored-bytes-per-second':
      return 'Stored bytes';
    case 'consumer-lost':
      return `Records lost by ${measure.consumer}`;
    case 'consumer-duplicates':
      return `Processed twice by ${measure.consumer}`;
    case 'shards-reread':
      return `Shards begun anew by ${measure.consumer}`;
    case 'out-of-order':
      return `Out of order at ${measure.consumer}`;
    case 'diverted':
      return `Records diverted by ${measure.consumer}`;
    case 'processed-share':
      return `Processed by ${measure.consumer}`;
    case 'iterator-age':
      return measure.consumer === undefined ? 'Iterator age, all consumers' : `Iterator age of ${measure.consumer}`;
    case 'put-to-read-p99':
      return `Put to read p99 of ${measure.consumer}`;
    case 'read-throttles':
      return measure.consumer === undefined ? 'Refused GetRecords calls' : `Refused GetRecords calls of ${measure.consumer}`;
    case 'open-shards':
      return 'Open shards';
    case 'retention-hours':
      return 'Retention';
    case 'cost-per-hour':
      return 'Cost';
    case 'moves':
      return 'Moves';
    case 'refused-commands':
      return 'Refused commands';
    case 'events':
      return eventNames[measure.type] ?? measure.type;
    case 'object-bytes':
      return 'Mean size of objects';
    case 'objects-per-hour':
      return 'Objects';
    case 'delivery-age':
      return 'Age of what is not delivered';
    case 'delivery-failed':
      return 'Records in error folders';
    case 'delivery-dropped':
      return 'Records dropped by the transform';
    case 'delivery-lost':
      return 'Records lost by Firehose';
    case 'delivery-duplicates':
      return 'Records delivered twice';
    case 'sought-delivered':
      return `${measure.name}, delivered`;
    case 'sought-failed':
      return `${measure.name}, in error folders`;
    case 'delivered-share':
      return 'Delivered';
  }
}

/** Events that goals count, in words. */
const eventNames: Readonly<Record<string, string>> = {
  'iterator-expired': 'Expired iterators',
  'leases-taken': 'Leases that changed hands',
  'shard-blocked': 'Shards that were blocked',
  'unread-records-trimmed': 'Unread records trimmed',
};

/** A measured value with its unit: `0.08 %`, `1.4 s`, `$0.147/h`. */
export function valueText(measure: Measure, value: number): string {
  switch (measure.kind) {
    case 'throttled-share':
    case 'stored-share':
    case 'processed-share':
    case 'delivered-share':
      return `${round(value * 100, 2)}${THIN}%`;
    case 'attempts-per-record':
      return round(value, 2);
    case 'iterator-age':
    case 'put-to-read-p99':
    case 'delivery-age':
      return duration(value);
    case 'cost-per-hour':
      return `$${value.toFixed(3)}/h`;
    case 'object-bytes':
      return `${round(value / 1_048_576, 1)}${THIN}MiB`;
    case 'objects-per-hour':
      return `${round(value, 1)}/h`;
    case 'stored-bytes-per-second':
      return `${round(value / 1000, 0)}${THIN}kB/s`;
    case 'retention-hours':
      return `${round(value, 0)}${THIN}h`;
    default:
      return round(value, 0).replace(/\B(?=(\d{3})+$)/g, THIN);
  }
}

function duration(ms: number): string {
  if (ms < 1000) return `${round(ms, 0)}${THIN}ms`;
  if (ms < 120_000) return `${round(ms / 1000, 1)}${THIN}s`;
  return ms < 7_200_000 ? `${round(ms / 60_000, 1)}${THIN}min` : `${round(ms / 3_600_000, 1)}${THIN}h`;
}

const round = (value: number, digits: number): string => String(Number(value.toFixed(digits)));

const SIGNS = { 'at-most': '≤', 'at-least': '≥' } as const;
const WORDS = { 'at-most': 'at most', 'at-least': 'at least' } as const;

/** `≤ 0.1 %`. */
export const limitText = ({ is, measure, value }: Goal): string =>
  value === 0 && is === 'at-most' ? 'none' : `${SIGNS[is]} ${valueText(measure, value)}`;

const OVER = { total: '', always: ' at every moment', end: ' at the end' } as const;

/** A sentence: `Throttled records: at most 0.1 % from 1:00 to 6:00.` */
export function goalText(goal: Goal, window: JudgedWindow): string {
  const { measure, is, value, over } = goal;
  const limit = value === 0 && is === 'at-most' ? 'none' : `${WORDS[is]} ${valueText(measure, value)}`;
  const when = over === 'end' ? ` at ${clockOf(window.toSeconds)}` : ` from ${clockOf(window.fromSeconds)} to ${clockOf(window.toSeconds)}`;
  return `${measureName(measure)}: ${limit}${over === 'always' ? OVER.always : ''}${OF_THE_WHOLE_RUN.includes(measure.kind) ? '' : when}.`;
}

/** `Throttled records, 1.4 % (limit ≤ 1 %)`: what a goal was missed with. */
export function missText({ goal, missedValue }: GoalVerdict): string {
  const value = missedValue == null ? '' : `, ${valueText(goal.measure, missedValue)}`;
  return `${measureName(goal.measure)}${value} (limit ${limitText(goal)})`;
}

export function clockOf(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), Math.round(seconds % 60)];
  const two = (part: number) => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
