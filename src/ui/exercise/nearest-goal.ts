/** Which goal a hint is about: the first that is missed, else the one that is nearest to its limit. */
import type { GoalVerdict, Verdict } from '../../judge/goal.ts';

export const HINTS_A_GOAL = 3;

/** How much of its limit is used: above 1 it is passed. Where nothing was measured it is far away. */
function nearness({ goal, measured }: GoalVerdict): number {
  if (measured === null) return -1;
  if (goal.is === 'at-most') return goal.value === 0 ? (measured > 0 ? Infinity : 0.5) : measured / goal.value;
  return measured === 0 ? Infinity : goal.value / measured;
}

/** Null where there is no verdict yet, or no goal has a hint left. */
export function goalToHint(verdict: Verdict | null, opened: Readonly<Record<string, number>>): string | null {
  if (verdict === null) return null;
  const left = verdict.goals.filter(({ goal, state }) => state !== 'met' && (opened[goal.id] ?? 0) < HINTS_A_GOAL);
  const rank = (of: GoalVerdict) => (of.state === 'missed' ? 10 - of.goal.star : 0);
  const first = left.toSorted((a, b) => rank(b) - rank(a) || nearness(b) - nearness(a))[0];
  return first?.goal.id ?? null;
}
