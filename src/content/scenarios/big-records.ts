import { defineScenario, RESEND_FAILED } from './define-scenario.ts';

/** Two of them hash to each of the four shards. */
const OFFICES = ['Rome', 'Hamburg', 'Milan', 'Vienna', 'Porto', 'Prague', 'Graz', 'Oslo'];

export const bigRecords = defineScenario({
  id: 'big-records',
  title: 'Big records',
  summary:
    'Only 360 records a second over four shards, far below the record limit, but each is about 14 kB: the limit of 1 MiB/s is reached first.',
  streams: [{ name: 'documents', shardCount: 4, retentionHours: 24 }],
  producers: [
    {
      id: 'scanner',
      stream: 'documents',
      source: {
        kind: 'synthetic',
        size: { kind: 'log-normal', medianBytes: 12_000, sigma: 0.6 },
        keys: { kind: 'uniform', keys: OFFICES.length, prefix: 'office-', names: OFFICES },
      },
      rate: { kind: 'constant', perSecond: 360 },
      calls: { api: 'PutRecords', batchSize: 20, lingerMs: 100 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [
    {
      kind: 'polling',
      id: 'text-recognition',
      stream: 'documents',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 500,
      limit: 10_000,
      processingUsPerRecord: 500,
    },
  ],
});
