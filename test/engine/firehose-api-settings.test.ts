/** Settings that the lab only keeps are told again; calls that are refused as a whole; metrics beside those of delivery. */
import { describe, expect, test } from 'vitest';
import { ACCOUNT, base64, drive, hints, processing, ROLE, s3, toS3, type Body, type Driven } from './firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 'orders' };
const SECRET = `arn:aws:secretsmanager:us-east-1:${ACCOUNT}:secret:warehouse-AbCdEf`;
const VPC = { SubnetIds: ['subnet-1', 'subnet-2'], RoleARN: ROLE, SecurityGroupIds: ['sg-1'] };
const LOGGING = { Enabled: true, LogGroupName: '/aws/kinesisfirehose/orders', LogStreamName: 'DestinationDelivery' };
const redshift = (more: Body = {}): Body => ({
  RedshiftDestinationConfiguration: {
    RoleARN: ROLE,
    ClusterJDBCURL: 'jdbc:redshift://lab.abc.us-east-1.redshift.amazonaws.com:5439/dev',
    CopyCommand: { DataTableName: 'orders' },
    S3Configuration: s3(),
    ...more,
  },
});
const splunk = (more: Body = {}): Body => ({
  SplunkDestinationConfiguration: { HECEndpoint: 'https://s:8088', HECEndpointType: 'Raw', S3Configuration: s3(), ...more },
});
const http = (Url: string): Body => ({ HttpEndpointDestinationConfiguration: { EndpointConfiguration: { Url }, S3Configuration: s3() } });
const partitioned = (query: string): Body =>
  toS3({
    ...hints(64, 60),
    DynamicPartitioningConfiguration: { Enabled: true },
    Prefix: 'k=!{partitionKeyFromQuery:k}/',
    ErrorOutputPrefix: 'e/!{firehose:error-output-type}/',
    ...processing(['MetadataExtraction', { MetadataExtractionQuery: query, JsonParsingEngine: 'JQ-1.6' }]),
  });

async function described(driven: Driven): Promise<Body> {
  const { DeliveryStreamDescription } = await driven.ok('DescribeDeliveryStream', NAME);
  return DeliveryStreamDescription as Body;
}

/** What is told of the destination that `body` asks for. */
async function destinationOf(body: Body): Promise<Body> {
  const driven = drive();
  await driven.create('orders', body);
  const [{ DestinationId: _, S3DestinationDescription: __, ...named }] = (await described(driven)).Destinations as Body[];
  return Object.values(named)[0] as Body;
}

describe('is kept and told', () => {
  test('the VPC of OpenSearch, as a description', async () => {
    const members = { RoleARN: ROLE, DomainARN: `arn:aws:es:us-east-1:${ACCOUNT}:domain/logs`, IndexName: 'i', S3Configuration: s3() };
    const told = await destinationOf({ AmazonopensearchserviceDestinationConfiguration: { ...members, VpcConfiguration: VPC } });
    expect(told).not.toHaveProperty('VpcConfiguration');
    expect(told.VpcConfigurationDescription).toEqual({ ...VPC, VpcId: expect.stringMatching(/^vpc-/) as unknown });
  });
  test('where secrets are', async () => {
    const SecretsManagerConfiguration = { Enabled: true, SecretARN: SECRET, RoleARN: ROLE };
    for (const body of [redshift({ SecretsManagerConfiguration }), splunk({ SecretsManagerConfiguration })])
      expect((await destinationOf(body)).SecretsManagerConfiguration).toEqual(SecretsManagerConfiguration);
  });
  test('logging', async () => {
    expect((await destinationOf(toS3({ CloudWatchLoggingOptions: LOGGING }))).CloudWatchLoggingOptions).toEqual(LOGGING);
  });
  test('the throughput hint of Direct PUT, which changes no quota', async () => {
    const driven = drive();
    await driven.create('orders', { DirectPutSourceConfiguration: { ThroughputHintInMBs: 40 } });
    expect((await described(driven)).Source).toEqual({ DirectPutSourceDescription: { ThroughputHintInMBs: 40 } });
    expect(driven.api.world.firehose.list[0].intake.bytesPerSecond).toBe(5 * 1024 * 1024);
  });
});

