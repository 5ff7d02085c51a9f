/** Schema of a Fault, for links and files. Whether there is what it names is for the engine to say. */
import * as v from 'valibot';
import type { Fault } from '../../engine/faults/fault.ts';
import { integerBetween, NameSchema, numberBetween, ShardIdSchema } from './bounds.ts';
import { DeliveryStreamNameSchema } from './delivery-stream-schema.ts';

const ShareSchema = numberBetween(0, 1);
const unitsASecond = integerBetween(1, 40_000);

export const FaultSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('worker-crash'), consumer: NameSchema, worker: NameSchema }),
  v.strictObject({ kind: v.literal('worker-freeze'), consumer: NameSchema, worker: NameSchema, forMs: integerBetween(1, 3_600_000) }),
  v.strictObject({ kind: v.literal('instance-loss'), instance: NameSchema }),
  v.strictObject({ kind: v.literal('zone-loss'), zone: NameSchema }),
  v.strictObject({ kind: v.literal('slow-processing'), consumer: NameSchema, factor: numberBetween(1, 10_000) }),
  v.strictObject({ kind: v.literal('failing-processing'), consumer: NameSchema, share: ShareSchema }),
  v.strictObject({ kind: v.literal('poison-record'), consumer: NameSchema, shardId: ShardIdSchema }),
  v.strictObject({ kind: v.literal('lease-table-throttled'), consumer: NameSchema, readUnits: unitsASecond, writeUnits: unitsASecond }),
  v.strictObject({ kind: v.literal('network-duplicate'), producer: NameSchema, share: ShareSchema }),
  v.strictObject({ kind: v.literal('destination-down'), deliveryStream: DeliveryStreamNameSchema }),
  v.strictObject({ kind: v.literal('destination-rejects'), deliveryStream: DeliveryStreamNameSchema, share: ShareSchema }),
  v.strictObject({ kind: v.literal('delivery-answers-lost'), deliveryStream: DeliveryStreamNameSchema, share: ShareSchema }),
  v.strictObject({ kind: v.literal('backup-down'), deliveryStream: DeliveryStreamNameSchema }),
  v.strictObject({
    kind: v.literal('function-unavailable'),
    deliveryStream: DeliveryStreamNameSchema,
    errorCode: v.picklist(['Lambda.InvokeLimitExceeded', 'Lambda.InvokeAccessDenied', 'Lambda.ResourceNotFound']),
  }),
]) satisfies v.GenericSchema<unknown, Fault>;
