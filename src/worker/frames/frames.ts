/** Makes frames: the fast part every time, the slow part at most ten times a second. */
import { SECOND, type StreamState, type World } from '../../engine/index.ts';
import { CELL_COLOURS, READ_STRIDE, type CellFrame, type Frame, type SlowFrame, type TimelineFrame } from '../../protocol/from-worker.ts';
import type { TravelFrame } from '../../protocol/travel.ts';
import { isNearBudget, measureMemory } from '../memory.ts';
import { settleColours } from '../watch/key-colours.ts';
import { copyCells, levelFor, SLOT_LENGTHS_US, SLOTS, type LaneCells } from '../watch/lane-cells.ts';
import type { Horizon } from '../branches.ts';
import { createRecordWatch, lookAtPuts, primeWatch, type RecordWatch } from '../watch/record-watch.ts';
import { consumerFrame, producerFrame } from './actor-frames.ts';
import { deliverySummaries } from './delivery-frame.ts';
import { readingsFrame } from './readings-frame.ts';
import { keyFrames, shardFrames, topKeys, type TopKey } from './shard-frames.ts';

const SLOW_MS = 100;
const RARE_MS = 1000;

/** What frame-making remembers between two frames. */
export interface FrameMaker {
  watch: RecordWatch;
  /** By consumer number and shard: what had been read at the last frame. */
  reads: Map<string, { records: number; bytes: number; calls: number; refused: number }>;
  slowMs: number;
  rareMs: number;
  memoryMs: number;
  tops: Map<number, TopKey>;
  memory: SlowFrame['memory'];
}

export const createFrameMaker = (world: World, budgetBytes: number): FrameMaker => ({
  watch: createRecordWatch(),
  reads: new Map(),
  slowMs: -Infinity,
  rareMs: -Infinity,
  memoryMs: -Infinity,
  tops: new Map(),
  memory: measureMemory(world, budgetBytes, 0),
});

/** What the session knows and the world does not. */
export interface RunState {
  seed: string;
  profile: string;
  playing: boolean;
  speed: SlowFrame['speed'];
  pausedBecause: SlowFrame['pausedBecause'];
  jump: number;
  epoch: number;
  /** What the page may know of the whole branch. Asked for where the slow part is made, as `travel` is. */
  horizon(): Horizon;
  travel(): TravelFrame;
  keyframeBytes: number;
}

export interface FrameRequest {
  /** The history that the page has, and how many events of it. */
  epoch: number;
  eventsAfter: number;
  slow: boolean;
}

export function makeFrame(maker: FrameMaker, world: World, run: RunState, request: FrameRequest, nowMs: number): Frame {
  const stream = world.kinesis.streams[0];
  const puts = lookAtPuts(maker.watch, world, stream);
  const reads = lookAtReads(maker, world);
  const isDue = request.slow || nowMs - maker.slowMs >= SLOW_MS;
  if (isDue) maker.slowMs = nowMs;
  return {
    nowUs: world.sim.nowUs,
    playing: run.playing,
    jump: run.jump,
    seq: world.sim.history.length,
    puts,
    reads,
    slow: isDue ? slowFrame(maker, world, stream, run, request, nowMs) : null,
    other: null,
  };
}

/** The buffers of a frame that are handed over rather than copied. */
export function transferablesOf({ puts, reads, slow, other, readBudgets }: Frame): ArrayBufferLike[] {
  const buffers: ArrayBufferLike[] = [puts.buffer, reads.buffer, ...(other === null ? [] : transferablesOf(other))];
  if (readBudgets !== undefined) buffers.push(readBudgets.rows.buffer);
  if (slow === null) return buffers;
  const { accepted, throttled, read, oldestUnreadMs, openShards } = slow.timeline;
  for (const column of [slow.cells.counts, accepted, throttled, read, oldestUnreadMs, openShards]) buffers.push(column.buffer);
  return buffers;
}

function lookAtReads(maker: FrameMaker, world: World): Float64Array {
  const rows: number[] = [];
  world.consumers.list.forEach(({ number, readers }, consumer) => {
    for (const { shard, recordsRead, bytesRead, calls, refusedCalls } of readers) {
      const name = `${number}/${shard}`;
      const before = maker.reads.get(name);
      if (before?.calls === calls && before.records === recordsRead) continue;
      rows.push(
        consumer,
        shard,
        recordsRead - (before?.records ?? 0),
        bytesRead - (before?.bytes ?? 0),
        calls - (before?.calls ?? 0),
        refusedCalls - (before?.refused ?? 0),
      );
      maker.reads.set(name, { records: recordsRead, bytes: bytesRead, calls, refused: refusedCalls });
    }
  });
  return Float64Array.from(rows.slice(0, rows.length - (rows.length % READ_STRIDE)));
}

