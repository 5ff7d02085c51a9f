/** What is kept of a run, and which runs have to go. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import type { TravelFrame } from '../../src/protocol/travel.ts';
import { countsOf, isOnlyWatched, placeOf, recipeAt, RUNS_MAX, structureOf, surplusOf } from '../../src/lab/kept-run.ts';
import { namesTabRun } from '../../src/lab/tab-run.ts';
import { stageFixture } from '../../src/views/stage/fixtures.ts';
import { arbitraryRuns, keptRun } from './arbitrary-kept-run.ts';

describe('which runs go', () => {
  test('of 41 runs with commands the oldest', () => {
    const runs = Array.from({ length: 41 }, (_, i) => keptRun({ id: `run-${i}`, commands: 1, savedAtMs: 1000 - i }));
    expect(surplusOf(runs, null)).toEqual(['run-40']);
    expect(surplusOf(runs.slice(0, 40), null)).toEqual([]);
  });

  test('the one on screen stays, however old it is', () => {
    const runs = Array.from({ length: 41 }, (_, i) => keptRun({ id: `run-${i}`, commands: 1, savedAtMs: 1000 - i }));
    expect(surplusOf(runs, 'run-40')).toEqual(['run-39']);
  });

  test('of runs that were only watched, one of each scenario stays', () => {
    const runs = [
      keptRun({ id: 'old', savedAtMs: 1 }),
      keptRun({ id: 'new', savedAtMs: 2 }),
      keptRun({ id: 'other', scenarioId: 'hot-key', savedAtMs: 0 }),
      keptRun({ id: 'named', name: 'Mine', savedAtMs: 0 }),
      keptRun({ id: 'branched', branches: 2, savedAtMs: 0 }),
    ];
    expect(surplusOf(runs, null)).toEqual(['old']);
    expect(surplusOf(runs, 'old')).toEqual(['new']);
  });

  test('whatever there is: the bounds hold, the present one stays, and nothing newer goes than what stays of its kind', () => {
    fc.assert(
      fc.property(arbitraryRuns, fc.nat(), (runs, pick) => {
        const present = runs.length === 0 ? null : runs[pick % runs.length].id;
        const gone = new Set(surplusOf(runs, present));
        const stays = runs.filter(({ id }) => !gone.has(id));
        const worth = stays.filter((run) => !isOnlyWatched(run));
        const watched = stays.filter(isOnlyWatched).map(({ scenarioId }) => scenarioId);
        expect(gone.has(present ?? '')).toBe(false);
        expect(worth.length).toBe(Math.min(RUNS_MAX, runs.filter((run) => !isOnlyWatched(run)).length));
        expect(new Set(watched).size).toBe(watched.length);
        expect(new Set(watched)).toEqual(new Set(runs.filter(isOnlyWatched).map(({ scenarioId }) => scenarioId)));
        for (const lost of runs.filter(({ id }) => gone.has(id))) {
          const rivals = isOnlyWatched(lost) ? stays.filter((run) => isOnlyWatched(run) && run.scenarioId === lost.scenarioId) : worth;
          for (const rival of rivals) if (rival.id !== present) expect(rival.savedAtMs).toBeGreaterThanOrEqual(lost.savedAtMs);
        }
      }),
    );
  });
});

const travelFrame = (changes: Partial<TravelFrame> = {}): TravelFrame => ({
  branchId: 1,
  endUs: 41_000_000,
  inPast: false,
  undone: null,
  undo: null,
  redo: null,
  branches: [{ id: 1, name: 'Main', parentId: null, forkUs: 0, endUs: 41_000_000, ownCommands: 0, firstOwn: null }],
  ...changes,
});
const slowAt = (travel: TravelFrame) => ({ ...stageFixture('calm'), travel });
const on = { playing: false, view: 'stage', selection: null } as const;

describe('where a run stands', () => {
  test('at its end it may go on playing', () => {
    expect(placeOf(slowAt(travelFrame()), 41_100_000, { ...on, playing: true })).toMatchObject({
      untilUs: 41_100_000,
      momentUs: 41_100_000,
      playing: true,
    });
  });

  test('in the past it stands at its moment, and the end is kept', () => {
    const place = placeOf(slowAt(travelFrame({ inPast: true })), 12_300_000, { ...on, playing: true });
    expect(place).toMatchObject({ untilUs: 41_000_000, momentUs: 12_300_000, playing: false });
  });

  test('after an undo it stands before the command, which lies at this very moment', () => {
    const undone = { type: 'remove-producer', id: 'a' } as const;
    expect(placeOf(slowAt(travelFrame({ inPast: true, undone })), 12_300_000, on)).toMatchObject({ momentUs: 12_299_999 });
    expect(placeOf(slowAt(travelFrame({ inPast: true, undone })), 0, on)).toMatchObject({ momentUs: 0 });
  });

  test('while it is replayed to where it stood it stands nowhere', () => {
    expect(placeOf(slowAt(travelFrame()), 12_300_000, on)).toBeNull();
  });
});

describe('when the recipe has to be asked for again', () => {
  const before = structureOf(travelFrame());
  const [main] = travelFrame().branches;

  test('not while the run only goes on', () => {
    expect(structureOf(travelFrame({ endUs: 50_000_000, inPast: true, branches: [{ ...main, endUs: 50_000_000 }] }))).toBe(before);
  });

  test.for([
    { what: 'a command', travel: { branches: [{ ...main, ownCommands: 1 }] } },
    { what: 'another name', travel: { branches: [{ ...main, name: 'Before the split' }] } },
    { what: 'another branch on screen', travel: { branchId: 2 } },
    { what: 'a new branch', travel: { branches: [main, { ...main, id: 2, parentId: 1, name: 'Branch 2' }] } },
  ])('after $what', ({ travel }) => {
    expect(structureOf(travelFrame(travel))).not.toBe(before);
  });
});

const command = { type: 'remove-producer', id: 'a' } as const;
const recipe: RunRecipe = {
  engineVersion: '0.1.0',
  scenario: 'first-light',
  seed: '7f3a',
  commands: [
    { at: 1_000_000, command },
    { at: 9_000_000, command },
  ],
  untilUs: 10_000_000,
  momentUs: 4_000_000,
  datasets: [],
  branches: [
    { name: 'Main', parent: null, forkUs: 0, shared: 0, commands: [{ at: 1_000_000, command }], untilUs: 30_000_000 },
    { name: 'Branch 2', parent: 0, forkUs: 8_000_000, shared: 1, commands: [{ at: 9_000_000, command }], untilUs: 10_000_000 },
  ],
  branch: 1,
};

describe('the recipe where the run stood', () => {
  test('goes as far as the branch on screen was run, at the moment, with view and selection; other branches stay', () => {
    const selection = { kind: 'shard', id: 'shardId-000000000001' } as const;
    const at = recipeAt(recipe, { untilUs: 12_000_000, momentUs: 11_000_000, playing: true, view: 'compare', selection });
    expect(at).toEqual({
      ...recipe,
      untilUs: 12_000_000,
      momentUs: 11_000_000,
      view: 'compare',
      selection,
      branches: [recipe.branches![0], { ...recipe.branches![1], untilUs: 12_000_000 }],
    });
    expect(recipe.untilUs).toBe(10_000_000);
  });

  test('at the end of the branch no moment is named, and the plain view goes without saying', () => {
    const at = recipeAt(recipe, { untilUs: 12_000_000, momentUs: 12_000_000, playing: true, view: 'stage', selection: null });
    expect(at).not.toHaveProperty('momentUs');
    expect(at).not.toHaveProperty('view');
    expect(at).not.toHaveProperty('selection');
  });

  test('counts each command once, in whichever branch it was given', () => {
    expect(countsOf(recipe)).toEqual({ scenarioId: 'first-light', engineVersion: '0.1.0', commands: 2, branches: 2 });
    const { branches: _, branch: __, ...alone } = recipe;
    expect(countsOf(alone)).toMatchObject({ commands: 2, branches: 1 });
  });
});

describe('the run of a tab', () => {
  const tab = { id: 'a', scenarioId: 'hot-key', hash: '#/lab?run=v1.abc', before: null };

  test.for([
    { hash: '#/lab?run=v1.abc', address: { kind: 'run', text: 'v1.abc' }, is: true },
    { hash: '#/lab', address: { kind: 'default' }, is: true },
    { hash: '#/lab?scenario=hot-key', address: { kind: 'scenario', id: 'hot-key' }, is: true },
    { hash: '#/lab?run=v1.other', address: { kind: 'run', text: 'v1.other' }, is: false },
    { hash: '#/lab?scenario=empty', address: { kind: 'scenario', id: 'empty' }, is: false },
  ] as const)('$hash names it: $is', ({ hash, address, is }) => {
    expect(namesTabRun(tab, address, hash)).toBe(is);
  });

  test('under the address that it had before it was renamed last', () => {
    const address = { kind: 'run', text: 'v1.before' } as const;
    expect(namesTabRun({ ...tab, before: '#/lab?run=v1.before' }, address, '#/lab?run=v1.before')).toBe(true);
    expect(namesTabRun(tab, address, '#/lab?run=v1.before')).toBe(false);
  });
});
