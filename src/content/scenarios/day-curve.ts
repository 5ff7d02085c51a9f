import { defineScenario, RESEND_FAILED } from './define-scenario.ts';

export const dayCurve = defineScenario({
  id: 'day-curve',
  title: 'A day in one shard',
  summary:
    'A small shop over 24 hours: 4 records a second at 7 in the morning, 64 at 7 in the evening, each about 20 kB. One shard is enough for most of the day; raise the speed and watch the evening.',
  streams: [{ name: 'shop', shardCount: 1, retentionHours: 24 }],
  producers: [
    {
      id: 'shop-events',
      stream: 'shop',
      source: {
        kind: 'synthetic',
        size: { kind: 'uniform', minBytes: 10_000, maxBytes: 30_000 },
        keys: { kind: 'zipf', keys: 200, exponent: 1.1, prefix: 'product-' },
      },
      rate: { kind: 'day', lowPerSecond: 4, highPerSecond: 64, peakHour: 19 },
      calls: { api: 'PutRecords', batchSize: 10, lingerMs: 200 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [
    {
      kind: 'polling',
      id: 'recommendations',
      stream: 'shop',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 1_000,
      limit: 10_000,
      processingUsPerRecord: 1_000,
    },
  ],
});
