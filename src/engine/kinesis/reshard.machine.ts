/**
 * One split or merge, from the call to the second in which the parents close.
 *
 *   announced ──3.8 s──▶ settling ──(25 s after the call)──▶ settled
 *
 * announced   the stream is UPDATING; ListShards shows parents and children already
 * settling    the stream is ACTIVE again, but puts still land on the parents
 * settled     the parents are closed, the children take the records
 *
 * Recorded on the service in September 2026 (nine steps, 24.3–26.1 s); not in AWS's documentation.
 */
import { setup } from 'xstate';
import type { Delays } from './lifecycle.ts';

export const reshardMachine = setup({
  types: { context: {} as Delays, input: {} as Delays },
  delays: { announce: ({ context }) => context['announce'], settle: ({ context }) => context['settle'] },
}).createMachine({
  id: 'reshard',
  context: ({ input }) => input,
  initial: 'announced',
  states: {
    announced: { after: { announce: 'settling' } },
    settling: { after: { settle: 'settled' } },
    settled: { type: 'final' },
  },
});
