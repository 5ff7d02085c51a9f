/** Buffers, partitions and reads, as they come out of running delivery streams. */
import { describe, expect, test } from 'vitest';
import { ACTIVE_PARTITIONS_MAX, raisedQuota } from '../../../src/engine/firehose/limits.ts';
import { callsLeftBesideFirehose, flushPrediction, openPartitions } from '../../../src/engine/formulas.ts';
import { ACCOUNT, base64, BUCKET, drive, hints, processing, ROLE, toS3, type Body } from '../../engine/firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 's' };
const MIB = 1024 * 1024;
const text = (data: Uint8Array): string => Buffer.from(data).toString();
const fromStream = (name: string): Body => ({
  DeliveryStreamType: 'KinesisStreamAsSource',
  KinesisStreamSourceConfiguration: { KinesisStreamARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/${name}`, RoleARN: ROLE },
});

interface Trigger {
  source?: string;
  shards?: number;
  sizeMiB?: number;
  intervalS: number;
  rateBytesPerS?: number;
  rateBytesPerSPerShard?: number;
  flushAtS?: number;
  trigger?: string;
  objectBytes?: number;
  objects?: number;
  records?: number;
}
export interface BufferTriggers {
  cases?: Trigger[];
}

/** Puts so many bytes a second, evenly, to every shard or to the delivery stream itself. */
async function pour(driven: ReturnType<typeof drive>, { shards, trigger, flushAtS = 60, ...rates }: Trigger): Promise<void> {
  const rate = rates.rateBytesPerSPerShard ?? rates.rateBytesPerS ?? 0;
  // time is told best by one put a second, size by many; no record is too large
  const perSecond = Math.max(trigger?.startsWith('size') === true ? 10 : 1, Math.ceil(rate / 1_000_000));
  // beyond the quota only where it has been raised
  const { intake } = driven.api.world.firehose.list[0];
  if (shards === undefined && rate > intake.bytesPerSecond) Object.assign(intake, raisedQuota('us-east-1', 2 * rate));
  for (let i = 0; i < flushAtS * perSecond; i++) {
    const size = Math.round(((i + 1) * rate) / perSecond) - Math.round((i * rate) / perSecond);
    const Data = base64(new Uint8Array(size));
    if (shards === undefined) await driven.ok('PutRecord', { ...NAME, Record: { Data } });
    else
      for (let shard = 0; shard < shards; shard++) {
        const ExplicitHashKey = String((BigInt(shard) << 128n) / BigInt(shards) + 1n);
        const put = await driven.api.kinesis.handle('Kinesis_20131202.PutRecord', {
          StreamName: 'k',
          PartitionKey: 'p',
          ExplicitHashKey,
          Data,
        });
        if (put.status !== 200) throw new Error(JSON.stringify(put.body));
      }
    await driven.seconds(1 / perSecond);
  }
}

/** Reading a stream once a second, and half a record's distance. */
const NEAR_SECONDS = 1.6;

export function testBufferTriggers({ cases = [] }: BufferTriggers) {
  describe('bufferTriggers', () => {
    test.for(cases.filter(({ flushAtS }) => flushAtS !== undefined))('$sizeMiB MiB, $intervalS s: $trigger at $flushAtS s', async (one) => {
      const { sizeMiB = 5, intervalS, shards, flushAtS, trigger = '', objectBytes, objects = shards ?? 1 } = one;
      const predicted = flushPrediction({ sizeMiB, intervalSeconds: intervalS }, one.rateBytesPerSPerShard ?? one.rateBytesPerS ?? 0);
      expect(predicted.seconds).toBeCloseTo(flushAtS!, 0);
      expect(trigger.startsWith(predicted.trigger)).toBe(true);
      const driven = drive({ quotas: { callRatesEnforced: false } });
      if (shards !== undefined) await driven.api.kinesis.handle('Kinesis_20131202.CreateStream', { StreamName: 'k', ShardCount: shards });
      await driven.seconds(60);
      await driven.create('s', { ...toS3(hints(sizeMiB, intervalS)), ...(shards === undefined ? {} : fromStream('k')) });
      await pour(driven, one);
      await driven.seconds(5);
      const flushes = driven.api.world.firehose.list[0].flushes.slice(0, objects);
      expect(flushes).toHaveLength(objects);
      for (const flush of flushes) {
        expect(trigger.startsWith(flush.trigger)).toBe(true);
        expect(Math.abs((flush.sealedUs - flush.openedUs) / 1e6 - flushAtS!)).toBeLessThan(NEAR_SECONDS);
        if (objectBytes !== undefined) expect(flush.bytes).toBe(objectBytes);
        if (flush.trigger === 'size') expect(flush.bytes).toBeGreaterThanOrEqual(sizeMiB * MIB);
      }
      expect(new Set(flushes.map(({ lane }) => lane)).size).toBe(shards ?? 1);
      expect(driven.api.objects(BUCKET)).toHaveLength(objects);
    });
    test.runIf(cases.some(({ intervalS }) => intervalS === 0))('without buffering: within seconds', async () => {
      const { api, ok, create, seconds } = drive();
      await create('s', toS3(hints(5, 0)));
      await ok('PutRecord', { ...NAME, Record: { Data: base64('now') } });
      await seconds(5);
      expect(api.objects(BUCKET).map(({ size }) => size)).toEqual([3]);
      expect(api.world.firehose.list[0].flushes[0].trigger).toBe('no-buffering');
    });
    test.runIf(cases.some(({ records }) => records === 0))('no records: no object', async () => {
      const { api, create, seconds } = drive();
      await create('s', toS3(hints(5, 60)));
      await seconds(3600);
      expect(api.objects(BUCKET)).toEqual([]);
    });
  });
}

export interface DynamicPartitioning {
  record?: Body;
  jq?: [string, string][];
  metadataExtractionQuery?: string;
  activePartitions?: { newPerS: number; intervalS: number; expectAverage: number };
  limit?: number;
  customDelimiterBase64?: Record<string, string>;
}

const partitioned = (query: string, prefix: string, ...more: [string, Record<string, string>][]) =>
  toS3({
    ...hints(64, 60),
    DynamicPartitioningConfiguration: { Enabled: true },
    Prefix: prefix,
    ErrorOutputPrefix: 'e/!{firehose:error-output-type}/',
    ...processing(...more, ['MetadataExtraction', { MetadataExtractionQuery: query, JsonParsingEngine: 'JQ-1.6' }]),
  });

export function testDynamicPartitioning({
  record,
  jq = [],
  metadataExtractionQuery,
  activePartitions,
  limit,
  customDelimiterBase64 = {},
}: DynamicPartitioning) {
  const keyOf = async (query: string, prefix: string) => {
    const { api, ok, create, seconds } = drive();
    await create('s', partitioned(query, prefix));
    await ok('PutRecord', { ...NAME, Record: { Data: base64(JSON.stringify(record)) } });
    await seconds(120);
    return api.objects(BUCKET)[0].key;
  };
  describe('dynamicPartitioning', () => {
    test.for(record === undefined ? [] : jq)('%s', async ([query, value]) => {
      expect(await keyOf(`{k:${query}}`, 'k=!{partitionKeyFromQuery:k}/')).toMatch(`k=${value}/s-1-`);
    });
    test.runIf(record !== undefined && metadataExtractionQuery !== undefined)('several keys', async () => {
      const names = [...metadataExtractionQuery!.matchAll(/[{,]\s*(\w+)\s*:/g)].map(([, name]) => name);
      const key = await keyOf(metadataExtractionQuery!, names.map((name) => `${name}=!{partitionKeyFromQuery:${name}}/`).join(''));
      for (const name of names) expect(key).toMatch(new RegExp(`(^|/)${name}=[^/]+/`));
      if (names.includes('customer_id')) expect(key).toContain(`customer_id=${String(record!.customer_id)}/`);
    });
    test.runIf(activePartitions !== undefined)('open partitions', () => {
      const { newPerS, intervalS, expectAverage } = activePartitions!;
      expect(openPartitions(newPerS, intervalS)).toBe(expectAverage);
    });
    test.runIf(limit !== undefined)('beyond the limit a record goes to the error prefix', async () => {
      expect(ACTIVE_PARTITIONS_MAX).toBe(limit);
      const { api, ok, create, seconds } = drive();
      await create('s', partitioned('{k:.k}', 'k=!{partitionKeyFromQuery:k}/'));
      const records = Array.from({ length: limit! + 1 }, (_, k) => ({ Data: base64(JSON.stringify({ k: String(k) })) }));
      for (let at = 0; at < records.length; at += 500) await ok('PutRecordBatch', { ...NAME, Records: records.slice(at, at + 500) });
      await seconds(200);
      const keys = api.objects(BUCKET).map(({ key }) => key);
      expect(keys.filter((key) => key.startsWith('k='))).toHaveLength(limit!);
      expect(keys.filter((key) => key.startsWith('e/'))).toHaveLength(1);
    });
    test.for(Object.entries(customDelimiterBase64))('delimiter %s', async ([delimiter, encoded]) => {
      const { api, ok, create, seconds } = drive();
      await create(
        's',
        partitioned('{k:.k}', 'k=!{partitionKeyFromQuery:k}/', ['RecordDeAggregation', { SubRecordType: 'DELIMITED', Delimiter: encoded }]),
      );
      await ok('PutRecord', { ...NAME, Record: { Data: base64(`{"k":"a"}${delimiter}{"k":"b"}`) } });
      await seconds(120);
      const objects = api.objects(BUCKET).map(({ key }) => [key.slice(0, 4), text(api.object(BUCKET, key)!)]);
      expect(Object.fromEntries(objects)).toEqual({ 'k=a/': '{"k":"a"}', 'k=b/': '{"k":"b"}' });
    });
  });
}

export interface KdsSource {
  start?: string;
  getRecordsPerShardPerS?: number;
  sharedBudget?: { tps: number };
  examples?: { firehoseStreams: number; tpsLeft?: number; ingestMiBpsPerShard?: number; readMiBps?: number; headroom?: number }[];
}

export function testKdsSource({ getRecordsPerShardPerS = 1, sharedBudget, examples = [] }: KdsSource) {
  describe.runIf(examples.length > 0)('kdsSource', () => {
    test.for(examples)(
      '$firehoseStreams delivery streams',
      async ({ firehoseStreams, tpsLeft, ingestMiBpsPerShard, readMiBps, headroom }) => {
        if (tpsLeft !== undefined) expect(callsLeftBesideFirehose(firehoseStreams, sharedBudget?.tps ?? 5)).toBe(tpsLeft);
        if (readMiBps !== undefined && ingestMiBpsPerShard !== undefined) expect(firehoseStreams * ingestMiBpsPerShard).toBe(readMiBps);
        if (headroom !== undefined && readMiBps !== undefined) expect(2 - readMiBps).toBe(headroom);
        const { api, create, seconds } = drive();
        await api.kinesis.handle('Kinesis_20131202.CreateStream', { StreamName: 'k', ShardCount: 1 });
        await seconds(60);
        for (let i = 0; i < firehoseStreams; i++) await create(`s${i}`, { ...toS3(), ...fromStream('k') });
        await seconds(180);
        const end = Math.floor(api.now() / 60_000) * 60;
        const { body } = await api.kinesis.handle('GraniteServiceVersion20100801.GetMetricStatistics', {
          Namespace: 'AWS/Kinesis',
          MetricName: 'GetRecords.Success',
          Dimensions: [{ Name: 'StreamName', Value: 'k' }],
          StartTime: end - 60,
          EndTime: end,
          Period: 60,
          Statistics: ['SampleCount'],
        });
        const [{ SampleCount }] = body.Datapoints as { SampleCount: number }[];
        const calls = 60 * firehoseStreams * getRecordsPerShardPerS;
        // more than the shard has: they wait for each other
        if (calls > 60 * (sharedBudget?.tps ?? 5)) return expect(SampleCount).toBeGreaterThanOrEqual(60 * (sharedBudget?.tps ?? 5) - 5);
        // a minute's edge may cut one call off
        expect(Math.abs(SampleCount - calls)).toBeLessThanOrEqual(firehoseStreams);
      },
    );
  });
}
