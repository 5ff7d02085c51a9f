/** Delivery streams that the learner adds: a link can carry them, AWS would accept them, and their hints are of their destination. */
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { DeliveryStreamSchema } from '../../src/content/schemas/delivery-stream-schema.ts';
import type { DestinationKind } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { HINT_RANGES } from '../../src/engine/firehose/limits.ts';
import { whyBadSpec } from '../../src/engine/firehose/spec-rules.ts';
import {
  newConversion,
  newDeliveryStream,
  newPartitioning,
  newTransform,
  withConversion,
  withPartitioning,
} from '../../src/lab/new-delivery-stream.ts';

const KINDS = Object.keys(HINT_RANGES) as DestinationKind[];
const DIRECT = { kind: 'direct-put' } as const;

describe.each(KINDS)('a new delivery stream to %s', (kind) => {
  test.each([DIRECT, { kind: 'kinesis-stream', stream: 'orders' } as const])(
    'from $kind is let through by the schema and by AWS',
    (source) => {
      const spec = newDeliveryStream(kind, source, []);
      expect(spec.destination.kind).toBe(kind);
      expect(v.parse(DeliveryStreamSchema, spec)).toEqual(spec);
      expect(whyBadSpec(spec, null)).toBeNull();
    },
  );

  test('has a name that is free, and hints within its range', () => {
    const { id, buffering } = newDeliveryStream(kind, DIRECT, []);
    expect(newDeliveryStream(kind, DIRECT, [id]).id).not.toBe(id);
    const { sizeMiBMin, sizeMiBMax, intervalSecondsMin, intervalSecondsMax } = HINT_RANGES[kind];
    expect(buffering.sizeMiB).toBeGreaterThanOrEqual(sizeMiBMin);
    expect(buffering.sizeMiB).toBeLessThanOrEqual(sizeMiBMax);
    expect(buffering.intervalSeconds).toBeGreaterThanOrEqual(intervalSecondsMin);
    expect(buffering.intervalSeconds).toBeLessThanOrEqual(intervalSecondsMax);
  });
});

test('a transform, conversion and partitions that are added to one can be added', () => {
  const plain = newDeliveryStream('s3', DIRECT, []);
  const all = [{ ...plain, transform: newTransform() }, withConversion(plain, newConversion()), withPartitioning(plain, newPartitioning())];
  for (const spec of all) {
    expect(v.parse(DeliveryStreamSchema, spec)).toEqual(spec);
    expect(whyBadSpec(spec, null)).toBeNull();
  }
});
