/** Schema of a command, as it comes in a link, a file or a stored run. */
import * as v from 'valibot';
import { integerBetween, NameSchema, PartitionKeySchema, ShardIdSchema, StreamNameSchema } from '../content/schemas/bounds.ts';
import { ConsumerSchema } from '../content/schemas/consumer-schema.ts';
import { DeliveryStreamNameSchema, DeliveryStreamSchema } from '../content/schemas/delivery-stream-schema.ts';
import { FaultSchema } from '../content/schemas/fault-schema.ts';
import { ProducerSchema } from '../content/schemas/producer-schema.ts';
import type { Command } from '../engine/commands.ts';

/** A record by hand: 1 MiB at most counts on AWS; characters may take up to four bytes. */
const TEXT_CHARACTERS_MAX = 1_048_576;

/** Decimal digits; whether the key lies where it must is for the engine to say, in AWS's words. */
const HashKeySchema = v.pipe(v.string(), v.regex(/^(?:0|[1-9]\d{0,38})$/, 'a hash key is a decimal number'));

export const CommandSchema = v.variant('type', [
  v.strictObject({ type: v.literal('add-producer'), producer: ProducerSchema }),
  v.strictObject({ type: v.literal('update-producer'), producer: ProducerSchema }),
  v.strictObject({ type: v.literal('remove-producer'), id: NameSchema }),
  v.strictObject({ type: v.literal('add-consumer'), consumer: ConsumerSchema }),
  v.strictObject({ type: v.literal('update-consumer'), consumer: ConsumerSchema }),
  v.strictObject({ type: v.literal('remove-consumer'), id: NameSchema }),
  v.strictObject({ type: v.literal('add-delivery-stream'), deliveryStream: DeliveryStreamSchema }),
  v.strictObject({ type: v.literal('update-delivery-stream'), deliveryStream: DeliveryStreamSchema }),
  v.strictObject({ type: v.literal('remove-delivery-stream'), id: DeliveryStreamNameSchema }),
  v.strictObject({ type: v.literal('inject-fault'), id: NameSchema, fault: FaultSchema }),
  v.strictObject({ type: v.literal('end-fault'), id: NameSchema }),
  v.strictObject({ type: v.literal('start-worker'), consumer: NameSchema, worker: NameSchema }),
  v.strictObject({ type: v.literal('split-shard'), stream: StreamNameSchema, shardId: ShardIdSchema, newStartingHashKey: HashKeySchema }),
  v.strictObject({ type: v.literal('merge-shards'), stream: StreamNameSchema, shardId: ShardIdSchema, adjacentShardId: ShardIdSchema }),
  v.strictObject({
    type: v.literal('update-shard-count'),
    stream: StreamNameSchema,
    targetShardCount: integerBetween(-1_000_000, 1_000_000),
  }),
  v.strictObject({ type: v.literal('set-retention'), stream: StreamNameSchema, hours: integerBetween(-1_000_000, 1_000_000) }),
  v.strictObject({
    type: v.literal('put-record'),
    stream: StreamNameSchema,
    partitionKey: PartitionKeySchema,
    explicitHashKey: v.optional(HashKeySchema),
    text: v.pipe(v.string(), v.maxLength(TEXT_CHARACTERS_MAX)),
  }),
]) satisfies v.GenericSchema<unknown, Command>;
