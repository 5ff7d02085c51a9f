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

export function chargeRead({ sim, state }: Kinesis, stream: StreamState, shard: ShardState, bytes: number): void {
  const { quotas } = state;
  take(shard.readBytes, bytes);
  if (bytes > readCapacity(quotas, stream))
    shard.readBlockedUntilUs = sim.nowUs + Math.ceil((bytes / quotas.shardReadBytesPerSecond) * SECOND);
}

const readCapacity = (quotas: Kinesis['state']['quotas'], stream: StreamState): number =>
  quotas.shardReadBytesPerSecond * burstSeconds(quotas, stream.settings.maxRecordBytes);

/** A refusal opens a spell, or goes on with one. */
export function noteRefusedRead({ sim }: Kinesis, stream: StreamState, shard: ShardState, limit: ReadLimit, reader: string): void {
  shard.totals.refusedReadCalls++;
  const spell = shard.readThrottle;
  if (spell !== null) {
    spell.lastUs = sim.nowUs;
    spell.count++;
    return;
  }
  const event = emit(sim, {
    type: 'read-throttling-started',
    stream: stream.name,
    shardId: shardIdOf(shard.index),
    limit,
    consumer: reader,
  });
  shard.readThrottle = { limit, sinceUs: sim.nowUs, lastUs: sim.nowUs, count: 1, event };
}
