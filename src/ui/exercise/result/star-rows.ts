/** What each of the three stars stands for, and what kept it away. */
import type { Verdict } from '../../../judge/goal.ts';
import { measureName } from '../../../judge/goal-text.ts';
import { listed } from '../../../views/wording.ts';
import { STAR_NAMES } from '../score/score-rows.ts';

export interface StarRow {
  name: (typeof STAR_NAMES)[number];
  isEarned: boolean;
  text: string;
}

export function starRows({ goals, stars, refused }: Verdict): StarRow[] {
  return STAR_NAMES.map((name, i) => {
    const star = i + 1;
    const mine = goals.filter(({ goal }) => goal.star === star);
    const missed = mine.filter(({ state }) => state !== 'met').map(({ goal }) => measureName(goal.measure));
    return { name, isEarned: stars >= star, text: textOf(stars >= star, missed, mine.length, refused) };
  });
}

function textOf(isEarned: boolean, missed: readonly string[], count: number, refused: string | null): string {
  if (refused !== null) return 'not judged';
  if (isEarned) return count === 0 ? 'earned: nothing more is asked' : 'earned';
  if (missed.length > 0) return `kept away by: ${listed([...new Set(missed)])}`;
  return 'its own goals are met; a star before it is missing';
}
