/**
 * When something is to be asked again. FSRS (npm `ts-fsrs`) plans it; where that cannot be loaded or answers with nonsense, the fixed
 * ladder of 1, 3, 7 and 16 days does, which the evidence says is about as good. A schedule is made anew from the whole history of a
 * card, so no state of a library is ever kept, and histories of two browsers can be merged.
 */
import type * as tsFsrs from 'ts-fsrs';

export type Grade = 'again' | 'hard' | 'good' | 'easy';

export interface Attempt {
  atEpochMs: number;
  grade: Grade;
}

/** When the next attempt is due after these, in the order of time; at least one. */
export type Scheduler = (attempts: readonly Attempt[]) => number;

export const DAY_MS = 86_400_000;
/** What was missed comes back within 24 h: this evening, or tomorrow morning. */
export const MISSED_AGAIN_MS = DAY_MS / 2;

const INTERVAL_DAYS_MAX = 365;
const LADDER_DAYS = [1, 3, 7, 16] as const;

/** One rung up for what was known, all the way down for what was not. Twice on one day is one rung. */
export const ladder: Scheduler = (attempts) => {
  let rung = -1;
  let climbedAtMs = -Infinity;
  for (const { atEpochMs, grade } of attempts) {
    if (grade === 'again') rung = -1;
    else if (rung === -1 || atEpochMs - climbedAtMs >= DAY_MS / 2) {
      rung = Math.min(rung + 1, LADDER_DAYS.length - 1);
      climbedAtMs = atEpochMs;
    }
  }
  return attempts.at(-1)!.atEpochMs + (rung === -1 ? MISSED_AGAIN_MS : LADDER_DAYS[rung] * DAY_MS);
};

type Library = Pick<typeof tsFsrs, 'createEmptyCard' | 'fsrs' | 'Rating'>;

export async function loadScheduler(load: () => Promise<Library> = () => import('ts-fsrs')): Promise<Scheduler> {
  try {
    return fsrsScheduler(await load());
  } catch {
    return ladder;
  }
}

/** Days as the smallest step, and no chance in it: the same history gives the same plan everywhere. */
function fsrsScheduler({ createEmptyCard, fsrs, Rating }: Library): Scheduler {
  const plan = fsrs({ enable_fuzz: false, enable_short_term: false, request_retention: 0.9, maximum_interval: INTERVAL_DAYS_MAX });
  const ratings = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good, easy: Rating.Easy } as const;
  return (attempts) => {
    const last = attempts.at(-1)!;
    if (last.grade === 'again') return last.atEpochMs + MISSED_AGAIN_MS;
    let card = createEmptyCard(new Date(attempts[0].atEpochMs));
    for (const { atEpochMs, grade } of attempts) card = plan.next(card, new Date(atEpochMs), ratings[grade]).card;
    // The library keeps the grades a day apart, even beyond its own maximum.
    const dueMs = Math.min(card.due.getTime(), last.atEpochMs + INTERVAL_DAYS_MAX * DAY_MS);
    return Number.isFinite(dueMs) && dueMs > last.atEpochMs ? dueMs : ladder(attempts);
  };
}

/**
 * An exam that is ahead caps the interval: what would come after it comes in the week before it, spread over the days by the card's
 * name. Within that week itself nothing is moved.
 */
export function cappedByExam(dueMs: number, lastMs: number, examMs: number | null, spread: number): number {
  // A date that is none (31 February) caps nothing.
  if (examMs === null || !Number.isFinite(examMs)) return dueMs;
  const finalWeekMs = examMs - 7 * DAY_MS;
  if (lastMs >= finalWeekMs || dueMs < finalWeekMs) return dueMs;
  return finalWeekMs + Math.floor(spread * 6) * DAY_MS;
}
