/** "Why?" asked, and given up or asked otherwise before the engine has answered. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Explanation } from '../../src/engine/explain/explanation.ts';
import type { AddressBar } from '../../src/lab/address-bar.ts';
import type { DatasetLoader } from '../../src/lab/datasets.ts';
import { Lab } from '../../src/lab/lab.ts';
import { askWhy, closeWhy } from '../../src/ui/why/asked.ts';

let lab: Lab;
/** Answers that the engine still owes, by event. */
let owed: Map<number, (answer: Explanation | null) => void>;

const answerTo = (seq: number) => ({ seq }) as unknown as Explanation;
const explained = () => lab.store.getState().explained?.seq ?? null;
const settle = () => new Promise((resolve) => void setTimeout(resolve));

beforeEach(() => {
  vi.stubGlobal('document', { getElementById: () => null, addEventListener: () => {} });
  vi.stubGlobal('location', { search: '' });
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: () => {} }));
  lab = new Lab({ loader: {} as DatasetLoader, scenarios: [], shippedReferences: [] }, {} as AddressBar);
  owed = new Map();
  lab.client.explain = (seq) => new Promise((resolve) => void owed.set(seq, resolve));
});

afterEach(() => {
  closeWhy(lab, false);
  vi.unstubAllGlobals();
});

test('an answer that comes after it was closed does not open again', async () => {
  void askWhy(lab, 7, () => null);
  await settle();
  closeWhy(lab);
  const seen: (number | null)[] = [];
  lab.store.subscribe((state) => seen.push(state.explained?.seq ?? null));
  owed.get(7)!(answerTo(7));
  await settle();
  expect(seen).toEqual([]);
  expect(explained()).toBeNull();
});

test('the answer to an older question does not take the place of a newer one', async () => {
  const older = lab.explain(7);
  const newer = lab.explain(8);
  owed.get(8)!(answerTo(8));
  expect(await newer).toBe(true);
  owed.get(7)!(answerTo(7));
  expect(await older).toBe(false);
  expect(explained()).toBe(8);
});

test('an engine that has stopped gives no answer, and what was explained goes', async () => {
  lab.store.setState({ explained: answerTo(3) });
  lab.client.explain = () => Promise.reject(new Error('stopped'));
  expect(await lab.explain(7)).toBe(true);
  expect(explained()).toBeNull();
});
