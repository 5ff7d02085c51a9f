/** Schema of a Scenario, for content, links and files. */
import * as v from 'valibot';
import type { Scenario } from '../../engine/scenario.ts';
import { EPOCH_MS_MAX, EPOCH_MS_MIN, integerBetween, NameSchema, StreamNameSchema } from './bounds.ts';
import { ConsumerSchema } from './consumer-schema.ts';
import { DeliveryStreamSchema } from './delivery-stream-schema.ts';
import { FaultSchema } from './fault-schema.ts';
import { ProducerSchema } from './producer-schema.ts';

export const StreamSchema = v.strictObject({
  name: StreamNameSchema,
  shardCount: integerBetween(1, 10_000),
  retentionHours: integerBetween(24, 8_760),
});

const SoughtSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id is kebab-case'), v.maxLength(64)),
  deliveryStream: NameSchema,
  query: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
});

export const ProfileSchema = v.picklist(['2026', 'classic']);

function areUnique(names: string[]): boolean {
  return new Set(names).size === names.length;
}

export const ScenarioSchema = v.pipe(
  v.strictObject({
    id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'an id is kebab-case'), v.maxLength(64)),
    title: v.pipe(v.string(), v.minLength(1), v.maxLength(80)),
    summary: v.pipe(v.string(), v.minLength(1), v.maxLength(400)),
    startEpochMs: integerBetween(EPOCH_MS_MIN, EPOCH_MS_MAX),
    profile: ProfileSchema,
    region: v.pipe(v.string(), v.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, 'a region such as us-east-1')),
    accountId: v.pipe(v.string(), v.regex(/^\d{12}$/, 'an account id has 12 digits')),
    streams: v.pipe(v.array(StreamSchema), v.minLength(1), v.maxLength(20)),
    producers: v.pipe(v.array(ProducerSchema), v.maxLength(50)),
    consumers: v.pipe(v.array(ConsumerSchema), v.maxLength(50)),
    record: v.optional(
      v.strictObject({ everySeconds: integerBetween(1, 3600), sought: v.optional(v.pipe(v.array(SoughtSchema), v.maxLength(8))) }),
    ),
    deliveryStreams: v.optional(v.pipe(v.array(DeliveryStreamSchema), v.maxLength(20))),
    faults: v.optional(
      v.pipe(
        v.array(
          v.strictObject({
            atMs: integerBetween(0, 86_400_000),
            id: NameSchema,
            fault: FaultSchema,
            lastsMs: v.optional(integerBetween(1, 86_400_000)),
          }),
        ),
        v.maxLength(50),
      ),
    ),
  }),
  v.check((scenario) => areUnique(scenario.streams.map((stream) => stream.name)), 'two streams have the same name'),
  v.check((scenario) => areUnique(scenario.producers.map((producer) => producer.id)), 'two producers have the same name'),
  v.check((scenario) => areUnique(scenario.consumers.map((consumer) => consumer.id)), 'two consumers have the same name'),
  v.check((scenario) => {
    const streams = new Set(scenario.streams.map((stream) => stream.name));
    const deliveryStreams = new Set((scenario.deliveryStreams ?? []).map(({ id }) => id));
    return [...scenario.producers, ...scenario.consumers].every((client) =>
      ('to' in client && client.to === 'delivery-stream' ? deliveryStreams : streams).has(client.stream),
    );
  }, 'a producer or consumer names a stream that the scenario does not have'),
  v.check(
    ({ deliveryStreams = [] }) => areUnique(deliveryStreams.map((deliveryStream) => deliveryStream.id)),
    'two delivery streams have the same name',
  ),
  v.check(
    ({ deliveryStreams = [], streams }) =>
      deliveryStreams.every(({ source }) => source.kind === 'direct-put' || streams.some(({ name }) => name === source.stream)),
    'a delivery stream reads a stream that the scenario does not have',
  ),
) satisfies v.GenericSchema<unknown, Scenario>;
