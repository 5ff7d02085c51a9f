/**
 * What lies in the bucket, record by record, is what the account says: whatever breaks, is changed, is split, or is deleted meanwhile.
 */
import fc from 'fast-check';
import { gunzipSync, strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { advanceTo, firehoseOf, giveCommand, HOUR, kinesisOf, SECOND, type World } from '../../src/engine/index.ts';
import type { S3Object } from '../../src/engine/aws/s3/buckets.ts';
import { sumOf } from '../../src/engine/firehose/account.ts';
import { takeIn } from '../../src/engine/firehose/delivery-streams.ts';
import type { Compression, DeliveryStreamSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { NOTHING_BROKEN, type Broken } from '../../src/engine/firehose/firehose-state.ts';
import { batchOf } from '../../src/engine/firehose/record-batch.ts';
import type { Interpreter } from '../../src/engine/firehose/transform/interpreter.ts';
import { dispatch } from '../../src/engine/kinesis/dispatch.ts';
import { STREAM } from '../kinesis/service.ts';
import { bucket, deliveryStream, firehoseWorld, streamIn, unaccounted } from './firehose-runs.ts';

const END_US = 60 * SECOND;

/** By the number of its records: every way to answer, and every way not to. */
const interpreter: Interpreter = ({ eventJson }) => {
  const { records } = JSON.parse(eventJson) as { records: { recordId: string; data: string }[] };
  const ok = records.map((one) => ({ ...one, result: 'Ok' }));
  const returned = (answers: unknown): ReturnType<Interpreter> => ({
    steps: 1,
    log: [],
    kind: 'returned',
    json: JSON.stringify({ records: answers }),
  });
  switch (records.length % 11) {
    case 4:
      return { steps: 1, log: [], kind: 'timed-out' };
    case 5:
      return { steps: 1, log: [], kind: 'threw', name: 'Error', message: 'no', line: 1 };
    case 6:
      return { steps: 1, log: [], kind: 'out-of-memory' };
    case 7:
      return returned(null);
    case 8:
      return returned(ok.slice(1));
    case 9:
      return returned([...ok, ok[0]]);
    case 10:
      return returned(ok.map((one, i) => (i % 2 === 0 ? { ...one, recordId: 'other' } : { ...one, data: '%' })));
    default:
      return returned(ok.map((one, i) => ({ ...one, result: ['Ok', 'Dropped', 'Ok', 'ProcessingFailed'][i % 4] })).toReversed());
  }
};

const backupHints = fc.record({ sizeMiB: fc.constant(1), intervalSeconds: fc.constantFrom(60, 300) });
const transform = fc.record({
  functionName: fc.constant('enrich'),
  code: fc.constant(''),
  timeoutSeconds: fc.constantFrom(1, 60),
  numberOfRetries: fc.integer({ min: 0, max: 3 }),
  bufferSizeMiB: fc.constantFrom(0.2, 1),
  bufferIntervalSeconds: fc.constantFrom(0, 1, 60),
});
const spec = (isFromStream: boolean): fc.Arbitrary<DeliveryStreamSpec> =>
  fc
    .record({
      buffering: fc.record({ sizeMiB: fc.constant(64), intervalSeconds: fc.constantFrom(0, 1, 20, 300, 900) }),
      transform: fc.option(transform),
      key: fc.constantFrom(null, 'team', 'group'),
      compression: fc.constantFrom<Compression>('UNCOMPRESSED', 'GZIP', 'ZIP'),
      sourceBackup: fc.option(backupHints.map((one) => ({ ...bucket({ bucket: 'raw' }), hints: one }))),
    })
    .map(({ buffering, transform: one, key, compression, sourceBackup }) =>
      deliveryStream({
        source: isFromStream ? { kind: 'kinesis-stream', stream: STREAM } : { kind: 'direct-put' },
        buffering,
        transform: one,
        partitioning: key === null ? null : { query: `{${key}:.k}`, deaggregation: null },
        appendDelimiter: true,
        destination: {
          kind: 's3',
          s3: bucket({ compression, prefix: key === null ? '' : `${key}=!{partitionKeyFromQuery:${key}}/` }),
          sourceBackup,
        },
      }),
    );

type Deed =
  | { do: 'give'; ids: number; lane: string; hasKeys: boolean }
  | { do: 'break'; broken: Partial<Broken> }
  | { do: 'update'; spec: DeliveryStreamSpec }
  | { do: 'reshard'; to: number }
  | { do: 'remove' };
const broken = fc.record(
  {
    destination: fc.boolean(),
    backup: fc.boolean(),
    lostAnswers: fc.constantFrom(0.5, 1),
    transform: fc.constantFrom('Lambda.InvokeLimitExceeded' as const, 'Lambda.ResourceNotFound' as const),
  },
  { requiredKeys: [] },
);
const deeds = (isFromStream: boolean) =>
  fc
    .array(
      fc.record({
        atUs: fc.nat(END_US),
        deed: fc.oneof<fc.WeightedArbitrary<Deed>[]>(
          {
            weight: 8,
            arbitrary: fc.record({
              do: fc.constant('give'),
              ids: fc.integer({ min: 1, max: 40 }),
              lane: fc.constantFrom('', 'a'),
              hasKeys: fc.boolean(),
            }),
          },
          { weight: 3, arbitrary: fc.record({ do: fc.constant('break'), broken }) },
          { weight: 2, arbitrary: fc.record({ do: fc.constant('update'), spec: spec(isFromStream) }) },
          { weight: 1, arbitrary: fc.record({ do: fc.constant('reshard'), to: fc.constantFrom(1, 2, 3, 4) }) },
          { weight: 1, arbitrary: fc.record({ do: fc.constant('remove') }) },
        ),
      }),
      { minLength: 1, maxLength: 30 },
    )
    .map((list) => list.toSorted((a, b) => a.atUs - b.atUs));

const isThere = (world: World): boolean => world.firehose.list.some(({ status }) => status === 'ACTIVE');

/** How many records were given. */
function act(world: World, what: Deed, firstId: number, isFromStream: boolean): number {
  switch (what.do) {
    case 'give': {
      if (!isThere(world)) return 0;
      const texts = Array.from({ length: what.ids }, (_, i) => JSON.stringify({ id: firstId + i, ...(what.hasKeys && { k: `${i % 3}` }) }));
      const records = texts.map((text) => new TextEncoder().encode(text));
      if (isFromStream)
        dispatch(kinesisOf(world), 'Kinesis_20131202.PutRecords', {
          StreamName: STREAM,
          Records: records.map((data, i) => ({ PartitionKey: `k${i}`, Data: Buffer.from(data).toString('base64') })),
        });
      else takeIn(firehoseOf(world), 'to-s3', what.lane, batchOf(records, world.sim.startEpochMs + Math.floor(world.sim.nowUs / 1000), 0));
      return what.ids;
    }
    case 'break':
      if (isThere(world)) streamIn(world).broken = { ...NOTHING_BROKEN, ...what.broken };
      return 0;
    case 'update':
      giveCommand(world, { type: 'update-delivery-stream', deliveryStream: what.spec });
      return 0;
    case 'reshard':
      giveCommand(world, { type: 'update-shard-count', stream: STREAM, targetShardCount: what.to });
      return 0;
    case 'remove':
      giveCommand(world, { type: 'remove-delivery-stream', id: 'to-s3' });
      return 0;
  }
}

function linesOf({ key, body }: S3Object): string[] {
  const [first, second] = body!;
  const isGzip = first === 0x1f && second === 0x8b;
  const plain = key.endsWith('.zip') ? Object.values(unzipSync(body!))[0] : isGzip ? gunzipSync(body!) : body!;
  return strFromU8(plain).trimEnd().split('\n');
}
const idOf = (text: string): number => (JSON.parse(text) as { id: number }).id;
const rawOf = (line: string): string => Buffer.from((JSON.parse(line) as { rawData: string }).rawData, 'base64').toString();

test.each([
  ['Direct PUT', false],
  ['a data stream that is resharded', true],
])('from %s: every record is where the account says, and is what was given', (_, isFromStream) => {
  fc.assert(
    fc.property(spec(isFromStream), deeds(isFromStream), fc.boolean(), (one, plan, isDownForDays) => {
      const world = firehoseWorld([one], {}, interpreter, 2);
      const stream = streamIn(world);
      let given = 0;
      for (const { atUs, deed } of plan) {
        advanceTo(world, atUs);
        given += act(world, deed, given, isFromStream);
        expect(unaccounted(stream)).toBe(0);
      }
      const wasThere = isThere(world);
      const restUs = isFromStream ? HOUR : 2 * HOUR;
      if (isDownForDays && !isFromStream) advanceTo(world, 26 * HOUR);
      stream.broken = { ...NOTHING_BROKEN };
      advanceTo(world, world.sim.nowUs + restUs);

      const { account } = stream;
      const objects = world.s3.buckets.filter(({ name }) => name === 'lake').flatMap((lake) => lake.objects);
      expect(objects.filter(({ key }) => key.includes('!{'))).toEqual([]);
      const delivered = objects.filter(({ about }) => about?.kind === 'delivered').flatMap((object) => linesOf(object).map(idOf));
      const failed = objects.filter(({ about }) => about?.kind !== 'delivered').flatMap((object) => linesOf(object).map(rawOf).map(idOf));
      const there = new Set(delivered);
      expect(stream.parcels).toEqual([]);
      expect(there.size).toBe(account.delivered);
      expect(delivered.length - there.size).toBe(account.duplicates);
      expect(failed).toHaveLength(sumOf(account.failed));
      expect(new Set([...there, ...failed]).size).toBe(there.size + failed.length);
      expect([...there, ...failed].every((id) => id < given)).toBe(true);
      if (wasThere || !isFromStream) expect(account.accepted).toBe(given);
    }),
    { numRuns: isFromStream ? 30 : 150 },
  );
});
