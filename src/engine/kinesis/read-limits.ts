/**
 * Read limits of a shard, shared by all who poll it. Calls: at most five in any second. Bytes: a bucket that holds one
 * second's budget and may go into debt by one page; a page larger than a second's budget is paid in full before the
 * next call, so 10 MiB cost the documented five seconds. Streams set to large records keep more budget, as recorded.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
 */
import { emit } from '../kernel/simulation.ts';
import { refill, take } from '../kernel/token-bucket.ts';
import { SECOND } from '../kernel/time.ts';
import type { Kinesis } from './kinesis.ts';
import type { ReadLimit } from './kinesis-event.ts';
import type { Quotas } from './quotas.ts';
import { noteRefused } from './read-log.ts';
import { lastSetBy, later } from './set-by.ts';
import { shardIdOf } from './shard-id.ts';
import { burstSeconds, type ShardState, type StreamState } from './stream-state.ts';

/** Admits a call into the list of the last second's calls, or not. */
export function admitCall(calls: number[], nowUs: number, perSecond: number): boolean {
  while (calls.length > 0 && calls[0] <= nowUs - SECOND) calls.shift();
  if (calls.length >= perSecond) return false;
  calls.push(nowUs);
  return true;
}

export const readRateExceeded = ({ state }: Kinesis, stream: StreamState, shard: ShardState): string =>
  `Rate exceeded for Shard - ${state.accountId}/${stream.name}/${shardIdOf(shard.index)}`;

/** Which limit refuses a GetRecords call now, or null; an admitted call is counted. */
export function admitRead({ sim, state }: Kinesis, stream: StreamState, shard: ShardState): ReadLimit | null {
  const { quotas } = state;
  refill(shard.readBytes, readCapacity(quotas, stream), quotas.shardReadBytesPerSecond, sim.nowUs);
  const inDebt = shard.readBytes.level <= 0 || sim.nowUs < shard.readBlockedUntilUs;
  if (inDebt) return 'bytes';
  return admitCall(shard.getRecordsCalls, sim.nowUs, quotas.shardReadCallsPerSecond) ? null : 'calls';
}

export function chargeRead(
  { sim, state }: Kinesis,
  stream: StreamState,
  shard: ShardState,
  { records, bytes }: { records: number; bytes: number },
  reader: string,
): void {
  const { quotas } = state;
  const capacity = readCapacity(quotas, stream);
  remember(shard, { atUs: sim.nowUs, records, bytes, reader }, shard.readBytes.level >= capacity * MICRO);
  take(shard.readBytes, bytes);
  if (bytes > capacity) shard.readBlockedUntilUs = sim.nowUs + Math.ceil((bytes / quotas.shardReadBytesPerSecond) * SECOND);
}

/** Of what was read before the bucket was full again, only the calls of the last second still matter. */
function remember(
  { recentReads: reads }: ShardState,
  read: { atUs: number; records: number; bytes: number; reader: string },
  isFull: boolean,
): void {
  let stale = Math.max(0, reads.atUs.length + 1 - READS_KEPT);
  if (isFull) while (stale < reads.atUs.length && reads.atUs[stale] <= read.atUs - RATE_WINDOW_US) stale++;
  if (stale > 0) for (const column of Object.values(reads) as unknown[][]) column.splice(0, stale);
  reads.atUs.push(read.atUs);
  reads.bytes.push(read.bytes);
  reads.records.push(read.records);
  reads.reader.push(read.reader);
}

/** Reads that a shard remembers: at five a second, those of 25 s. */
const READS_KEPT = 128;
/** Over how long a reader's calls are measured where it falls behind. */
export const RATE_WINDOW_US = 5 * SECOND;
const MICRO = 1_000_000;

export const readCapacity = (quotas: Quotas, stream: StreamState): number =>
  quotas.shardReadBytesPerSecond * burstSeconds(quotas, stream.settings.maxRecordBytes);

/** A refusal opens a spell, or goes on with one. */
export function noteRefusedRead(kinesis: Kinesis, stream: StreamState, shard: ShardState, limit: ReadLimit, reader: string): void {
  const { sim } = kinesis;
  shard.totals.refusedReadCalls++;
  noteRefused(shard, sim.nowUs, limit, reader);
  const spell = shard.readThrottle;
  if (spell !== null) {
    spell.lastUs = sim.nowUs;
    spell.count++;
    return;
  }
  const event = emit(
    sim,
    { type: 'read-throttling-started', stream: stream.name, shardId: shardIdOf(shard.index), limit, consumer: reader },
    later(sim.cause, causeOfReads(kinesis, shard, reader)),
  );
  shard.readThrottle = { limit, sinceUs: sim.nowUs, lastUs: sim.nowUs, count: 1, event };
}

/** The last command that set one of those who read in the last second, or the one who is refused; null where the scenario set them all. */
function causeOfReads(kinesis: Kinesis, { recentReads }: ShardState, reader: string): number | null {
  const first = recentReads.atUs.findIndex((atUs) => atUs > kinesis.sim.nowUs - SECOND);
  const readers = new Set([reader, ...(first < 0 ? [] : recentReads.reader.slice(first))]);
  let cause: number | null = null;
  for (const id of readers) cause = later(cause, lastSetBy(kinesis, 'consumer', id));
  return cause;
}
