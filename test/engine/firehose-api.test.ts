/** The API of Firehose: validation, life of a delivery stream, versions. Texts are recorded ones where the engine says so. */
import { describe, expect, test } from 'vitest';
import { ACCOUNT, base64, BUCKET, drive, hints, LAMBDA, processing, ROLE, s3, toS3, type Body } from './firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 'orders' };
const described = async ({ ok }: ReturnType<typeof drive>) =>
  (await ok('DescribeDeliveryStream', NAME)).DeliveryStreamDescription as Record<string, never>;

describe('life', () => {
  test('is CREATING, then ACTIVE, then gone', async () => {
    const driven = drive();
    const { ok, refusal, seconds, call } = driven;
    const { DeliveryStreamARN } = await ok('CreateDeliveryStream', { ...NAME, ...toS3() });
    expect(DeliveryStreamARN).toBe(`arn:aws:firehose:us-east-1:${ACCOUNT}:deliverystream/orders`);
    expect(await described(driven)).toMatchObject({
      DeliveryStreamStatus: 'CREATING',
      DeliveryStreamType: 'DirectPut',
      VersionId: '1',
      HasMoreDestinations: false,
      DeliveryStreamEncryptionConfiguration: { Status: 'DISABLED' },
    });
    expect(await refusal('PutRecord', { ...NAME, Record: { Data: base64('a') } })).toEqual({
      type: 'ResourceNotFoundException',
      message: `Firehose orders is not active in ${ACCOUNT} account.`,
    });
    expect((await refusal('DeleteDeliveryStream', NAME)).type).toBe('ResourceInUseException');
    expect((await refusal('CreateDeliveryStream', { ...NAME, ...toS3() })).type).toBe('ResourceInUseException');
    await seconds(120);
    expect((await described(driven)).DeliveryStreamStatus).toBe('ACTIVE');
    await ok('DeleteDeliveryStream', NAME);
    await seconds(120);
    expect(await refusal('DescribeDeliveryStream', NAME)).toEqual({
      type: 'ResourceNotFoundException',
      message: `Firehose orders under account ${ACCOUNT} not found.`,
    });
    expect((await call('NoSuchThing')).body.__type).toBe('UnknownOperationException');
  });

  test('tells the destination with its defaults, both as S3 and as extended S3', async () => {
    const driven = drive();
    await driven.create('orders');
    const [destination] = (await described(driven)).Destinations as Body[];
    const plain = {
      RoleARN: ROLE,
      BucketARN: `arn:aws:s3:::${BUCKET}`,
      BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 300 },
      CompressionFormat: 'UNCOMPRESSED',
      EncryptionConfiguration: { NoEncryptionConfig: 'NoEncryption' },
      CloudWatchLoggingOptions: { Enabled: false },
    };
    expect(destination).toEqual({
      DestinationId: 'destinationId-000000000001',
      S3DestinationDescription: plain,
      ExtendedS3DestinationDescription: { ...plain, S3BackupMode: 'Disabled' },
    });
  });

  test('lists by name, ten at a time', async () => {
    const { ok } = drive();
    for (let i = 12; i > 0; i--) await ok('CreateDeliveryStream', { DeliveryStreamName: `s-${String(i).padStart(2, '0')}`, ...toS3() });
    const first = await ok('ListDeliveryStreams');
    expect(first.DeliveryStreamNames).toHaveLength(10);
    expect(first.HasMoreDeliveryStreams).toBe(true);
    expect(await ok('ListDeliveryStreams', { ExclusiveStartDeliveryStreamName: 's-10', Limit: 5 })).toEqual({
      DeliveryStreamNames: ['s-11', 's-12'],
      HasMoreDeliveryStreams: false,
    });
    expect((await ok('ListDeliveryStreams', { DeliveryStreamType: 'KinesisStreamAsSource' })).DeliveryStreamNames).toEqual([]);
  });

  test('five calls of a control operation go through in a second', async () => {
    const { call, seconds } = drive({ quotas: {} });
    const statuses = async () => {
      const answers = [];
      for (let i = 0; i < 6; i++) answers.push((await call('ListDeliveryStreams')).status);
      return answers;
    };
    expect(await statuses()).toEqual([200, 200, 200, 200, 200, 400]);
    await seconds(1);
    expect((await call('ListDeliveryStreams')).status).toBe(200);
  });
});

