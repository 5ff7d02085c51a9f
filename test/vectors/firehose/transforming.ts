/** The function's contract, its retries, and what CloudWatch counts of it: through the API, with functions of the test's own. */
import { describe, expect, test } from 'vitest';
import { LAMBDA_LIMITS } from '../../../src/engine/firehose/limits.ts';
import type { Broken } from '../../../src/engine/firehose/firehose-state.ts';
import type { InterpreterAnswer } from '../../../src/engine/firehose/transform/interpreter.ts';
import { base64, BUCKET, drive, hints, LAMBDA, processing, s3, toS3, type Body, type Driven } from '../../engine/firehose-api-driver.ts';

interface SentEvent {
  invocationId: string;
  records: { recordId: string; data: string }[];
}
interface Returned {
  recordId: string;
  result: string;
  data?: string;
}
interface Case {
  id: string;
  return?: Returned[];
  sent?: string[];
  expect: {
    primary?: string[];
    failed?: number;
    dropped?: number;
    errorCode?: string;
    rawData?: string;
    scope?: string;
    retried?: boolean;
  };
}
export interface TransformSection {
  event?: Body;
  cases?: Case[];
  retry?: { NumberOfRetries: number; invocations: number }[];
  limits?: { payloadBytesRequest?: number; payloadBytesResponse?: number; timeoutS?: number; outstandingPerShard?: Record<string, number> };
}

const NAME = { DeliveryStreamName: 's' };
const settings = (retries = 3) =>
  toS3({
    ...hints(1, 60),
    Prefix: 'out/',
    ErrorOutputPrefix: 'failed/!{firehose:error-output-type}/',
    ...processing(['Lambda', { LambdaArn: LAMBDA, NumberOfRetries: String(retries), BufferIntervalInSeconds: '60' }]),
  });

const unsaid = { steps: 1, log: [] as string[] };

/** What stands in the way where the case returns nothing: told by the code that is wanted. */
function apiFor({ id, expect: { errorCode } }: Case, answer: (event: SentEvent) => unknown): Driven {
  const raw = (given: InterpreterAnswer) => drive({ lambda: { enrich: 'code' }, interpreter: () => given });
  if (errorCode === 'Lambda.JsonProcessingException') return raw({ ...unsaid, kind: 'returned', json: 'this is not JSON' });
  if (/time-?out/i.test(id)) return raw({ ...unsaid, kind: 'timed-out' });
  return drive({ lambda: { enrich: answer as never } });
}

const BREAKABLE: Broken['transform'][] = [
  'Lambda.InvokeLimitExceeded',
  'Lambda.InvokeAccessDenied',
  'Lambda.AssumeRoleAccessDenied',
  'Lambda.ResourceNotFound',
];

async function run(one: Case) {
  const sent = one.sent ?? ['1'];
  const driven = apiFor(one, ({ records }) => {
    if (one.return === undefined) throw new Error('thrown by the case');
    const real = (recordId: string) => records[sent.indexOf(recordId)]?.recordId ?? recordId;
    return { records: one.return.map((given) => ({ ...given, recordId: real(given.recordId) })) };
  });
  await driven.create('s', settings());
  const [stream] = driven.api.world.firehose.list;
  const broken = BREAKABLE.find((code) => code === one.expect.errorCode);
  if (one.return === undefined && broken !== undefined) stream.broken = { ...stream.broken, transform: broken };
  await driven.ok('PutRecordBatch', { ...NAME, Records: sent.map(() => ({ Data: base64('hello') })) });
  await driven.seconds(3600);
  const objects = (prefix: string) =>
    driven.api
      .objects(BUCKET)
      .filter(({ key }) => key.startsWith(prefix))
      .map(({ key }) => Buffer.from(driven.api.object(BUCKET, key)!).toString());
  const failed = objects('failed/processing-failed').flatMap((text) =>
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Body),
  );
  return { sent, stream, failed, primary: objects('out/') };
}

