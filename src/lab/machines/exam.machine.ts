/**
 * An exam from the choice of a paper to the report:
 *
 *   choosing ──start──▶ sitting ─┬ answering ──hand-in──▶ asking ──confirm──▶ handed-in ──leave──▶ choosing
 *                                │   │  ▲ ▲                │ go, go-back           ▲
 *                                │   │  │ └────────────────┘                       │
 *                                │   └pause (only without the clock)               │
 *                                │      paused ──resume──▶ answering               │
 *                                └─────────── tick: the time is over ──────────────┘
 *
 * The clock never stands in the way: what is chosen counts at once, and when the time is over the exam is handed in as it stands. The
 * time ends at a moment of the day, so that a page that was closed meanwhile stops nothing. There is a warning five minutes before and
 * one a minute before.
 *
 * The machine knows no clock: every event that needs one brings the time along. It calls nobody: `note` is given to it.
 */
import { assign, setup, type SnapshotFrom } from 'xstate';
import type { Choosing, DealtItem } from '../exam/answer.ts';

export interface ExamItem extends DealtItem, Choosing {
  isFlagged: boolean;
}

export interface ExamContext {
  items: ExamItem[];
  /** The item on screen. */
  at: number;
  startedAtMs: number;
  /** Null: without the clock. */
  endsAtMs: number | null;
  /** Up to when time was added to the items. */
  countedToMs: number;
  /** The last warning that came, in minutes before the end: the page says it. */
  saidMinutes: number | null;
  endedAtMs: number | null;
}

type Timed<Event> = Event & { atMs: number };

export type ExamEvent =
  | Timed<{ type: 'start'; paper: readonly DealtItem[]; /** Null: without the clock. */ limitMs: number | null }>
  | Timed<{ type: 'choose'; chosen: readonly number[] }>
  | { type: 'be-confident'; confidence: ExamItem['confidence'] }
  | { type: 'flag' }
  | Timed<{ type: 'go'; to: number }>
  | Timed<{ type: 'tick' }>
  /** The page was closed or asleep: the time since is nobody's. */
  | Timed<{ type: 'come-back' }>
  | Timed<{ type: 'pause' }>
  | Timed<{ type: 'resume' }>
  | Timed<{ type: 'hand-in' }>
  | { type: 'go-back' }
  | Timed<{ type: 'confirm' }>
  | { type: 'leave' };

export const WARNINGS_MINUTES = [5, 1] as const;

const EMPTY: ExamContext = { items: [], at: 0, startedAtMs: 0, endsAtMs: null, countedToMs: 0, saidMinutes: null, endedAtMs: null };

function begun({ paper, limitMs, atMs }: Extract<ExamEvent, { type: 'start' }>): ExamContext {
  const items = paper.map(({ template, seed }) => ({ template, seed, chosen: [], confidence: null, tookMs: 0, isFlagged: false }));
  return { ...EMPTY, items, startedAtMs: atMs, countedToMs: atMs, endsAtMs: limitMs === null ? null : atMs + limitMs };
}

const changed = (context: ExamContext, change: (item: ExamItem) => ExamItem): ExamContext => ({
  ...context,
  items: context.items.map((item, i) => (i === context.at ? change(item) : item)),
});

/** What has gone by since the last time belongs to the item on screen; nothing after the end. */
function counted(context: ExamContext, atMs: number): ExamContext {
  const toMs = Math.min(atMs, context.endsAtMs ?? atMs);
  const moreMs = Math.max(0, toMs - context.countedToMs);
  return { ...changed(context, (item) => ({ ...item, tookMs: item.tookMs + moreMs })), countedToMs: Math.max(toMs, context.countedToMs) };
}

/** The warning that is due, if it was not said yet; after a long gap only the nearest to the end. */
function warningDue({ endsAtMs, saidMinutes }: ExamContext, atMs: number): number | null {
  if (endsAtMs === null) return null;
  const due = WARNINGS_MINUTES.findLast((minutes) => endsAtMs - atMs <= minutes * 60_000);
  return due === undefined || (saidMinutes !== null && saidMinutes <= due) ? null : due;
}

