import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialTransition, transition } from 'xstate';
import { readExam } from '../../../src/lab/exam/exam-keeping.ts';
import {
  type ExamContext,
  type ExamEvent,
  type ExamItem,
  examMachine,
  type ExamPlace,
  type ExamSnapshot,
  placeOfExam,
} from '../../../src/lab/machines/exam.machine.ts';

const MINUTE = 60_000;
const PAPER = ['a', 'b', 'c'].map((template, i) => ({ template, seed: String(i + 1) }));
const start = (limitMs: number | null = null): ExamEvent => ({ type: 'start', paper: PAPER, limitMs, atMs: 1000 });

interface Followed {
  place: ExamPlace;
  context: ExamContext;
  /** What was noted, each time. */
  noted: ExamItem[][];
  snapshot: ExamSnapshot;
}

function follow(events: readonly ExamEvent[]): Followed {
  let [snapshot] = initialTransition(examMachine);
  const noted: ExamItem[][] = [];
  for (const event of events) {
    const [next, actions] = transition(examMachine, snapshot, event);
    for (const { type, params } of actions) if (type === 'note') noted.push([...(params as { items: ExamItem[] }).items]);
    snapshot = next;
  }
  return { place: placeOfExam(snapshot), context: snapshot.context, noted, snapshot };
}

const choose = (chosen: number[], atMs = 2000): ExamEvent => ({ type: 'choose', chosen, atMs });
const go = (to: number, atMs = 2000): ExamEvent => ({ type: 'go', to, atMs });
const tick = (atMs: number): ExamEvent => ({ type: 'tick', atMs });
const handIn: ExamEvent[] = [
  { type: 'hand-in', atMs: 3000 },
  { type: 'confirm', atMs: 3000 },
];

