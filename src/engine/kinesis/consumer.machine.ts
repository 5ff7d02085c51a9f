/**
 * The life of a registered consumer. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_Consumer.html
 *
 *   CREATING ──create──▶ ACTIVE ──deregister──▶ DELETING ──delete──▶ GONE
 *       └────────────────deregister────────────────▲
 *
 * Only an ACTIVE consumer can subscribe. The delays are those of delays.ts.
 */
import { setup } from 'xstate';
import type { Delays } from './lifecycle.ts';

export const consumerMachine = setup({
  types: { context: {} as Delays, input: {} as Delays, events: {} as { type: 'deregister' } },
  delays: { create: ({ context }) => context['create'], delete: ({ context }) => context['delete'] },
}).createMachine({
  id: 'consumer',
  context: ({ input }) => input,
  initial: 'CREATING',
  states: {
    CREATING: { after: { create: 'ACTIVE' }, on: { deregister: 'DELETING' } },
    ACTIVE: { on: { deregister: 'DELETING' } },
    DELETING: { after: { delete: 'GONE' } },
    GONE: { type: 'final' },
  },
});
