/** A question about Firehose as a small run. */
import type { Scenario } from '../../engine/scenario.ts';
import { defineDeliveryStream, placeIn } from '../scenarios/define-delivery-stream.ts';
import { defineRun, writer } from './define-run.ts';

const NAME = 'orders-to-s3';
/** What `writer` takes off for the partition key, which is no part of a record of Firehose. */
const KEY_BYTES = 9;

export interface DeliveryRun {
  id: string;
  recordsPerSecond: number;
  recordBytes: number;
  sizeMiB: number;
  intervalSeconds: number;
}

/** A producer that puts straight into a delivery stream. */
export const defineDeliveryRun = ({ id, recordsPerSecond, recordBytes, sizeMiB, intervalSeconds }: DeliveryRun): Scenario =>
  defineRun({
    id,
    summary: 'A producer puts straight into a delivery stream to S3. The data stream stands empty.',
    producers: [writer(recordsPerSecond, recordBytes + KEY_BYTES, { stream: NAME, to: 'delivery-stream' })],
    deliveryStreams: [
      defineDeliveryStream({
        id: NAME,
        appendDelimiter: false,
        buffering: { sizeMiB, intervalSeconds },
        destination: { kind: 's3', s3: placeIn('orders-archive'), sourceBackup: null },
      }),
    ],
  });
