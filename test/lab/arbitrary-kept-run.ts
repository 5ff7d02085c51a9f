import * as fc from 'fast-check';
import type { KeptRun } from '../../src/lab/kept-run.ts';

/** A kept run; the same id twice is for the caller to avoid. */
export function keptRun(changes: Partial<KeptRun> = {}): KeptRun {
  return {
    id: 'a',
    name: null,
    title: 'First light',
    scenarioId: 'first-light',
    engineVersion: '0.1.0',
    savedAtMs: 0,
    commands: 0,
    branches: 1,
    place: { untilUs: 0, momentUs: 0, playing: false, view: 'stage', selection: null },
    picture: null,
    ...changes,
  };
}

/** A browser's runs: of few scenarios, some only watched, with distinct ids and ties in their dates. */
export const arbitraryRuns: fc.Arbitrary<KeptRun[]> = fc
  .array(
    fc.record({
      scenarioId: fc.constantFrom('first-light', 'hot-key', 'empty'),
      name: fc.option(fc.constantFrom('Mine', 'Lesson 3'), { freq: 6 }),
      commands: fc.integer({ min: 0, max: 2 }),
      branches: fc.integer({ min: 1, max: 2 }),
      savedAtMs: fc.integer({ min: 0, max: 50 }),
    }),
    { maxLength: 120 },
  )
  .map((runs) => runs.map((run, i) => keptRun({ ...run, id: `run-${i}` })));
