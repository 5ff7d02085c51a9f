/** What a producer or consumer looks like that the learner has just added, and names that are not taken. */
import type { ConsumerSpec } from '../engine/consumers/consumer-spec.ts';
import type { ProducerSpec } from '../engine/producers/producer-spec.ts';

/** `name`, or `name-2`, `name-3` … where it is taken. */
export function freeName(name: string, taken: readonly string[]): string {
  if (!taken.includes(name)) return name;
  const base = name.replace(/-\d+$/, '');
  for (let number = 2; ; number++) {
    const candidate = `${base}-${number}`;
    if (!taken.includes(candidate)) return candidate;
  }
}

export function newProducer(stream: string, taken: readonly string[]): ProducerSpec {
  return {
    id: freeName('producer', taken),
    stream,
    source: { kind: 'synthetic', size: { kind: 'fixed', bytes: 300 }, keys: { kind: 'uniform', keys: 1000, prefix: 'user-' } },
    rate: { kind: 'constant', perSecond: 500 },
    calls: { api: 'PutRecords', batchSize: 100, lingerMs: 100 },
    failures: { resend: 'failed', backoff: { kind: 'exponential', baseMs: 100, maxMs: 5000, jitter: true }, maxAttempts: 10 },
  };
}

export function newConsumer(stream: string, taken: readonly string[]): ConsumerSpec {
  return {
    kind: 'polling',
    id: freeName('consumer', taken),
    stream,
    start: 'LATEST',
    pollIntervalMs: 1000,
    limit: 10_000,
    processingUsPerRecord: 0,
  };
}
