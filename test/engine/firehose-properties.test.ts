/**
 * What holds whatever comes: every record is somewhere, flushes come by the first hint reached, and a run is the same however it is
 * sliced, kept and taken up again.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { advanceTo, digestOf, firehoseOf, restoreWorld, SECOND, takeSnapshot, type World } from '../../src/engine/index.ts';
import { removeDeliveryStream } from '../../src/engine/firehose/delivery-streams.ts';
import type { Compression, ConversionSpec, DeliveryStreamSpec, DestinationSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { NOTHING_BROKEN, type Broken } from '../../src/engine/firehose/firehose-state.ts';
import { onItsWay } from '../../src/engine/firehose/delivery/on-its-way.ts';
import type { Interpreter } from '../../src/engine/firehose/transform/interpreter.ts';
import { STREAM } from '../kinesis/service.ts';
import { bucket, countedOnItsWay, deliveryStream, firehoseWorld, give, giveTexts, MIB, streamIn, unaccounted } from './firehose-runs.ts';
import { producer } from './scenarios.ts';

const RUNS = { numRuns: 30 };
const END_US = 240 * SECOND;

/** By the number of its records: all kinds of answers, errors among them. */
const interpreter: Interpreter = ({ eventJson }) => {
  const { records } = JSON.parse(eventJson) as { records: { recordId: string; data: string }[] };
  if (records.length % 7 === 6) return { steps: 1, log: [], kind: 'timed-out' };
  if (records.length % 5 === 4) return { steps: 1, log: ['no'], kind: 'threw', name: 'Error', message: 'no', line: 1 };
  const result = (i: number) => (i % 4 === 1 ? 'Dropped' : i % 4 === 3 ? 'ProcessingFailed' : 'Ok');
  const answers = records.map(({ recordId, data }, i) => ({ recordId, result: result(i), data }));
  return { steps: 1, log: [], kind: 'returned', json: JSON.stringify({ records: answers }) };
};

const hints = fc.record({ sizeMiB: fc.integer({ min: 1, max: 3 }), intervalSeconds: fc.constantFrom(0, 1, 7, 20, 60) });
const backupHints = fc.record({ sizeMiB: fc.integer({ min: 1, max: 2 }), intervalSeconds: fc.constantFrom(60, 61) });
const withBackup = { backup: fc.constant(bucket({ bucket: 'backup' })), backupHints };
const retrySeconds = fc.constantFrom(0, 5, 60);

const compression = fc.constantFrom<Compression>('UNCOMPRESSED', 'GZIP', 'ZIP', 'Snappy', 'HADOOP_SNAPPY');

const destination: fc.Arbitrary<DestinationSpec> = fc.oneof(
  fc.record({
    kind: fc.constant('s3' as const),
    s3: compression.map((one) => bucket({ compression: one })),
    sourceBackup: fc.option(backupHints.map((one) => ({ ...bucket({ bucket: 'raw' }), hints: one }))),
  }),
  fc.record({
    kind: fc.constant('http' as const),
    url: fc.constant('https://example.com/'),
    accessKey: fc.constant(''),
    contentEncoding: fc.constant('NONE' as const),
    commonAttributes: fc.constant({}),
    retrySeconds,
    backupMode: fc.constantFrom('FailedDataOnly' as const, 'AllData' as const),
    ...withBackup,
  }),
  fc.record({
    kind: fc.constant('opensearch' as const),
    domain: fc.constant('search'),
    index: fc.constant('events'),
    rotation: fc.constant('OneDay' as const),
    retrySeconds,
    backupMode: fc.constantFrom('FailedDocumentsOnly' as const, 'AllDocuments' as const),
    ...withBackup,
  }),
  fc.record({
    kind: fc.constant('splunk' as const),
    endpoint: fc.constant('https://example.com/'),
    endpointType: fc.constant('Raw' as const),
    ackTimeoutSeconds: fc.constant(180),
    retrySeconds,
    backupMode: fc.constantFrom('FailedEventsOnly' as const, 'AllEvents' as const),
    ...withBackup,
  }),
  fc.record({
    kind: fc.constant('redshift' as const),
    s3: fc.constant(bucket()),
    cluster: fc.constant('c'),
    database: fc.constant('d'),
    table: fc.constant('t'),
    columns: fc.constant(''),
    copyOptions: fc.constant(''),
    retrySeconds,
    sourceBackup: fc.constant(null),
  }),
);

const transform = fc.record({
  functionName: fc.constant('enrich'),
  code: fc.constant(''),
  timeoutSeconds: fc.constant(60),
  numberOfRetries: fc.integer({ min: 0, max: 3 }),
  bufferSizeMiB: fc.constantFrom(0.2, 0.5, 1),
  bufferIntervalSeconds: fc.constantFrom(0, 1, 10),
});

const plain: fc.Arbitrary<DeliveryStreamSpec> = fc
  .record({ buffering: hints, transform: fc.option(transform), destination, appendDelimiter: fc.boolean() })
  .map((one) => deliveryStream(one));

