/** The readings of the last minute. */
import {
  BEATS_PER_SECOND,
  growth,
  openShardCount,
  percentiles,
  provisionedCostPerHour,
  SECOND,
  SHARD,
  shardIdOf,
  totalAt,
  worstLag,
  type StreamState,
  type World,
} from '../../engine/index.ts';
import type { ConsumerFrame, ReadingsFrame } from '../../protocol/from-worker.ts';

const WINDOW_SECONDS = 60;
const WINDOW_BEATS = WINDOW_SECONDS * BEATS_PER_SECOND;
/** The cost of an hour goes by the rate of the last ten seconds. */
const COST_SECONDS = 10;

export function readingsFrame(world: World, stream: StreamState, consumers: readonly ConsumerFrame[]): ReadingsFrame {
  const meters = world.meters.shards[stream.number] ?? [];
  const refused = meters.map((meter) => growth(meter, SHARD.refused, WINDOW_BEATS));
  const throttledRecords = sum(refused);
  const attemptedRecords = throttledRecords + sum(meters.map((meter) => growth(meter, SHARD.acceptedRecords, WINDOW_BEATS)));
  const worst = worstLag(world);
  return {
    windowSeconds: WINDOW_SECONDS,
    attemptedRecords,
    throttledRecords,
    throttledShare: attemptedRecords > 0 ? throttledRecords / attemptedRecords : 0,
    throttledBy: refused
      .map((records, index) => ({ shardId: shardIdOf(index), share: throttledRecords > 0 ? records / throttledRecords : 0 }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share),
    putToRead: putToRead(world),
    iteratorAge: worst === null ? null : { ms: worst.ms, consumer: worst.consumer, shardId: shardIdOf(worst.shard) },
    lagRecords: sum(consumers.map(({ lagRecords }) => lagRecords)),
    costPerHour: costPerHour(world, stream),
    throttledShareSeries: throttledShareSeries(world, stream),
    putToReadP99Series: putToReadSeries(world),
    iteratorAgeSeries: series(world.meters.age.beats, (beatsAgo) => totalAt(world.meters.age, 0, beatsAgo)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const histograms = (world: World) => world.consumers.list.map(({ putToRead: histogram }) => histogram);

function putToRead(world: World): ReadingsFrame['putToRead'] {
  const second = Math.floor(world.sim.nowUs / SECOND);
  const found = percentiles(histograms(world), second - WINDOW_SECONDS, second, [0.5, 0.9, 0.99]);
  if (found === null) return null;
  const [p50Ms, p90Ms, p99Ms] = found.us.map((us) => us / 1000) as [number, number, number];
  return { p50Ms, p90Ms, p99Ms, samples: found.samples };
}

function putToReadSeries(world: World): Float64Array {
  const second = Math.floor(world.sim.nowUs / SECOND);
  const all = histograms(world);
  return Float64Array.from({ length: WINDOW_SECONDS }, (_, i) => {
    const at = second - WINDOW_SECONDS + i;
    const found = percentiles(all, at - 1, at, [0.99]);
    return found === null ? NaN : found.us[0] / 1000;
  });
}

/** One value a second, oldest first, NaN before the run began. */
function series(beats: number, read: (beatsAgo: number) => number): Float64Array {
  return Float64Array.from({ length: WINDOW_SECONDS }, (_, i) => {
    const beatsAgo = (WINDOW_SECONDS - 1 - i) * BEATS_PER_SECOND;
    return beatsAgo < beats ? read(beatsAgo) : NaN;
  });
}

function throttledShareSeries(world: World, stream: StreamState): Float64Array {
  const meters = world.meters.shards[stream.number] ?? [];
  return series(world.meters.age.beats, (beatsAgo) => {
    let refused = 0;
    let accepted = 0;
    for (const meter of meters) {
      refused += totalAt(meter, SHARD.refused, beatsAgo) - totalAt(meter, SHARD.refused, beatsAgo + BEATS_PER_SECOND);
      accepted += totalAt(meter, SHARD.acceptedRecords, beatsAgo) - totalAt(meter, SHARD.acceptedRecords, beatsAgo + BEATS_PER_SECOND);
    }
    return refused + accepted > 0 ? refused / (refused + accepted) : 0;
  });
}

function costPerHour(world: World, stream: StreamState): ReadingsFrame['costPerHour'] {
  const meters = world.meters.shards[stream.number] ?? [];
  const beats = COST_SECONDS * BEATS_PER_SECOND;
  const records = sum(meters.map((meter) => growth(meter, SHARD.acceptedRecords, beats)));
  const bytes = sum(meters.map((meter) => growth(meter, SHARD.acceptedBytes, beats)));
  const seconds = Math.min(COST_SECONDS, Math.max(1, world.sim.nowUs / SECOND));
  return provisionedCostPerHour(openShardCount(world.sim, stream), records / seconds, records > 0 ? bytes / records : 0);
}
