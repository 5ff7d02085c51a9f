/**
 * One subscription to a shard, from a successful SubscribeToShard on.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
 *
 *          ┌──(5 minutes)──▶ expired    the client subscribes again
 *          ├──finish───────▶ finished   the shard is closed and read to its end
 *   open ──┼──take-over────▶ replaced   a later call of the same consumer on the same shard
 *          ├──remove───────▶ removed    the consumer or the stream is gone
 *          ├──fail─────────▶ failed     the records cannot be decrypted for the client
 *          └──close────────▶ closed     the client went away
 */
import { setup } from 'xstate';
import type { Delays } from '../lifecycle.ts';

export const subscriptionMachine = setup({
  types: {
    context: {} as Delays,
    input: {} as Delays,
    events: {} as { type: 'finish' } | { type: 'take-over' } | { type: 'remove' } | { type: 'fail' } | { type: 'close' },
  },
  delays: { session: ({ context }) => context['session'] },
}).createMachine({
  id: 'subscription',
  context: ({ input }) => input,
  initial: 'open',
  states: {
    open: {
      after: { session: 'expired' },
      on: { finish: 'finished', 'take-over': 'replaced', remove: 'removed', fail: 'failed', close: 'closed' },
    },
    expired: { type: 'final' },
    finished: { type: 'final' },
    replaced: { type: 'final' },
    removed: { type: 'final' },
    failed: { type: 'final' },
    closed: { type: 'final' },
  },
});
