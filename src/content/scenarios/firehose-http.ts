import { defineScenario } from './define-scenario.ts';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from './define-delivery-stream.ts';

/** The endpoint is down from 60 s to 150 s; with a retry duration of 20 s what was sent first is given up long before it is back. */
export const firehoseHttp = defineScenario({
  id: 'firehose-http',
  title: 'An endpoint that goes away',
  summary:
    'Requests of up to 1 MiB or 10 s go to an HTTP endpoint. From 1:00 on it is out of reach for 90 s: Firehose tries again, later and later, for 20 s; what it gives up lands in http-endpoint-failed/ of the backup bucket. Look at Delivery path: nothing is lost, and the balance shows it.',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [
    directPutter({ id: 'checkout-events', stream: 'orders-to-partner', names: CUSTOMERS, rate: { kind: 'constant', perSecond: 100 } }),
  ],
  consumers: [],
  deliveryStreams: [
    defineDeliveryStream({
      id: 'orders-to-partner',
      appendDelimiter: false,
      buffering: { sizeMiB: 1, intervalSeconds: 10 },
      destination: {
        kind: 'http',
        url: 'https://ingest.partner.example/orders',
        accessKey: 'example-access-key',
        contentEncoding: 'GZIP',
        commonAttributes: { environment: 'lab' },
        retrySeconds: 20,
        backupMode: 'FailedDataOnly',
        backup: placeIn('partner-backup'),
        backupHints: { sizeMiB: 5, intervalSeconds: 60 },
      },
    }),
  ],
  faults: [{ atMs: 60_000, id: 'endpoint', fault: { kind: 'destination-down', deliveryStream: 'orders-to-partner' }, lastsMs: 90_000 }],
});
