import { defineScenario } from './define-scenario.ts';
import { CUSTOMERS, defineDeliveryStream, directPutter, placeIn } from './define-delivery-stream.ts';

export const firehoseParquet = defineScenario({
  id: 'firehose-parquet',
  title: 'JSON in, Parquet out',
  summary:
    'Each minute what was gathered is converted by the schema of a table and written as a Parquet file with Snappy inside. With conversion the size hint is at least 64 MiB, so here time is always first. Open a file as a table in Bucket, or download it: other tools read it.',
  streams: [{ name: 'orders', shardCount: 1, retentionHours: 24 }],
  producers: [
    directPutter({ id: 'checkout-events', stream: 'orders-parquet', names: CUSTOMERS, rate: { kind: 'constant', perSecond: 150 } }),
  ],
  consumers: [],
  deliveryStreams: [
    defineDeliveryStream({
      id: 'orders-parquet',
      appendDelimiter: false,
      conversion: {
        database: 'lake',
        table: 'orders',
        columns: [
          { name: 'producer', type: 'string' },
          { name: 'n', type: 'bigint' },
          { name: 'key', type: 'string' },
          { name: 'amount', type: 'double' },
          { name: 'note', type: 'string' },
        ],
        deserializer: { kind: 'openx', caseInsensitive: true, convertDotsToUnderscores: false, columnToJsonKey: {} },
        parquet: { compression: 'SNAPPY', blockSizeMiB: 256, pageSizeKiB: 1024 },
      },
      buffering: { sizeMiB: 128, intervalSeconds: 60 },
      destination: {
        kind: 's3',
        s3: placeIn('orders-lake', {
          prefix: 'orders/!{timestamp:yyyy/MM/dd}/',
          errorOutputPrefix: 'errors/!{firehose:error-output-type}/',
          compression: 'UNCOMPRESSED',
        }),
        sourceBackup: null,
      },
    }),
  ],
});
