/**
 * One question after another, each answered at once:
 *
 *   dealing ──deal──▶ asking ──answered──▶ explained ──deal──▶ asking …
 *      │ deal: nothing new                    │ deal: nothing new, stop
 *      └──────────────▶ ended ◀───────────────┘          (stop leads here from asking too)
 *
 * Which item is dealt is found outside (`lab/exam/deal.ts`). After 25 minutes an answer is a good place to stop: that is said, and
 * nothing happens by itself.
 */
import { assign, setup } from 'xstate';
import type { DealtItem } from '../exam/answer.ts';

export interface DrillContext {
  startedAtMs: number;
  item: DealtItem | null;
  /** What was dealt so far, with whether it was answered rightly; the item on screen is the last. */
  asked: (DealtItem & { isRight: boolean | null })[];
  /** The time for a rest has come; said once. */
  restIs: 'ahead' | 'due' | 'said';
  /** It ended because nothing new was left. */
  isUsedUp: boolean;
}

export type DrillEvent =
  /** Null: nothing is left that was not asked before. */
  { type: 'deal'; item: DealtItem | null } | { type: 'answered'; isRight: boolean; atMs: number } | { type: 'stop' };

export const SESSION_MINUTES = 25;

export const drillMachine = setup({
  types: { context: {} as DrillContext, events: {} as DrillEvent, input: {} as { startedAtMs: number } },
  actions: {
    take: assign(({ context, event }) => {
      if (event.type !== 'deal' || event.item === null) return context;
      const restIs = context.restIs === 'due' ? ('said' as const) : context.restIs;
      return { ...context, restIs, item: event.item, asked: [...context.asked, { ...event.item, isRight: null }] };
    }),
    useUp: assign({ isUsedUp: true }),
    mark: assign(({ context, event }) => {
      if (event.type !== 'answered') return context;
      const { isRight, atMs } = event;
      const isTime = context.restIs === 'ahead' && atMs - context.startedAtMs >= SESSION_MINUTES * 60_000;
      const asked = context.asked.map((item, i) => (i === context.asked.length - 1 ? { ...item, isRight } : item));
      return { ...context, asked, restIs: isTime ? ('due' as const) : context.restIs };
    }),
  },
  guards: { isDealt: ({ event }) => event.type === 'deal' && event.item !== null },
}).createMachine({
  id: 'drill',
  context: ({ input }) => ({ startedAtMs: input.startedAtMs, item: null, asked: [], restIs: 'ahead', isUsedUp: false }),
  initial: 'dealing',
  states: {
    dealing: {
      on: {
        deal: [
          { guard: 'isDealt', target: 'asking', actions: 'take' },
          { target: 'ended', actions: 'useUp' },
        ],
      },
    },
    asking: { on: { answered: { target: 'explained', actions: 'mark' }, stop: 'ended' } },
    explained: {
      on: {
        deal: [
          { guard: 'isDealt', target: 'asking', actions: 'take' },
          { target: 'ended', actions: 'useUp' },
        ],
        stop: 'ended',
      },
    },
    ended: { type: 'final' },
  },
});
