/** Worlds for tests: a bare stream, and producers and consumers with everything said that a test does not. */
import type { PollingConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { FailurePolicy, ProducerSpec } from '../../src/engine/producers/producer-spec.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { ACCOUNT, START, STREAM } from '../kinesis/service.ts';

/** One stream and nothing else, not even the meters' beat. */
export const bareScenario = (shardCount: number, more: Partial<Scenario> = {}): Scenario => ({
  id: 'test',
  title: 'Test',
  summary: 'A stream.',
  startEpochMs: START,
  profile: '2026',
  region: 'us-east-1',
  accountId: ACCOUNT,
  streams: [{ name: STREAM, shardCount, retentionHours: 24 }],
  producers: [],
  consumers: [],
  metered: false,
  ...more,
});

export const NO_RESEND: FailurePolicy = { resend: 'ignore', backoff: { kind: 'none' }, maxAttempts: 1 };

export const producer = (more: Partial<ProducerSpec> = {}): ProducerSpec => ({
  id: 'checkout',
  stream: STREAM,
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 200 }, keys: { kind: 'uniform', keys: 100, prefix: 'customer-' } },
  rate: { kind: 'constant', perSecond: 100 },
  calls: { api: 'PutRecords', batchSize: 50, lingerMs: 100 },
  failures: NO_RESEND,
  ...more,
});

export const consumer = (more: Partial<PollingConsumerSpec> = {}): PollingConsumerSpec => ({
  kind: 'polling',
  id: 'reader',
  stream: STREAM,
  start: 'TRIM_HORIZON',
  pollIntervalMs: 1000,
  limit: 10_000,
  processingUsPerRecord: 0,
  ...more,
});
