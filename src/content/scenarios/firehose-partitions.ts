import { defineScenario } from './define-scenario.ts';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from './define-delivery-stream.ts';

export const firehosePartitions = defineScenario({
  id: 'firehose-partitions',
  title: 'A folder for each customer',
  summary:
    'Dynamic partitioning: a jq expression takes the customer out of each record, and every customer has a buffer and a folder of its own. Eight customers, eight files a minute. Look at Buffers for the partitions and at Bucket for their folders; more keys make more and smaller files.',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [
    directPutter({ id: 'checkout-events', stream: 'orders-by-customer', names: CUSTOMERS, rate: { kind: 'constant', perSecond: 200 } }),
  ],
  consumers: [],
  deliveryStreams: [
    defineDeliveryStream({
      id: 'orders-by-customer',
      partitioning: { query: '{customer: .key}', deaggregation: null },
      buffering: { sizeMiB: 64, intervalSeconds: 60 },
      destination: {
        kind: 's3',
        s3: placeIn('orders-by-customer', {
          prefix: 'customer=!{partitionKeyFromQuery:customer}/!{timestamp:yyyy/MM/dd}/',
          errorOutputPrefix: 'errors/!{firehose:error-output-type}/',
        }),
        sourceBackup: null,
      },
    }),
  ],
});
