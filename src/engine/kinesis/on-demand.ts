/**
 * On-demand capacity. A stream starts with four shards; a shard that takes more than half its limit is cut into even
 * halves within 15 minutes, so that there is room for about twice the peak. More than that in a shorter time is
 * throttled, and so is one key that alone exceeds a shard: even halves never isolate it.
 * https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
 * Choices: the peak minute since the last look decides, a look every five minutes; shards are not merged again (AWS says
 * nothing of when it scales down).
 */
import { schedule, type Simulation } from '../kernel/simulation.ts';
import { MINUTE } from '../kernel/time.ts';
import { validationFailed } from './errors.ts';
import { middleOf } from './hash-key.ts';
import type { Kinesis } from './kinesis.ts';
import type { KinesisTimer } from './kinesis-timer.ts';
import { splitInto } from './reshard.ts';
import { startScaling } from './scaling.ts';
import type { ShardState, StreamState } from './stream-state.ts';
import { acceptedBytesOf } from './write-ledger.ts';

/** Above these, averaged over a minute, a shard is split. Documented for bytes: 500 KB/s; the same share of the record limit is a choice. */
const SPLIT_BYTES_PER_SECOND = 500 * 1024;
const SPLIT_RECORDS_PER_SECOND = 500;
const LOOK_MINUTES = 5;
const LEAST_SHARDS = 4;
/** 10 GB/s in the largest regions. */
const MOST_SHARDS = 10_240;

export interface Demand {
  /** Per shard: bytes and records accepted at the last minute's end, and the peak minute since the last look. */
  shards: { bytes: number; records: number; peakBytes: number; peakRecords: number }[];
  minutes: number;
}

export const onDemandRefusal = ({ state }: Kinesis, stream: StreamState) =>
  validationFailed(`Request is invalid. Stream ${stream.name} under account ${state.accountId} is in On-Demand mode.`);

/** A minute is looked at as long as the stream is on demand. What it took before counts for nothing. */
export function startWatchingDemand(sim: Simulation, stream: StreamState): void {
  if (stream.demand !== null) return;
  const shards = stream.shards.map((shard) => ({
    bytes: acceptedBytesOf(stream, shard),
    records: shard.log.count,
    peakBytes: 0,
    peakRecords: 0,
  }));
  stream.demand = { shards, minutes: 0 };
  schedule<KinesisTimer>(sim, sim.nowUs + MINUTE, { owner: 'kinesis', kind: 'demand', stream: stream.number });
}

export function onDemandMinute(kinesis: Kinesis, stream: StreamState): void {
  const { demand } = stream;
  if (demand === null) return;
  if (stream.life.state === 'GONE' || (stream.settings.mode !== 'ON_DEMAND' && stream.pending?.mode !== 'ON_DEMAND')) {
    stream.demand = null;
    return;
  }
  for (const shard of stream.shards) notePeak(demand, stream, shard);
  if (++demand.minutes % LOOK_MINUTES === 0) splitBusyShards(kinesis, stream, demand);
  schedule<KinesisTimer>(kinesis.sim, kinesis.sim.nowUs + MINUTE, { owner: 'kinesis', kind: 'demand', stream: stream.number });
}

function notePeak(demand: Demand, stream: StreamState, shard: ShardState): void {
  const seen = (demand.shards[shard.index] ??= { bytes: 0, records: 0, peakBytes: 0, peakRecords: 0 });
  const bytes = acceptedBytesOf(stream, shard);
  seen.peakBytes = Math.max(seen.peakBytes, bytes - seen.bytes);
  seen.peakRecords = Math.max(seen.peakRecords, shard.log.count - seen.records);
  seen.bytes = bytes;
  seen.records = shard.log.count;
}

function splitBusyShards(kinesis: Kinesis, stream: StreamState, demand: Demand): void {
  if (stream.life.state !== 'ACTIVE' || stream.scaling !== null) return; // the peaks wait for the next look
  for (const shard of stream.shards.slice()) {
    // children join the list meanwhile
    const { peakBytes, peakRecords } = demand.shards[shard.index];
    Object.assign(demand.shards[shard.index], { peakBytes: 0, peakRecords: 0 });
    const isBusy = peakBytes > 60 * SPLIT_BYTES_PER_SECOND || peakRecords > 60 * SPLIT_RECORDS_PER_SECOND;
    const isOpen = shard.closesAtUs === null && shard.opensAtUs <= kinesis.sim.nowUs;
    if (isBusy && isOpen && openCount(stream) < MOST_SHARDS && shard.end - shard.start > 4n)
      splitInto(kinesis, stream, shard, middleOf(shard.start, shard.end));
  }
}

/** Shards without an end, those included that have not opened yet. */
export const openCount = (stream: StreamState): number => stream.shards.filter((shard) => shard.closesAtUs === null).length;

/** Brings the stream to the shards that a warm throughput needs, 1 MiB/s each and `least` at least. False where it has them. */
export function scaleToWarm(kinesis: Kinesis, stream: StreamState, warmMiBps: number, least = LEAST_SHARDS): boolean {
  const open = stream.shards.filter((shard) => shard.closesAtUs === null).sort((a, b) => (a.start < b.start ? -1 : 1));
  const target = Math.max(least, warmMiBps);
  if (target === open.length) return false;
  startScaling(kinesis, stream, open, target);
  return true;
}
