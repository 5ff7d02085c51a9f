/** Any recipe that the engine could be handed: every kind of command, producer and consumer, and whole scenarios of them. */
import fc from 'fast-check';
import type { Command, TimedCommand } from '../../src/engine/commands.ts';
import type { ConsumerSpec, StartSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { Fault } from '../../src/engine/faults/fault.ts';
import type { ProducerSpec } from '../../src/engine/producers/producer-spec.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import type { BranchRecipe, DatasetReference, RunRecipe } from '../../src/protocol/run-recipe.ts';
import type { Selection } from '../../src/protocol/selection.ts';
import { arbitraryDeliveryStream, deliveryStreamName } from './arbitrary-delivery-stream.ts';

const STREAM = 'orders';
const HASH_KEY_MAX = (1n << 128n) - 1n;

const name = fc.stringMatching(/^[a-zäöü0-9][a-zäöü0-9 .-]{0,10}[a-zäöü0-9]$/);
const rate = fc.double({ min: 0, max: 1_000_000, noNaN: true, noDefaultInfinity: true });
const seconds = fc.double({ min: 0.001, max: 100_000, noNaN: true });
const bytes = fc.integer({ min: 0, max: 1_048_576 });
const datasetId = fc.stringMatching(/^sha256:[0-9a-f]{32}$/);
const hashKey = fc.bigInt({ min: 0n, max: HASH_KEY_MAX }).map(String);
const shardId = fc.integer({ min: 0, max: 9999 }).map((index) => `shardId-${String(index).padStart(12, '0')}`);
const text = fc.string({ maxLength: 60, unit: 'binary' });
const key = fc.string({ minLength: 1, maxLength: 40 });

const rates = fc.oneof(
  fc.record({ kind: fc.constant('constant' as const), perSecond: rate }),
  fc.record({ kind: fc.constant('ramp' as const), fromPerSecond: rate, toPerSecond: rate, overSeconds: seconds }),
  fc.record({
    kind: fc.constant('spike' as const),
    basePerSecond: rate,
    peakPerSecond: rate,
    afterSeconds: seconds,
    lastsSeconds: seconds,
    everySeconds: seconds,
  }),
  fc.record({ kind: fc.constant('day' as const), lowPerSecond: rate, highPerSecond: rate, peakHour: fc.integer({ min: 0, max: 24 }) }),
);

const sizes = fc.oneof(
  fc.record({ kind: fc.constant('fixed' as const), bytes }),
  fc.tuple(bytes, bytes).map(([a, b]) => ({ kind: 'uniform' as const, minBytes: Math.min(a, b), maxBytes: Math.max(a, b) })),
  fc.record({
    kind: fc.constant('log-normal' as const),
    medianBytes: fc.integer({ min: 1, max: 100_000 }),
    sigma: fc.double({ min: 0, max: 3, noNaN: true }),
  }),
);

const count = fc.integer({ min: 1, max: 1_000_000 });
const naming = { prefix: fc.string({ maxLength: 20 }), names: fc.array(key, { maxLength: 4 }) };
const keys = fc.oneof(
  fc.record({ kind: fc.constant('uniform' as const), keys: count, ...naming }, { requiredKeys: ['kind', 'keys', 'prefix'] }),
  fc.record({ kind: fc.constant('zipf' as const), keys: count, exponent: fc.double({ min: 0, max: 5, noNaN: true }), ...naming }),
  fc.record({ kind: fc.constant('hot' as const), keys: count, share: fc.double({ min: 0, max: 1, noNaN: true }), ...naming }),
  fc.record({ kind: fc.constant('round-robin' as const), keys: count, ...naming }),
  fc.record({ kind: fc.constant('one' as const), ...naming }, { requiredKeys: ['kind', 'prefix'] }),
);

const sources = fc.oneof(
  fc.record({ kind: fc.constant('synthetic' as const), size: sizes, keys }),
  fc.record({ kind: fc.constant('dataset' as const), dataset: datasetId, keyField: fc.option(key), loop: fc.boolean() }),
);

const calls = fc.oneof(
  fc.record({ api: fc.constant('PutRecord' as const) }),
  fc.record({
    api: fc.constant('PutRecords' as const),
    batchSize: fc.integer({ min: 1, max: 500 }),
    lingerMs: fc.integer({ min: 0, max: 60_000 }),
  }),
);

const failures = fc.record({
  resend: fc.constantFrom('ignore' as const, 'all' as const, 'failed' as const),
  backoff: fc.oneof(
    fc.record({ kind: fc.constant('none' as const) }),
    fc.record({
      kind: fc.constant('exponential' as const),
      baseMs: fc.integer({ min: 1, max: 60_000 }),
      maxMs: fc.integer({ min: 1, max: 600_000 }),
      jitter: fc.boolean(),
    }),
  ),
  maxAttempts: fc.integer({ min: 1, max: 20 }),
});

const producer: fc.Arbitrary<ProducerSpec> = fc
  .record({ id: name, stream: fc.constant(STREAM), source: sources, rate: rates, calls, failures })
  .chain((spec) =>
    spec.source.kind === 'synthetic'
      ? fc.constant<ProducerSpec>(spec)
      : fc.oneof(
          fc.constant<ProducerSpec>(spec),
          fc
            .record({ field: key, speed: seconds })
            .map(({ field, speed }): ProducerSpec => ({ ...spec, rate: { kind: 'timestamps', field, speed } })),
        ),
  );

const start: fc.Arbitrary<StartSpec> = fc.oneof(
  fc.constantFrom('TRIM_HORIZON' as const, 'LATEST' as const),
  fc.record({ type: fc.constant('AT_TIMESTAMP' as const), epochMs: fc.integer({ min: 1_400_000_000_000, max: 2_000_000_000_000 }) }),
  fc.record({
    type: fc.constantFrom('AT_SEQUENCE_NUMBER' as const, 'AFTER_SEQUENCE_NUMBER' as const),
    shardId,
    sequenceNumber: hashKey,
  }),
);
const everyKind = { id: name, stream: fc.constant(STREAM), start, processingUsPerRecord: fc.integer({ min: 0, max: 60_000_000 }) };
const retrieval = fc.constantFrom('polling' as const, 'fan-out' as const);
const tableUnits = fc.integer({ min: 1, max: 40_000 });

const consumer: fc.Arbitrary<ConsumerSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('polling' as const),
    ...everyKind,
    pollIntervalMs: fc.integer({ min: 10, max: 60_000 }),
    limit: fc.integer({ min: 1, max: 10_000 }),
  }),
  fc.record({ kind: fc.constant('fan-out' as const), ...everyKind }),
  fc.record({
    kind: fc.constant('kcl' as const),
    ...everyKind,
    version: fc.constantFrom('2.x' as const, '3.x' as const),
    retrieval,
    workers: fc.uniqueArray(fc.record({ id: name, instance: name, zone: name }), { selector: ({ id }) => id, maxLength: 3 }),
    idleTimeBetweenReadsMs: fc.integer({ min: 200, max: 60_000 }),
    maxRecords: fc.integer({ min: 1, max: 10_000 }),
    checkpoint: fc.oneof(
      fc.record({ kind: fc.constantFrom('batch' as const, 'record' as const) }),
      fc.record({ kind: fc.constant('interval' as const), everyMs: fc.integer({ min: 1, max: 86_400_000 }) }),
    ),
    failoverTimeMs: fc.integer({ min: 1000, max: 600_000 }),
    maxLeasesToSteal: fc.integer({ min: 1, max: 10_000 }),
    leaseTable: fc.oneof(
      fc.record({ billing: fc.constant('on-demand' as const) }),
      fc.record({ billing: fc.constant('provisioned' as const), readUnits: tableUnits, writeUnits: tableUnits }),
    ),
  }),
  fc.record({
    kind: fc.constant('lambda' as const),
    ...everyKind,
    retrieval,
    batchSize: fc.integer({ min: 1, max: 10_000 }),
    windowSeconds: fc.integer({ min: 0, max: 300 }),
    parallelizationFactor: fc.integer({ min: 1, max: 10 }),
    maximumRetryAttempts: fc.integer({ min: -1, max: 10_000 }),
    maximumRecordAgeSeconds: fc.oneof(fc.constant(-1), fc.integer({ min: 60, max: 604_800 })),
    bisectBatchOnFunctionError: fc.boolean(),
    reportBatchItemFailures: fc.boolean(),
    onFailureDestination: fc.boolean(),
    tumblingWindowSeconds: fc.integer({ min: 0, max: 900 }),
    filter: fc.option(text),
    concurrencyLimit: fc.integer({ min: 0, max: 10_000 }),
    invocationUs: fc.integer({ min: 0, max: 900_000_000 }),
  }),
);

