/** What is drawn of two branches: the series of a whole run, brought to columns of one length so that both can be read at one moment. */
import type { TimelineFrame } from '../../protocol/from-worker.ts';
import { count, duration } from '../wording.ts';

export interface ComparedSide {
  /** Of the branch. */
  name: string;
  timeline: TimelineFrame;
  /** How far the learner has run it, in simulated microseconds. Beside another branch it may run on beyond that, without further commands. */
  endUs: number;
}

export interface Series {
  id: 'accepted' | 'throttled' | 'read' | 'unread' | 'shards';
  title: string;
  /** After a number; empty where the number says its own. */
  unit: string;
  of(timeline: TimelineFrame): ArrayLike<number>;
  /** rate: records of the bins over their seconds · highest of the bins · level at the end of the last bin. */
  joined: 'rate' | 'highest' | 'level';
  /** A value or the size of a difference in words, without the unit above. */
  say(value: number): string;
}

/** In the order in which they are drawn. */
export const SERIES: readonly Series[] = [
  { id: 'accepted', title: 'Records accepted', unit: 'rec/s', of: ({ accepted }) => accepted, joined: 'rate', say: count },
  { id: 'throttled', title: 'Records throttled', unit: 'rec/s', of: ({ throttled }) => throttled, joined: 'rate', say: count },
  { id: 'read', title: 'Records read', unit: 'rec/s', of: ({ read }) => read, joined: 'rate', say: count },
  {
    id: 'unread',
    title: 'Iterator age: oldest unread record',
    unit: '',
    of: ({ oldestUnreadMs }) => oldestUnreadMs,
    joined: 'highest',
    say: duration,
  },
  {
    id: 'shards',
    title: 'Open shards',
    unit: '',
    of: ({ openShards }) => openShards,
    joined: 'level',
    say: (shards) => `${count(shards)}\u202F${shards === 1 ? 'shard' : 'shards'}`,
  },
];

/** The engine measures at every beat; its newest beat ends here. */
export const BEAT_US = 250_000;

/** Until when a side has been measured; it has been run to its end, or to the present moment where that is later. */
export function measuredUs({ timeline, endUs }: ComparedSide, nowUs: number): number {
  return Math.min(timeline.accepted.length * timeline.binUs, Math.floor(Math.max(endUs, nowUs) / BEAT_US) * BEAT_US);
}

/**
 * One value a column, from the start of the run to where it was measured; NaN where it was not. `columnUs` is a whole number of the
 * side's bins.
 */
export function columnsOf(series: Series, side: ComparedSide, measuredToUs: number, columnUs: number, columns: number): Float64Array {
  const values = series.of(side.timeline);
  const { binUs } = side.timeline;
  const perColumn = Math.max(1, Math.round(columnUs / binUs));
  return Float64Array.from({ length: columns }, (_, column) => {
    const last = Math.min(values.length, (column + 1) * perColumn, Math.ceil(measuredToUs / binUs)) - 1;
    if (last < column * perColumn) return Number.NaN;
    if (series.joined === 'level') return values[last];
    // The newest column may not be full yet: it takes from the one before, or a rate would fall where nobody polled since.
    const first = Math.max(0, last + 1 - perColumn);
    let joined = 0;
    for (let bin = first; bin <= last; bin += 1)
      joined = series.joined === 'highest' ? Math.max(joined, values[bin]) : joined + values[bin];
    return series.joined === 'highest' ? joined : joined / ((Math.min((last + 1) * binUs, measuredToUs) - first * binUs) / 1e6);
  });
}

export interface SeriesReading {
  title: string;
  here: string;
  there: string;
  /** With its sign and unit; there less here. */
  difference: string;
}

export const seriesTitle = ({ title, unit }: Series): string => (unit === '' ? title : `${title}, ${unit}`);

/** The same without the unit, for a column that names it. */
export const readSeriesBare = (series: Series, here: number, there: number): SeriesReading =>
  readSeries({ ...series, unit: '' }, here, there);

/** Both values of a series and how the second differs from the first; `–` where nothing was measured. */
export function readSeries(series: Series, here: number, there: number): SeriesReading {
  const say = (value: number) => (Number.isNaN(value) ? '–' : withUnit(series, series.say(value)));
  return { title: series.title, here: say(here), there: say(there), difference: differenceOf(series, here, there) };
}

function differenceOf(series: Series, here: number, there: number): string {
  if (Number.isNaN(here) || Number.isNaN(there)) return '–';
  // What is written alike is no difference to see.
  if (series.say(here) === series.say(there)) return 'the same';
  return withUnit(series, `${there > here ? '+' : '−'}${series.say(Math.abs(there - here))}`);
}

const withUnit = ({ unit }: Series, text: string): string => (unit === '' ? text : `${text}\u202F${unit}`);