describe('an exam', () => {
  it('keeps choice, confidence and flag of each item, back and forth', () => {
    const { context, place } = follow([
      start(),
      choose([2]),
      { type: 'be-confident', confidence: 'high' },
      go(2),
      choose([3, 1]),
      { type: 'flag' },
      go(1),
      { type: 'flag' },
      { type: 'flag' },
      go(0),
    ]);
    expect(place).toBe('answering');
    expect(context.at).toBe(0);
    expect(context.items).toMatchObject([
      { chosen: [2], confidence: 'high', isFlagged: false },
      { chosen: [], confidence: null, isFlagged: false },
      { chosen: [1, 3], confidence: null, isFlagged: true },
    ]);
  });

  it('asks before it is handed in, and notes once', () => {
    const asked = follow([start(), choose([0]), handIn[0]]);
    expect(asked.place).toBe('asking');
    expect(asked.noted).toEqual([]);
    expect(follow([start(), handIn[0], { type: 'go-back' }]).place).toBe('answering');
    expect(follow([start(), handIn[0], go(2)])).toMatchObject({ place: 'answering', context: { at: 2 } });
    const done = follow([start(), choose([0]), ...handIn, ...handIn, tick(9e9), go(1), { type: 'come-back', atMs: 9e9 }]);
    expect(done.place).toBe('handed-in');
    expect(done.noted).toHaveLength(1);
    expect(done.noted[0][0]).toMatchObject({ template: 'a', chosen: [0] });
    expect(follow([start(), ...handIn, { type: 'leave' }])).toMatchObject({ place: 'choosing', context: { items: [] } });
  });

  it('changes nothing any more after it', () => {
    const { context } = follow([start(), ...handIn, choose([1]), { type: 'flag' }, { type: 'be-confident', confidence: 'low' }]);
    expect(context.items[0]).toMatchObject({ chosen: [], isFlagged: false, confidence: null });
  });

  it('warns five minutes and one minute before the end, and then is handed in as it stands', () => {
    const sat = [start(10 * MINUTE), choose([1])];
    const said = (atMs: number) => follow([...sat, tick(1000 + atMs)]).context.saidMinutes;
    expect(said(5 * MINUTE - 1)).toBeNull();
    expect(said(5 * MINUTE)).toBe(5);
    expect(said(9 * MINUTE)).toBe(1);
    expect(follow([...sat, tick(1000 + 5 * MINUTE), tick(1000 + 9 * MINUTE), tick(1000 + 9.5 * MINUTE)]).context.saidMinutes).toBe(1);
    const over = follow([...sat, tick(1000 + 10 * MINUTE)]);
    expect(over).toMatchObject({ place: 'handed-in', context: { endedAtMs: 1000 + 10 * MINUTE } });
    expect(over.noted).toHaveLength(1);
  });

  it('is over too when nobody looked, or while it is asked, and a choice after the end does not count', () => {
    expect(follow([start(MINUTE), { type: 'come-back', atMs: 1e9 }])).toMatchObject({
      place: 'handed-in',
      context: { endedAtMs: 1000 + MINUTE },
    });
    expect(follow([start(MINUTE), { type: 'hand-in', atMs: 2000 }, tick(1000 + MINUTE)]).place).toBe('handed-in');
    const late = follow([start(MINUTE), choose([3], 1000 + MINUTE)]);
    expect(late.place).toBe('handed-in');
    expect(late.noted[0][0].chosen).toEqual([]);
  });

  it('pauses without the clock only, and a pause takes no time', () => {
    expect(follow([start(MINUTE), { type: 'pause', atMs: 2000 }]).place).toBe('answering');
    const paused = [start(), { type: 'pause', atMs: 5000 }] as const;
    expect(follow(paused).place).toBe('paused');
    expect(follow([...paused, choose([1])]).context.items[0].chosen).toEqual([]);
    const { context } = follow([...paused, { type: 'resume', atMs: 50_000 }, go(1, 51_000), go(0, 53_000)]);
    expect(context.items.map(({ tookMs }) => tookMs)).toEqual([5000, 2000, 0]);
  });

  it('does not count the time while the page was away', () => {
    const { context } = follow([start(), choose([1], 4000), { type: 'come-back', atMs: 100_000 }, go(1, 101_000)]);
    expect(context.items[0].tookMs).toBe(4000);
  });

  it('whatever is done, notes once at most and never leaves the paper', () => {
    const at = fc.integer({ min: 1000, max: 20 * MINUTE });
    const event: fc.Arbitrary<ExamEvent> = fc.oneof(
      fc.record({ type: fc.constant('choose' as const), chosen: fc.uniqueArray(fc.nat(5)), atMs: at }),
      fc.record({ type: fc.constant('go' as const), to: fc.integer({ min: -3, max: 9 }), atMs: at }),
      fc.record({
        type: fc.constantFrom('tick' as const, 'come-back' as const, 'pause' as const, 'resume' as const, 'hand-in' as const),
        atMs: at,
      }),
      fc.constantFrom<ExamEvent[]>({ type: 'flag' }, { type: 'go-back' }),
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 40 }), fc.boolean(), (events, hasClock) => {
        const { context, noted, place } = follow([start(hasClock ? 10 * MINUTE : null), ...events]);
        expect(noted.length).toBe(place === 'handed-in' ? 1 : 0);
        expect(context.items.map(({ template }) => template)).toEqual(['a', 'b', 'c']);
        expect(context.at).toBeGreaterThanOrEqual(0);
        expect(context.at).toBeLessThan(3);
        if (hasClock) expect(context.items.reduce((sum, { tookMs }) => sum + tookMs, 0)).toBeLessThanOrEqual(10 * MINUTE);
      }),
    );
  });
});

describe('a kept exam', () => {
  const known = new Set(['a', 'b', 'c']);
  const { context } = follow([start(MINUTE), choose([2])]);
  const text = JSON.stringify({ version: 1, place: 'answering', context });

  it('is read as it was written', () => {
    expect(readExam(text, known)).toEqual({ version: 1, place: 'answering', context });
  });

  it('goes on where it was', () => {
    const [next] = transition(
      examMachine,
      examMachine.resolveState({ value: { sitting: 'answering' }, context: readExam(text, known)!.context }),
      go(1),
    );
    expect(next.context.at).toBe(1);
    expect(next.context.items[0].chosen).toEqual([2]);
  });

  it.each([
    ['nothing', null],
    ['no JSON', '{'],
    ['another form', '{"version":2}'],
    ['no items', JSON.stringify({ version: 1, place: 'answering', context: { ...context, items: [] } })],
    ['a place outside', JSON.stringify({ version: 1, place: 'answering', context: { ...context, at: 3 } })],
    ['an unknown place', JSON.stringify({ version: 1, place: 'passed', context })],
  ])('is passed over: %s', (_name, kept) => {
    expect(readExam(kept, known)).toBeNull();
  });

  it('is passed over where a template is gone', () => {
    expect(readExam(text, new Set(['a', 'b']))).toBeNull();
  });
});
