/**
 * Over any load the service admits what its bucket holds, and neither a record more nor one less. The bucket is written here
 * a second time, in whole numbers: what a shard takes in from the first call on never exceeds one second's budget plus what
 * time brings, and a refused record would have.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dataOf, iteratorOf, serviceWithStream, shard, type PutMany } from './service.ts';

const KIB = 1024;

interface Load {
  recordsPerSecond: number;
  bytesPerSecond: number;
  calls: { waitMs: number; records: { shard: 0 | 1; bytes: number }[] }[];
}

const load: fc.Arbitrary<Load> = fc.record({
  recordsPerSecond: fc.integer({ min: 1, max: 20 }),
  bytesPerSecond: fc.integer({ min: KIB, max: 8 * KIB }),
  calls: fc.array(
    fc.record({
      waitMs: fc.oneof({ weight: 3, arbitrary: fc.nat(300) }, { weight: 1, arbitrary: fc.nat(2500) }),
      records: fc.array(fc.record({ shard: fc.constantFrom(0 as const, 1 as const), bytes: fc.oneof(fc.nat(200), fc.nat(3 * KIB)) }), {
        minLength: 1,
        maxLength: 12,
      }),
    }),
    { minLength: 5, maxLength: 40 },
  ),
});

const PLACE = ['0', String(2n ** 127n)];
const KEY_BYTES = 1;

/** Levels in millionths, so that a microsecond brings a whole amount. */
class Bucket {
  readonly rate: bigint;
  level: bigint;
  constructor(perSecond: number) {
    this.rate = BigInt(perSecond);
    this.level = this.rate * 1_000_000n;
  }
  pass(microseconds: number): void {
    const full = this.rate * 1_000_000n;
    const filled = this.level + this.rate * BigInt(microseconds);
    this.level = filled > full ? full : filled;
  }
  holds = (amount: number): boolean => this.level >= BigInt(amount) * 1_000_000n;
  take(amount: number): void {
    this.level -= BigInt(amount) * 1_000_000n;
  }
}

test('writes: exactly what the two buckets of a shard hold', async () => {
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(load, async ({ recordsPerSecond, bytesPerSecond, calls }) => {
      const service = await serviceWithStream(2, {
        quotas: { shardWriteRecordsPerSecond: recordsPerSecond, shardWriteBytesPerSecond: bytesPerSecond },
      });
      const buckets = [0, 1].map(() => ({ records: new Bucket(recordsPerSecond), bytes: new Bucket(bytesPerSecond) }));
      for (const { waitMs, records } of calls) {
        await service.wait(waitMs / 1000);
        for (const bucket of buckets.flatMap(({ records: count, bytes }) => [count, bytes])) bucket.pass(waitMs * 1000);
        const entries = records.map((record) => ({ Data: dataOf(record.bytes), PartitionKey: 'k', ExplicitHashKey: PLACE[record.shard] }));
        const answer = await service.call<PutMany>('PutRecords', { Records: entries });
        const admitted = records.map((record) => {
          const bucket = buckets[record.shard];
          const size = record.bytes + KEY_BYTES;
          if (!bucket.records.holds(1) || !bucket.bytes.holds(size)) return false;
          bucket.records.take(1);
          bucket.bytes.take(size);
          return true;
        });
        expect(answer.Records.map(({ ErrorCode }) => ErrorCode === undefined)).toEqual(admitted);
        expect(answer.FailedRecordCount).toBe(admitted.filter((isAdmitted) => !isAdmitted).length);
        refused += answer.FailedRecordCount;
      }
    }),
    { numRuns: 60 },
  );
  expect(refused).toBeGreaterThan(100);
});

test('reads: five calls in any second, and never more bytes than a second, a page and the time allow', async () => {
  const bytesPerSecond = 16 * KIB;
  const pageBytes = 24 * KIB;
  let refused = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ waitMs: fc.oneof(fc.nat(150), fc.nat(700)), limit: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 30 })) }),
        { minLength: 10, maxLength: 60 },
      ),
      async (calls) => {
        const service = await serviceWithStream(1, { quotas: { shardReadBytesPerSecond: bytesPerSecond, readPageTargetBytes: pageBytes } });
        const records = Array.from({ length: 100 }, () => ({ Data: dataOf(KIB), PartitionKey: 'k' }));
        await service.call('PutRecords', { Records: records });
        const iterator = await iteratorOf(service, shard(0));
        const reads: Read[] = [];
        for (const { waitMs, limit } of calls) {
          await service.wait(waitMs / 1000);
          const { status, body } = await service.api.handle('Kinesis_20131202.GetRecords', { ShardIterator: iterator, Limit: limit });
          expect([200, 'ProvisionedThroughputExceededException']).toContain(body.__type ?? status);
          expect('Records' in body).toBe(status === 200);
          if (status === 200) reads.push({ atMs: service.api.now(), bytes: KIB * (body.Records as unknown[]).length });
          else refused++;
        }
        const sixInASecond = reads.filter(({ atMs }, i) => (reads[i + 5]?.atMs ?? Infinity) - atMs < 1000);
        expect(sixInASecond).toEqual([]);
        expect(tooMuch(reads, bytesPerSecond)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
  expect(refused).toBeGreaterThan(100);
});

interface Read {
  atMs: number;
  bytes: number;
}

/** Reads that were admitted though those since another had used more than a second's budget and what time brought: the last page may overdraw, no other. */
function tooMuch(reads: Read[], bytesPerSecond: number): Read[] {
  return reads.filter((read, last) =>
    reads.slice(0, last).some((first, i) => {
      const before = reads.slice(i, last).reduce((sum, { bytes }) => sum + bytes, 0);
      return before >= bytesPerSecond * (1 + (read.atMs - first.atMs) / 1000);
    }),
  );
}
