import { expect, test } from 'vitest';
import { exerciseAddress, freshSeed, seedOf } from '../../src/lab/exercise-address.ts';

test('an address gives back its seed, whatever else is written into it', () => {
  expect(seedOf(exerciseAddress('hot-key', '7f3a'))).toBe('7f3a');
  expect(seedOf('/exercises/hot-key?stars=3&seed=7f3a&commands=%5B%5D')).toBe('7f3a');
});

test('what is not 1–8 hex digits is no seed', () => {
  for (const seed of ['', 'xyz', '123456789', '7F3A', '-1', '7f 3a'])
    expect(seedOf(`/exercises/hot-key?seed=${encodeURIComponent(seed)}`)).toBeNull();
  expect(seedOf('/exercises/hot-key')).toBeNull();
});

test('drawn seeds are seeds, and differ', () => {
  const drawn = Array.from({ length: 50 }, freshSeed);
  expect(drawn.map((seed) => seedOf(exerciseAddress('hot-key', seed)))).toEqual(drawn);
  expect(new Set(drawn).size).toBeGreaterThan(45);
});
