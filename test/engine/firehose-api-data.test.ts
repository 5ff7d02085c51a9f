/** The API of Firehose: puts, what becomes of them, tags, encryption, metrics. */
import { describe, expect, test } from 'vitest';
import { ACCOUNT, base64, BUCKET, drive, hints, LAMBDA, processing, ROLE, s3, toS3, type Body } from './firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 'orders' };
const described = async ({ ok }: ReturnType<typeof drive>) =>
  (await ok('DescribeDeliveryStream', NAME)).DeliveryStreamDescription as Record<string, never>;

describe('puts', () => {
  test('a record goes through the buffer into the bucket', async () => {
    const { ok, create, seconds, texts, api } = drive();
    await create('orders', toS3({ ...hints(1, 60), ...processing(['AppendDelimiterToRecord']) }));
    const { RecordId, Encrypted } = await ok('PutRecord', { ...NAME, Record: { Data: base64('one') } });
    expect(RecordId).toMatch(/^.{20,}$/);
    expect(Encrypted).toBe(false);
    const batch = await ok('PutRecordBatch', {
      ...NAME,
      Records: [{ Data: base64('two') }, { Data: base64('') }, { Data: base64('three') }],
    });
    expect(batch).toMatchObject({ FailedPutCount: 0, Encrypted: false });
    expect(batch.RequestResponses).toHaveLength(3);
    await seconds(59);
    expect(api.objects(BUCKET)).toEqual([]);
    await seconds(3);
    expect(texts()).toEqual(['one\ntwo\n\nthree']);
    const [{ key, size, contentType, contentEncoding }] = api.objects(BUCKET);
    expect(key).toMatch(/^2026\/07\/13\/14\/orders-1-2026-07-13-14-07-09-[0-9a-f-]{36}$/);
    expect({ size, contentType, contentEncoding }).toEqual({ size: 14, contentType: 'application/octet-stream', contentEncoding: null });
  });

  test('sizes: 1,024,000 bytes, 500 records, 4 MiB', async () => {
    const { call, create, seconds } = drive();
    await create('orders');
    const put = async (bytes: number) => call('PutRecord', { ...NAME, Record: { Data: base64(new Uint8Array(bytes)) } });
    expect((await put(1_024_000)).status).toBe(200);
    const large = await put(1_024_001);
    expect(large.body.__type).toBe('ValidationException');
    expect(large.body.message).toMatch(
      /at 'record\.data' failed to satisfy constraint: Member must have length less than or equal to 1024000/,
    );
    await seconds(2);
    const batch = async (sizes: number[]) =>
      call('PutRecordBatch', { ...NAME, Records: sizes.map((bytes) => ({ Data: base64(new Uint8Array(bytes)) })) });
    expect((await batch(Array.from({ length: 501 }, () => 1))).body.__type).toBe('ValidationException');
    expect((await batch([])).body.__type).toBe('ValidationException');
    const mib = Array.from({ length: 8 }, () => 524_288);
    expect((await batch([...mib, 1])).body.__type).toBe('InvalidArgumentException');
    expect((await batch(mib)).body).toMatchObject({ FailedPutCount: 0 });
  });

  test('beyond the quota records of a batch fail alone, in their places', async () => {
    const { ok, call, create } = drive({ region: 'eu-central-1' });
    await create('orders');
    const records = Array.from({ length: 4 }, () => ({ Data: base64(new Uint8Array(400_000)) }));
    const answer = await ok('PutRecordBatch', { ...NAME, Records: records });
    const entries = answer.RequestResponses as Body[];
    expect(entries).toHaveLength(4);
    expect(answer.FailedPutCount).toBe(entries.filter(({ ErrorCode }) => ErrorCode === 'ServiceUnavailableException').length);
    expect(answer.FailedPutCount).toBeGreaterThan(0);
    expect(entries[0]).toHaveProperty('RecordId');
    const single = await call('PutRecord', { ...NAME, Record: records[0] });
    expect([single.status, single.body.__type]).toEqual([503, 'ServiceUnavailableException']);
  });

  test('a delivery stream that reads a data stream takes none, and reads what came since it was made', async () => {
    const { api, create, ok, refusal, seconds, texts } = drive();
    await api.kinesis.handle('Kinesis_20131202.CreateStream', { StreamName: 'clicks', ShardCount: 1 });
    await seconds(60);
    const write = (data: string) =>
      api.kinesis.handle('Kinesis_20131202.PutRecord', { StreamName: 'clicks', PartitionKey: 'k', Data: base64(data) });
    await write('before ');
    await seconds(5);
    await ok('CreateDeliveryStream', {
      ...NAME,
      DeliveryStreamType: 'KinesisStreamAsSource',
      KinesisStreamSourceConfiguration: { KinesisStreamARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/clicks`, RoleARN: ROLE },
      ...toS3(hints(1, 60)),
    });
    await seconds(1);
    await write('while creating ');
    await seconds(60);
    await write('after');
    await seconds(120);
    expect(texts().join('')).toBe('while creating after');
    expect(await refusal('PutRecord', { ...NAME, Record: { Data: base64('a') } })).toEqual({
      type: 'InvalidArgumentException',
      message: 'This operation is not permitted on KinesisStreamAsSource delivery stream type.',
    });
    const { DeliveryStreamDescription: description } = (await ok('DescribeDeliveryStream', NAME)) as { DeliveryStreamDescription: Body };
    expect(description).toMatchObject({
      DeliveryStreamType: 'KinesisStreamAsSource',
      Source: { KinesisStreamSourceDescription: { RoleARN: ROLE } },
    });
    await create('other');
  });
});

test('a function is found by name, and one that is not there fails every record', async () => {
  const upper = (event: { records: { recordId: string; data: string }[] }) => ({
    records: event.records.map(({ recordId, data }) => ({
      recordId,
      result: 'Ok',
      data: base64(Buffer.from(data, 'base64').toString().toUpperCase()),
    })),
  });
  const settings = (arn: string) =>
    toS3({ ...hints(1, 60), ...processing(['Lambda', { LambdaArn: arn, BufferIntervalInSeconds: '60', NumberOfRetries: '0' }]) });
  const { ok, create, seconds, texts, api } = drive({ lambda: { enrich: upper as never } });
  await create('orders', settings(`${LAMBDA}:$LATEST`));
  await create('lost', settings(`arn:aws:lambda:us-east-1:${ACCOUNT}:function:gone`));
  await ok('PutRecord', { ...NAME, Record: { Data: base64('hello') } });
  await ok('PutRecord', { DeliveryStreamName: 'lost', Record: { Data: base64('hello') } });
  await seconds(600);
  const keys = api.objects(BUCKET).map(({ key }) => key);
  expect(texts().filter((_, i) => keys[i].includes('orders-1'))).toEqual(['HELLO']);
  const failed = texts().find((_, i) => keys[i].includes('lost-1'))!;
  expect(JSON.parse(failed.trim())).toMatchObject({ errorCode: 'Lambda.ResourceNotFound', rawData: base64('hello') });
});

test.each([
  ['', ':$LATEST'],
  [':$LATEST', ':$LATEST'],
  [':live', ':live'],
  [':7', ':7'],
])('the error object names the function as it was given: with %j behind its name it ends in %j', async (given, named) => {
  const failing = (event: { records: { recordId: string; data: string }[] }) => ({
    records: event.records.map(({ recordId, data }) => ({ recordId, result: 'ProcessingFailed', data })),
  });
  const lambda = ['Lambda', { LambdaArn: `${LAMBDA}${given}`, BufferIntervalInSeconds: '1' }] as const;
  const { ok, create, seconds, texts } = drive({ lambda: { enrich: failing as never } });
  await create('orders', toS3({ ...hints(1, 1), ...processing([...lambda]) }));
  await ok('PutRecord', { ...NAME, Record: { Data: base64('hello') } });
  await seconds(60);
  expect(JSON.parse(texts()[0].trim())).toMatchObject({ errorCode: 'Lambda.ProcessingFailedStatus', lambdaARN: `${LAMBDA}${named}` });
});

describe('destinations', () => {
  const quick = hints(1, 60);
  const cases: [string, Body][] = [
    [
      'Redshift',
      {
        RedshiftDestinationConfiguration: {
          RoleARN: ROLE,
          ClusterJDBCURL: 'jdbc:redshift://lab.abc.us-east-1.redshift.amazonaws.com:5439/dev',
          CopyCommand: { DataTableName: 'orders', CopyOptions: "json 'auto'" },
          S3Configuration: s3({ ...quick, CompressionFormat: 'GZIP' }),
        },
      },
    ],
    [
      'OpenSearch',
      {
        AmazonopensearchserviceDestinationConfiguration: {
          RoleARN: ROLE,
          DomainARN: `arn:aws:es:us-east-1:${ACCOUNT}:domain/logs`,
          IndexName: 'orders',
          S3Configuration: s3(),
          ...quick,
        },
      },
    ],
    [
      'Elasticsearch',
      {
        ElasticsearchDestinationConfiguration: {
          RoleARN: ROLE,
          ClusterEndpoint: 'https://search.example',
          IndexName: 'orders',
          S3Configuration: s3(),
          ...quick,
        },
      },
    ],
    [
      'Splunk',
      {
        SplunkDestinationConfiguration: {
          HECEndpoint: 'https://splunk.example:8088',
          HECEndpointType: 'Raw',
          S3Configuration: s3(),
          ...quick,
        },
      },
    ],
    [
      'HttpEndpoint',
      { HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url: 'https://in.example' }, S3Configuration: s3(), ...quick } },
    ],
    ['S3', { S3DestinationConfiguration: s3(quick) }],
  ];
  test.for(cases)('%s has what was put', async ([name, settings]) => {
    const { api, ok, create, seconds } = drive();
    await create('orders', settings);
    const { DeliveryStreamDescription } = (await ok('DescribeDeliveryStream', NAME)) as {
      DeliveryStreamDescription: { Destinations: Body[] };
    };
    expect(DeliveryStreamDescription.Destinations[0]).toHaveProperty(
      `${name === 'OpenSearch' ? 'Amazonopensearchservice' : name}DestinationDescription`,
    );
    await ok('PutRecord', { ...NAME, Record: { Data: base64('{"id":"1"}') } });
    await seconds(300);
    expect(api.world.firehose.list[0].account).toMatchObject({ accepted: 1, delivered: 1, failed: {}, lost: {} });
  });

  test('S3 by way of Parquet, with the columns of the table', async () => {
    const { api, ok, create, seconds } = drive({ glue: { 'shop.orders': [{ name: 'id', type: 'string' }] } });
    const DataFormatConversionConfiguration = {
      SchemaConfiguration: { RoleARN: ROLE, DatabaseName: 'shop', TableName: 'orders' },
      InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
      OutputFormatConfiguration: { Serializer: { ParquetSerDe: { Compression: 'GZIP' } } },
    };
    await create('orders', toS3({ ...hints(64, 60), DataFormatConversionConfiguration }));
    await ok('PutRecordBatch', { ...NAME, Records: [{ Data: base64('{"id":"1"}') }, { Data: base64('no JSON') }] });
    await seconds(900);
    const parquet = api.objects(BUCKET).filter(({ key }) => key.endsWith('.parquet'));
    expect(parquet).toHaveLength(1);
    expect(Buffer.from(api.object(BUCKET, parquet[0].key)!.subarray(0, 4)).toString()).toBe('PAR1');
    expect(api.world.firehose.list[0].account).toMatchObject({ accepted: 2, delivered: 1, failed: { 'format-conversion-failed': 1 } });
  });
});

describe('tags and encryption', () => {
  test('tags are listed by key, in pages, up to fifty', async () => {
    const { ok, refusal, create } = drive();
    await create('orders', { ...toS3(), Tags: [{ Key: 'team', Value: 'shop' }] });
    await ok('TagDeliveryStream', { ...NAME, Tags: [{ Key: 'cost', Value: '1' }, { Key: 'a' }] });
    expect(await ok('ListTagsForDeliveryStream', { ...NAME, Limit: 2 })).toEqual({
      Tags: [
        { Key: 'a', Value: '' },
        { Key: 'cost', Value: '1' },
      ],
      HasMoreTags: true,
    });
    await ok('UntagDeliveryStream', { ...NAME, TagKeys: ['a', 'none'] });
    expect(await ok('ListTagsForDeliveryStream', { ...NAME, ExclusiveStartTagKey: 'cost' })).toEqual({
      Tags: [{ Key: 'team', Value: 'shop' }],
      HasMoreTags: false,
    });
    const many = Array.from({ length: 49 }, (_, i) => ({ Key: `k${i}`, Value: '' }));
    expect((await refusal('TagDeliveryStream', { ...NAME, Tags: many })).type).toBe('LimitExceededException');
    expect((await refusal('TagDeliveryStream', { ...NAME, Tags: [{ Key: 'aws:x' }] })).type).toBe('InvalidArgumentException');
  });

  test('puts tell whether they are encrypted', async () => {
    const driven = drive();
    const { ok, refusal, create, seconds } = driven;
    await create('orders');
    const encrypted = async () => (await ok('PutRecord', { ...NAME, Record: { Data: base64('a') } })).Encrypted;
    await ok('StartDeliveryStreamEncryption', NAME);
    expect((await described(driven)).DeliveryStreamEncryptionConfiguration).toEqual({ KeyType: 'AWS_OWNED_CMK', Status: 'ENABLING' });
    expect(await encrypted()).toBe(false);
    expect((await refusal('StopDeliveryStreamEncryption', NAME)).type).toBe('ResourceInUseException');
    await seconds(60);
    expect(await encrypted()).toBe(true);
    expect((await described(driven)).VersionId).toBe('1');
    const keyless = { DeliveryStreamEncryptionConfigurationInput: { KeyType: 'CUSTOMER_MANAGED_CMK' } };
    expect((await refusal('StartDeliveryStreamEncryption', { ...NAME, ...keyless })).type).toBe('InvalidArgumentException');
    await ok('StopDeliveryStreamEncryption', NAME);
    await seconds(60);
    expect(await encrypted()).toBe(false);
    expect((await described(driven)).DeliveryStreamEncryptionConfiguration).toEqual({ Status: 'DISABLED' });
  });
});

test('CloudWatch is asked about a delivery stream by its name', async () => {
  const { api, ok, create, seconds } = drive();
  await create('orders');
  await ok('PutRecordBatch', { ...NAME, Records: [{ Data: base64('12345') }, { Data: base64('123') }] });
  await seconds(60);
  const { body } = await api.handle('GraniteServiceVersion20100801.GetMetricStatistics', {
    Namespace: 'AWS/Firehose',
    MetricName: 'IncomingBytes',
    Dimensions: [{ Name: 'DeliveryStreamName', Value: 'orders' }],
    StartTime: (api.now() - 600_000) / 1000,
    EndTime: (api.now() + 60_000) / 1000,
    Period: 600,
    Statistics: ['Sum'],
  });
  expect((body.Datapoints as Body[]).reduce((sum, { Sum }) => sum + (Sum as number), 0)).toBe(8);
});
