import type { PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { defineScenario, RESEND_FAILED } from './define-scenario.ts';

const reader = (id: string): PollingConsumerSpec => ({
  kind: 'polling',
  id,
  stream: 'clicks',
  start: 'TRIM_HORIZON',
  pollIntervalMs: 1_000,
  limit: 10_000,
  processingUsPerRecord: 50,
});

/** 400 records of 1,000 bytes a second, read five times: 2.0 MB/s of the 2 MiB/s, and five calls a second of five. */
export const fiveReaders = defineScenario({
  id: 'five-readers',
  title: 'Five readers',
  summary:
    'Five applications poll one shard: one call a second and about 400 kB each, and the shard has no more to give. Duplicate one, or send more, and watch who is refused; then turn one to fan-out.',
  streams: [{ name: 'clicks', shardCount: 1, retentionHours: 24 }],
  producers: [
    {
      id: 'click-stream',
      stream: 'clicks',
      source: {
        kind: 'synthetic',
        size: { kind: 'fixed', bytes: 1_000 },
        keys: { kind: 'uniform', keys: 1_000, prefix: 'visitor-' },
      },
      rate: { kind: 'constant', perSecond: 400 },
      calls: { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
      failures: RESEND_FAILED,
    },
  ],
  consumers: ['alerts', 'archive', 'billing', 'fraud', 'search'].map(reader),
});
