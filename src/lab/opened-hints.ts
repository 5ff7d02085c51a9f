/**
 * Hints that were opened, by exercise, numbers and goal: loading the page again does not make them unread. Kept in the browser, of the
 * rounds played last; where it keeps nothing they last as long as the page.
 */

export type OpenedHints = Readonly<Record<string, number>>;

const KEY = 'kinelab.hints';
const ROUNDS_MAX = 200;
const A_GOAL_MAX = 3;

type Rounds = [round: string, hints: OpenedHints][];

/** `round`: `hot-key:7f3a`. */
export function openedHints(round: string): OpenedHints {
  return new Map(readRounds()).get(round) ?? {};
}

export function keepOpenedHints(round: string, hints: OpenedHints): void {
  const others = readRounds().filter(([id]) => id !== round);
  try {
    localStorage.setItem(KEY, JSON.stringify([...others, [round, hints]].slice(-ROUNDS_MAX)));
  } catch {
    // Not kept: see above.
  }
}

function readRounds(): Rounds {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRound) : [];
  } catch {
    return [];
  }
}

function isRound(kept: unknown): kept is Rounds[number] {
  if (!Array.isArray(kept) || typeof kept[0] !== 'string' || typeof kept[1] !== 'object' || kept[1] === null) return false;
  return Object.values(kept[1] as object).every((count) => Number.isInteger(count) && count > 0 && count <= A_GOAL_MAX);
}
