/** Judges what a run has recorded. The same verdict for the same run, live, after a seek, or headless: nothing else is asked. */
import { OF_THE_WHOLE_RUN, type Goal, type GoalVerdict, type JudgedWindow, type Verdict } from './goal.ts';
import { measured, type Run } from './measure.ts';

export interface Rules {
  window: JudgedWindow;
  goals: readonly Goal[];
}

/** `refused`: why the run does not count, whatever it shows. */
export function judge(run: Run, { window, goals }: Rules, refused: string | null = null): Verdict {
  const seconds = run.record.rows * run.record.everySeconds;
  const isFinal = seconds >= window.toSeconds;
  const verdicts = goals.map((goal) => judgeGoal(run, goal, window, isFinal));
  const stars = isFinal && refused === null ? starsOf(verdicts) : 0;
  return { isFinal, seconds, goals: verdicts, stars, refused, moves: movesOf(run, window), usdPerHour: costAt(run, window) };
}

/** A run that has gone on after the window costs what it cost at the window's end. */
function costAt({ record: { columns, everySeconds, rows } }: Run, { toSeconds }: JudgedWindow): number | null {
  const usd = columns.costPerHour?.[Math.min(rows, Math.ceil(toSeconds / everySeconds)) - 1];
  return usd === undefined || Number.isNaN(usd) ? null : usd;
}

/** What is done after the window is over is no part of it. */
const movesOf = ({ history }: Run, { toSeconds }: JudgedWindow): number =>
  history.filter(({ type, atUs }) => type === 'command-given' && atUs <= toSeconds * 1e6).length;

function starsOf(verdicts: readonly GoalVerdict[]): Verdict['stars'] {
  const isMet = (star: number) => verdicts.every(({ goal, state }) => goal.star > star || state === 'met');
  return isMet(3) ? 3 : isMet(2) ? 2 : isMet(1) ? 1 : 0;
}

const holds = ({ is, value }: Goal, seen: number): boolean => (is === 'at-most' ? seen <= value : seen >= value);

/** Attempts and the like are few at the beginning of a window: a share is held against its limit from here on. */
const SETTLING_ROWS = 5;

function judgeGoal(run: Run, goal: Goal, window: JudgedWindow, isFinal: boolean): GoalVerdict {
  const series = measured(run, goal.measure, window);
  const last = series.findLast((value) => !Number.isNaN(value)) ?? null;
  const at = firstMiss(goal, series, isFinal);
  const measuredNow = goal.over === 'always' ? extreme(goal, series) : last;
  return {
    goal,
    state: at !== null ? 'missed' : isFinal ? 'met' : 'open',
    measured: measuredNow,
    ...(at === null ? { missedAtSeconds: null } : missedAt(run, goal, window, series, at)),
    series,
  };
}

/** What is counted from the start of the run may have been missed before the window begins. */
function missedAt(
  run: Run,
  goal: Goal,
  window: JudgedWindow,
  series: readonly number[],
  row: number,
): Pick<GoalVerdict, 'missedAtSeconds' | 'missedValue'> {
  const { everySeconds } = run.record;
  const found = (from: number, values: readonly number[], at: number) => {
    const value = values[at] ?? NaN;
    return { missedAtSeconds: from + (at + 1) * everySeconds, missedValue: Number.isNaN(value) ? null : value };
  };
  if (goal.is === 'at-most' && OF_THE_WHOLE_RUN.includes(goal.measure.kind)) {
    const whole = measured(run, goal.measure, { ...window, fromSeconds: 0 });
    const early = whole.findIndex((value) => !holds(goal, value));
    if (early >= 0) return found(0, whole, early);
  }
  return found(window.fromSeconds, series, row);
}

/** The row at which nothing could save the goal any more, or the last where only the end counts. */
function firstMiss(goal: Goal, series: readonly number[], isFinal: boolean): number | null {
  const last = series.length - 1;
  if (goal.over === 'always') {
    const row = series.findIndex((value) => !Number.isNaN(value) && !holds(goal, value));
    // Who takes away what is measured has kept no limit.
    return row < 0 ? (isFinal && series.every(Number.isNaN) ? last : null) : row;
  }
  if (!isFinal)
    return goal.over === 'total' && isCount(goal) && last >= 0 && goal.is === 'at-most' && !holds(goal, series[last])
      ? firstOver(goal, series)
      : null;
  const end = series.findLast((value) => !Number.isNaN(value));
  // A share of nothing passes no limit, but nothing was reached either; a level that is not there at the end is not kept.
  if (end === undefined) return goal.is === 'at-least' || goal.over === 'end' ? last : null;
  if (holds(goal, end)) return null;
  return goal.over === 'end' || goal.is === 'at-least' ? last : firstOver(goal, series);
}

/** The last time that the limit was passed for good. */
function firstOver(goal: Goal, series: readonly number[]): number {
  let row = series.length - 1;
  while (row > 0 && (Number.isNaN(series[row - 1]) || !holds(goal, series[row - 1]))) row--;
  return Math.max(row, isCount(goal) ? 0 : Math.min(SETTLING_ROWS, series.length - 1));
}

/** What only ever grows within the window: once over, over for good. */
const COUNTS: readonly string[] = [
  'producer-lost',
  'producer-duplicates',
  'consumer-lost',
  'consumer-duplicates',
  'shards-reread',
  'out-of-order',
  'diverted',
  'read-throttles',
  'moves',
  'refused-commands',
  'events',
  'delivery-failed',
  'delivery-dropped',
  'delivery-lost',
  'delivery-duplicates',
  'sought-delivered',
  'sought-failed',
];
const isCount = ({ measure }: Goal): boolean => COUNTS.includes(measure.kind);

function extreme({ is }: Goal, series: readonly number[]): number | null {
  const seen = series.filter((value) => !Number.isNaN(value));
  if (seen.length === 0) return null;
  return is === 'at-most' ? Math.max(...seen) : Math.min(...seen);
}
