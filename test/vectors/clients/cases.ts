/** What the sections have in common: a draw that a seed fixes, and cases that are told by the fields they have. */
import { expect, test } from 'vitest';
import { createRandom, nextBelow } from '../../../src/engine/kernel/random.ts';
import type { Draw } from '../../../src/engine/index.ts';

export const drawOf = (seed: string): Draw => {
  const stream = createRandom(seed, 'vectors');
  return (bound) => nextBelow(stream, bound);
};

/** Where chance has a part, what is asserted must hold whatever it does. */
export const SEEDS = ['a', 'b', 'c', 'd', 'e'];

/**
 * Runs the cases that `run` knows; one that it does not know (it returns false) is let pass from another folder, and is a fault in
 * this one.
 */
export function testCases<T extends object>(title: string, cases: T[] | undefined, run: (one: T) => boolean | void): void {
  const named = (cases ?? []).map((one, index) => [`${title} ${index}: ${'name' in one ? String(one.name) : ''}`, one] as const);
  test.for(named)('%s', ([, one]) => {
    const isKnown = run(one) !== false;
    expect(isKnown || Boolean(process.env.KINELAB_VECTORS), 'a case of a shape that is run here').toBe(true);
  });
}
