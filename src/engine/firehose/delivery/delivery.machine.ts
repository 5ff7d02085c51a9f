/**
 * The way of a parcel through a delivery stream.
 *
 *   buffering ──SEAL [transforms]──▶ transforming ──TRANSFORMED──▶ handedOver
 *       │                              │   ▲
 *       │                              └RETRY┘ (again after an error, while retries are left)
 *       ├──SEAL [converts]──▶ converting ──CONVERTED──▶ delivering
 *       └──SEAL──────────────────────────────────────────▶ │
 *   delivering ──DELIVERED──▶ delivered
 *       ├──FAIL──▶ retrying ──RETRY──▶ delivering
 *       │              └──GIVE_UP──▶ backingUp ──BACKED_UP──▶ backedUp
 *       ├──REJECT──▶ backingUp ──FAIL──▶ backingUp (until the bucket takes it)
 *       │                │
 *       │                └─RETRY──▶ delivering (where the bucket refuses too, the destination is asked again)
 *       └──LOSE──▶ lost   (also from retrying and backingUp: nothing is kept for ever)
 */
import { setup } from 'xstate';

export type DeliveryEvent =
  | { type: 'SEAL'; next: 'transform' | 'convert' | 'deliver' | 'back-up' }
  | { type: 'TRANSFORMED' | 'CONVERTED' | 'DELIVERED' | 'FAIL' | 'REJECT' | 'RETRY' | 'GIVE_UP' | 'BACKED_UP' | 'LOSE' };

export type DeliveryState =
  | 'buffering'
  | 'transforming'
  | 'converting'
  | 'delivering'
  | 'retrying'
  | 'backingUp'
  | 'handedOver'
  | 'delivered'
  | 'backedUp'
  | 'lost';

export const deliveryMachine = setup({
  types: { events: {} as DeliveryEvent },
  guards: {
    transforms: ({ event }) => event.type === 'SEAL' && event.next === 'transform',
    converts: ({ event }) => event.type === 'SEAL' && event.next === 'convert',
    backsUp: ({ event }) => event.type === 'SEAL' && event.next === 'back-up',
  },
}).createMachine({
  id: 'delivery',
  initial: 'buffering',
  states: {
    buffering: {
      on: {
        SEAL: [
          { guard: 'transforms', target: 'transforming' },
          { guard: 'converts', target: 'converting' },
          { guard: 'backsUp', target: 'backingUp' },
          { target: 'delivering' },
        ],
      },
    },
    transforming: { on: { TRANSFORMED: 'handedOver', RETRY: { target: 'transforming', reenter: true } } },
    converting: { on: { CONVERTED: 'delivering' } },
    delivering: { on: { DELIVERED: 'delivered', FAIL: 'retrying', REJECT: 'backingUp', LOSE: 'lost' } },
    retrying: { on: { RETRY: 'delivering', GIVE_UP: 'backingUp', LOSE: 'lost' } },
    backingUp: { on: { BACKED_UP: 'backedUp', FAIL: { target: 'backingUp', reenter: true }, RETRY: 'delivering', LOSE: 'lost' } },
    handedOver: { type: 'final' },
    delivered: { type: 'final' },
    backedUp: { type: 'final' },
    lost: { type: 'final' },
  },
});