const atMsOf = (event: ExamEvent): number => ('atMs' in event ? event.atMs : 0);

export const examMachine = setup({
  types: { context: {} as ExamContext, events: {} as ExamEvent },
  actions: {
    /** Keeps the answers for good; once for each exam. */
    note(_args, _params: { items: readonly ExamItem[]; atMs: number }) {},
    begin: assign(({ context, event }) => (event.type === 'start' ? begun(event) : context)),
    countTime: assign(({ context, event }) => counted(context, atMsOf(event))),
    skipTime: assign(({ event }) => ({ countedToMs: atMsOf(event) })),
    choose: assign(({ context, event }) =>
      event.type === 'choose' ? changed(context, (item) => ({ ...item, chosen: [...event.chosen].sort((a, b) => a - b) })) : context,
    ),
    keepConfidence: assign(({ context, event }) =>
      event.type === 'be-confident' ? changed(context, (item) => ({ ...item, confidence: event.confidence })) : context,
    ),
    flag: assign(({ context }) => changed(context, (item) => ({ ...item, isFlagged: !item.isFlagged }))),
    go: assign(({ context, event }) =>
      event.type === 'go' ? { at: Math.min(Math.max(0, event.to), context.items.length - 1) } : { at: context.at },
    ),
    keepWarning: assign(({ context, event }) => ({ saidMinutes: warningDue(context, atMsOf(event)) })),
    end: assign(({ context, event }) => ({ endedAtMs: Math.min(atMsOf(event), context.endsAtMs ?? Infinity), at: 0 })),
    forget: assign(EMPTY),
  },
  guards: {
    hasItems: ({ event }) => event.type === 'start' && event.paper.length > 0,
    isOver: ({ context, event }) => context.endsAtMs !== null && atMsOf(event) >= context.endsAtMs,
    mustWarn: ({ context, event }) => warningDue(context, atMsOf(event)) !== null,
    hasNoClock: ({ context }) => context.endsAtMs === null,
  },
}).createMachine({
  id: 'exam',
  context: EMPTY,
  initial: 'choosing',
  states: {
    choosing: { on: { start: { guard: 'hasItems', target: 'sitting', actions: 'begin' } } },
    sitting: {
      initial: 'answering',
      on: {
        tick: [
          { guard: 'isOver', target: 'handed-in', actions: 'countTime' },
          { guard: 'mustWarn', actions: 'keepWarning' },
        ],
        'come-back': [{ guard: 'isOver', target: 'handed-in' }, { actions: 'skipTime' }],
      },
      states: {
        answering: {
          on: {
            // What comes after the end hands in, and does not count itself.
            choose: [{ guard: 'isOver', target: '#exam.handed-in', actions: 'countTime' }, { actions: ['countTime', 'choose'] }],
            'be-confident': { actions: 'keepConfidence' },
            flag: { actions: 'flag' },
            go: { actions: ['countTime', 'go'] },
            pause: { guard: 'hasNoClock', target: 'paused', actions: 'countTime' },
            'hand-in': { target: 'asking', actions: 'countTime' },
          },
        },
        asking: {
          on: {
            go: { target: 'answering', actions: ['skipTime', 'go'] },
            'go-back': 'answering',
            confirm: '#exam.handed-in',
          },
        },
        paused: { on: { resume: { target: 'answering', actions: 'skipTime' } } },
      },
    },
    'handed-in': {
      entry: ['end', { type: 'note', params: ({ context }) => ({ items: context.items, atMs: context.endedAtMs ?? 0 }) }],
      on: {
        go: { actions: 'go' },
        leave: { target: 'choosing', actions: 'forget' },
      },
    },
  },
});

export type ExamSnapshot = SnapshotFrom<typeof examMachine>;
export type ExamPlace = 'choosing' | 'answering' | 'asking' | 'paused' | 'handed-in';

export function placeOfExam({ value }: Pick<ExamSnapshot, 'value'>): ExamPlace {
  return typeof value === 'string' ? (value as 'choosing' | 'handed-in') : value.sitting;
}
