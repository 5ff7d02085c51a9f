/** Schema of a ProducerSpec, for content, links and files. */
import * as v from 'valibot';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { DatasetIdSchema, integerBetween, NameSchema, numberBetween, PartitionKeySchema, StreamNameSchema } from './bounds.ts';

const perSecond = numberBetween(0, 1_000_000);
const seconds = numberBetween(0.001, 31_536_000);

export const RateSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('constant'), perSecond }),
  v.strictObject({ kind: v.literal('ramp'), fromPerSecond: perSecond, toPerSecond: perSecond, overSeconds: seconds }),
  v.strictObject({
    kind: v.literal('spike'),
    basePerSecond: perSecond,
    peakPerSecond: perSecond,
    afterSeconds: numberBetween(0, 31_536_000),
    lastsSeconds: seconds,
    everySeconds: seconds,
  }),
  v.strictObject({ kind: v.literal('day'), lowPerSecond: perSecond, highPerSecond: perSecond, peakHour: numberBetween(0, 24) }),
  v.strictObject({
    kind: v.literal('timestamps'),
    field: v.pipe(v.string(), v.minLength(1), v.maxLength(512)),
    speed: numberBetween(0.001, 1e9),
  }),
]);

/** Data of one record: at most 10 MiB, the largest that a stream can be set to take. */
const dataBytes = integerBetween(0, 10_485_760);

export const SizeSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('fixed'), bytes: dataBytes }),
  v.pipe(
    v.strictObject({ kind: v.literal('uniform'), minBytes: dataBytes, maxBytes: dataBytes }),
    v.check((size) => size.minBytes <= size.maxBytes, 'minBytes is at most maxBytes'),
  ),
  v.strictObject({ kind: v.literal('log-normal'), medianBytes: integerBetween(1, 10_485_760), sigma: numberBetween(0, 3) }),
]);

/** `prefix` and a number must stay a partition key of at most 256 characters. */
const keyNames = {
  prefix: v.pipe(v.string(), v.maxLength(200)),
  names: v.optional(v.pipe(v.array(PartitionKeySchema), v.maxLength(10_000))),
};
const keyCount = integerBetween(1, 10_000_000);

export const KeysSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('uniform'), keys: keyCount, ...keyNames }),
  v.strictObject({ kind: v.literal('zipf'), keys: keyCount, exponent: numberBetween(0, 5), ...keyNames }),
  v.strictObject({ kind: v.literal('hot'), keys: keyCount, share: numberBetween(0, 1), ...keyNames }),
  v.strictObject({ kind: v.literal('round-robin'), keys: keyCount, ...keyNames }),
  v.strictObject({ kind: v.literal('one'), ...keyNames }),
]);

export const SourceSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('synthetic'), size: SizeSchema, keys: KeysSchema }),
  v.strictObject({
    kind: v.literal('dataset'),
    dataset: DatasetIdSchema,
    keyField: v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(512))),
    loop: v.boolean(),
  }),
]);

export const CallsSchema = v.variant('api', [
  v.strictObject({ api: v.literal('PutRecord') }),
  v.strictObject({ api: v.literal('PutRecords'), batchSize: integerBetween(1, 500), lingerMs: numberBetween(0, 60_000) }),
]);

const BackoffSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('none') }),
  v.strictObject({
    kind: v.literal('exponential'),
    baseMs: numberBetween(1, 60_000),
    maxMs: numberBetween(1, 600_000),
    jitter: v.boolean(),
  }),
]);

export const FailuresSchema = v.strictObject({
  resend: v.picklist(['ignore', 'all', 'failed']),
  backoff: BackoffSchema,
  maxAttempts: integerBetween(1, 20),
});

export const ProducerSchema = v.pipe(
  v.strictObject({
    id: NameSchema,
    stream: StreamNameSchema,
    to: v.optional(v.literal('delivery-stream')),
    source: SourceSchema,
    rate: RateSchema,
    calls: CallsSchema,
    failures: FailuresSchema,
  }),
  v.check(
    (producer) => producer.rate.kind !== 'timestamps' || producer.source.kind === 'dataset',
    'only a data set can be replayed by its timestamps',
  ),
) satisfies v.GenericSchema<unknown, ProducerSpec>;