const deliveryStream = arbitraryDeliveryStream(STREAM);

const units = fc.integer({ min: 1, max: 40_000 });
const share = fc.constantFrom(0.01, 0.25, 1);
const fault: fc.Arbitrary<Fault> = fc.oneof(
  fc.record({ kind: fc.constant('worker-crash' as const), consumer: name, worker: name }),
  fc.record({ kind: fc.constant('worker-freeze' as const), consumer: name, worker: name, forMs: fc.integer({ min: 1, max: 3_600_000 }) }),
  fc.record({ kind: fc.constant('instance-loss' as const), instance: name }),
  fc.record({ kind: fc.constant('zone-loss' as const), zone: name }),
  fc.record({ kind: fc.constant('slow-processing' as const), consumer: name, factor: fc.constantFrom(1.5, 10, 1000) }),
  fc.record({ kind: fc.constant('failing-processing' as const), consumer: name, share }),
  fc.record({ kind: fc.constant('poison-record' as const), consumer: name, shardId }),
  fc.record({ kind: fc.constant('lease-table-throttled' as const), consumer: name, readUnits: units, writeUnits: units }),
  fc.record({ kind: fc.constant('network-duplicate' as const), producer: name, share }),
);

export const arbitraryCommand: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('inject-fault' as const), id: name, fault }),
  fc.record({ type: fc.constant('end-fault' as const), id: name }),
  fc.record({ type: fc.constant('start-worker' as const), consumer: name, worker: name }),
  fc.record({ type: fc.constant('add-producer' as const), producer }),
  fc.record({ type: fc.constant('update-producer' as const), producer }),
  fc.record({ type: fc.constant('remove-producer' as const), id: name }),
  fc.record({ type: fc.constant('add-consumer' as const), consumer }),
  fc.record({ type: fc.constant('update-consumer' as const), consumer }),
  fc.record({ type: fc.constant('remove-consumer' as const), id: name }),
  fc.record({ type: fc.constantFrom('add-delivery-stream' as const, 'update-delivery-stream' as const), deliveryStream }),
  fc.record({ type: fc.constant('remove-delivery-stream' as const), id: deliveryStreamName }),
  fc.record({ type: fc.constant('split-shard' as const), stream: fc.constant(STREAM), shardId, newStartingHashKey: hashKey }),
  fc.record({ type: fc.constant('merge-shards' as const), stream: fc.constant(STREAM), shardId, adjacentShardId: shardId }),
  fc.record({
    type: fc.constant('update-shard-count' as const),
    stream: fc.constant(STREAM),
    targetShardCount: fc.integer({ min: -10, max: 20_000 }),
  }),
  fc.record({ type: fc.constant('set-retention' as const), stream: fc.constant(STREAM), hours: fc.integer({ min: -10, max: 10_000 }) }),
  fc.record(
    { type: fc.constant('put-record' as const), stream: fc.constant(STREAM), partitionKey: key, explicitHashKey: hashKey, text },
    { requiredKeys: ['type', 'stream', 'partitionKey', 'text'] },
  ),
);

