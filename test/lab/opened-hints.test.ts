/** Hints stay opened when the page is loaded again, and nothing in the browser's store breaks an exercise. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepOpenedHints, openedHints } from '../../src/lab/opened-hints.ts';

const kept = new Map<string, string>();
beforeEach(() => {
  kept.clear();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  });
});
afterEach(() => vi.unstubAllGlobals());

test('each round has its own, and the last word counts', () => {
  keepOpenedHints('hot-key:1', { throttling: 1 });
  keepOpenedHints('hot-key:2', { throttling: 3 });
  keepOpenedHints('hot-key:1', { throttling: 2, 'nothing-lost': 1 });
  expect(openedHints('hot-key:1')).toEqual({ throttling: 2, 'nothing-lost': 1 });
  expect(openedHints('hot-key:2')).toEqual({ throttling: 3 });
  expect(openedHints('hot-key:3')).toEqual({});
});

test('of very many rounds the last are kept', () => {
  for (let i = 0; i < 250; i++) keepOpenedHints(`hot-key:${i}`, { throttling: 1 });
  expect(openedHints('hot-key:49')).toEqual({});
  expect(openedHints('hot-key:50')).toEqual({ throttling: 1 });
});

test.each(['{', '7', '[["hot-key:1",{"throttling":-9}]]', '[["hot-key:1",{"throttling":1e9}]]', '[["hot-key:1",null]]', '[null]'])(
  'what else stands there is not taken: %s',
  (text) => {
    kept.set('kinelab.hints', text);
    expect(openedHints('hot-key:1')).toEqual({});
  },
);

test('where nothing may be kept, nothing is', () => {
  const refuse = () => {
    throw new Error('Refused.');
  };
  vi.stubGlobal('localStorage', { getItem: refuse, setItem: refuse });
  keepOpenedHints('hot-key:1', { throttling: 1 });
  expect(openedHints('hot-key:1')).toEqual({});
});
