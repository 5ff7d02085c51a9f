import { COUNTRIES, defineScenario, RESEND_FAILED } from './define-scenario.ts';

export const fanOut = defineScenario({
  id: 'fan-out',
  title: 'Fan-out beside polling',
  summary:
    'Three applications read the same two shards. To two of them the service pushes within about 70 ms, each over a pipe of its own; the third asks once a second. Compare when each gets a record, and what it costs.',
  streams: [{ name: 'orders', shardCount: 2, retentionHours: 24 }],
  producers: [
    {
      id: 'checkout-events',
      stream: 'orders',
      source: {
        kind: 'synthetic',
        size: { kind: 'log-normal', medianBytes: 600, sigma: 0.5 },
        keys: { kind: 'uniform', keys: COUNTRIES.length, prefix: 'country-', names: COUNTRIES },
      },
      rate: { kind: 'constant', perSecond: 800 },
      calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [
    { kind: 'fan-out', id: 'fraud-scoring', stream: 'orders', start: 'TRIM_HORIZON', processingUsPerRecord: 100 },
    { kind: 'fan-out', id: 'dashboard', stream: 'orders', start: 'LATEST', processingUsPerRecord: 100 },
    {
      kind: 'polling',
      id: 'archive',
      stream: 'orders',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 1_000,
      limit: 10_000,
      processingUsPerRecord: 100,
    },
  ],
});
