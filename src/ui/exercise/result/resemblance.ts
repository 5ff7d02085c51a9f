/** Which of an exercise's near misses a run looks like: by the goals that were missed and by what was changed. Named only where it is plain. */
import type { NearMiss } from '../../../content/exercises/exercise.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { TimedCommand } from '../../../engine/commands.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { type Move, movesOf } from './moves.ts';

/** Below, two runs have nothing to do with each other. */
const ALIKE_MIN = 0.5;

export interface Resemblance {
  nearMiss: NearMiss;
  /** 0–1. */
  likeness: number;
}

/** Null where all goals were met, where no near miss is like it, or where it is more like the solution. */
export function resemblance(
  { exercise, numbers, scenario }: Round,
  verdict: Verdict,
  commands: readonly TimedCommand[],
): Resemblance | null {
  const missed = new Set(verdict.goals.filter(({ state }) => state === 'missed').map(({ goal }) => goal.id));
  const own = movesOf(commands, scenario);
  const windowUs = exercise.window.toSeconds * 1e6;
  const likenessTo = (other: readonly TimedCommand[]) => likeness(own, movesOf(other, scenario), windowUs);
  let best: Resemblance | null = null;
  for (const nearMiss of exercise.nearMisses) {
    if (!missed.has(nearMiss.fails)) continue;
    const like = likenessTo(nearMiss.commands(numbers));
    if (like >= ALIKE_MIN && like > (best?.likeness ?? 0)) best = { nearMiss, likeness: like };
  }
  return best !== null && best.likeness >= likenessTo(exercise.solution(numbers)) ? best : null;
}

/** How much of what either changes both change, in the same direction, about as far and about as early. */
function likeness(a: ReadonlyMap<string, Move>, b: ReadonlyMap<string, Move>, windowUs: number): number {
  if (a.size === 0 && b.size === 0) return 1;
  let shared = 0;
  for (const [key, move] of a) {
    const other = b.get(key);
    if (other !== undefined) shared += alike(move, other) * (0.8 + 0.2 * (1 - Math.min(1, Math.abs(move.atUs - other.atUs) / windowUs)));
  }
  return (2 * shared) / (a.size + b.size);
}

function alike(a: Move, b: Move): number {
  if (typeof a.after !== 'number' || typeof b.after !== 'number') return JSON.stringify(a.after) === JSON.stringify(b.after) ? 1 : 0.2;
  const largest = Math.max(Math.abs(a.after), Math.abs(b.after));
  const near = largest === 0 ? 1 : 1 - Math.min(1, Math.abs(a.after - b.after) / largest);
  const sameWay = direction(a) === direction(b);
  return sameWay ? 0.6 + 0.4 * near : 0.2 * near;
}

const direction = ({ before, after }: Move): number => (typeof before === 'number' ? Math.sign((after as number) - before) : 0);
