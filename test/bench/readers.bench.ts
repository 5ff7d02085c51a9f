/** Figures of the readers: enhanced fan-out to many consumers, and an hour of a large KCL application. */
import { advanceTo, createWorld } from '../../src/engine/index.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import type { Emit } from './bench.ts';

export const names = ['fan-out', 'kcl-hour'];

const STREAM = 'orders';

function scenarioOf(shardCount: number, recordsPerSecond: number, consumers: Scenario['consumers']): Scenario {
  return {
    id: 'bench',
    title: 'bench',
    summary: '',
    startEpochMs: Date.UTC(2026, 10, 20),
    profile: '2026',
    region: 'us-east-1',
    accountId: '111122223333',
    streams: [{ name: STREAM, shardCount, retentionHours: 24 }],
    producers: [
      {
        id: 'bench',
        stream: STREAM,
        source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 100 }, keys: { kind: 'uniform', keys: 100_000, prefix: 'customer-' } },
        rate: { kind: 'constant', perSecond: recordsPerSecond },
        calls: { api: 'PutRecords', batchSize: 500, lingerMs: 100 },
        failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 5000, jitter: true }, maxAttempts: 10 },
      },
    ],
    consumers,
  };
}

/** 20 registered consumers on 16 shards at 1,000 records a second each: simulated seconds per second. */
function benchFanOut(emit: Emit): void {
  const [consumers, shards, perShard, seconds] = [20, 16, 1000, 60];
  const specs = Array.from({ length: consumers }, (_, i) => ({
    kind: 'fan-out' as const,
    id: `reader-${i}`,
    stream: STREAM,
    start: 'TRIM_HORIZON' as const,
    processingUsPerRecord: 10,
  }));
  // keys do not fall evenly: without room above the mean the busiest shards would be throttled
  const world = createWorld(scenarioOf(shards, shards * perShard, specs), { seed: '1', quotas: { shardWriteRecordsPerSecond: 2000 } });
  advanceTo(world, 5e6);
  const start = performance.now();
  advanceTo(world, (5 + seconds) * 1e6);
  const value = (1000 * seconds) / (performance.now() - start);
  const processed = world.consumers.list.reduce((sum, { sink }) => sum + sink.processed, 0);
  const wanted = world.producers.list[0].totals.accepted * consumers;
  if (processed < 0.99 * wanted) throw new Error(`processed ${processed} of ${wanted}`);
  emit({ bench: 'fan-out', value, unit: 'times real time', limit: 1, consumers, shards, recordsPerSecond: perShard, processed });
}

/** 1,000 shards with a record a second each, 10 workers: an hour of renewals, polls and checkpoints. */
function benchKclHour(emit: Emit): void {
  const [shards, workers] = [1000, 10];
  const application: Scenario['consumers'][number] = {
    kind: 'kcl',
    id: 'application',
    stream: STREAM,
    start: 'TRIM_HORIZON',
    processingUsPerRecord: 0,
    version: '3.x',
    retrieval: 'polling',
    workers: Array.from({ length: workers }, (_, i) => ({ id: `worker-${i}`, instance: `i-${i}`, zone: `us-east-1${'abc'[i % 3]}` })),
    idleTimeBetweenReadsMs: 1500,
    maxRecords: 10_000,
    checkpoint: { kind: 'batch' },
    failoverTimeMs: 10_000,
    maxLeasesToSteal: 1,
    leaseTable: { billing: 'on-demand' },
  };
  const world = createWorld(scenarioOf(shards, shards, [application]), { seed: '1' });
  const start = performance.now();
  advanceTo(world, 3600e6);
  const value = Math.round((performance.now() - start) / 10) / 100;
  const [{ sink, totals }] = world.consumers.list;
  const { accepted } = world.producers.list[0].totals;
  if (sink.processed < 0.99 * accepted || sink.lost > 0) throw new Error(`processed ${sink.processed} of ${accepted}`);
  emit({
    bench: 'kcl-hour',
    value,
    unit: 's',
    limit: 60,
    shards,
    workers,
    records: sink.processed,
    calls: totals.calls,
    duplicates: sink.duplicates,
  });
}

export function run(emit: Emit, wants: (name: string) => boolean): void {
  if (wants('fan-out')) benchFanOut(emit);
  if (wants('kcl-hour')) benchKclHour(emit);
}
