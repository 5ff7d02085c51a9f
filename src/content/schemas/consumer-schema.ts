/** Schema of a ConsumerSpec, for content, links and files. */
import * as v from 'valibot';
import type { ConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { integerBetween, NameSchema, StreamNameSchema } from './bounds.ts';

const PollingConsumerSchema = v.strictObject({
  kind: v.literal('polling'),
  id: NameSchema,
  stream: StreamNameSchema,
  start: v.picklist(['TRIM_HORIZON', 'LATEST']),
  pollIntervalMs: integerBetween(10, 60_000),
  limit: integerBetween(1, 10_000),
  processingUsPerRecord: integerBetween(0, 60_000_000),
});

export const ConsumerSchema = v.variant('kind', [PollingConsumerSchema]) satisfies v.GenericSchema<unknown, ConsumerSpec>;
