import { COUNTRIES, defineScenario, RESEND_FAILED } from './define-scenario.ts';

export const hotKey = defineScenario({
  id: 'hot-key',
  title: 'One hot key',
  summary:
    'Four shards could take 4,000 records a second, 2,000 arrive, and still writes are throttled: 80 % of them carry one partition key, and one key lives on one shard.',
  streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
  producers: [
    {
      id: 'checkout-events',
      stream: 'orders',
      source: {
        kind: 'synthetic',
        size: { kind: 'log-normal', medianBytes: 200, sigma: 0.4 },
        keys: { kind: 'hot', keys: COUNTRIES.length, share: 0.8, prefix: 'country-', names: COUNTRIES },
      },
      rate: { kind: 'constant', perSecond: 2_000 },
      calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [
    {
      kind: 'polling',
      id: 'fraud-scoring',
      stream: 'orders',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 1_000,
      limit: 10_000,
      processingUsPerRecord: 100,
    },
  ],
});
