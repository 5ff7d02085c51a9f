import { defineScenario } from './define-scenario.ts';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from './define-delivery-stream.ts';

/** Amounts are even between 1 and 1,000: one record in twenty is too high for it, one in ten is dropped. */
const CODE = `// Adds a currency. Small orders are left out; what is over 950 nobody has approved.
export const handler = async (event) => {
  const records = event.records.map((record) => {
    const order = JSON.parse(Buffer.from(record.data, 'base64').toString('utf8'));
    if (order.amount > 950) return { recordId: record.recordId, result: 'ProcessingFailed', data: record.data };
    if (order.amount < 100) return { recordId: record.recordId, result: 'Dropped', data: record.data };
    order.currency = 'EUR';
    return {
      recordId: record.recordId,
      result: 'Ok',
      data: Buffer.from(JSON.stringify(order)).toString('base64'),
    };
  });
  return { records };
};
`;

export const firehoseTransform = defineScenario({
  id: 'firehose-transform',
  title: 'A transform that fails some',
  summary:
    'A Lambda function changes records on their way to S3. One order in ten is Dropped on purpose; one in twenty is ProcessingFailed and lands in errors/processing-failed/, with the reason and its data. Look at Delivery path, open the error file in Bucket, and mend the function.',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [
    directPutter({
      id: 'checkout-events',
      stream: 'orders-enriched',
      names: CUSTOMERS,
      rate: { kind: 'constant', perSecond: 100 },
    }),
  ],
  consumers: [],
  deliveryStreams: [
    defineDeliveryStream({
      id: 'orders-enriched',
      transform: {
        functionName: 'enrich-orders',
        code: CODE,
        timeoutSeconds: 60,
        numberOfRetries: 3,
        bufferSizeMiB: 0.2,
        bufferIntervalSeconds: 10,
      },
      buffering: { sizeMiB: 5, intervalSeconds: 30 },
      destination: {
        kind: 's3',
        s3: placeIn('orders-enriched', {
          prefix: 'orders/!{timestamp:yyyy/MM/dd/HH}/',
          errorOutputPrefix: 'errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd/HH}/',
        }),
        sourceBackup: null,
      },
    }),
  ],
});