export function testTransform({ event, cases = [], retry = [], limits }: TransformSection) {
  describe('transform', () => {
    test.runIf(event !== undefined)('the event', async () => {
      const events: Body[] = [];
      const { api, ok, create, seconds } = drive({ lambda: { enrich: ((given: Body) => void events.push(given)) as never } });
      await create('s', settings(0));
      await ok('PutRecord', { ...NAME, Record: { Data: base64('hello') } });
      await seconds(120);
      const { sourceKinesisStreamArn: _, records, ...outer } = event! as { sourceKinesisStreamArn?: unknown; records: Body[] };
      expect(Object.keys(events[0]).sort()).toEqual([...Object.keys(outer), 'records'].sort());
      const { kinesisRecordMetadata: __, ...record } = records[0];
      expect(Object.keys((events[0].records as Body[])[0]).sort()).toEqual(Object.keys(record).sort());
      expect(events[0]).toMatchObject({ region: 'us-east-1', deliveryStreamArn: api.world.firehose.list[0].arn });
      expect((events[0].records as Body[])[0].data).toBe('aGVsbG8=');
    });
    test.for(cases)('$id', async (one) => {
      const { primary, failed: count, dropped, errorCode, rawData, scope, retried } = one.expect;
      const { sent, stream, failed, primary: got } = await run(one);
      if (primary !== undefined) expect(got.join('')).toBe(primary.join(''));
      const wanted = count ?? (scope === 'batch' ? sent.length : undefined);
      if (wanted !== undefined) expect(failed).toHaveLength(wanted);
      if (dropped !== undefined) expect(stream.account.dropped).toBe(dropped);
      for (const line of errorCode === undefined ? [] : failed) expect(line.errorCode).toBe(errorCode);
      if (rawData !== undefined) expect(failed.map((line) => line.rawData)).toEqual(failed.map(() => base64('hello')));
      if (retried !== undefined) expect(stream.counts.invocations > 1).toBe(retried);
      // all of them came to an end
      const { account } = stream;
      expect([account.accepted, account.delivered + account.dropped + (account.failed['processing-failed'] ?? 0)]).toEqual([
        sent.length,
        sent.length,
      ]);
    });
    test.for(retry)('$NumberOfRetries retries', async ({ NumberOfRetries, invocations }) => {
      const seen: SentEvent[] = [];
      const fails = (given: SentEvent) => {
        seen.push(given);
        throw new Error('no');
      };
      const { ok, create, seconds, texts } = drive({ lambda: { enrich: fails as never } });
      await create('s', settings(NumberOfRetries));
      await ok('PutRecord', { ...NAME, Record: { Data: base64('hello') } });
      await seconds(7200);
      expect(seen).toHaveLength(invocations);
      expect(new Set(seen.map(({ invocationId }) => invocationId)).size).toBe(invocations);
      expect(new Set(seen.map(({ records }) => JSON.stringify(records))).size).toBe(1);
      expect(JSON.parse(texts()[0])).toMatchObject({ attemptsMade: invocations });
    });
    test.runIf(limits !== undefined)('limits', () => {
      const { payloadBytesRequest, payloadBytesResponse, timeoutS, outstandingPerShard = {} } = limits!;
      for (const bytes of [payloadBytesRequest, payloadBytesResponse])
        if (bytes !== undefined) expect(LAMBDA_LIMITS.payloadBytesMax).toBe(bytes);
      if (timeoutS !== undefined) expect(LAMBDA_LIMITS.timeoutSecondsMax).toBe(timeoutS);
      for (const [names, count] of Object.entries(outstandingPerShard))
        for (const name of names.split(',')) expect(LAMBDA_LIMITS.outstanding).toHaveProperty(name.toLowerCase(), count);
    });
  });
}

export interface MetricsExample {
  records: { bytes: number; result: string }[];
  backup?: string;
  expect: Record<string, number>;
}

export function testMetricsExample(example: MetricsExample | undefined) {
  test.runIf(example !== undefined)('metricsExample', async () => {
    const { records, backup, expect: wanted } = example!;
    const answer = (event: SentEvent) => ({
      records: event.records.map(({ recordId, data }, i) => ({ recordId, result: records[i].result, data })),
    });
    const { api, ok, create, seconds } = drive({ lambda: { enrich: answer as never } });
    const { ExtendedS3DestinationConfiguration: s3Settings } = settings() as Record<string, Body>;
    const backups = backup === 'enabled' ? { S3BackupMode: 'Enabled', S3BackupConfiguration: s3({ ...hints(1, 60), Prefix: 'raw/' }) } : {};
    await create('s', toS3({ ...s3Settings, ...backups }));
    await ok('PutRecordBatch', { ...NAME, Records: records.map(({ bytes }) => ({ Data: base64('x'.repeat(bytes)) })) });
    await seconds(900);
    const sums: Record<string, number> = {};
    for (const MetricName of Object.keys(wanted)) {
      const { body } = await api.handle('GraniteServiceVersion20100801.GetMetricStatistics', {
        Namespace: 'AWS/Firehose',
        MetricName,
        Dimensions: [{ Name: 'DeliveryStreamName', Value: 's' }],
        StartTime: (api.now() - 3600_000) / 1000,
        EndTime: (api.now() + 60_000) / 1000,
        Period: 60,
        Statistics: ['Sum'],
      });
      sums[MetricName] = (body.Datapoints as { Sum: number }[]).reduce((sum, { Sum }) => sum + Sum, 0);
    }
    expect(sums).toEqual(wanted);
  });
}
