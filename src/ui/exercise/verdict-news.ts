/** What is said aloud of a verdict: each goal as it is missed, and how it ended. What a reader has heard is not said again. */
import type { Verdict } from '../../judge/goal.ts';
import { clockOf, missText } from '../../judge/goal-text.ts';
import { countedStars } from '../../lab/progress/progress.ts';
import { starText } from './score/score-rows.ts';

interface Taken {
  hints: number;
  sawSolution: boolean;
}

/** Null where there is nothing new. */
export function verdictNews(before: Verdict | null, now: Verdict | null, taken: Taken): string | null {
  if (now === null) return null;
  const wasMissed = (id: string) => before?.goals.some(({ goal, state }) => goal.id === id && state === 'missed') ?? false;
  const missed = now.goals.filter(({ goal, state }) => state === 'missed' && !wasMissed(goal.id));
  const sentences = missed.map((one) => `Missed at ${clockOf(one.missedAtSeconds ?? now.seconds)}: ${missText(one)}.`);
  if (now.isFinal && before?.isFinal !== true) sentences.push(endText(now, taken));
  return sentences.length === 0 ? null : sentences.join(' ');
}

function endText({ stars, refused }: Verdict, taken: Taken): string {
  const counted = countedStars({ stars, ...taken });
  const how =
    refused === null ? `${starText(counted)} of 3${counted === stars ? '' : ` counted, ${starText(stars)} earned`}` : 'not judged';
  return `The judged part has ended: ${how}.`;
}
