/**
 * Retention: what is older cannot be read. The horizon is computed from the clock; memory is given back by a sweep
 * once a minute of simulated time. https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
 */
import { firstAtLeast, trimBefore, valueAt } from '../kernel/record-log.ts';
import { emit, schedule, type Simulation } from '../kernel/simulation.ts';
import { HOUR, MINUTE } from '../kernel/time.ts';
import { isExpired } from './find-stream.ts';
import type { KinesisTimer } from './kinesis-timer.ts';
import { shardIdOf } from './shard-id.ts';
import type { ShardState, StreamState } from './stream-state.ts';

/** Records that arrived before this instant cannot be read. */
export const trimHorizonUs = (stream: StreamState, nowUs: number): number => nowUs - stream.settings.retentionHours * HOUR;

/** Position of the oldest record that can be read. */
export function horizonPosition(stream: StreamState, shard: ShardState, nowUs: number): number {
  const { log } = shard;
  const horizon = trimHorizonUs(stream, nowUs);
  if (log.trimmed === log.count || valueAt(log, 'arrivalUs', log.trimmed) >= horizon) return log.trimmed;
  return firstAtLeast(log, 'arrivalUs', horizon);
}

export function trimStream(stream: StreamState, nowUs: number): void {
  for (const shard of stream.shards) {
    const position = horizonPosition(stream, shard, nowUs);
    shard.totals.trimmedRecords += position - shard.log.trimmed;
    trimBefore(shard.log, position);
  }
}

/** Plans the next sweep for when the oldest record will have to go. */
export function planSweep(sim: Simulation, stream: StreamState): void {
  if (stream.sweepAtUs !== null) return;
  let oldestUs = Infinity;
  for (const { log } of stream.shards) if (log.trimmed < log.count) oldestUs = Math.min(oldestUs, valueAt(log, 'arrivalUs', log.trimmed));
  for (const shard of stream.shards)
    if (shard.closesAtUs !== null && !isExpired(stream, shard, sim.nowUs)) oldestUs = Math.min(oldestUs, shard.closesAtUs);
  if (oldestUs === Infinity) return;
  const due = Math.max(oldestUs + stream.settings.retentionHours * HOUR, sim.nowUs);
  stream.sweepAtUs = (Math.floor(due / MINUTE) + 1) * MINUTE;
  schedule<KinesisTimer>(sim, stream.sweepAtUs, { owner: 'kinesis', kind: 'sweep', stream: stream.number, atUs: stream.sweepAtUs });
}

export function sweep(sim: Simulation, stream: StreamState): void {
  stream.sweepAtUs = null;
  trimStream(stream, sim.nowUs);
  for (const shard of stream.shards) {
    if (shard.expiryTold || !isExpired(stream, shard, sim.nowUs)) continue;
    shard.expiryTold = true;
    emit(sim, { type: 'shard-expired', stream: stream.name, shardId: shardIdOf(shard.index) });
  }
  planSweep(sim, stream);
}

/** A new period takes effect: what the old one has dropped stays dropped, what the new one drops goes at once. */
export function applyRetention(sim: Simulation, stream: StreamState, hours: number): void {
  trimStream(stream, sim.nowUs);
  stream.settings.retentionHours = hours;
  sweep(sim, stream);
}
