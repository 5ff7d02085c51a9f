/** Redshift: COPY is given a manifest; what it names, where it lies, and what CloudWatch is told of the bucket in between. */
import { expect, test } from 'vitest';
import { base64, BUCKET, drive, hints, ROLE, s3, START, type Driven } from './firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 'orders' };
const ENTRY = { url: expect.any(String) as string, mandatory: true };

async function toRedshift(): Promise<Driven> {
  const driven = drive();
  await driven.create('orders', {
    RedshiftDestinationConfiguration: {
      RoleARN: ROLE,
      ClusterJDBCURL: 'jdbc:redshift://lab.abc.us-east-1.redshift.amazonaws.com:5439/dev',
      CopyCommand: { DataTableName: 'orders', CopyOptions: "JSON 'auto'" },
      RetryOptions: { DurationInSeconds: 60 },
      S3Configuration: s3({ Prefix: 'staged/', CompressionFormat: 'GZIP', ...hints(1, 10) }),
    },
  });
  return driven;
}

const put = ({ ok }: Driven, texts: string[]) => ok('PutRecordBatch', { ...NAME, Records: texts.map((text) => ({ Data: base64(text) })) });

/** Keys below `prefix`, and what the manifest at each of them lists. */
function manifestsIn({ api }: Driven, prefix: string): { key: string; urls: string[] }[] {
  const keys = api.objects(BUCKET).flatMap(({ key }) => (key.startsWith(prefix) ? [key] : []));
  return keys.map((key) => {
    const { entries } = JSON.parse(Buffer.from(api.object(BUCKET, key)!).toString()) as { entries: { url: string }[] };
    expect(entries).toEqual(entries.map(() => ENTRY));
    return { key, urls: entries.map(({ url }) => url) };
  });
}

const filesOf = ({ api }: Driven): string[] => api.objects(BUCKET).flatMap(({ key }) => (key.endsWith('.gz') ? [key] : []));

test('every COPY names a manifest in the bucket, which lists the file that it loads', async () => {
  const driven = await toRedshift();
  for (const text of ['{"a":1}', '{"a":2}']) {
    await put(driven, [text]);
    await driven.seconds(60);
  }
  const files = filesOf(driven);
  const manifests = manifestsIn(driven, 'staged/manifests/');
  expect(files).toHaveLength(2);
  expect(manifests.map(({ urls }) => urls)).toEqual(files.map((key) => [`s3://${BUCKET}/${key}`]));
  for (const { key } of manifests)
    expect(key).toMatch(/^staged\/manifests\/2026\/07\/13\/14\/orders-1-2026-07-13-14-[\d-]+-[0-9a-f-]{36}$/);
  const [{ destination, account }] = driven.api.world.firehose.list;
  expect(destination).toMatchObject({ rows: 2, copies: manifests.map(({ key }) => ({ manifest: key, files: 1, error: null })) });
  expect(account).toMatchObject({ accepted: 2, delivered: 2, lost: {} });
});

test('files that COPY could not load are listed below errors/manifests/, behind their own prefix', async () => {
  const driven = await toRedshift();
  driven.api.world.firehose.list[0].broken.destination = true;
  await put(driven, ['{"a":1}', '{"a":2}']);
  await driven.seconds(900);
  const [file] = filesOf(driven);
  const [skipped, ...others] = manifestsIn(driven, 'staged/errors/manifests/');
  expect([skipped.urls, others]).toEqual([[`s3://${BUCKET}/${file}`], []]);
  expect(skipped.key).toMatch(/^staged\/errors\/manifests\/2026\/07\/13\/14\/orders-1-/);
  expect(manifestsIn(driven, 'staged/manifests/').map(({ urls }) => urls)).toEqual([skipped.urls]);
  expect(driven.api.world.firehose.list[0].account).toMatchObject({ delivered: 0, failed: { 'redshift-skipped': 2 } });
});

test('CloudWatch is told of the bucket as of the cluster', async () => {
  const driven = await toRedshift();
  await put(driven, ['{"a":1}', '{"a":2}']);
  await driven.seconds(120);
  const sum = async (MetricName: string): Promise<unknown> => {
    const { body } = await driven.api.handle('GraniteServiceVersion20100801.GetMetricStatistics', {
      Namespace: 'AWS/Firehose',
      MetricName,
      Dimensions: [{ Name: 'DeliveryStreamName', Value: 'orders' }],
      StartTime: Math.floor(START / 60_000) * 60,
      EndTime: START / 1000 + 900,
      Period: 3600,
      Statistics: ['Sum'],
    });
    return (body.Datapoints as { Sum: number }[])[0]?.Sum;
  };
  for (const to of ['DeliveryToS3', 'DeliveryToRedshift'])
    expect([await sum(`${to}.Records`), await sum(`${to}.Bytes`), await sum(`${to}.Success`)]).toEqual([2, 14, 1]);
  expect(await sum('DeliveryToS3.DataFreshness')).toBeGreaterThan(9);
});
