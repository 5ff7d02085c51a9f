/**
 * The life of a stream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescription.html
 *
 *   CREATING ──3.8 s──▶ ACTIVE ──change──▶ UPDATING ──3.8 s──▶ ACTIVE
 *                         │ delete
 *                         ▼
 *                      DELETING ──3.8 s──▶ GONE
 *
 * The delay fits the recorded answers (CREATING 3.5–3.9 s, UPDATING 1–4.7 s, DELETING 2.4–5.4 s).
 * A reshard holds the stream in UPDATING for as long; its parents close later, see reshard.machine.ts.
 */
import { setup } from 'xstate';
import type { Delays } from './lifecycle.ts';

export const streamMachine = setup({
  types: { context: {} as Delays, input: {} as Delays, events: {} as { type: 'change' } | { type: 'delete' } },
  delays: { transition: ({ context }) => context['transition']! },
}).createMachine({
  id: 'stream',
  context: ({ input }) => input,
  initial: 'CREATING',
  states: {
    CREATING: { after: { transition: 'ACTIVE' }, on: { delete: 'DELETING' } },
    ACTIVE: { on: { change: 'UPDATING', delete: 'DELETING' } },
    UPDATING: { after: { transition: 'ACTIVE' }, on: { delete: 'DELETING' } },
    DELETING: { after: { transition: 'GONE' } },
    GONE: { type: 'final' },
  },
});
