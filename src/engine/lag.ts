/** How far consumers are behind: records not yet read, and the age of the oldest of them. Pure readings of a world. */
import { valueAt } from './kernel/record-log.ts';
import type { ConsumerState, ReaderState } from './consumers/consumer-state.ts';
import { horizonPosition } from './kinesis/retention.ts';
import { takesRecords, type ShardState, type StreamState } from './kinesis/stream-state.ts';
import type { World } from './world.ts';

export interface Lag {
  records: number;
  /** Age of the oldest record not yet read, 0 when caught up. */
  ms: number;
}

export const NO_LAG: Lag = { records: 0, ms: 0 };

/** Where a reader will go on: its position, or where it will begin. */
function positionOf(stream: StreamState, shard: ShardState, reader: ReaderState, nowUs: number): number {
  const horizon = horizonPosition(stream, shard, nowUs);
  if (reader.position !== null) return Math.max(reader.position, horizon);
  if (reader.from === 'TRIM_HORIZON') return horizon;
  // a time or a number becomes a position only when reading begins: until then nothing is said to be unread
  return reader.from !== 'LATEST' || takesRecords(shard, nowUs) ? shard.log.count : horizon;
}

export function lagOf(world: World, stream: StreamState, reader: ReaderState): Lag {
  const { nowUs } = world.sim;
  const shard = stream.shards[reader.shard];
  const position = positionOf(stream, shard, reader, nowUs);
  if (position >= shard.log.count) return NO_LAG;
  return { records: shard.log.count - position, ms: (nowUs - valueAt(shard.log, 'arrivalUs', position)) / 1000 };
}

export const streamOf = (world: World, consumer: ConsumerState): StreamState | undefined =>
  world.kinesis.streams.find(({ name }) => name === consumer.spec.stream);

/** The oldest unread record of any consumer: its age in ms, and who has not read it. */
export function worstLag(world: World): { ms: number; consumer: string; shard: number } | null {
  let worst: { ms: number; consumer: string; shard: number } | null = null;
  for (const consumer of world.consumers.list) {
    const stream = streamOf(world, consumer);
    if (stream === undefined) continue;
    for (const reader of consumer.readers) {
      const { ms } = lagOf(world, stream, reader);
      if (worst === null || ms > worst.ms) worst = { ms, consumer: consumer.spec.id, shard: reader.shard };
    }
  }
  return worst;
}

export const oldestUnreadMs = (world: World): number => worstLag(world)?.ms ?? 0;
