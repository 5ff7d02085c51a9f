import { defineScenario } from './define-scenario.ts';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from './define-delivery-stream.ts';

/** 5 MiB in 60 s are 87 kB/s. Records have 300 bytes on average: 60 kB/s before and after, and 270 kB/s in the peaks, from 70 s to 130 s first. */
export const firehoseBuffers = defineScenario({
  id: 'firehose-buffers',
  title: 'Firehose buffers: size or time?',
  summary:
    'A producer puts straight into a delivery stream that gathers 5 MiB or 60 s, whichever comes first, and writes GZIP files to S3. Quiet: time is first. From 70 s on a peak: size is first. Look at Buffers, then open the files in Bucket. The data stream stands empty.',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [
    directPutter({
      id: 'checkout-events',
      stream: 'orders-to-s3',
      names: CUSTOMERS,
      rate: { kind: 'spike', basePerSecond: 200, peakPerSecond: 900, afterSeconds: 70, lastsSeconds: 60, everySeconds: 150 },
    }),
  ],
  consumers: [],
  deliveryStreams: [
    defineDeliveryStream({
      id: 'orders-to-s3',
      buffering: { sizeMiB: 5, intervalSeconds: 60 },
      destination: { kind: 's3', s3: placeIn('orders-archive'), sourceBackup: null },
    }),
  ],
});
