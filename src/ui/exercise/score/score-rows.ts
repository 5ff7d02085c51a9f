/** The score as data: one row a goal, the stars, and what can still be reached. */
import type { Round } from '../../../content/learning/round.ts';
import type { GoalVerdict, Verdict } from '../../../judge/goal.ts';
import { clockOf, goalText, limitText, measureName, valueText } from '../../../judge/goal-text.ts';

/** What the three stars stand for, in their order. */
export const STAR_NAMES = ['Goals', 'Quality', 'Economy'] as const;

export interface ScoreRow {
  id: string;
  state: 'open' | 'met' | 'missed';
  star: 1 | 2 | 3;
  name: string;
  /** The goal as a whole sentence. */
  sentence: string;
  measured: string;
  limit: string;
  /** `open`, `met`, `missed at 3:12`. */
  stateText: string;
  missedAtSeconds: number | null;
}

/** Also before the first verdict: all goals are open then. */
export function scoreRows({ rules }: Round, verdict: Verdict | null): ScoreRow[] {
  return rules.goals.map((goal) => {
    const seen = verdict?.goals.find((one) => one.goal.id === goal.id);
    const { state, measured, missedAtSeconds }: Pick<GoalVerdict, 'state' | 'measured' | 'missedAtSeconds'> = seen ?? {
      state: 'open',
      measured: null,
      missedAtSeconds: null,
    };
    return {
      id: goal.id,
      state,
      star: goal.star,
      name: measureName(goal.measure),
      sentence: goalText(goal, rules.window),
      measured: measured === null ? '–' : valueText(goal.measure, measured),
      limit: limitText(goal),
      stateText: missedAtSeconds === null ? state : `missed at ${clockOf(missedAtSeconds)}`,
      missedAtSeconds,
    };
  });
}

/** Stars that this run can still earn, or has earned: no goal up to that star is missed. */
export function starsInReach({ goals, refused, isFinal, stars }: Verdict): 0 | 1 | 2 | 3 {
  if (refused !== null) return 0;
  if (isFinal) return stars;
  const missed = Math.min(...goals.filter(({ state }) => state === 'missed').map(({ goal }) => goal.star), 4);
  return (missed - 1) as 0 | 1 | 2 | 3;
}

export type StarFill = 'full' | 'half' | 'empty';

/** Three stars for a number of them that may end in a half. */
export const starFills = (stars: number): StarFill[] =>
  [0, 1, 2].map((i) => (stars - i >= 1 ? 'full' : stars - i >= 0.5 ? 'half' : 'empty'));

const STAR_WORDS: Readonly<Record<number, string>> = { 0: 'no star', 1: '1 star' };
export const starText = (stars: number): string => STAR_WORDS[stars] ?? (stars === 0.5 ? 'half a star' : `${stars} stars`);

/** What hints and the solution take away, said plainly; null where they take nothing. */
export function takenText(stars: number, hints: number, sawSolution: boolean): string | null {
  if (sawSolution) return 'The solution was shown for these numbers: the run counts no star. With other numbers it counts again.';
  if (hints === 0) return null;
  const counted = Math.max(0, stars - hints / 2);
  return `${hints === 1 ? 'One hint takes' : `${hints} hints take`} ${starText(hints / 2)}: ${starText(stars)} earned, ${starText(counted)} counted.`;
}

/** Where the run stands in its window, as a sentence. */
export function windowText({ rules: { window } }: Round, verdict: Verdict | null): string {
  const [from, to] = [clockOf(window.fromSeconds), clockOf(window.toSeconds)];
  if (verdict?.isFinal) return `Judged from ${from} to ${to}.`;
  if (verdict === null || verdict.seconds < window.fromSeconds) return `The judged part begins at ${from} and ends at ${to}.`;
  return `Being judged since ${from}; final at ${to}.`;
}
