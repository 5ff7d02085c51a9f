import { defineMapping } from './define-mapping.ts';
import { COUNTRIES, defineScenario, RESEND_FAILED } from './define-scenario.ts';

export const poisonPill = defineScenario({
  id: 'poison-pill',
  title: 'A poison pill',
  summary:
    'Lambda repeats a failing batch until its records expire. After 15 s one record of shard-2 can never be processed: that shard stands still while the other three go on. Split its batch, limit the retries, or fix the record.',
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
      rate: { kind: 'constant', perSecond: 400 },
      calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [defineMapping({ id: 'enrich-orders', stream: 'orders', processingUsPerRecord: 200 })],
  faults: [{ atMs: 15_000, id: 'poison', fault: { kind: 'poison-record', consumer: 'enrich-orders', shardId: 'shardId-000000000002' } }],
});
