/** Whatever the API is asked, there is an answer; and what is refused changes nothing. */
import {
  array,
  asyncProperty,
  assert,
  boolean,
  constantFrom,
  dictionary,
  integer,
  oneof,
  record,
  string,
  type Arbitrary,
} from 'fast-check';
import { expect, test } from 'vitest';
import { hints, LAMBDA, drive, processing, ROLE, s3, type Body } from './firehose-api-driver.ts';

const anything: Arbitrary<unknown> = oneof(string(), integer(), boolean(), constantFrom(null, {}, []), array(integer(), { maxLength: 3 }));

const PREFIXES = ['', 'a/', '!{timestamp:yyyy}/', '!{partitionKeyFromQuery:k}/', '!{', 'e/!{firehose:error-output-type}/', '!{nothing:x}'];
const extraction: [string, Record<string, string>] = ['MetadataExtraction', { MetadataExtractionQuery: '{k:.k}' }];
const settings = record(
  {
    Prefix: constantFrom(...PREFIXES),
    ErrorOutputPrefix: constantFrom(...PREFIXES),
    CompressionFormat: constantFrom('GZIP', 'UNCOMPRESSED', 'Snappy', 'gzip'),
    BufferingHints: oneof(
      record({ SizeInMBs: integer({ min: -1, max: 130 }), IntervalInSeconds: integer({ min: -1, max: 901 }) }),
      constantFrom({ SizeInMBs: 5 }),
    ),
    S3BackupMode: constantFrom('Enabled', 'Disabled'),
    S3BackupConfiguration: oneof(constantFrom(s3(), s3(hints(5, 0))), anything),
    DynamicPartitioningConfiguration: constantFrom({ Enabled: true }, { Enabled: false }, {}),
    ProcessingConfiguration: oneof(
      constantFrom(
        ...[
          processing(extraction),
          processing(['Lambda', { LambdaArn: LAMBDA }]),
          processing(['Lambda']),
          processing(['RecordDeAggregation']),
        ].map((one) => one.ProcessingConfiguration),
      ),
      anything,
    ),
    DataFormatConversionConfiguration: oneof(constantFrom({}, { Enabled: true }, { Enabled: false, SchemaConfiguration: {} }), anything),
    CustomTimeZone: constantFrom('UTC', 'Europe/Berlin', 'x'),
    FileExtension: constantFrom('', '.json', 'json'),
  },
  { requiredKeys: [] },
);
const MEMBERS = [
  'DeliveryStreamName',
  'Record',
  'Records',
  'Tags',
  'TagKeys',
  'Limit',
  'DestinationId',
  'CurrentDeliveryStreamVersionId',
  'S3DestinationUpdate',
];
const OPERATIONS = [
  'PutRecord',
  'PutRecordBatch',
  'UpdateDestination',
  'TagDeliveryStream',
  'ListDeliveryStreams',
  'DescribeDeliveryStream',
  'CreateDeliveryStream',
];
const isAnswer = ({ status, body }: { status: number; body: Body }) =>
  status === 200 || ([400, 503].includes(status) && typeof body.__type === 'string' && typeof (body.message ?? body.Message) === 'string');

test('settings are taken or refused', async () => {
  await assert(
    asyncProperty(settings, settings, async (first, second) => {
      const { api, call } = drive({ lambda: { enrich: () => null } });
      const wanted = { DeliveryStreamName: 's', ExtendedS3DestinationConfiguration: { ...s3(), ...first } };
      const created = await call('CreateDeliveryStream', wanted);
      expect(created).toSatisfy(isAnswer);
      expect(api.world.firehose.list).toHaveLength(created.status === 200 ? 1 : 0);
      if (created.status !== 200) return;
      await api.advanceTo(api.now() + 60_000);
      const before = JSON.stringify(api.world.firehose.list[0].spec);
      const { S3BackupConfiguration, ...update } = second;
      const changed = await call('UpdateDestination', {
        DeliveryStreamName: 's',
        CurrentDeliveryStreamVersionId: '1',
        DestinationId: 'destinationId-000000000001',
        ExtendedS3DestinationUpdate: { ...update, S3BackupUpdate: S3BackupConfiguration },
      });
      expect(changed).toSatisfy(isAnswer);
      if (changed.status !== 200) expect(JSON.stringify(api.world.firehose.list[0].spec)).toBe(before);
    }),
    { numRuns: 200 },
  );
});

test('any body has an answer', async () => {
  const { call, create } = drive();
  await create('s');
  const body = dictionary(
    constantFrom(...MEMBERS),
    oneof(anything, constantFrom('s', { Data: 'YQ==' }, [{ Data: 'YQ==' }], [{ Key: 'k' }], { RoleARN: ROLE })),
  );
  await assert(
    asyncProperty(constantFrom(...OPERATIONS), oneof(body, anything), async (operation, given) => {
      expect(await call(operation, given as Body)).toSatisfy(isAnswer);
    }),
    { numRuns: 300 },
  );
});
