/** Math's own functions are the oracle: the last bits may differ between browsers, twelve digits do not. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cosineOfTurns, exp, log, power } from '../../src/engine/kernel/portable-math.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

function near(actual: number, wanted: number, scale = Math.abs(wanted)): void {
  expect(Math.abs(actual - wanted)).toBeLessThanOrEqual(1e-12 * Math.max(scale, Number.MIN_VALUE / 1e-12));
}

test('log', () => {
  fc.assert(
    fc.property(number(1e-300, 1e300), (x) => near(log(x), Math.log(x), Math.max(1, Math.abs(Math.log(x))))),
    { numRuns: 2000 },
  );
  expect(log(1)).toBe(0);
});

test('log near 1 keeps its digits', () => {
  fc.assert(fc.property(number(-0.3, 0.4), (d) => near(log(1 + d), Math.log(1 + d), Math.max(Math.abs(d), 1e-15))));
});

test('exp', () => {
  fc.assert(
    fc.property(number(-700, 700), (x) => near(exp(x), Math.exp(x))),
    { numRuns: 2000 },
  );
  expect(exp(0)).toBe(1);
});

test('power', () => {
  fc.assert(fc.property(number(0.001, 1e6), number(-5, 5), (base, exponent) => near(power(base, exponent), base ** exponent)));
});

test('cosine of turns', () => {
  fc.assert(fc.property(number(-50, 50), (turns) => near(cosineOfTurns(turns), Math.cos(2 * Math.PI * (turns % 1)), 1)));
  expect([0, 0.25, 0.5, 0.75, 1].map((turns) => Math.round(cosineOfTurns(turns) * 1e15) / 1e15)).toEqual(
    [1, 0, -1, 0, 1].map((x) => x + 0),
  );
});