const byId = { selector: ({ id }: { id: string }) => id, maxLength: 3 };

const scenario: fc.Arbitrary<Scenario> = fc.record(
  {
    id: fc.stringMatching(/^[a-z0-9]{1,8}-[a-z0-9]{1,8}$/),
    title: fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,30}$/),
    summary: fc.stringMatching(/^[A-Za-z][A-Za-z ]{0,60}$/),
    startEpochMs: fc.integer({ min: 1_400_000_000_000, max: 2_000_000_000_000 }),
    profile: fc.constantFrom('2026' as const, 'classic' as const),
    region: fc.constantFrom('us-east-1', 'eu-central-1', 'ap-southeast-2'),
    accountId: fc.stringMatching(/^\d{12}$/),
    streams: fc
      .record({ shardCount: fc.integer({ min: 1, max: 10_000 }), retentionHours: fc.integer({ min: 24, max: 8760 }) })
      .map((sizes) => [{ name: STREAM, ...sizes }]),
    producers: fc.uniqueArray(producer, byId),
    consumers: fc.uniqueArray(consumer, byId),
    deliveryStreams: fc.uniqueArray(deliveryStream, byId),
    faults: fc.array(
      fc.record(
        { atMs: fc.nat(86_400_000), id: name, fault, lastsMs: fc.integer({ min: 1, max: 86_400_000 }) },
        { requiredKeys: ['atMs', 'id', 'fault'] },
      ),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['id', 'title', 'summary', 'startEpochMs', 'profile', 'region', 'accountId', 'streams', 'producers', 'consumers'] },
);

