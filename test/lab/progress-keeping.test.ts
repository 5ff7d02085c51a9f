import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fact, factsOf, idOf, stateOf } from '../../src/lab/progress/facts.ts';
import { keep } from '../../src/lab/progress/keeping.ts';
import {
  clearProgress,
  countedStars,
  type Deeds,
  forgetLessonPlace,
  noteAnswer,
  noteExamDate,
  noteLesson,
  noteLessonPlace,
  noteResult,
  noteSolutionSeen,
  progressStore,
  takeIn,
  undoChange,
} from '../../src/lab/progress/progress.ts';
import { answer, arbitraryDeeds, HOUR, NOON, place, result } from './progress-facts.ts';

/** Rows of the one store, as the browser would keep them; `isForbidden` as where a browser keeps nothing; `stuck`: who waits to hear of a change. */
const kept = vi.hoisted(() => {
  const listeners = new Map<string, () => void>();
  vi.stubGlobal('addEventListener', (type: string, listener: () => void) => listeners.set(type, listener));
  return { rows: new Map<string, unknown>(), isForbidden: false, stuck: null as (() => void)[] | null, listeners };
});

vi.mock('../../src/lab/browser-database.ts', () => {
  /** All that was asked for stands once it is committed; whoever waits hears of it later. */
  const transaction = () => {
    const asked: (() => void)[] = [];
    const ask = (work: () => void) => Promise.resolve(void asked.push(work));
    return {
      store: {
        put: (value: unknown, id: string) => ask(() => kept.rows.set(id, structuredClone(value))),
        delete: (id: string) => ask(() => kept.rows.delete(id)),
      },
      commit: () => {
        for (const work of asked) work();
      },
      done: new Promise<void>((resolve) => void (kept.stuck === null ? resolve() : kept.stuck.push(resolve))),
    };
  };
  const database = { transaction, getAll: () => Promise.resolve([...kept.rows.values()]) };
  return {
    troubleOf: () => 'forbidden',
    openDatabase: () => (kept.isForbidden ? Promise.reject(new Error('No database.')) : Promise.resolve(database)),
    databaseAtHand: () => (kept.isForbidden ? null : database),
  };
});

const NOTHING: Deeds = { results: [], answers: [], lessons: {}, places: {}, solutionsSeen: [], exam: null };
const settled = keep;

function present(): Deeds {
  const { results, answers, lessons, places, solutionsSeen, exam } = progressStore.getState();
  return { results, answers, lessons, places, solutionsSeen, exam };
}

function putRow(fact: Fact): void {
  kept.rows.set(idOf(fact), fact);
}

beforeEach(async () => {
  kept.isForbidden = false;
  clearProgress();
  await settled();
  kept.rows.clear();
});

describe('facts', () => {
  it('give back the state they were made of, in whatever order and however often they are told', () => {
    fc.assert(
      fc.property(arbitraryDeeds, fc.array(fc.nat()), (deeds, order) => {
        const facts = factsOf(deeds);
        const again = order.map((n) => facts[n % Math.max(1, facts.length)]).filter((fact) => fact !== undefined);
        expect(stateOf([...again, ...facts.toReversed()])).toEqual(deeds);
      }),
    );
  });

  it('of two browsers are the same whichever is merged into the other', () => {
    fc.assert(
      fc.property(arbitraryDeeds, arbitraryDeeds, (one, other) => {
        const [a, b] = [factsOf(one), factsOf(other)];
        const union = stateOf([...a, ...b]);
        const ids = factsOf(union).map(idOf);
        expect(new Set(ids)).toEqual(new Set([...a, ...b].map(idOf)));
        expect(ids.length).toBe(new Set(ids).size);
      }),
    );
  });
});

