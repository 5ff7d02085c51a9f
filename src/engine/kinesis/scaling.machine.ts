/**
 * UpdateShardCount at work: its steps one after another, then a while until the stream is ACTIVE again.
 *
 *   waiting ──step──▶ due ──next──▶ waiting …
 *                      │ finish
 *                      ▼
 *                  finishing ──finish──▶ done
 *
 * In `due` the engine takes the step and says whether another follows. Splits run a second apart from the moment of
 * the call, merges not before six seconds after it (recorded: closing seconds +25, +26, +31 for 2 → 3).
 */
import { setup } from 'xstate';
import type { Delays } from './lifecycle.ts';

export const scalingMachine = setup({
  types: { context: {} as Delays, input: {} as Delays, events: {} as { type: 'next' } | { type: 'finish' } },
  delays: { step: ({ context }) => context['step'], finish: ({ context }) => context['finish'] },
}).createMachine({
  id: 'scaling',
  context: ({ input }) => input,
  initial: 'waiting',
  states: {
    waiting: { after: { step: 'due' } },
    due: { on: { next: 'waiting', finish: 'finishing' } },
    finishing: { after: { finish: 'done' } },
    done: { type: 'final' },
  },
});
