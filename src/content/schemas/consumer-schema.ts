/** Schema of a ConsumerSpec, for content, links and files. */
import * as v from 'valibot';
import type { ConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { EPOCH_MS_MAX, EPOCH_MS_MIN, integerBetween, NameSchema, ShardIdSchema, StreamNameSchema } from './bounds.ts';

/** Whether it is one of the shard is for the engine to say, in AWS's words. */
const SequenceNumberSchema = v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,128})$/, 'a sequence number is a decimal number'));

const StartSchema = v.union([
  v.picklist(['TRIM_HORIZON', 'LATEST']),
  v.strictObject({ type: v.literal('AT_TIMESTAMP'), epochMs: integerBetween(EPOCH_MS_MIN, EPOCH_MS_MAX) }),
  v.strictObject({
    type: v.picklist(['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER']),
    shardId: ShardIdSchema,
    sequenceNumber: SequenceNumberSchema,
  }),
]);

const common = {
  id: NameSchema,
  stream: StreamNameSchema,
  start: StartSchema,
  processingUsPerRecord: integerBetween(0, 60_000_000),
};
const retrieval = v.picklist(['polling', 'fan-out']);

const { processingUsPerRecord, ...place } = common;

/** Members are read in this order, whatever theirs was: that in which they are made, so that a run's log is the same to the byte. */
const PollingConsumerSchema = v.strictObject({
  kind: v.literal('polling'),
  ...place,
  pollIntervalMs: integerBetween(10, 60_000),
  limit: integerBetween(1, 10_000),
  processingUsPerRecord,
});

const FanOutConsumerSchema = v.strictObject({ kind: v.literal('fan-out'), ...common });

const WORKERS_MAX = 100;

const WorkersSchema = v.pipe(
  v.array(v.strictObject({ id: NameSchema, instance: NameSchema, zone: NameSchema })),
  v.maxLength(WORKERS_MAX),
  v.check((workers) => new Set(workers.map(({ id }) => id)).size === workers.length, 'each worker has a name of its own'),
);

const CheckpointSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('batch') }),
  v.strictObject({ kind: v.literal('record') }),
  v.strictObject({ kind: v.literal('interval'), everyMs: integerBetween(1, 86_400_000) }),
]);

const units = integerBetween(1, 40_000);
const LeaseTableSchema = v.variant('billing', [
  v.strictObject({ billing: v.literal('on-demand') }),
  v.strictObject({ billing: v.literal('provisioned'), readUnits: units, writeUnits: units }),
]);

const KclConsumerSchema = v.strictObject({
  kind: v.literal('kcl'),
  ...common,
  version: v.picklist(['2.x', '3.x']),
  retrieval,
  workers: WorkersSchema,
  idleTimeBetweenReadsMs: integerBetween(200, 60_000),
  maxRecords: integerBetween(1, 10_000),
  checkpoint: CheckpointSchema,
  failoverTimeMs: integerBetween(1000, 600_000),
  maxLeasesToSteal: integerBetween(1, 10_000),
  leaseTable: LeaseTableSchema,
});

const FILTER_CHARACTERS_MAX = 4096;

const LambdaConsumerSchema = v.strictObject({
  kind: v.literal('lambda'),
  ...common,
  retrieval,
  batchSize: integerBetween(1, 10_000),
  windowSeconds: integerBetween(0, 300),
  parallelizationFactor: integerBetween(1, 10),
  maximumRetryAttempts: integerBetween(-1, 10_000),
  maximumRecordAgeSeconds: v.union([v.literal(-1), integerBetween(60, 604_800)]),
  bisectBatchOnFunctionError: v.boolean(),
  reportBatchItemFailures: v.boolean(),
  onFailureDestination: v.boolean(),
  tumblingWindowSeconds: integerBetween(0, 900),
  filter: v.nullable(v.pipe(v.string(), v.maxLength(FILTER_CHARACTERS_MAX))),
  concurrencyLimit: integerBetween(0, 10_000),
  invocationUs: integerBetween(0, 900_000_000),
});

export const ConsumerSchema = v.variant('kind', [
  PollingConsumerSchema,
  FanOutConsumerSchema,
  KclConsumerSchema,
  LambdaConsumerSchema,
]) satisfies v.GenericSchema<unknown, ConsumerSpec>;
