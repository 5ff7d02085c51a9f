import { COUNTRIES, defineScenario, RESEND_FAILED } from './define-scenario.ts';
import { defineDeliveryStream, placeIn } from './define-delivery-stream.ts';

/**
 * FR and DE hash to the first shard: about 200 kB/s there, so 5 MiB are together after 26 s; about 70 kB/s on each of the others,
 * which 60 s come before.
 */
export const firehoseFourShards = defineScenario({
  id: 'firehose-four-shards',
  title: 'Firehose behind four shards',
  summary:
    'A delivery stream reads a data stream: one buffer for each of the four shards, each with its own 5 MiB and 60 s. On the warm shard size is first, on the others time. It polls once a second and shares that budget with the other reader. Look at Buffers and Read budgets.',
  streams: [{ name: 'orders', shardCount: 4, retentionHours: 24 }],
  producers: [
    {
      id: 'checkout-events',
      stream: 'orders',
      source: {
        kind: 'synthetic',
        size: { kind: 'uniform', minBytes: 250, maxBytes: 450 },
        keys: { kind: 'hot', keys: COUNTRIES.length, share: 0.4, prefix: 'country-', names: COUNTRIES },
      },
      rate: { kind: 'constant', perSecond: 1_200 },
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
      pollIntervalMs: 250,
      limit: 10_000,
      processingUsPerRecord: 100,
    },
  ],
  deliveryStreams: [
    defineDeliveryStream({
      id: 'orders-to-s3',
      source: { kind: 'kinesis-stream', stream: 'orders' },
      buffering: { sizeMiB: 5, intervalSeconds: 60 },
      destination: { kind: 's3', s3: placeIn('orders-archive', { prefix: 'orders/' }), sourceBackup: null },
    }),
  ],
});
