/** Sizes of puts, partial failures, quotas of Direct PUT. */
import { describe, expect, test } from 'vitest';
import { directPutQuota, raisedQuota } from '../../../src/engine/firehose/limits.ts';
import { ACCOUNT, base64, drive, ROLE, toS3, type Body } from '../../engine/firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 's' };

export interface PutLimits {
  cases?: {
    op: string;
    dataBytes?: number;
    records?: number;
    rawBytesTotal?: number;
    streamType?: string;
    /** Of the delivery stream, where it is not ACTIVE. */
    status?: string;
    streamStatus?: string;
    expect: 'accept' | 'reject';
    /** The type of the refusal, where it is told. */
    error?: string | { type?: string };
    expectError?: string;
  }[];
  partialFailureShape?: { FailedPutCount: number; Encrypted: boolean; RequestResponses: Body[] };
}

/** Records of so many bytes together, each as large as one may be. */
function sizesOf(total: number): number[] {
  if (total === 0) return [0];
  const sizes = Array.from({ length: Math.floor(total / 1_000_000) }, () => 1_000_000);
  return total % 1_000_000 === 0 ? sizes : [...sizes, total % 1_000_000];
}

export function testPutLimits({ cases = [], partialFailureShape }: PutLimits) {
  describe('putLimits', () => {
    test.for(cases)('$op $dataBytes $records $rawBytesTotal $streamType: $expect', async ({ op, expect: wanted, ...given }) => {
      const { api, call, create, seconds } = drive();
      const reads = given.streamType === 'KinesisStreamAsSource';
      if (reads) await api.kinesis.handle('Kinesis_20131202.CreateStream', { StreamName: 'k', ShardCount: 1 });
      await seconds(30);
      const source = { KinesisStreamARN: `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/k`, RoleARN: ROLE };
      const status = given.status ?? given.streamStatus;
      if (status === 'CREATING') await call('CreateDeliveryStream', { ...NAME, ...toS3() });
      else await create('s', reads ? { DeliveryStreamType: given.streamType, KinesisStreamSourceConfiguration: source } : {});
      if (status === 'DELETING') await call('DeleteDeliveryStream', NAME);
      const data = (bytes: number) => ({ Data: base64(new Uint8Array(bytes)) });
      const sizes =
        given.rawBytesTotal === undefined
          ? Array.from({ length: given.records ?? 1 }, () => given.dataBytes ?? 1)
          : sizesOf(given.rawBytesTotal);
      const body = op === 'PutRecord' ? { Record: data(sizes[0]) } : { Records: sizes.map(data) };
      const answer = await call(op, { ...NAME, ...body });
      expect(answer.status).toBe(wanted === 'accept' ? 200 : 400);
      const error = given.expectError ?? (typeof given.error === 'object' ? given.error.type : given.error);
      if (wanted === 'reject' && error !== undefined) expect(answer.body.__type).toBe(error);
      if (wanted === 'accept' && op === 'PutRecordBatch') expect(answer.body.FailedPutCount).toBe(0);
    });
    test.runIf(partialFailureShape !== undefined)('partial failure', async () => {
      const { ok, create } = drive({ region: 'eu-central-1' });
      await create('s');
      const body = await ok('PutRecordBatch', {
        ...NAME,
        Records: [700_000, 700_000].map((bytes) => ({ Data: base64(new Uint8Array(bytes)) })),
      });
      const { RequestResponses: wanted, FailedPutCount, Encrypted } = partialFailureShape!;
      expect(body).toMatchObject({ FailedPutCount, Encrypted });
      const entries = body.RequestResponses as Body[];
      expect(entries.map((entry) => Object.keys(entry))).toEqual(wanted.map((entry) => Object.keys(entry)));
      expect(entries.map(({ ErrorCode }) => ErrorCode)).toEqual(wanted.map(({ ErrorCode }) => ErrorCode));
    });
  });
}

interface Quota {
  regions?: string[];
  recordsPerS: number;
  requestsPerS: number;
  bytesPerS: number;
}
export interface DirectPutQuota {
  large?: Quota;
  other?: Quota;
  scaling?: { raisedToMiBps: number; requestsPerS: number; recordsPerS: number; region: string }[];
}

export function testDirectPutQuota({ large, other, scaling = [] }: DirectPutQuota) {
  const inOurs = ({ recordsPerS, requestsPerS, bytesPerS }: Omit<Quota, 'regions'>) => ({
    recordsPerSecond: recordsPerS,
    requestsPerSecond: requestsPerS,
    bytesPerSecond: bytesPerS,
  });
  describe('directPutQuota', () => {
    test('by region, as a delivery stream has it', async () => {
      const cases = [
        ...(large?.regions ?? []).map((region) => [region, large!] as const),
        ...(other === undefined ? [] : [['sa-east-1', other] as const]),
      ];
      for (const [region, quota] of cases) {
        const { api, create } = drive({ region });
        await create('s');
        expect(directPutQuota(region)).toEqual(inOurs(quota));
        expect(api.world.firehose.list[0].intake).toMatchObject(inOurs(quota));
      }
    });
    test.for(scaling)('$raisedToMiBps MiB/s, $region', ({ raisedToMiBps, region, ...rest }) => {
      const bytesPerS = raisedToMiBps * 1024 * 1024;
      expect(raisedQuota(region === 'large' ? 'us-east-1' : 'sa-east-1', bytesPerS)).toEqual(inOurs({ ...rest, bytesPerS }));
    });
  });
}
