import { COUNTRIES, defineScenario, RESEND_FAILED } from './define-scenario.ts';

export const kclFailover = defineScenario({
  id: 'kcl-failover',
  title: 'A worker dies',
  summary:
    'One KCL application, two workers in two zones, four shards: within a minute each worker holds two leases. Kill one and watch how long its shards stand still, who takes them over, and which records come a second time.',
  streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
  producers: [
    {
      id: 'checkout-events',
      stream: 'orders',
      source: {
        kind: 'synthetic',
        size: { kind: 'log-normal', medianBytes: 300, sigma: 0.5 },
        keys: { kind: 'uniform', keys: COUNTRIES.length, prefix: 'country-', names: COUNTRIES },
      },
      rate: { kind: 'constant', perSecond: 1_000 },
      calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [
    {
      kind: 'kcl',
      id: 'fraud-scoring',
      stream: 'orders',
      start: 'TRIM_HORIZON',
      processingUsPerRecord: 500,
      version: '2.x',
      retrieval: 'polling',
      workers: [
        { id: 'worker-1', instance: 'i-1', zone: 'us-east-1a' },
        { id: 'worker-2', instance: 'i-2', zone: 'us-east-1b' },
      ],
      idleTimeBetweenReadsMs: 1_000,
      maxRecords: 10_000,
      checkpoint: { kind: 'batch' },
      failoverTimeMs: 10_000,
      maxLeasesToSteal: 1,
      leaseTable: { billing: 'on-demand' },
    },
  ],
});