describe('what is refused of settings', () => {
  const invalid = 'InvalidArgumentException';
  const prefixed = { Prefix: 'c=!{partitionKeyFromQuery:c}/', ErrorOutputPrefix: 'e/!{firehose:error-output-type}/' };
  const partitioned = { DynamicPartitioningConfiguration: { Enabled: true }, ...prefixed };
  const extraction: [string, Record<string, string>] = [
    'MetadataExtraction',
    { MetadataExtractionQuery: '{c:.c}', JsonParsingEngine: 'JQ-1.6' },
  ];
  const converted = {
    DataFormatConversionConfiguration: {
      SchemaConfiguration: { RoleARN: ROLE, DatabaseName: 'shop', TableName: 'orders' },
      InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
      OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
    },
  };
  const search = { AmazonopensearchserviceDestinationConfiguration: { RoleARN: ROLE, IndexName: 'i', S3Configuration: s3() } };
  const cases: [string, Body, string, RegExp][] = [
    ['no destination', {}, invalid, /^Exactly one destination configuration is supported for a Firehose$/],
    ['two destinations', { ...toS3(), S3DestinationConfiguration: s3() }, invalid, /^Exactly one of S3DestinationConfiguration or Ext/],
    ['one hint alone', toS3({ BufferingHints: { SizeInMBs: 5 } }), invalid, /together/],
    [
      '129 MiB',
      toS3(hints(129, 60)),
      'ValidationException',
      /'129' at 'extendedS3DestinationConfiguration\.bufferingHints\.sizeInMBs' .*less than or equal to 128$/,
    ],
    ['901 s', toS3(hints(5, 901)), 'ValidationException', /intervalInSeconds' .*less than or equal to 900$/],
    ['backup of 59 s', toS3({ S3BackupMode: 'Enabled', S3BackupConfiguration: s3(hints(5, 59)) }), invalid, /backup .*between 60 and 900/],
    ['backup without a bucket', toS3({ S3BackupMode: 'Enabled' }), invalid, /requires an S3 backup/],
    [
      'conversion at 63 MiB',
      toS3({ ...converted, ...hints(63, 60) }),
      invalid,
      /^BufferingHints\.SizeInMBs must be at least 64 when data format conversion is enabled\.$/,
    ],
    ['conversion and GZIP', toS3({ ...converted, CompressionFormat: 'GZIP' }), invalid, /UNCOMPRESSED/],
    [
      'ORC',
      toS3({
        DataFormatConversionConfiguration: {
          ...converted.DataFormatConversionConfiguration,
          OutputFormatConfiguration: { Serializer: { OrcSerDe: {} } },
        },
      }),
      invalid,
      /ORC/,
    ],
    ['partitions at 63 MiB', toS3({ ...partitioned, ...processing(extraction), ...hints(63, 60) }), invalid, /at least 64/],
    [
      'partitions without an error prefix',
      toS3({ ...partitioned, ErrorOutputPrefix: undefined, ...processing(extraction) }),
      invalid,
      /ErrorOutputPrefix/,
    ],
    ['partitions without extraction', toS3(partitioned), invalid, /MetadataExtraction processor should be present/],
    [
      'two functions',
      toS3(processing(['Lambda', { LambdaArn: LAMBDA }], ['Lambda', { LambdaArn: LAMBDA }])),
      invalid,
      /^Cannot have more than 1 Lambda processor$/,
    ],
    ['no processor', toS3(processing()), invalid, /^A maximum of 5 and a minimum of 1 processor/],
    ['a prefix that is no expression', toS3({ Prefix: '!{timestamp:yyyy}/' }), invalid, /ErrorOutputPrefix/],
    ['an index without a domain', search, invalid, /DomainARN/],
    ['an unknown zone', toS3({ CustomTimeZone: 'Europe/Atlantis' }), invalid, /CustomTimeZone/],
    ['Snowflake', { SnowflakeDestinationConfiguration: {} }, invalid, /card only/],
    ['MSK', { ...toS3(), DeliveryStreamType: 'MSKAsSource', MSKSourceConfiguration: {} }, invalid, /card only/],
    [
      'a stream that is not there',
      {
        ...toS3(),
        DeliveryStreamType: 'KinesisStreamAsSource',
        KinesisStreamSourceConfiguration: { KinesisStreamARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/none`, RoleARN: ROLE },
      },
      invalid,
      /^Stream none under account/,
    ],
    [
      'no bucket',
      { ExtendedS3DestinationConfiguration: { RoleARN: ROLE } },
      'ValidationException',
      /bucketARN' failed to satisfy constraint: Member must not be null/,
    ],
    [
      '51 tags',
      { ...toS3(), Tags: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}` })) },
      'ValidationException',
      /length less than or equal to 50/,
    ],
  ];
  test.for(cases)('%s', async ([, body, type, message]) => {
    const { refusal } = drive({ glue: { 'shop.orders': [{ name: 'id', type: 'string' }] }, lambda: { enrich: () => null } });
    const answer = await refusal('CreateDeliveryStream', { ...NAME, ...body });
    expect(answer.type).toBe(type);
    expect(answer.message).toMatch(message);
  });

  test('Snappy with Redshift, and a name with a slash', async () => {
    const { refusal } = drive();
    const redshift = (compression: string) => ({
      RedshiftDestinationConfiguration: {
        RoleARN: ROLE,
        ClusterJDBCURL: 'jdbc:redshift://lab.abc.us-east-1.redshift.amazonaws.com:5439/dev',
        CopyCommand: { DataTableName: 'orders' },
        Username: 'u',
        Password: 'secret1',
        S3Configuration: s3({ CompressionFormat: compression }),
      },
    });
    expect((await refusal('CreateDeliveryStream', { ...NAME, ...redshift('Snappy') })).message).toMatch(/Snappy .* Redshift/);
    expect((await refusal('CreateDeliveryStream', { ...NAME, ...redshift('GZIP') })).type).toBe('taken');
    expect((await refusal('CreateDeliveryStream', { DeliveryStreamName: 'a/b', ...toS3() })).type).toBe('ValidationException');
  });
});

