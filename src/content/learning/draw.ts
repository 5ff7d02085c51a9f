/** Numbers for an exercise or a question, drawn from a seed: the same seed, the same numbers, everywhere. */
import type { NumberRange, Numbers } from '../exercises/exercise.ts';

/** A small generator of its own (xorshift over an FNV-1a hash): content must not depend on the engine's. */
export function seededRandom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i++) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193) >>> 0;
  state ||= 1;
  return () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 2 ** 32;
  };
}

export function drawNumbers(ranges: Readonly<Record<string, NumberRange>>, seed: string): Numbers {
  const random = seededRandom(seed);
  for (let i = 0; i < 8; i++) random(); // the first values of near seeds are near each other
  return Object.fromEntries(
    Object.entries(ranges).map(([name, { from, to, step }]) => {
      const steps = Math.floor((to - from) / step + 1e-9) + 1;
      const value = from + step * Math.floor(random() * steps);
      return [name, Number(value.toFixed(6))];
    }),
  );
}

export function shuffled<Thing>(things: readonly Thing[], random: () => number): Thing[] {
  const list = [...things];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j], list[i]];
  }
  return list;
}