describe('is refused', () => {
  const invalid = 'InvalidArgumentException';
  const cases: [string, Body, string, RegExp][] = [
    ['a secret without its ARN', redshift({ SecretsManagerConfiguration: { Enabled: true } }), invalid, /SecretARN/],
    [
      'a secret of Splunk without a role',
      splunk({ SecretsManagerConfiguration: { Enabled: true, SecretARN: SECRET } }),
      invalid,
      /RoleARN .*Splunk/,
    ],
    [
      'a secret that is none',
      redshift({ SecretsManagerConfiguration: { Enabled: true, SecretARN: 'x' } }),
      'ValidationException',
      /secretARN/,
    ],
    ['logging to nowhere', toS3({ CloudWatchLoggingOptions: { Enabled: true, LogGroupName: 'g' } }), invalid, /LogStreamName/],
    [
      'an error prefix on the way to Redshift',
      redshift({ S3Configuration: s3({ ErrorOutputPrefix: 'e/' }) }),
      invalid,
      /ErrorOutputPrefix/,
    ],
    ['an endpoint at another port', http('https://in.example:8443/a'), invalid, /port 443/],
    ['a query that cannot be read', partitioned('{k:.k'), invalid, /^MetadataExtractionQuery: .* at character 6/],
    ['a query that makes no keys', partitioned('.k'), invalid, /object of keys/],
    [
      'conversion without a role for the catalog',
      toS3({
        DataFormatConversionConfiguration: {
          SchemaConfiguration: { DatabaseName: 'd', TableName: 't' },
          InputFormatConfiguration: { Deserializer: { OpenXJsonSerDe: {} } },
          OutputFormatConfiguration: { Serializer: { ParquetSerDe: {} } },
        },
      }),
      invalid,
      /RoleARN of SchemaConfiguration/,
    ],
    ['one and a half retries', toS3(processing(['Lambda', { LambdaArn: 'f', NumberOfRetries: '1.5' }])), invalid, /NumberOfRetries/],
    ['a throughput hint of 101', { ...toS3(), DirectPutSourceConfiguration: { ThroughputHintInMBs: 101 } }, 'ValidationException', /101/],
  ];
  test.for(cases)('%s', async ([, body, type, message]) => {
    const answer = await drive().refusal('CreateDeliveryStream', { ...NAME, ...body });
    expect(answer).toEqual({ type, message: expect.stringMatching(message) as unknown });
  });
  test.for(['https://in.example/a', 'https://in.example:443/a', 'https://in.example:443', 'https://in.example/a:8080'])(
    'but not %s',
    async (url) => expect((await drive().refusal('CreateDeliveryStream', { ...NAME, ...http(url) })).type).toBe('taken'),
  );
});

test('an update gives both hints or neither', async () => {
  const { refusal, create } = drive();
  await create('orders');
  const update = (BufferingHints: Body) => ({
    ...NAME,
    CurrentDeliveryStreamVersionId: '1',
    DestinationId: 'destinationId-000000000001',
    ExtendedS3DestinationUpdate: { BufferingHints },
  });
  expect((await refusal('UpdateDestination', update({ SizeInMBs: 10 }))).message).toMatch(/together/);
  expect((await refusal('UpdateDestination', update({ SizeInMBs: 10, IntervalInSeconds: 60 }))).type).toBe('taken');
});

test('beyond the quota of requests a batch is refused as a whole', async () => {
  const { api, call, ok, create } = drive();
  await create('orders');
  await ok('PutRecordBatch', { ...NAME, Records: [{ Data: base64('1') }] });
  api.world.firehose.list[0].intake.levels.requests = 0;
  const answer = await call('PutRecordBatch', { ...NAME, Records: [{ Data: base64('2') }, { Data: base64('3') }] });
  expect(answer).toMatchObject({ status: 503, body: { __type: 'ServiceUnavailableException' } });
});

test('what is put while a delivery stream is being deleted is taken, and counted as lost', async () => {
  const { api, ok, create } = drive();
  await create('orders');
  await ok('DeleteDeliveryStream', NAME);
  await ok('PutRecord', { ...NAME, Record: { Data: base64('late') } });
  expect(api.world.firehose.list[0].account).toMatchObject({ accepted: 1, lost: { 'delivery-stream-deleted': 1 } });
});

