/** Worlds with a delivery stream, for tests of what the page is told of it. */
import { advanceTo, createWorld, SECOND, type World } from '../../src/engine/index.ts';
import type { DeliveryStreamSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import type { ProducerSpec, RateSpec } from '../../src/engine/producers/producer-spec.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { defineDeliveryStream, placeIn } from '../../src/content/scenarios/define-delivery-stream.ts';
import { bareScenario, NO_RESEND } from '../engine/scenarios.ts';

export const ID = 'orders-to-s3';
export const BUCKET = 'archive';

export const toS3 = (more: Partial<DeliveryStreamSpec> = {}): DeliveryStreamSpec =>
  defineDeliveryStream({
    id: ID,
    buffering: { sizeMiB: 1, intervalSeconds: 60 },
    destination: { kind: 's3', s3: placeIn(BUCKET), sourceBackup: null },
    ...more,
  });

export const putting = (rate: RateSpec, bytes = 250, to = ID): ProducerSpec => ({
  id: 'checkout',
  stream: to,
  to: 'delivery-stream',
  source: { kind: 'synthetic', size: { kind: 'fixed', bytes }, keys: { kind: 'uniform', keys: 8, prefix: 'customer-' } },
  rate,
  calls: { api: 'PutRecords', batchSize: 20, lingerMs: 100 },
  failures: NO_RESEND,
});

export const steady = (perSecond: number): RateSpec => ({ kind: 'constant', perSecond });

export const deliveryScenario = (spec: DeliveryStreamSpec, producers: ProducerSpec[], more: Partial<Scenario> = {}): Scenario =>
  bareScenario(1, { producers, deliveryStreams: [spec], metered: true, ...more });

export function worldWith(spec: DeliveryStreamSpec, rate: RateSpec, seconds: number): World {
  const world = createWorld(deliveryScenario(spec, [putting(rate)]), { seed: 'c0ffee' });
  advanceTo(world, seconds * SECOND);
  return world;
}
