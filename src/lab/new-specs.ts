/** What a producer or consumer looks like that the learner has just added, and names that are not taken. */
import type {
  ConsumerKind,
  ConsumerSpec,
  FanOutConsumerSpec,
  KclConsumerSpec,
  KclWorkerSpec,
  LambdaConsumerSpec,
  PollingConsumerSpec,
} from '../engine/consumers/consumer-spec.ts';
import type { ProducerSpec } from '../engine/producers/producer-spec.ts';
import { defineMapping } from '../content/scenarios/define-mapping.ts';

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

const common = (name: string, stream: string, taken: readonly string[]) => ({
  id: freeName(name, taken),
  stream,
  start: 'LATEST' as const,
  processingUsPerRecord: 0,
});

export function newPollingConsumer(stream: string, taken: readonly string[]): PollingConsumerSpec {
  const { processingUsPerRecord, ...place } = common('consumer', stream, taken);
  return { kind: 'polling', ...place, pollIntervalMs: 1000, limit: 10_000, processingUsPerRecord };
}

export function newFanOutConsumer(stream: string, taken: readonly string[]): FanOutConsumerSpec {
  return { kind: 'fan-out', ...common('fan-out', stream, taken) };
}

/** Two workers on instances and in zones of their own; the defaults of the KCL's version. */
export function newKclConsumer(stream: string, taken: readonly string[]): KclConsumerSpec {
  const first = newWorker([]);
  return {
    kind: 'kcl',
    ...common('application', stream, taken),
    start: 'TRIM_HORIZON',
    version: '3.x',
    retrieval: 'polling',
    workers: [first, newWorker([first.id])],
    idleTimeBetweenReadsMs: KCL_IDLE_MS['3.x'],
    maxRecords: 10_000,
    checkpoint: { kind: 'batch' },
    failoverTimeMs: 10_000,
    maxLeasesToSteal: 1,
    leaseTable: { billing: 'on-demand' },
  };
}

/** idleTimeBetweenReadsInMillis where nothing is set. */
export const KCL_IDLE_MS: Record<KclConsumerSpec['version'], number> = { '2.x': 1000, '3.x': 1500 };

const newWorkerId = (number: number): string => `worker-${number}`;
const ZONES = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

/** The next worker: its name is not taken, its instance is its own, its zone the next in turn. */
export function newWorker(taken: readonly string[]): KclWorkerSpec {
  let number = 1;
  while (taken.includes(newWorkerId(number))) number++;
  return { id: newWorkerId(number), instance: `i-${number}`, zone: ZONES[(number - 1) % ZONES.length] };
}

/** AWS's defaults, without a destination. */
export function newLambdaConsumer(stream: string, taken: readonly string[]): LambdaConsumerSpec {
  return defineMapping(common('function', stream, taken));
}

/** The same consumer, reading the other way; its name, start and work stay. */
export function readingBy(spec: ConsumerSpec, way: 'polling' | 'fan-out'): ConsumerSpec {
  switch (spec.kind) {
    case 'kcl':
    case 'lambda':
      return { ...spec, retrieval: way };
    case 'firehose':
      return spec;
    case 'polling':
    case 'fan-out': {
      const { id, stream, start, processingUsPerRecord } = spec;
      const made = way === 'polling' ? newPollingConsumer(stream, []) : newFanOutConsumer(stream, []);
      return spec.kind === way ? spec : { ...made, id, start, processingUsPerRecord };
    }
  }
}

interface OfferedConsumer {
  kind: ConsumerKind;
  label: string;
  says: string;
  make(stream: string, taken: readonly string[]): ConsumerSpec;
}

/** The menu that adds a consumer: one line each, for kinds that the engine has. */
export const OFFERED_CONSUMERS: readonly OfferedConsumer[] = [
  {
    kind: 'polling',
    label: 'Polling consumer',
    says: 'GetRecords in a loop, by hand. All that poll share 5 calls/s and 2 MiB/s of a shard.',
    make: newPollingConsumer,
  },
  {
    kind: 'fan-out',
    label: 'Enhanced fan-out consumer',
    says: 'Registered; records are pushed, with 2 MiB/s of its own on every shard.',
    make: newFanOutConsumer,
  },
  {
    kind: 'kcl',
    label: 'KCL application',
    says: 'Workers on instances share the shards out by leases in a DynamoDB table.',
    make: newKclConsumer,
  },
  {
    kind: 'lambda',
    label: 'Lambda function',
    says: 'An event source mapping reads, and invokes the function with batches.',
    make: newLambdaConsumer,
  },
];