const reference: fc.Arbitrary<DatasetReference> = fc.record({
  id: datasetId,
  name: fc.string({ minLength: 1, maxLength: 30 }),
  rows: fc.integer({ min: 0, max: 1_000_000_000 }),
});

const RUN_US_MAX = 10 ** 13;
const at = fc.integer({ min: 0, max: RUN_US_MAX });
const given = fc.array(fc.record({ at, command: arbitraryCommand }), { maxLength: 5 });
const inOrder = (commands: TimedCommand[]): TimedCommand[] => commands.toSorted((a, b) => a.at - b.at);

const selection: fc.Arbitrary<Selection> = fc.oneof(
  fc.constant(null),
  fc.record({ kind: fc.constantFrom('producer' as const, 'consumer' as const, 'delivery-stream' as const), id: name }),
  fc.record({ kind: fc.constant('shard' as const), id: shardId }),
  fc.record({ kind: fc.constant('key' as const), label: key }),
  fc.record({ kind: fc.constant('record' as const), shardId, position: fc.nat() }),
);

const branchName = fc
  .string({ minLength: 1, maxLength: 30, unit: 'grapheme' })
  .filter((text) => text.trim() !== '' && text.length <= 60 && !/\p{Cc}/u.test(text));

/** What a branch is made from: which earlier one it leaves, after how many of its commands, how much later, and what is done then. */
const leaving = fc.record({ name: branchName, from: fc.nat(), after: fc.nat(), laterUs: fc.nat(10 ** 9), lastsUs: fc.nat(10 ** 9), given });

/** Histories as they come about: each leaves one that was there before it. */
const arbitraryBranches: fc.Arbitrary<BranchRecipe[]> = fc
  .tuple(branchName, given, at, fc.array(leaving, { maxLength: 4 }))
  .map(([first, ofFirst, untilUs, leavings]) => {
    const branches: BranchRecipe[] = [{ name: first, parent: null, forkUs: 0, shared: 0, commands: inOrder(ofFirst), untilUs }];
    for (const { name: its, from, after, laterUs, lastsUs, given: done } of leavings) {
      const parent = from % branches.length;
      const all = commandsOf(branches, parent);
      const shared = after % (all.length + 1);
      const forkUs = (shared === 0 ? 0 : all[shared - 1].at) + laterUs;
      const commands = inOrder(done.map(({ at: atUs, command }) => ({ at: forkUs + (atUs % 10 ** 9), command })));
      branches.push({ name: its, parent, forkUs, shared, commands, untilUs: forkUs + lastsUs });
    }
    return branches;
  });

/** From the start of the run. */
function commandsOf(branches: readonly BranchRecipe[], i: number): TimedCommand[] {
  const { parent, shared, commands } = branches[i];
  return [...(parent === null ? [] : commandsOf(branches, parent).slice(0, shared)), ...commands];
}

const oneBranch = fc.record({ commands: given.map(inOrder), untilUs: at });

const allBranches = fc.tuple(arbitraryBranches, fc.nat()).map(([branches, choice]) => {
  const branch = choice % branches.length;
  return { commands: commandsOf(branches, branch), untilUs: branches[branch].untilUs, branches, branch };
});

const run = fc.record({
  engineVersion: fc.stringMatching(/^\d\.\d{1,2}\.\d{1,2}$/),
  scenario: fc.oneof(fc.constantFrom('first-light', 'hot-key'), scenario),
  seed: fc.stringMatching(/^[0-9a-f]{1,8}$/),
  datasets: fc.array(reference, { maxLength: 2 }),
});

const looks = fc.record(
  {
    view: fc.constantFrom('stage' as const, 'buffers' as const, 'delivery' as const, 'bucket' as const, 'compare' as const),
    selection,
    back: fc.nat(),
  },
  { requiredKeys: [] },
);

/** With `history` of one branch, or of all. */
function recipeWith(history: typeof oneBranch | typeof allBranches): fc.Arbitrary<RunRecipe> {
  return fc.tuple(run, history, looks).map(([known, told, { back, ...looked }]) => ({
    ...known,
    ...told,
    ...looked,
    ...(back !== undefined && { momentUs: back % (told.untilUs + 1) }),
  }));
}

/** As a link carries it. */
export const arbitraryBranchRecipe = recipeWith(oneBranch);
/** As a file carries it. */
export const arbitraryRecipe = fc.oneof(arbitraryBranchRecipe, recipeWith(allBranches));
