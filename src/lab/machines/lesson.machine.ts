/**
 * The way through a lesson. Nothing is explained before an answer has been tried, and the notes are folded away while the questions
 * at the end are answered:
 *
 *   opening ──commit──▶ reading ──ask──▶ items ──answered (the last)──▶ done
 *                          ▲              │  ▲                            │
 *                          └────return────┘  └────────── again ───────────┘
 *
 * An answer that was committed stays. Whoever returns to the notes begins the questions anew, with other numbers. Reading again after
 * the end changes nothing about the end. Whoever was here before comes back to where they stopped.
 */
import { assign, setup } from 'xstate';

export interface LessonContext {
  /** The option that was committed at the opening; null: `I do not know`. Absent until then. */
  committed: number | null | undefined;
  /** Questions answered in this round. */
  answered: number;
  /** Of those, right. */
  right: number;
  /** How many questions this lesson asks. */
  items: number;
  /** Counts the rounds of questions: each has other numbers. */
  round: number;
}

export type LessonEvent =
  | { type: 'commit'; option: number | null }
  | { type: 'ask' }
  | { type: 'answered'; isRight: boolean }
  | { type: 'return' }
  | { type: 'again' };

export const lessonMachine = setup({
  types: { context: {} as LessonContext, events: {} as LessonEvent, input: {} as { items: number } },
  actions: {
    /** Told once a round, when its last question has been answered. */
    noteEnd() {},
    commit: assign(({ context, event }) => (event.type === 'commit' ? { ...context, committed: event.option } : context)),
    beginRound: assign(({ context }) => ({ ...context, answered: 0, right: 0, round: context.round + 1 })),
    count: assign(({ context, event }) =>
      event.type === 'answered' ? { ...context, answered: context.answered + 1, right: context.right + (event.isRight ? 1 : 0) } : context,
    ),
  },
  guards: {
    isLast: ({ context }) => context.answered + 1 >= context.items,
    hasNone: ({ context }) => context.items === 0,
  },
}).createMachine({
  id: 'lesson',
  context: ({ input }) => ({ committed: undefined, answered: 0, right: 0, items: input.items, round: 0 }),
  initial: 'opening',
  states: {
    opening: { on: { commit: { target: 'reading', actions: 'commit' } } },
    reading: {
      on: {
        ask: [
          { guard: 'hasNone', target: 'done', actions: 'noteEnd' },
          { target: 'items', actions: 'beginRound' },
        ],
      },
    },
    items: {
      on: {
        answered: [{ guard: 'isLast', target: 'done', actions: ['count', 'noteEnd'] }, { actions: 'count' }],
        return: 'reading',
      },
    },
    done: { on: { again: { guard: ({ context }) => context.items > 0, target: 'items', actions: 'beginRound' } } },
  },
});

/** Where somebody stopped. */
export interface KeptLesson {
  committed: number | null;
  part: 'reading' | 'items' | 'done';
  answered: number;
  right: number;
}

/** The state to begin in: where they stopped, or past the last question where that was answered and the page closed before going on. */
export function lessonStateAt({ committed, part, answered, right }: KeptLesson, items: number) {
  const isReading = part === 'reading';
  const value = part === 'items' && answered >= items ? 'done' : part;
  const counts = isReading ? { answered: 0, right: 0, round: 0 } : { answered, right, round: 1 };
  return lessonMachine.resolveState({ value, context: { committed, items, ...counts } });
}