/** To a lake: partitions, Parquet, or both; what `give` gives has no keys and is no JSON, unless it is documents. */
const toLake: fc.Arbitrary<DeliveryStreamSpec> = fc
  .record({
    buffering: fc.record({ sizeMiB: fc.constant(64), intervalSeconds: fc.constantFrom(1, 7, 20, 60) }),
    transform: fc.option(transform),
    deaggregation: fc.constantFrom(null, { kind: 'json' as const }, { kind: 'delimited' as const, delimiter: '|' }),
    isPartitioned: fc.boolean(),
    isConverted: fc.boolean(),
    sourceBackup: fc.option(backupHints.map((one) => ({ ...bucket({ bucket: 'raw' }), hints: one }))),
  })
  .map(({ deaggregation, isPartitioned, isConverted, sourceBackup, ...one }) =>
    deliveryStream({
      ...one,
      partitioning: isPartitioned ? { query: '{k:.k}', deaggregation } : null,
      conversion: isConverted ? CONVERSION : null,
      destination: { kind: 's3', s3: bucket({ prefix: isPartitioned ? 'k=!{partitionKeyFromQuery:k}/' : 'all/' }), sourceBackup },
    }),
  );

const CONVERSION: ConversionSpec = {
  database: 'd',
  table: 't',
  columns: [
    { name: 'k', type: 'string' },
    { name: 'tags', type: 'array<int>' },
  ],
  deserializer: { kind: 'openx', caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} },
  parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024 },
};

const spec: fc.Arbitrary<DeliveryStreamSpec> = fc.oneof({ weight: 2, arbitrary: plain }, { weight: 1, arbitrary: toLake });

type Deed =
  | { do: 'give'; records: number; bytes: number; lane: string }
  | { do: 'documents'; texts: string[]; lane: string }
  | { do: 'break'; broken: Partial<Broken> };

const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('give' as const),
      records: fc.integer({ min: 1, max: 40 }),
      bytes: fc.constantFrom(0, 1, 300, 20_000, 90_000),
      lane: fc.constantFrom('', 'a', 'b'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('documents' as const),
      texts: fc.array(
        fc.constantFrom('{"k":"a"}', '{"k":"b","tags":[1,2]}{"k":"c"}', '{"k":"a","tags":1}', '{"k":""}', '{"k":1}|x', 'no'),
        {
          minLength: 1,
          maxLength: 8,
        },
      ),
      lane: fc.constantFrom('', 'a'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('break' as const),
      broken: fc.record(
        {
          destination: fc.boolean(),
          backup: fc.boolean(),
          lostAnswers: fc.constantFrom(0, 0.5),
          rejects: fc.constantFrom(0, 0.5, 1),
          transform: fc.constantFrom(null, 'Lambda.InvokeLimitExceeded' as const, 'Lambda.ResourceNotFound' as const),
        },
        { requiredKeys: [] },
      ),
    }),
  },
);

const plan = fc
  .array(fc.record({ atUs: fc.nat(END_US), deed }), { minLength: 1, maxLength: 60 })
  .map((list) => list.toSorted((a, b) => a.atUs - b.atUs));
type Plan = { atUs: number; deed: Deed }[];

function act(world: World, what: Deed): void {
  if (what.do === 'give') return give(world, what.records, what.bytes, what.lane);
  if (what.do === 'documents') return giveTexts(world, what.texts, what.lane);
  const stream = world.firehose.list.find(({ status }) => status === 'ACTIVE');
  if (stream !== undefined) stream.broken = { ...NOTHING_BROKEN, ...what.broken };
}

const recordsOf = (what: Deed): number => (what.do === 'give' ? what.records : what.do === 'documents' ? what.texts.length : 0);

/** Plays a plan from the world's now to the end; `between` looks on. */
function play(world: World, deeds: Plan, between: (world: World) => void = () => {}): World {
  for (const { atUs, deed: what } of deeds) {
    advanceTo(world, atUs);
    between(world);
    act(world, what);
    between(world);
  }
  advanceTo(world, END_US);
  between(world);
  return world;
}

const worldOf = (one: DeliveryStreamSpec) => firehoseWorld([one], {}, interpreter);

test('accepted = delivered + dropped + failed + lost + on its way, at every moment', () => {
  fc.assert(
    fc.property(spec, plan, (one, deeds) => {
      let given = 0;
      const world = play(worldOf(one), deeds, (now) => {
        const stream = streamIn(now);
        expect(unaccounted(stream)).toBe(0);
        expect(onItsWay(stream).records).toBe(countedOnItsWay(stream));
      });
      for (const { deed: what } of deeds) given += recordsOf(what);
      const { accepted, split } = streamIn(world).account;
      expect(accepted).toBe(given + split);
    }),
    RUNS,
  );
});