describe('metrics', () => {
  async function statistics({ api }: Driven, MetricName: string, Dimensions: Body[] = [{ Name: 'DeliveryStreamName', Value: 'orders' }]) {
    const { body } = await api.handle('GraniteServiceVersion20100801.GetMetricStatistics', {
      Namespace: 'AWS/Firehose',
      MetricName,
      Dimensions,
      StartTime: (api.now() - 3_600_000) / 1000,
      EndTime: (api.now() + 60_000) / 1000,
      Period: 7200,
      Statistics: ['Sum', 'Average', 'Maximum'],
    });
    return (body.Datapoints as { Sum: number; Average: number; Maximum: number; Unit: string }[])[0];
  }

  test('only puts that succeed are IncomingPutRequests', async () => {
    const driven = drive();
    await driven.create('orders');
    await driven.ok('PutRecord', { ...NAME, Record: { Data: base64('1') } });
    driven.api.world.firehose.list[0].intake.levels.requests = 0;
    await driven.call('PutRecord', { ...NAME, Record: { Data: base64('2') } });
    expect((await statistics(driven, 'IncomingPutRequests')).Sum).toBe(1);
    expect((await statistics(driven, 'PutRecord.Requests')).Sum).toBe(2);
    expect((await statistics(driven, 'ThrottledRecords')).Sum).toBe(1);
  });
  test('of calls that describe and change', async () => {
    const driven = drive();
    await driven.create('orders');
    const update = { CurrentDeliveryStreamVersionId: '1', DestinationId: 'destinationId-000000000001', ExtendedS3DestinationUpdate: {} };
    await driven.ok('UpdateDestination', { ...NAME, ...update });
    await driven.ok('ListDeliveryStreams');
    await described(driven);
    expect((await statistics(driven, 'UpdateDeliveryStream.Requests')).Sum).toBe(1);
    expect(await statistics(driven, 'DescribeDeliveryStream.Latency')).toMatchObject({ Unit: 'Milliseconds' });
    expect((await statistics(driven, 'ListDeliveryStreams.Requests', [])).Sum).toBe(1);
  });
  test('freshness goes up while nothing can be delivered', async () => {
    const driven = drive();
    await driven.create('orders', toS3(hints(1, 60)));
    const [stream] = driven.api.world.firehose.list;
    stream.broken = { ...stream.broken, destination: true };
    await driven.ok('PutRecord', { ...NAME, Record: { Data: base64('1') } });
    await driven.seconds(3000);
    expect((await statistics(driven, 'DeliveryToS3.DataFreshness')).Maximum).toBeGreaterThan(2000);
    expect(await statistics(driven, 'DeliveryToS3.Records')).toBeUndefined();
  });
  test("of Splunk's acknowledgement", async () => {
    const driven = drive();
    await driven.create('orders', splunk(hints(1, 0)));
    await driven.ok('PutRecord', { ...NAME, Record: { Data: base64('event') } });
    await driven.seconds(60);
    const { Average, Unit } = await statistics(driven, 'DeliveryToSplunk.DataAckLatency');
    expect(Unit).toBe('Seconds');
    expect(Average).toBeGreaterThan(1);
    expect(Average).toBeLessThan(11);
  });
  test('of dynamic partitioning', async () => {
    const driven = drive();
    await driven.create('orders', partitioned('{k:.k}'));
    await driven.ok('PutRecordBatch', {
      ...NAME,
      Records: ['a', 'b'].map((k) => ({ Data: base64(JSON.stringify({ k, n: 'x'.repeat(584) })) })),
    });
    await driven.seconds(120);
    expect((await statistics(driven, 'JQProcessing.Duration')).Sum).toBeGreaterThan(0);
    // 600 bytes in the 60 s that each was open
    expect(await statistics(driven, 'PerPartitionThroughput')).toMatchObject({ Sum: 20, Average: 10, Unit: 'Bytes/Second' });
  });
});

test('a query that cannot be read, where a run brings one along, fails its records', async () => {
  const driven = drive();
  await driven.create('orders', partitioned('{k:.k}'));
  const [stream] = driven.api.world.firehose.list;
  stream.spec = { ...stream.spec, partitioning: { query: '{k:.k', deaggregation: null } };
  await driven.ok('PutRecord', { ...NAME, Record: { Data: base64('{"k":"a"}') } });
  await driven.seconds(120);
  expect(driven.api.objects('lake').map(({ key }) => key.split('/')[0])).toEqual(['e']);
});
