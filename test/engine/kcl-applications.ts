/** Applications of the KCL for tests, and what is looked up in them. */
import type { World } from '../../src/engine/index.ts';
import type { KclConsumerSpec, KclWorkerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { KclApplication } from '../../src/engine/consumers/kcl/kcl-state.ts';
import { STREAM } from '../kinesis/service.ts';

export const SECOND = 1_000_000;
export const MINUTE = 60 * SECOND;

export const workers = (count: number): KclWorkerSpec[] =>
  Array.from({ length: count }, (_, i) => ({ id: `w-${i + 1}`, instance: `i-${i + 1}`, zone: `us-east-1${'abc'[i % 3]}` }));

export const application = (more: Partial<KclConsumerSpec> = {}): KclConsumerSpec => ({
  kind: 'kcl',
  id: 'app',
  stream: STREAM,
  start: 'TRIM_HORIZON',
  processingUsPerRecord: 0,
  version: '2.x',
  retrieval: 'polling',
  workers: workers(1),
  idleTimeBetweenReadsMs: 1500,
  maxRecords: 10_000,
  checkpoint: { kind: 'batch' },
  failoverTimeMs: 10_000,
  maxLeasesToSteal: 1,
  leaseTable: { billing: 'on-demand' },
  ...more,
});

export const applicationOf = (world: World, id = 'app'): KclApplication =>
  world.consumers.list.find(({ spec }) => spec.id === id) as KclApplication;

/** How many leases the table gives each owner. */
export function owned(app: KclApplication): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { leaseOwner } of Object.values(app.table.items)) if (leaseOwner !== null) counts[leaseOwner] = (counts[leaseOwner] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Records of the stream that were neither processed nor lost. */
export function unaccounted(world: World, app: KclApplication): number {
  const records = world.kinesis.streams[0].shards.reduce((sum, { log }) => sum + log.count, 0);
  return records - app.sink.processed - app.sink.lost;
}