describe('keeping', () => {
  it('writes what is noted and reads it again, with what another tab has written meanwhile', async () => {
    noteResult(result());
    noteAnswer(answer());
    noteLesson('reading', NOON);
    noteLessonPlace(place());
    noteSolutionSeen('hot-key', '1');
    noteExamDate('2027-01-15', NOON);
    putRow({ kind: 'answer', value: answer({ atEpochMs: NOON - HOUR, seed: '2' }) });
    await vi.waitFor(() => expect(kept.rows.size).toBe(7));
    await settled();
    expect(progressStore.getState()).toMatchObject({ isLoaded: true, trouble: null });
    expect(present()).toEqual({
      results: [result()],
      answers: [answer({ atEpochMs: NOON - HOUR, seed: '2' }), answer()],
      lessons: { reading: NOON },
      places: { reading: place({ atEpochMs: expect.any(Number) }) },
      solutionsSeen: ['hot-key:1'],
      exam: { date: '2027-01-15', setEpochMs: NOON },
    });
  });

  it('keeps the last place in a lesson though the clock was set back, until it is forgotten', async () => {
    noteLessonPlace(place({ block: 3 }));
    const { atEpochMs } = present().places.reading;
    vi.useFakeTimers({ now: atEpochMs - HOUR, toFake: ['Date'] });
    noteLessonPlace(place({ part: 'items', seeds: ['a', 'b', 'c'], answered: 1 }));
    vi.useRealTimers();
    await settled();
    expect(present().places.reading).toMatchObject({ part: 'items', answered: 1 });
    forgetLessonPlace('reading');
    await settled();
    expect(present().places).toEqual({});
    expect([...kept.rows.values()]).toEqual([]);
  });

  it('works where the browser keeps nothing, says so, and writes later what it could not', async () => {
    kept.isForbidden = true;
    noteAnswer(answer());
    await vi.waitFor(() => expect(progressStore.getState().trouble).toBe('forbidden'));
    expect(present().answers).toEqual([answer()]);
    kept.isForbidden = false;
    await settled();
    expect([...kept.rows.values()]).toEqual([{ kind: 'answer', value: answer() }]);
    expect(progressStore.getState().trouble).toBeNull();
  });

  it('leaves rows alone that it does not understand', async () => {
    kept.rows.set('answer:odd', { kind: 'answer', value: { ...answer(), topic: 'cooking' } });
    noteResult(result());
    await vi.waitFor(() => expect(kept.rows.size).toBe(2));
    await settled();
    expect(present().answers).toEqual([]);
    expect(present().results).toEqual([result()]);
  });

  it('clears all, and takes that back', async () => {
    noteResult(result());
    noteExamDate('2027-01-15', NOON);
    const before = present();
    const change = clearProgress();
    await vi.waitFor(() => expect(kept.rows.size).toBe(0));
    expect(present()).toEqual(NOTHING);
    undoChange(change);
    await vi.waitFor(() => expect(kept.rows.size).toBe(2));
    await settled();
    expect(present()).toEqual(before);
  });
});

describe('taking in a file', () => {
  const here: Deeds = {
    ...NOTHING,
    answers: [answer(), answer({ atEpochMs: NOON + HOUR })],
    lessons: { reading: NOON },
    exam: { date: '2027-01-15', setEpochMs: NOON },
  };
  const file: Deeds = {
    ...NOTHING,
    answers: [answer(), answer({ atEpochMs: NOON + 2 * HOUR })],
    lessons: { reading: NOON - HOUR, firehose: NOON },
    exam: { date: '2026-12-01', setEpochMs: NOON - HOUR },
  };

  it('merges by union: nothing is lost, nothing counts twice, the later word stands', async () => {
    takeIn(here, 'merge');
    const change = takeIn(file, 'merge');
    await settled();
    expect(present()).toEqual({
      ...NOTHING,
      answers: [answer(), answer({ atEpochMs: NOON + HOUR }), answer({ atEpochMs: NOON + 2 * HOUR })],
      lessons: { reading: NOON, firehose: NOON },
      exam: here.exam,
    });
    undoChange(change);
    expect(present()).toEqual(here);
  });

  it('replaces, where that is asked for, and takes that back', async () => {
    takeIn(here, 'merge');
    const change = takeIn(file, 'replace');
    await settled();
    expect(present()).toEqual(file);
    undoChange(change);
    await settled();
    expect(present()).toEqual(here);
  });
});

it('counts half a star off for each hint, and none after the solution was seen', () => {
  expect([0, 1, 2, 7].map((hints) => countedStars({ stars: 3, hints, sawSolution: false }))).toEqual([3, 2.5, 2, 0]);
  expect(countedStars({ stars: 3, hints: 0, sawSolution: true })).toBe(0);
});

describe('when the page is left', () => {
  const turns = () => new Promise((resolve) => void setTimeout(resolve));
  const idsKept = () => [...kept.rows.keys()];

  beforeEach(async () => {
    kept.stuck = [];
    noteLesson('reading', NOON);
    await turns();
    noteLesson('firehose', NOON);
    await turns();
  });

  afterEach(async () => {
    const waiting = kept.stuck ?? [];
    kept.stuck = null;
    for (const goOn of waiting) goOn();
    kept.listeners.get('pageshow')!();
    await settled();
  });

  it('what waits for its turn is written at once', () => {
    expect(idsKept()).toEqual(['lesson:reading']);
    kept.listeners.get('pagehide')!();
    expect(idsKept()).toEqual(['lesson:reading', 'lesson:firehose']);
  });

  it('so is what is told in leaving, and what is taken back is deleted', async () => {
    kept.listeners.get('pagehide')!();
    noteLesson('resharding', NOON);
    await turns();
    expect(idsKept()).toEqual(['lesson:reading', 'lesson:firehose', 'lesson:resharding']);
    clearProgress();
    await turns();
    expect(idsKept()).toEqual([]);
  });

  it('a page that is gone back to goes on in turns', async () => {
    kept.listeners.get('pagehide')!();
    kept.listeners.get('pageshow')!();
    noteLesson('resharding', NOON);
    await turns();
    expect(idsKept()).toEqual(['lesson:reading', 'lesson:firehose']);
  });
});