function slowFrame(maker: FrameMaker, world: World, stream: StreamState, run: RunState, request: FrameRequest, nowMs: number): SlowFrame {
  const { keys, cells } = maker.watch;
  settleColours(keys, world.sim.nowUs);
  if (nowMs - maker.rareMs >= RARE_MS || maker.tops.size === 0) {
    maker.rareMs = nowMs;
    maker.tops = topKeys(world, stream, keys);
    maker.memory = measureMemory(world, maker.memory.budgetBytes, run.keyframeBytes);
  }
  const shards = shardFrames(world, stream, maker.tops);
  const consumers = world.consumers.list.map((consumer) => consumerFrame(world, consumer));
  const horizon = run.horizon();
  return {
    startEpochMs: world.sim.startEpochMs,
    seed: run.seed,
    profile: run.profile,
    speed: run.speed,
    pausedBecause: run.pausedBecause,
    memory: maker.memory,
    stream: streamFrame(stream, shards.filter(({ state }) => state === 'open' || state === 'closing').length),
    shards,
    producers: world.producers.list.map((producer) => producerFrame(world, producer)),
    consumers,
    deliveryStreams: deliverySummaries(world),
    keys: keyFrames(world, keys),
    cells: cellFrame(
      world,
      cells,
      shards.map(({ index }) => index),
      Math.max(0, ...consumers.map(({ lagMs }) => lagMs)),
    ),
    readings: readingsFrame(world, stream, consumers),
    timeline: timelineFrame(horizon),
    travel: run.travel(),
    epoch: run.epoch,
    events: horizon.history.slice(request.epoch === run.epoch ? request.eventsAfter : 0),
  };
}

const streamFrame = (stream: StreamState, openShards: number): SlowFrame['stream'] => ({
  name: stream.name,
  arn: stream.arn,
  status: stream.life.state as SlowFrame['stream']['status'],
  openShards,
  retentionHours: stream.settings.retentionHours,
});

function cellFrame(world: World, cells: LaneCells, shards: readonly number[], lagMs: number): CellFrame {
  const level = levelFor(lagMs);
  const slotUs = SLOT_LENGTHS_US[level];
  const { nowUs } = world.sim;
  const counts = new Uint32Array(shards.length * SLOTS * CELL_COLOURS);
  shards.forEach((shard, i) => copyCells(cells, shard, level, nowUs, counts, i * SLOTS * CELL_COLOURS));
  return {
    slotUs,
    slots: SLOTS,
    newestSlotUs: Math.floor(nowUs / slotUs) * slotUs,
    fullRecords: (world.kinesis.quotas.shardWriteRecordsPerSecond * slotUs) / SECOND,
    counts,
  };
}

function timelineFrame({ timeline }: Horizon): TimelineFrame {
  return {
    binUs: timeline.beatsPerBin * 250_000,
    accepted: Uint32Array.from(timeline.accepted),
    throttled: Uint32Array.from(timeline.refused),
    read: Uint32Array.from(timeline.read),
    oldestUnreadMs: Float64Array.from(timeline.unreadMs),
    openShards: Uint32Array.from(timeline.openShards),
  };
}

/** Whether the run has to pause for memory; measured anew ten times a second, for at 1000× a second brings in much. */
export function isOutOfMemory(maker: FrameMaker, world: World, keyframeBytes: number, nowMs: number): boolean {
  if (nowMs - maker.memoryMs >= SLOW_MS) {
    maker.memoryMs = nowMs;
    maker.memory = measureMemory(world, maker.memory.budgetBytes, keyframeBytes);
  }
  return isNearBudget(maker.memory);
}

/**
 * The world on screen stands at another moment. Where it only moved on, what was written meanwhile is counted and not shown flying;
 * where it is another world, the lanes and the colours are made from its log.
 */
export function jumpWatch(maker: FrameMaker, world: World, hasMovedOn: boolean): void {
  const stream = world.kinesis.streams[0];
  if (hasMovedOn) lookAtPuts(maker.watch, world, stream);
  else maker.watch = primeWatch(maker.watch.keys, world, stream);
  if (!hasMovedOn) maker.reads.clear();
  lookAtReads(maker, world);
  maker.slowMs = -Infinity;
  maker.rareMs = -Infinity;
}
