/** What happened in the canned runs of the timeline. */
import type { Command } from '../../engine/commands.ts';
import type { Explanation } from '../../engine/explain/explanation.ts';
import type { SlowFrame } from '../../protocol/from-worker.ts';

type Events = SlowFrame['events'];
type Body = Events[number] extends infer One ? (One extends unknown ? Omit<One, 'seq' | 'cause'> : never) : never;

const SHARD = 'shardId-000000000001';
const CHILDREN: [string, string] = ['shardId-000000000004', 'shardId-000000000005'];

export const SPLIT: Command = { type: 'split-shard', stream: 'orders', shardId: SHARD, newStartingHashKey: '1' };

export function eventsOf(bodies: Body[]): Events {
  return bodies.map((body, i) => ({ ...body, seq: i + 1, cause: null }) as Events[number]);
}

const throttling = (atUs: number) =>
  ({
    type: 'write-throttling-started',
    atUs,
    stream: 'orders',
    shardId: SHARD,
    limit: 'records',
    limitPerSecond: 1000,
    usedInLastSecond: 1000,
    producer: 'checkout-events',
    topKey: 'FR',
    topKeyShare: 0.7,
    refused: { position: 24_000, key: 'FR', bytes: 602, attempt: 1 },
  }) as const;

export const THROTTLED_EVENTS = eventsOf([
  { type: 'command-given', atUs: 12e6, command: { type: 'set-retention', stream: 'orders', hours: 48 } },
  throttling(28e6),
  { type: 'command-given', atUs: 33e6, command: SPLIT },
  {
    type: 'shard-split',
    atUs: 33e6,
    stream: 'orders',
    shardId: SHARD,
    children: CHILDREN,
    newStartingHashKey: '1',
    closesAtUs: 36e6,
    opensAtUs: 36e6,
  },
  { type: 'shard-closed', atUs: 36e6, stream: 'orders', shardId: SHARD, children: CHILDREN },
  { type: 'shard-drained', atUs: 40e6, consumer: 'fraud-scoring', shardId: SHARD, children: CHILDREN },
]);

export const LONG_EVENTS = eventsOf([
  throttling(3e9),
  { type: 'write-throttling-ended', atUs: 4e9, stream: 'orders', shardId: SHARD, refusedRecords: 4000, lastedUs: 1e9 },
  { type: 'command-given', atUs: 5e9, command: SPLIT },
  { type: 'command-given', atUs: 5.02e9, command: { ...SPLIT, shardId: 'shardId-000000000002' } },
]);

/** So many pins, in groups, over a time. */
export function manyEvents(amount: number, untilUs: number): Events {
  return eventsOf(
    Array.from({ length: amount }, (_, i): Body => {
      const atUs = Math.round((untilUs * (Math.floor(i / 7) * 7 + (i % 7) / 9)) / amount);
      if (i % 5 === 0) return { type: 'shard-closed', atUs, stream: 'orders', shardId: SHARD, children: CHILDREN };
      if (i % 11 === 3) return { type: 'shard-drained', atUs, consumer: 'dashboard', shardId: SHARD, children: [] };
      return { type: 'command-given', atUs, command: { type: 'set-retention', stream: 'orders', hours: 24 + (i % 100) } };
    }),
  );
}

/** Why shard 1 was throttled at 00:28: two steps at once, a span, and the event. */
export const EXPLANATION: Explanation = {
  seq: 2,
  steps: [
    { kind: 'scenario', what: 'producer', id: 'checkout-events', atUs: 0, untilUs: 0, about: { producer: 'checkout-events' } },
    { kind: 'event', seq: 1, atUs: 12e6, untilUs: 12e6, about: {} },
    {
      kind: 'records',
      atUs: 24e6,
      untilUs: 28e6,
      about: { shardId: SHARD, key: 'FR' },
      shardId: SHARD,
      from: 20_000,
      to: 24_000,
      records: 4000,
      bytes: 2_400_000,
      byKey: [{ key: 'FR', records: 2800 }],
      byProducer: [{ producer: 'checkout-events', records: 4000 }],
    },
    {
      kind: 'refused-record',
      atUs: 28e6,
      untilUs: 28e6,
      about: { shardId: SHARD, key: 'FR' },
      shardId: SHARD,
      key: 'FR',
      bytes: 602,
      producer: 'checkout-events',
      attempt: 1,
    },
    { kind: 'event', seq: 2, atUs: 28e6, untilUs: 28e6, about: { shardId: SHARD } },
  ],
  limit: null,
};
