/**
 * Any conversation with the service: calls with fit and unfit bodies made from the very shapes of the actions, waits between
 * them, subscriptions. Names, shards and keys come from small pools, so that calls meet; iterators, tokens, sequence numbers
 * and consumers are recalled from earlier answers.
 */
import fc from 'fast-check';
import { ACTIONS } from '../../src/engine/kinesis/actions/index.ts';
import type { Shape } from '../../src/engine/kinesis/validation.ts';
import { ACCOUNT, base64, dataOf, shard } from './service.ts';

export type Step =
  | { waitMs: number }
  | { operation: string; body: unknown }
  /** What the client holds is fetched, or let go of. */
  | { drain: number; close: boolean };

type Memory = Record<Recalled, string[]>;
type Recalled = 'iterator' | 'token' | 'number' | 'consumer' | 'shard';

/** In a body: the value that an earlier answer gave, or an instant near now. */
class Later {
  readonly resolve: (memory: Memory, nowMs: number) => unknown;
  readonly told: string;
  constructor(told: string, resolve: Later['resolve']) {
    this.told = told;
    this.resolve = resolve;
  }
  toJSON(): string {
    return `<${this.told}>`;
  }
}

const recalled = (kind: Recalled): fc.Arbitrary<Later> =>
  fc
    .nat(1000)
    .map((pick) => new Later(`${kind} ${pick}`, (memory) => memory[kind].at(-1 - (pick % Math.max(1, memory[kind].length))) ?? 'nothing'));
const aShard = fc.oneof(
  { weight: 8, arbitrary: recalled('shard') },
  { weight: 1, arbitrary: fc.constantFrom(shard(9), 'shardId-0', 'nonsense', 'shardId-2147483648') },
);
const instant = fc
  .constantFrom(-172_800, -86_400, -3600, -60.5, -1, 0, 1, 1e9, -1e12, 1e300)
  .map((offset) => new Later(`now ${offset} s`, (_, nowMs) => nowMs / 1000 + offset));

const arnOf = (name: string): string => `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/${name}`;
const among = (usual: string, ...others: string[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, ...others.map((other) => ({ weight: 1, arbitrary: fc.constant(other) })));
const arn = among(
  arnOf('orders'),
  arnOf('clicks'),
  arnOf('none'),
  'arn:aws:kinesis:eu-west-1:111122223333:stream/orders',
  `arn:aws:kinesis:us-east-1:${ACCOUNT}:channel/c`,
);
const hashKey = fc.oneof(
  fc.nat(16).map((i) => String((BigInt(i) << 124n) - (i === 16 ? 1n : 0n))),
  fc.constantFrom('0', '1', '2', String(2n ** 128n), '9'.repeat(39)),
);
const data = fc.oneof(
  { weight: 8, arbitrary: fc.string({ maxLength: 30 }).map(base64) },
  { weight: 1, arbitrary: fc.nat(2500).map(dataOf) },
);
const policy = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'kinesis:*', Resource: arnOf('orders') }],
});

/** Fit values, by the name of the member. What is not here is made from its shape. */
const POOLS: Record<string, fc.Arbitrary<unknown>> = {
  StreamName: among('orders', 'clicks', '__proto__', 'none'),
  StreamARN: arn,
  ResourceARN: fc.oneof(arn, recalled('consumer')),
  ConsumerARN: recalled('consumer'),
  ConsumerName: fc.constantFrom('fraud', 'search'),
  ExclusiveStartShardId: aShard,
  ShardId: aShard,
  ShardToSplit: aShard,
  ShardToMerge: aShard,
  AdjacentShardToMerge: aShard,
  ShardIterator: fc.oneof({ weight: 9, arbitrary: recalled('iterator') }, { weight: 1, arbitrary: recalled('token') }),
  NextToken: fc.oneof({ weight: 9, arbitrary: recalled('token') }, { weight: 1, arbitrary: recalled('iterator') }),
  SequenceNumber: recalled('number'),
  SequenceNumberForOrdering: fc.oneof(recalled('number'), fc.constant('0')),
  ShardIteratorType: among('TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP', 'AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'),
  StartingSequenceNumber: fc.oneof(recalled('number'), fc.constant('0')),
  ExplicitHashKey: hashKey,
  NewStartingHashKey: hashKey,
  PartitionKey: fc.oneof(fc.nat(9).map(String), fc.string({ minLength: 1, maxLength: 256 })),
  Data: data,
  ShardCount: fc.integer({ min: 1, max: 4 }),
  TargetShardCount: fc.integer({ min: 1, max: 7 }),
  RetentionPeriodHours: fc.constantFrom(23, 24, 25, 48, 8760, 8761),
  MaxRecordSizeInKiB: fc.constantFrom(1024, 2048, 10_240),
  WarmThroughputMiBps: fc.constantFrom(0, 4, 6),
  Limit: fc.integer({ min: 1, max: 5 }),
  MaxResults: fc.integer({ min: 1, max: 3 }),
  KeyId: fc.constantFrom('alias/aws/kinesis', '12345678-1234-1234-1234-123456789012', 'none'),
  Policy: fc.constantFrom(policy, '{}', 'no policy'),
  Tags: fc.dictionary(among('a', 'B', '__proto__', 'constructor', 'aws:x'), fc.string({ maxLength: 5 }), { minKeys: 1, maxKeys: 3 }),
  TagKeys: fc.array(fc.constantFrom('a', 'B', '__proto__'), { minLength: 1, maxLength: 3 }),
};

const SCALARS: fc.Arbitrary<unknown> = fc.constantFrom<unknown[]>(7, -1, 0.5, 1e300, true, false, 'text', '', null, [], {}, [null], {
  a: 1,
});

