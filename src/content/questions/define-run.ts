/** A question's numbers as a small run. */
import type { ConsumerSpec, LambdaConsumerSpec, PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import type { Scenario } from '../../engine/scenario.ts';
import { defineMapping } from '../scenarios/define-mapping.ts';
import { defineScenario, RESEND_FAILED } from '../scenarios/define-scenario.ts';

export const STREAM = 'orders';

interface Run extends Partial<Pick<Scenario, 'deliveryStreams' | 'faults' | 'profile'>> {
  id: string;
  summary: string;
  shards?: number;
  producers?: ProducerSpec[];
  consumers?: ConsumerSpec[];
  retentionHours?: number;
}

export const defineRun = ({ id, shards = 1, producers = [], consumers = [], retentionHours = 24, ...rest }: Run): Scenario =>
  defineScenario({
    id: `question-${id}`,
    title: `Question: ${id.replaceAll('-', ' ')}`,
    streams: [{ name: STREAM, shardCount: shards, retentionHours }],
    producers,
    consumers,
    ...rest,
  });

const PREFIX = 'key-';
/** Of most partition keys that `writer` makes: they count as part of a record. */
const KEY_BYTES = 9;

/** Sends steadily, its keys evenly over the shards. `recordBytes` includes the partition key. */
export const writer = (perSecond: number, recordBytes: number, more: Partial<ProducerSpec> = {}): ProducerSpec => ({
  id: 'checkout',
  stream: STREAM,
  source: {
    kind: 'synthetic',
    size: { kind: 'fixed', bytes: Math.max(1, Math.round(recordBytes) - KEY_BYTES) },
    keys: { kind: 'uniform', keys: 100_000, prefix: PREFIX },
  },
  rate: { kind: 'constant', perSecond },
  calls: { api: 'PutRecords', batchSize: 100, lingerMs: 100 },
  failures: RESEND_FAILED,
  ...more,
});

export const poller = (id: string, more: Partial<PollingConsumerSpec> = {}): PollingConsumerSpec => ({
  kind: 'polling',
  id,
  stream: STREAM,
  start: 'TRIM_HORIZON',
  pollIntervalMs: 1000,
  limit: 10_000,
  processingUsPerRecord: 0,
  ...more,
});

export const pollers = (count: number, more: Partial<PollingConsumerSpec> = {}): PollingConsumerSpec[] =>
  Array.from({ length: count }, (_, i) => poller(`app-${i + 1}`, more));

export const lambda = (more: Partial<LambdaConsumerSpec>): LambdaConsumerSpec =>
  defineMapping({ id: 'enrich', stream: STREAM, concurrencyLimit: 10_000, invocationUs: 0, ...more });
