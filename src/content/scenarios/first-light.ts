import { wildlifeStrikes } from '../datasets/wildlife-strikes.ts';
import { COUNTRIES, defineScenario, RESEND_FAILED } from './define-scenario.ts';

/**
 * With these rates the first of the four shards takes about 710 records a second, the others 480 to 590. From a share of
 * about 0.39 for FR on, the first is over 1,000, and it is the only one that throttles.
 */
export const firstLight = defineScenario({
  id: 'first-light',
  title: 'First light',
  summary:
    'Checkout events by country and a real file by state, on four shards. One key is warmer than the others: raise its share and see which limit answers.',
  streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
  producers: [
    {
      id: 'checkout-events',
      stream: 'orders',
      source: {
        kind: 'synthetic',
        size: { kind: 'log-normal', medianBytes: 300, sigma: 0.5 },
        keys: { kind: 'hot', keys: COUNTRIES.length, share: 0.2, prefix: 'country-', names: COUNTRIES },
      },
      rate: { kind: 'constant', perSecond: 1_850 },
      calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
    {
      id: 'wildlife-strikes',
      stream: 'orders',
      source: { kind: 'dataset', dataset: wildlifeStrikes.id, keyField: wildlifeStrikes.keyField, loop: true },
      rate: { kind: 'constant', perSecond: 420 },
      calls: { api: 'PutRecords', batchSize: 50, lingerMs: 100 },
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
