import { defineScenario, RESEND_FAILED } from './define-scenario.ts';

export const sixtyFourShards = defineScenario({
  id: 'sixty-four-shards',
  title: 'Sixty-four shards at their limit',
  summary:
    '64,000 records a second over 100,000 keys on 64 shards: 1,000 for each shard on average. MD5 spreads keys well but not exactly evenly, so some shards are just above their limit.',
  streams: [{ name: 'clicks', shardCount: 64, retentionHours: 24 }],
  producers: [
    {
      id: 'click-stream',
      stream: 'clicks',
      source: {
        kind: 'synthetic',
        size: { kind: 'log-normal', medianBytes: 200, sigma: 0.4 },
        keys: { kind: 'uniform', keys: 100_000, prefix: 'visitor-' },
      },
      rate: { kind: 'constant', perSecond: 64_000 },
      calls: { api: 'PutRecords', batchSize: 500, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: [
    {
      kind: 'polling',
      id: 'sessions',
      stream: 'clicks',
      start: 'TRIM_HORIZON',
      pollIntervalMs: 1_000,
      limit: 10_000,
      processingUsPerRecord: 50,
    },
  ],
});
