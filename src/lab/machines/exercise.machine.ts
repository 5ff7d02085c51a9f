/**
 * What a learner goes through with an exercise:
 *
 *   brief ──stood──▶ predict ──committed──▶ run ──verdict, final──▶ judged ──explained──▶ explained
 *     ▲                                      ▲                        │                      │
 *     │                                      └─── verdict, open ──────┴──────────────────────┤
 *   vary ◀─────────────────────────── again, from everywhere ────────────────────────────────┘
 *
 * Nothing runs before a prediction is committed. The verdict comes from the engine with each slow frame; when the judged window has
 * ended the run is paused, once, and the result is noted: once for each run and branch, and again only where it is better. Going back
 * into the window opens the verdict again. A run that is set up anew (`stood`) keeps prediction and hints: the numbers are the same.
 * `vary` is the end: other numbers are another round, which begins with `brief`.
 *
 * The machine calls nobody: `pause`, `note` and `leave` are given to it.
 */
import { assign, setup } from 'xstate';
import type { Predicted } from '../../content/learning/predicted.ts';
import type { Verdict } from '../../judge/goal.ts';

export interface ExerciseContext {
  predicted: Predicted | null;
  /** How many of its hints have been opened, by goal. */
  hints: Readonly<Record<string, number>>;
  sawSolution: boolean;
  /** The branch that plays the solution: what it reaches is nobody's result. */
  solutionBranch: number | null;
  verdict: Verdict | null;
  /** The branch that it is about. */
  branchId: number | null;
  /** The last verdict whose window has ended, and on which branch: shown as long as that branch is. */
  ended: { branchId: number; verdict: Verdict } | null;
  /** Stars that were noted, by branch of the run that stands. */
  noted: Readonly<Record<number, number>>;
  /** Branches that were noted before the solution was seen. */
  earned: readonly number[];
}

type ExerciseEvent =
  /** The run stands at its beginning. */
  | { type: 'stood' }
  | { type: 'committed'; predicted: Predicted }
  | { type: 'verdict'; verdict: Verdict; branchId: number }
  | { type: 'hint-opened'; goal: string }
  /** Now, or before this round began. */
  | { type: 'solution-shown' }
  | { type: 'solution-played'; branchId: number }
  | { type: 'explained' }
  | { type: 'again' };

const HINTS_MAX = 3;

/** The judged window has ended. */
const isFinal = ({ event }: { event: ExerciseEvent }): boolean => event.type === 'verdict' && event.verdict.isFinal;

/** Final, the learner's own, and more than was noted of this branch. */
const isToNote = ({ context, event }: { context: ExerciseContext; event: ExerciseEvent }): boolean =>
  event.type === 'verdict' &&
  event.verdict.isFinal &&
  event.verdict.refused === null &&
  event.branchId !== context.solutionBranch &&
  event.verdict.stars > (context.noted[event.branchId] ?? -1);

export const exerciseMachine = setup({
  types: { context: {} as ExerciseContext, events: {} as ExerciseEvent },
  actions: {
    pause() {},
    /** Keeps the result of the verdict that has just come. */
    note(_args, _params: { verdict: Verdict }) {},
    leave() {},
    keepPrediction: assign(({ context, event }) => (event.type === 'committed' ? { ...context, predicted: event.predicted } : context)),
    keepVerdict: assign(({ context, event }) => {
      if (event.type !== 'verdict') return context;
      const { verdict, branchId } = event;
      return { ...context, verdict, branchId, ended: verdict.isFinal ? { branchId, verdict } : context.ended };
    }),
    keepNoted: assign(({ context, event }) =>
      event.type === 'verdict'
        ? {
            ...context,
            noted: { ...context.noted, [event.branchId]: event.verdict.stars },
            earned: context.sawSolution ? context.earned : [...context.earned, event.branchId],
          }
        : context,
    ),
    countHint: assign(({ context, event }) => {
      if (event.type !== 'hint-opened') return context;
      const opened = Math.min(HINTS_MAX, (context.hints[event.goal] ?? 0) + 1);
      return { ...context, hints: { ...context.hints, [event.goal]: opened } };
    }),
    keepSolutionSeen: assign({ sawSolution: true }),
    keepSolutionBranch: assign(({ context, event }) =>
      event.type === 'solution-played' ? { ...context, solutionBranch: event.branchId } : context,
    ),
    beginRun: assign({ verdict: null, branchId: null, ended: null, noted: {}, earned: [], solutionBranch: null }),
  },
  guards: { isFinal, isToNote, isKnownEnd: (args) => isFinal(args) && !isToNote(args) },
}).createMachine({
  id: 'exercise',
  context: {
    predicted: null,
    hints: {},
    sawSolution: false,
    solutionBranch: null,
    verdict: null,
    branchId: null,
    ended: null,
    noted: {},
    earned: [],
  },
  initial: 'brief',
  on: { again: '.vary', 'solution-shown': { actions: 'keepSolutionSeen' } },
  states: {
    brief: { on: { stood: 'predict' } },
    predict: { on: { committed: { target: 'tried', actions: 'keepPrediction' } } },
    /** What the picture shows as run, judged, explained. */
    tried: {
      initial: 'run',
      on: {
        stood: { target: '.run', actions: 'beginRun' },
        verdict: [
          {
            guard: 'isToNote',
            target: '.judged',
            actions: ['keepVerdict', { type: 'note', params: ({ event }) => ({ verdict: event.verdict }) }, 'keepNoted'],
          },
          { guard: 'isFinal', actions: 'keepVerdict' },
          { target: '.run', actions: 'keepVerdict' },
        ],
        'hint-opened': { actions: 'countHint' },
        'solution-played': { actions: 'keepSolutionBranch' },
      },
      states: {
        run: { on: { verdict: { guard: 'isKnownEnd', target: 'judged', actions: 'keepVerdict' } } },
        judged: { entry: 'pause', on: { explained: 'explained' } },
        explained: {},
      },
    },
    vary: { type: 'final', entry: 'leave' },
  },
});

/** Whether the run on screen counts no more, because the solution was seen before it ended. */
export const countsNoMore = ({ sawSolution, earned, branchId }: ExerciseContext): boolean =>
  sawSolution && (branchId === null || !earned.includes(branchId));