describe('UpdateDestination', () => {
  const update = (version: string, more: Body) => ({
    ...NAME,
    CurrentDeliveryStreamVersionId: version,
    DestinationId: 'destinationId-000000000001',
    ...more,
  });

  test('merges, counts effective changes only, and asks for the version', async () => {
    const driven = drive();
    const { ok, refusal, create } = driven;
    await create('orders', toS3({ ...hints(5, 60), Prefix: 'a/' }));
    await ok('UpdateDestination', update('1', { ExtendedS3DestinationUpdate: {} }));
    await ok('UpdateDestination', update('1', { ExtendedS3DestinationUpdate: { Prefix: 'a/' } }));
    expect((await described(driven)).VersionId).toBe('1');
    await ok('UpdateDestination', update('1', { ExtendedS3DestinationUpdate: { Prefix: 'b/' } }));
    expect(await refusal('UpdateDestination', update('1', { ExtendedS3DestinationUpdate: { Prefix: 'c/' } }))).toEqual({
      type: 'ConcurrentModificationException',
      message: 'Cannot update firehose: orders since the current version id: 2 and specified version id: 1 do not match',
    });
    const description = await described(driven);
    expect(description.VersionId).toBe('2');
    expect((description.Destinations as Body[])[0].ExtendedS3DestinationDescription).toMatchObject({
      Prefix: 'b/',
      BufferingHints: { SizeInMBs: 5, IntervalInSeconds: 60 },
    });
    expect(await refusal('UpdateDestination', { ...update('2', { ExtendedS3DestinationUpdate: {} }), DestinationId: 'x' })).toEqual({
      type: 'InvalidArgumentException',
      message: 'Destination Id x not found',
    });
  });

  test('keeps the source backup and refuses what cannot change', async () => {
    const { refusal, create } = drive();
    await create('orders', toS3({ S3BackupMode: 'Enabled', S3BackupConfiguration: s3() }));
    const off = await refusal('UpdateDestination', update('1', { ExtendedS3DestinationUpdate: { S3BackupMode: 'Disabled' } }));
    expect(off.message).toBe('Disabling S3 backup is not currently supported.');
    const other = {
      AmazonopensearchserviceDestinationUpdate: {
        DomainARN: `arn:aws:es:us-east-1:${ACCOUNT}:domain/logs`,
        IndexName: 'i',
        RoleARN: ROLE,
        S3Update: s3(),
      },
    };
    expect((await refusal('UpdateDestination', update('1', other))).message).toMatch(/^Switching between Amazon OpenSearch/);
    const half = { HttpEndpointDestinationUpdate: { EndpointConfiguration: { Url: 'https://in.example' } } };
    expect((await refusal('UpdateDestination', update('1', half))).message).toMatch(/requires EndpointConfiguration, S3Configuration/);
  });

  test('a secret is not told', async () => {
    const driven = drive();
    await driven.create('orders', {
      HttpEndpointDestinationConfiguration: {
        EndpointConfiguration: { Url: 'https://partner.example/in', Name: 'partner', AccessKey: 'very-secret' },
        S3Configuration: s3(),
      },
    });
    const description = JSON.stringify(await described(driven));
    expect(description).toContain('https://partner.example/in');
    expect(description).not.toContain('very-secret');
    expect(description).toContain('"IntervalInSeconds":60');
  });
});
