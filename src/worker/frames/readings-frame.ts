/** The readings of the last minute. */
import {
  BEATS_PER_SECOND,
  CONSUMER,
  fanOutCostPerHour,
  growth,
  openShardCount,
  percentiles,
  provisionedCostPerHour,
  SECOND,
  SHARD,
  shardIdOf,
  totalAt,
  worstLag,
  type ConsumerState,
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
    putToRead: putToRead(world, world.consumers.list),
    putToReadBy: { polling: putToRead(world, readingBy(world, 'polling')), fanOut: putToRead(world, readingBy(world, 'fan-out')) },
    iteratorAge: worst === null ? null : { ms: worst.ms, consumer: worst.consumer, shardId: shardIdOf(worst.shard) },
    lagRecords: sum(consumers.map(({ lagRecords }) => lagRecords)),
    costPerHour: costPerHour(world, stream),
    throttledShareSeries: throttledShareSeries(world, stream),
    putToReadP99Series: putToReadSeries(world),
    iteratorAgeSeries: series(world.meters.age.beats, (beatsAgo) => totalAt(world.meters.age, 0, beatsAgo)),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const histograms = (consumers: readonly ConsumerState[]) => consumers.map(({ putToRead: histogram }) => histogram);

type Retrieval = 'polling' | 'fan-out';

function retrievalOf({ spec }: ConsumerState): Retrieval {
  if (spec.kind === 'firehose') return 'polling';
  return spec.kind === 'kcl' || spec.kind === 'lambda' ? spec.retrieval : spec.kind;
}

function readingBy(world: World, retrieval: Retrieval): ConsumerState[] {
  return world.consumers.list.filter((consumer) => retrievalOf(consumer) === retrieval);
}

function putToRead(world: World, consumers: readonly ConsumerState[]): ReadingsFrame['putToRead'] {
  const second = Math.floor(world.sim.nowUs / SECOND);
  const found = percentiles(histograms(consumers), second - WINDOW_SECONDS, second, [0.5, 0.9, 0.99]);
  if (found === null) return null;
  const [p50Ms, p90Ms, p99Ms] = found.us.map((us) => us / 1000) as [number, number, number];
  return { p50Ms, p90Ms, p99Ms, samples: found.samples };
}

function putToReadSeries(world: World): Float64Array {
  const second = Math.floor(world.sim.nowUs / SECOND);
  const all = histograms(world.consumers.list);
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
  const shards = openShardCount(world.sim, stream);
  const provisioned = provisionedCostPerHour(shards, records / seconds, records > 0 ? bytes / records : 0);
  const fanOutUsd = fanOutCost(world, shards, beats, seconds);
  return { ...provisioned, fanOutUsd, usd: provisioned.usd + fanOutUsd };
}

/** Each registered consumer pays for every shard, and for what it is sent. Lambda itself and lease tables are left out. */
function fanOutCost(world: World, shards: number, beats: number, seconds: number): number {
  return sum(
    readingBy(world, 'fan-out').map(({ number }) => {
      const meter = world.meters.consumers[number];
      const bytes = meter === undefined ? 0 : growth(meter, CONSUMER.bytes, beats);
      return fanOutCostPerHour(shards, bytes / seconds).usd;
    }),
  );
}