test('once nothing is broken any more, everything comes to its end', () => {
  fc.assert(
    fc.property(spec, plan, (one, deeds) => {
      const world = play(worldOf(one), deeds);
      act(world, { do: 'break', broken: {} });
      advanceTo(world, END_US + 48 * 3600 * SECOND);
      const stream = streamIn(world);
      expect(stream.parcels).toEqual([]);
      expect(unaccounted(stream)).toBe(0);
    }),
    RUNS,
  );
});

test('a flush comes at the first hint reached: never later than the interval, never above the size and one batch', () => {
  fc.assert(
    fc.property(spec, plan, (one, deeds) => {
      const world = play(worldOf(one), deeds);
      const largest = Math.max(100, ...deeds.map(({ deed: what }) => (what.do === 'give' ? what.bytes : 0)));
      for (const { openedUs, sealedUs, trigger, bytes, records, sizeHintBytes, intervalSeconds } of streamIn(world).flushes) {
        expect(records).toBeGreaterThan(0);
        const latestUs = openedUs + Math.max(intervalSeconds, 0.5) * SECOND;
        expect(sealedUs).toBeLessThanOrEqual(latestUs);
        if (trigger === 'size') {
          expect(bytes).toBeGreaterThanOrEqual(sizeHintBytes);
          expect(bytes).toBeLessThan(sizeHintBytes + largest);
        } else {
          expect(sealedUs).toBe(latestUs);
          expect(bytes).toBeLessThan(sizeHintBytes);
          expect(trigger).toBe(intervalSeconds === 0 ? 'no-buffering' : 'interval');
        }
      }
    }),
    RUNS,
  );
});

test('slices do not matter, and a snapshot goes on exactly', () => {
  fc.assert(
    fc.property(spec, plan, fc.nat(END_US), fc.array(fc.nat(END_US), { maxLength: 20 }), (one, deeds, keptUs, slices) => {
      const whole = play(worldOf(one), deeds);
      const sliced = worldOf(one);
      const cuts = slices.map((atUs) => ({ atUs, deed: null }));
      let kept: World | null = null;
      for (const { atUs, deed: what } of [...deeds, ...cuts, { atUs: keptUs, deed: 'keep' as const }].toSorted((a, b) => a.atUs - b.atUs)) {
        advanceTo(sliced, atUs);
        if (what === 'keep') {
          const snapshot = takeSnapshot(sliced);
          const digest = digestOf(sliced);
          kept = restoreWorld(snapshot, new Map(), interpreter);
          expect(digestOf(kept)).toBe(digest);
        } else if (what !== null) act(sliced, what);
      }
      advanceTo(sliced, END_US);
      expect(digestOf(sliced)).toBe(digestOf(whole));
      // deeds of the same instant as the snapshot were done before it
      const later = play(
        kept!,
        deeds.filter(({ atUs }) => atUs > keptUs),
      );
      expect(digestOf(later)).toBe(digestOf(whole));
    }),
    { numRuns: 10 },
  );
});

test('removing drops what is on its way and counts it', () => {
  fc.assert(
    fc.property(spec, plan, fc.nat(END_US), (one, deeds, removedUs) => {
      const world = worldOf(one);
      const stream = streamIn(world);
      for (const { atUs, deed: what } of deeds) {
        if (atUs > removedUs) break;
        advanceTo(world, atUs);
        act(world, what);
      }
      advanceTo(world, removedUs);
      removeDeliveryStream(firehoseOf(world), 'to-s3');
      expect(stream.parcels).toEqual([]);
      expect(unaccounted(stream)).toBe(0);
      advanceTo(world, END_US + 60 * SECOND);
      expect(world.firehose.list).toEqual([]);
    }),
    RUNS,
  );
});

test('from a data stream and by Direct PUT: what was put is accounted for, record by record', () => {
  const world = firehoseWorld(
    [
      deliveryStream({ buffering: { sizeMiB: 1, intervalSeconds: 5 } }),
      deliveryStream({
        id: 'from-orders',
        source: { kind: 'kinesis-stream', stream: STREAM },
        buffering: { sizeMiB: 1, intervalSeconds: 7 },
      }),
    ],
    {
      producers: [
        producer({ rate: { kind: 'constant', perSecond: 700 } }),
        producer({ id: 'direct', stream: 'to-s3', to: 'delivery-stream', rate: { kind: 'constant', perSecond: 2000 } }),
      ],
    },
    null,
    2,
  );
  for (let second = 1; second <= 60; second++) {
    advanceTo(world, second * SECOND);
    for (const stream of world.firehose.list) expect(unaccounted(stream)).toBe(0);
  }
  const [direct, fromOrders] = [streamIn(world), streamIn(world, 'from-orders')];
  expect(direct.account.accepted).toBe(world.producers.list.find(({ spec: { id } }) => id === 'direct')!.totals.accepted);
  const inStream = world.kinesis.streams[0].shards.reduce((sum, { log }) => sum + log.count, 0);
  expect(fromOrders.account.accepted).toBeGreaterThan(inStream - 2 * 700);
  expect(world.s3.buckets[0].objects.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBeGreaterThan(10 * MIB);
});
