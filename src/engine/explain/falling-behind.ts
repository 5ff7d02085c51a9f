/**
 * Readers that fall behind, told once a second. A healthy reader lets a record wait for at most one poll interval and the work on
 * one page; a call that is refused once costs one interval more. So it counts as behind when its oldest unread record is older than
 * two poll intervals and LAG_US, and as caught up again below one interval and a second, with no longer work than that in hand. LAG_US is a choice: short enough to be seen
 * within a lesson, long enough that a spike of a second or two is not told.
 */
import { valueAt } from '../kernel/record-log.ts';
import { emit } from '../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import type { LagReason } from '../consumers/consumer-event.ts';
import type { ConsumerState, ReaderState } from '../consumers/consumer-state.ts';
import { readIntervalMs } from '../consumers/pace.ts';
import { fillPage } from '../kinesis/actions/get-records.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import { RATE_WINDOW_US } from '../kinesis/read-limits.ts';
import { horizonPosition } from '../kinesis/retention.ts';
import { lastSetBy, later } from '../kinesis/set-by.ts';
import { shardIdOf } from '../kinesis/shard-id.ts';
import { causeOfLoad, loadOfSecond } from '../kinesis/shard-load.ts';
import type { ShardState, StreamState } from '../kinesis/stream-state.ts';
import { lagOf, streamOf, type Lag } from '../lag.ts';
import type { World } from '../world.ts';

const LAG_US = 5 * SECOND;
/** A page travels 3 to 9 ms to its reader: 6 on average. */
const TRAVEL_US = 6 * MILLISECOND;

export function tellDelays(world: World, kinesis: Kinesis): void {
  for (const consumer of world.consumers.list) {
    const stream = streamOf(world, consumer);
    if (stream === undefined) continue;
    const pollUs = readIntervalMs(consumer.spec) * MILLISECOND;
    for (const reader of consumer.readers) {
      if (reader.state === 'drained' && reader.behind === null) continue;
      const lag = lagOf(world, stream, reader);
      const ageUs = lag.ms * MILLISECOND;
      if (reader.behind === null && ageUs > 2 * pollUs + LAG_US) tellFallen(world, kinesis, stream, consumer, reader, lag);
      else if (reader.behind !== null && ageUs < pollUs + SECOND && !isBusy(reader, pollUs) && !hasMissed(world, stream, reader))
        tellCaughtUp(world, consumer, reader, reader.behind);
    }
  }
}

/** A large page that has just been taken leaves nothing unread for the moment; what comes now waits until it is worked on. */
const isBusy = ({ state, page }: ReaderState, pollUs: number): boolean => state !== 'drained' && page.busyUs >= pollUs + SECOND;

/** Where retention took what it had not read, nothing is unread any more, but nothing is caught up either: it will find out. */
const hasMissed = ({ sim }: World, stream: StreamState, { state, position, shard }: ReaderState): boolean =>
  state !== 'drained' && position !== null && position < horizonPosition(stream, stream.shards[shard], sim.nowUs);

function tellCaughtUp({ sim }: World, { spec }: ConsumerState, reader: ReaderState, behind: number): void {
  const lastedUs = sim.nowUs - sim.history[behind - 1].atUs;
  emit(sim, { type: 'reading-caught-up', consumer: spec.id, shardId: shardIdOf(reader.shard), lastedUs }, behind);
  reader.behind = null;
  reader.wasBehind = { event: behind, untilUs: sim.nowUs };
}

function tellFallen(world: World, kinesis: Kinesis, stream: StreamState, consumer: ConsumerState, reader: ReaderState, lag: Lag): void {
  const { sim } = world;
  const shard = stream.shards[reader.shard];
  const firstUnread = shard.log.count - lag.records;
  const arrivingPerSecond = (lag.records * 1000) / lag.ms;
  const reason = reasonOf(world, stream, consumer, reader, firstUnread, arrivingPerSecond);
  reader.behind = emit(
    sim,
    {
      type: 'reading-fell-behind',
      consumer: consumer.spec.id,
      shardId: shardIdOf(reader.shard),
      ageMs: lag.ms,
      firstUnread,
      records: lag.records,
      arrivingPerSecond,
      ...reason,
    },
    causeOf(kinesis, stream, consumer, reader, firstUnread, reason),
  );
}

interface Reason {
  reason: LagReason;
  canTakePerSecond: number;
}

function reasonOf(
  world: World,
  stream: StreamState,
  consumer: ConsumerState,
  reader: ReaderState,
  firstUnread: number,
  arrivingPerSecond: number,
): Reason {
  const shard = stream.shards[reader.shard];
  const own = ownPace(world, consumer, shard, firstUnread);
  const waitedSinceUs = valueAt(shard.log, 'arrivalUs', firstUnread);
  if (waitedSinceUs < (reader.startedUs ?? Infinity) && parentsOf(consumer, reader).length > 0)
    return { reason: 'parent', canTakePerSecond: reader.state === 'waiting' ? 0 : own.canTakePerSecond };
  if (failureOf(reader) !== null) return { reason: 'failing', canTakePerSecond: 0 };
  if (waitedSinceUs < consumer.addedUs) return { reason: 'backlog', canTakePerSecond: own.canTakePerSecond };
  const spell = shard.readThrottle;
  const isRefused = spell !== null && reader.lastRefusedUs >= world.sim.nowUs - RATE_WINDOW_US;
  if (isRefused && own.canTakePerSecond >= arrivingPerSecond) {
    const left = budgetLeft(world, shard, consumer.spec.id, spell.limit, own);
    return { reason: `read-${spell.limit}`, canTakePerSecond: Math.min(left, own.canTakePerSecond) };
  }
  const { reason, canTakePerSecond } = own;
  if (canTakePerSecond < arrivingPerSecond) return { reason, canTakePerSecond };
  return { reason: reader.page.busyUs > LAG_US ? 'processing' : 'catching-up', canTakePerSecond };
}