const unfit = (shape: Shape): fc.Arbitrary<unknown> => {
  if (shape.kind === 'string') return fc.constantFrom('', 'x'.repeat(300), 'not/a name', '\n');
  if (shape.kind === 'integer') return fc.constantFrom(0, -1, 1e9, 2 ** 60);
  return shape.kind === 'blob' ? fc.constantFrom('abc', '====', 'ä') : SCALARS;
};

const fit = (name: string, shape: Shape): fc.Arbitrary<unknown> => {
  const pool = POOLS[name];
  if (pool !== undefined) return pool;
  switch (shape.kind) {
    case 'string':
      return shape.values === undefined ? fc.constantFrom('a', 'b') : fc.constantFrom(...shape.values);
    case 'integer':
      return fc.integer({ min: shape.min ?? 0, max: Math.min(shape.max ?? 10, (shape.min ?? 0) + 20) });
    case 'boolean':
      return fc.boolean();
    case 'timestamp':
      return instant;
    case 'blob':
      return data;
    case 'list':
      return fc.array(fit('', shape.of), { minLength: shape.min ?? 0, maxLength: Math.min(shape.max ?? 4, 8) });
    case 'map':
      return fc.dictionary(fc.constantFrom('a', 'b'), fc.string({ maxLength: 5 }), { minKeys: 1 });
    default:
      return structureOf(shape);
  }
};

const ABSENT = Symbol('absent');
/** Members that are often there though the shape does not ask for them: without them little happens. */
const USUAL = new Set(['StreamName', 'ShardCount', 'ConsumerARN', 'ExplicitHashKey']);

function structureOf({ members, required = [] }: Extract<Shape, { kind: 'structure' }>): fc.Arbitrary<Record<string, unknown>> {
  const absences = (name: string): number =>
    required.includes(name) ? 1 : USUAL.has(name) ? 20 : name === 'DryRun' || name === 'StreamARN' ? 1500 : 300;
  const values = Object.entries(members).map(([name, shape]) =>
    fc.oneof(
      { weight: 110, arbitrary: fit(name, shape) },
      { weight: 1, arbitrary: unfit(shape) },
      { weight: 1, arbitrary: SCALARS },
      { weight: absences(name), arbitrary: fc.constant(ABSENT) },
    ),
  );
  return fc
    .tuple(...values)
    .map((drawn) => Object.fromEntries(Object.keys(members).flatMap((name, i) => (drawn[i] === ABSENT ? [] : [[name, drawn[i]]]))));
}

const OFTEN: Record<string, number> = {
  PutRecord: 12,
  PutRecords: 12,
  GetShardIterator: 10,
  GetRecords: 12,
  SplitShard: 6,
  MergeShards: 6,
  SubscribeToShard: 8,
  RegisterStreamConsumer: 4,
  CreateStream: 4,
  DeleteStream: 0.5,
};

const call = fc.oneof(
  ...ACTIONS.map(({ name, request }) => ({
    weight: Math.round(2 * (OFTEN[name] ?? 1)),
    arbitrary: fc.record({
      operation: fc.constant(name),
      body: fc.oneof({ weight: 60, arbitrary: structureOf(request) as fc.Arbitrary<unknown> }, { weight: 1, arbitrary: SCALARS }),
    }),
  })),
);
const wait = fc
  .oneof(
    { weight: 20, arbitrary: fc.nat(1500) },
    { weight: 10, arbitrary: fc.integer({ min: 3000, max: 30_000 }) },
    { weight: 1, arbitrary: fc.constantFrom(301_000, 3_600_000, 90_000_000) },
  )
  .map((waitMs) => ({ waitMs }));
const look = fc.record({ drain: fc.nat(5), close: fc.boolean() });

export const arbitrarySteps = fc.array(
  fc.oneof<fc.WeightedArbitrary<Step>[]>({ weight: 10, arbitrary: call }, { weight: 4, arbitrary: wait }, { weight: 1, arbitrary: look }),
  { minLength: 20, maxLength: 80 },
);

/** The stream that most calls name is there from the start. */
export const FIRST_STEPS: Step[] = [
  { operation: 'CreateStream', body: { StreamName: 'orders', ShardCount: 2 } },
  { waitMs: 4000 },
  { operation: 'RegisterStreamConsumer', body: { StreamARN: arnOf('orders'), ConsumerName: 'fraud' } },
  { operation: 'PutRecord', body: { StreamName: 'orders', Data: '', PartitionKey: 'k' } },
  { operation: 'GetShardIterator', body: { StreamName: 'orders', ShardId: shard(0), ShardIteratorType: 'TRIM_HORIZON' } },
  { waitMs: 4000 },
];

export const emptyMemory = (): Memory => ({ iterator: [], token: [], number: [], consumer: [], shard: [shard(0), shard(1)] });

const MEANING: Record<string, Recalled> = {
  ShardIterator: 'iterator',
  NextShardIterator: 'iterator',
  NextToken: 'token',
  SequenceNumber: 'number',
  ShardId: 'shard',
  ConsumerARN: 'consumer',
};

/** Keeps what an answer holds for later. */
export function remember(memory: Memory, answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  for (const [name, value] of Object.entries(answer)) {
    if (MEANING[name] !== undefined && typeof value === 'string') memory[MEANING[name]].push(value);
    else remember(memory, value);
  }
}

/** The body as it is sent. */
export function resolved(value: unknown, memory: Memory, nowMs: number): unknown {
  if (value instanceof Later) return value.resolve(memory, nowMs);
  if (Array.isArray(value)) return value.map((item) => resolved(item, memory, nowMs));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, memory, nowMs)]));
}
