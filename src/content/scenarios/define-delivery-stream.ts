/** Building blocks of delivery streams in scenarios: what is not said is as AWS's console begins. */
import type { DeliveryStreamSpec, S3Spec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { RESEND_FAILED } from './define-scenario.ts';

type Differing = Pick<DeliveryStreamSpec, 'id' | 'buffering' | 'destination'> & Partial<DeliveryStreamSpec>;

export function defineDeliveryStream(deliveryStream: Differing): DeliveryStreamSpec {
  return {
    source: { kind: 'direct-put' },
    transform: null,
    partitioning: null,
    conversion: null,
    appendDelimiter: true,
    encryption: null,
    ...deliveryStream,
  };
}

export function placeIn(bucket: string, more: Partial<S3Spec> = {}): S3Spec {
  return {
    bucket,
    prefix: '',
    errorOutputPrefix: '',
    compression: 'GZIP',
    fileExtension: '',
    timeZone: 'UTC',
    kmsKeyArn: null,
    ...more,
  };
}

/** Records of at least 200 bytes are whole JSON: producer, n, key, amount and a note that fills them up. */
const JSON_RECORDS = { kind: 'uniform', minBytes: 200, maxBytes: 400 } as const;

type Putting = Pick<ProducerSpec, 'id' | 'rate'> & { stream: string; names: string[] };

/** A producer that puts straight into a delivery stream. */
export function directPutter({ id, stream, rate, names }: Putting): ProducerSpec {
  return {
    id,
    stream,
    to: 'delivery-stream',
    source: { kind: 'synthetic', size: JSON_RECORDS, keys: { kind: 'uniform', keys: names.length, prefix: 'customer-', names } },
    rate,
    calls: { api: 'PutRecords', batchSize: 100, lingerMs: 100 },
    failures: RESEND_FAILED,
  };
}

export const CUSTOMERS = ['acme', 'bluebird', 'corvus', 'delphi', 'everest', 'fjord', 'gazelle', 'harbor'];
