import { defineScenario, RESEND_FAILED } from './define-scenario.ts';

/** Of lift-0 … lift-7 four hash to each of the two shards. */
export const slowReader = defineScenario({
  id: 'slow-reader',
  title: 'A slow reader',
  summary:
    'Two consumers read the same two shards. One needs 2.5 ms for a record, so it manages 400 a second on each shard where about 600 arrive: it falls behind, the other does not notice.',
  streams: [{ name: 'telemetry', shardCount: 2, retentionHours: 24 }],
  producers: [
    {
      id: 'lifts',
      stream: 'telemetry',
      source: {
        kind: 'synthetic',
        size: { kind: 'uniform', minBytes: 120, maxBytes: 360 },
        keys: { kind: 'uniform', keys: 8, prefix: 'lift-' },
      },
      rate: { kind: 'constant', perSecond: 1_200 },
      calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [
    {
      kind: 'polling',
      id: 'archive',
      stream: 'telemetry',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 1_000,
      limit: 10_000,
      processingUsPerRecord: 50,
    },
    {
      kind: 'polling',
      id: 'enrichment',
      stream: 'telemetry',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 1_000,
      limit: 10_000,
      processingUsPerRecord: 2_500,
    },
  ],
});
