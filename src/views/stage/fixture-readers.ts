/** Who reads in the fixtures that are about reading. */
import type { ConsumerPlan } from './fixture-consumers.ts';

/** One of each kind: who asks and who is pushed, workers with their shards, a poison record. */
export const FOUR_KINDS: ConsumerPlan[] = [
  {
    id: 'fraud-scoring',
    kind: 'kcl',
    pollIntervalMs: 1500,
    lagsMs: [900, 1200, 700, 600],
    workers: [
      { id: 'worker-1', shards: 2 },
      { id: 'worker-2', shards: 2 },
    ],
  },
  { id: 'dashboard', kind: 'fan-out', pollIntervalMs: 1000, lagsMs: [0, 0, 0, 0] },
  { id: 'to-mail', kind: 'lambda', pollIntervalMs: 1000, lagsMs: [300, 7400, 200, 500], blockedShard: 1 },
  { id: 'audit', pollIntervalMs: 1000, lagsMs: [500, 800, 300, 400] },
];

/** A worker has died: its leases still name it. Another stands still. */
export const FAILOVER: ConsumerPlan[] = [
  {
    id: 'fraud-scoring',
    kind: 'kcl',
    retrieval: 'fan-out',
    pollIntervalMs: 1500,
    lagsMs: [0, 0, 12_300, 12_400],
    workers: [
      { id: 'worker-1', shards: 2 },
      { id: 'worker-2', process: 'dead', shards: 2 },
      { id: 'worker-3', process: 'frozen', shards: 0 },
    ],
  },
  { id: 'dashboard', pollIntervalMs: 500, lagsMs: [0, 0, 0, 0] },
];

/** As many as a stream takes with enhanced fan-out, half of them pushed to; one far behind. */
export function twentyReaders(shards: number): ConsumerPlan[] {
  return Array.from({ length: 20 }, (_, i) => ({
    id: `reader-${String(i + 1).padStart(2, '0')}`,
    kind: i % 2 === 0 ? ('polling' as const) : ('fan-out' as const),
    pollIntervalMs: 5000,
    lagsMs: Array.from({ length: shards }, (__, shard) => (i === 6 ? 14_000 : i % 2 === 0 ? 900 + 170 * ((shard * 3 + i) % 9) : 0)),
  }));
}
