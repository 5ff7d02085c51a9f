/**
 * The life of a stream. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_StreamDescription.html
 *
 *   CREATING ──create──▶ ACTIVE ──change──▶ UPDATING ──update──▶ ACTIVE
 *                          │ delete
 *                          ▼
 *                       DELETING ──delete──▶ GONE
 *
 * The delays are those of delays.ts; that of an update is the changing action's own. A reshard holds the stream in
 * UPDATING until its steps are taken; its parents close later, see reshard.machine.ts.
 */
import { setup } from 'xstate';
import type { Delays } from './lifecycle.ts';

export const streamMachine = setup({
  types: { context: {} as Delays, input: {} as Delays, events: {} as { type: 'change' } | { type: 'delete' } },
  delays: {
    create: ({ context }) => context['create'],
    update: ({ context }) => context['update'],
    delete: ({ context }) => context['delete'],
  },
}).createMachine({
  id: 'stream',
  context: ({ input }) => input,
  initial: 'CREATING',
  states: {
    CREATING: { after: { create: 'ACTIVE' }, on: { delete: 'DELETING' } },
    ACTIVE: { on: { change: 'UPDATING', delete: 'DELETING' } },
    UPDATING: { after: { update: 'ACTIVE' }, on: { delete: 'DELETING' } },
    DELETING: { after: { delete: 'GONE' } },
    GONE: { type: 'final' },
  },
});
