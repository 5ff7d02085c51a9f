/** Canned states for the timeline. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { noise } from '../stage/fixture.ts';
import { stageFixture } from '../stage/fixtures.ts';

type Events = SlowFrame['events'];
type Body = Events[number] extends infer One ? (One extends unknown ? Omit<One, 'seq' | 'cause'> : never) : never;

const SHARD = 'shardId-000000000001';

function eventsOf(bodies: Body[]): Events {
  return bodies.map((body, i) => ({ ...body, seq: i + 1, cause: null }) as Events[number]);
}

function binned(bins: number, binUs: number, rate: (atUs: number) => number): Uint32Array {
  return Uint32Array.from({ length: bins }, (_, i) => Math.round((rate(i * binUs) * binUs * (0.75 + 0.5 * noise(i, 1, 2))) / 1e6));
}

function run(seconds: number, binUs: number, throttledFromUs: number, events: Events): SlowFrame {
  const bins = Math.ceil((seconds * 1e6) / binUs);
  const slow = stageFixture('calm');
  const accepted = binned(bins, binUs, () => 1700);
  const throttled = binned(bins, binUs, (atUs) => (atUs < throttledFromUs ? 0 : Math.min(900, (atUs - throttledFromUs) / 20_000)));
  return { ...slow, timeline: { binUs, accepted, throttled }, events };
}

const SPLIT = { type: 'split-shard' as const, stream: 'orders', shardId: SHARD, newStartingHashKey: '1' };

const fixtures = {
  early: () => run(3, 200_000, Infinity, []),
  throttled: () =>
    run(
      41.2,
      200_000,
      28e6,
      eventsOf([
        { type: 'command-given', atUs: 12e6, command: { type: 'set-retention', stream: 'orders', hours: 48 } },
        {
          type: 'write-throttling-started',
          atUs: 28e6,
          stream: 'orders',
          shardId: SHARD,
          limit: 'records',
          limitPerSecond: 1000,
          usedInLastSecond: 1000,
          producer: 'checkout-events',
          topKey: 'FR',
          topKeyShare: 0.7,
        },
        { type: 'command-given', atUs: 33e6, command: SPLIT },
        {
          type: 'shard-split',
          atUs: 33e6,
          stream: 'orders',
          shardId: SHARD,
          children: ['shardId-000000000004', 'shardId-000000000005'],
          newStartingHashKey: '1',
          closesAtUs: 36e6,
          opensAtUs: 36e6,
        },
        {
          type: 'shard-drained',
          atUs: 40e6,
          consumer: 'fraud-scoring',
          shardId: SHARD,
          children: ['shardId-000000000004', 'shardId-000000000005'],
        },
      ]),
    ),
  long: () =>
    run(
      7200,
      10e6,
      3e9,
      eventsOf([
        {
          type: 'write-throttling-started',
          atUs: 3e9,
          stream: 'orders',
          shardId: SHARD,
          limit: 'records',
          limitPerSecond: 1000,
          usedInLastSecond: 1000,
          producer: 'checkout-events',
          topKey: 'FR',
          topKeyShare: 0.7,
        },
        { type: 'write-throttling-ended', atUs: 4e9, stream: 'orders', shardId: SHARD, refusedRecords: 4000, lastedUs: 1e9 },
        { type: 'command-given', atUs: 5e9, command: SPLIT },
        { type: 'command-given', atUs: 5.02e9, command: { ...SPLIT, shardId: 'shardId-000000000002' } },
      ]),
    ),
  nothing: () => run(0, 200_000, Infinity, []),
};

export type TimelineFixture = keyof typeof fixtures;
export const TIMELINE_FIXTURES = Object.keys(fixtures) as TimelineFixture[];

export function timelineFixture(name: TimelineFixture): SlowFrame {
  return fixtures[name]();
}