const parentsOf = (consumer: ConsumerState, { parents }: ReaderState): ReaderState[] =>
  consumer.readers.filter(({ shard }) => parents.includes(shard));

/** The event of a reader's falling behind, where it was behind at that time or is so still. */
const behindSince = ({ behind, wasBehind }: ReaderState, atUs: number): number | null =>
  behind ?? (wasBehind !== null && wasBehind.untilUs >= atUs ? wasBehind.event : null);

/** The event that told that its batches fail, where it tries them again in place; null where none does. */
const failureOf = ({ failing }: ReaderState): number | null => failing ?? null;

interface Pace extends Reason {
  /** Records and bytes of the page that it would read now. */
  records: number;
  bytes: number;
}

/** Records that a reader asks for at most. */
function pageLimit(spec: ConsumerState['spec']): number {
  if (spec.kind === 'polling') return spec.limit;
  return spec.kind === 'kcl' ? spec.maxRecords : Infinity;
}

/** What a reader can take by its own settings: a page a turn, and a turn takes the poll interval or the work on the page, whichever is longer. */
function ownPace(world: World, { spec }: ConsumerState, shard: ShardState, firstUnread: number): Pace {
  const { readPageRecords, readPageTargetBytes } = world.kinesis.quotas;
  const page = fillPage(shard, firstUnread, readPageRecords, readPageTargetBytes);
  const found = Math.max(1, page.to - firstUnread);
  const averageBytes = page.bytes / found;
  const fitting = averageBytes > 0 ? Math.ceil(readPageTargetBytes / averageBytes) : Infinity;
  const records = Math.min(pageLimit(spec), readPageRecords, fitting);
  if (spec.kind === 'lambda') {
    const inBatch = Math.min(spec.batchSize, records);
    const turnUs = spec.invocationUs + inBatch * spec.processingUsPerRecord;
    const atATime = inBatch * spec.parallelizationFactor;
    return {
      reason: 'processing',
      canTakePerSecond: (atATime * SECOND) / Math.max(1, turnUs),
      records: atATime,
      bytes: atATime * averageBytes,
    };
  }
  const busyUs = records * spec.processingUsPerRecord + TRAVEL_US;
  const pollUs = readIntervalMs(spec) * MILLISECOND;
  return {
    reason: busyUs > pollUs ? 'processing' : 'polling',
    canTakePerSecond: (records * SECOND) / Math.max(busyUs, pollUs),
    records,
    bytes: records * averageBytes,
  };
}

/** What the shard's shared read budget leaves this reader, measured over the last RATE_WINDOW_US: calls it was granted, or bytes that the others left. */
function budgetLeft(world: World, shard: ShardState, id: string, limit: 'calls' | 'bytes', own: Pace): number {
  const { recentReads: reads } = shard;
  const { sim, kinesis } = world;
  const seconds = RATE_WINDOW_US / SECOND;
  let ownCalls = 0;
  let othersBytes = 0;
  for (let i = 0; i < reads.atUs.length; i++) {
    if (reads.atUs[i] <= sim.nowUs - RATE_WINDOW_US) continue;
    if (reads.reader[i] === id) ownCalls++;
    else othersBytes += reads.bytes[i];
  }
  if (limit === 'calls') return (ownCalls / seconds) * own.records;
  return Math.max(0, kinesis.quotas.shardReadBytesPerSecond - othersBytes / seconds) * (own.records / Math.max(1, own.bytes));
}

function causeOf(
  kinesis: Kinesis,
  stream: StreamState,
  consumer: ConsumerState,
  reader: ReaderState,
  firstUnread: number,
  { reason, canTakePerSecond }: Reason,
): number | null {
  const shard = stream.shards[reader.shard];
  const set = lastSetBy(kinesis, 'consumer', consumer.spec.id);
  switch (reason) {
    case 'parent': {
      const waitedSinceUs = valueAt(shard.log, 'arrivalUs', firstUnread);
      const reshard = stream.reshards.find(({ children }) => children.includes(reader.shard))?.event ?? null;
      const behind = parentsOf(consumer, reader).map((parent) => behindSince(parent, waitedSinceUs));
      return behind.reduce(later, null) ?? reshard;
    }
    case 'failing':
      return failureOf(reader);
    case 'backlog':
      return set;
    case 'read-calls':
    case 'read-bytes':
      return shard.readThrottle!.event;
    default: {
      const load = loadOfSecond(kinesis, shard, shard.log.count, kinesis.sim.nowUs);
      return later(set, causeOfLoad(kinesis, stream, shard, load, 'records', canTakePerSecond));
    }
  }
}
