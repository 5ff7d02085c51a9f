/**
 * Pushes records to subscriptions. New records wake a stream's subscribers together, on a beat; a subscription wakes by
 * itself for what is left of a backlog and for the event without records that shows it is alive. Nothing is done per
 * record, and nothing at all where nobody is subscribed.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShardEvent.html
 */
import { firstAtLeast, valueAt } from '../../kernel/record-log.ts';
import { epochSecondsAt, schedule } from '../../kernel/simulation.ts';
import { refill, take } from '../../kernel/token-bucket.ts';
import { fillPage, millisBehind } from '../actions/get-records.ts';
import { isOpen, type ConsumerState, type SubscriptionState } from '../consumer-state.ts';
import { admitDecryption } from '../encryption.ts';
import type { Kinesis } from '../kinesis.ts';
import type { KinesisTimer } from '../kinesis-timer.ts';
import { notePush } from '../read-log.ts';
import { horizonPosition } from '../retention.ts';
import { isClosed, type ShardState, type StreamState } from '../stream-state.ts';
import { BEAT_US, BURST_SECONDS, HEARTBEAT_US, planPush, travelUs, visibleUntilUs } from './cadence.ts';
import { notePushed } from './fan-out-metrics.ts';
import { endSubscription, tellClient } from './subscription-life.ts';

/** Events that wait for a slow client in the world; then nothing more is pushed to it until it takes one. A choice: AWS says nothing of it. */
const UNFETCHED_MAX = 2;

/** Whether its client is so slow that nothing can be pushed to it now. */
export const isHeldUp = ({ client, events }: SubscriptionState): boolean => client !== null && events.length >= UNFETCHED_MAX;

interface Line {
  stream: StreamState;
  consumer: ConsumerState;
  subscription: SubscriptionState;
  shard: ShardState;
  /** Records before this position can be pushed. */
  visible: number;
}

/** New records have come to the stream. */
export function onFanOutTick(kinesis: Kinesis, stream: StreamState): void {
  stream.fanOut.tickAtUs = null;
  let more = false;
  for (const consumer of stream.consumers) {
    for (const subscription of consumer.subscriptions) {
      const shard = stream.shards[subscription.shard];
      const idle = subscription.position >= shard.log.count && !isClosed(shard, kinesis.sim.nowUs);
      if (idle || !isOpen(subscription)) continue;
      if (serve(kinesis, stream, consumer, subscription) < shard.log.count) more = true;
    }
  }
  if (more) planPush(kinesis.sim, stream, BEAT_US);
}

/** It is time for a subscription to be looked at. */
export function onFanOutWake(kinesis: Kinesis, stream: StreamState, consumer: ConsumerState, subscription: SubscriptionState): void {
  subscription.wakeAtUs = null;
  serve(kinesis, stream, consumer, subscription);
}

/** Pushes what is due to an open subscription, and plans its next turn. Returns up to which position records can be pushed. */
export function serve(kinesis: Kinesis, stream: StreamState, consumer: ConsumerState, subscription: SubscriptionState): number {
  const { sim } = kinesis;
  const shard = stream.shards[subscription.shard];
  const visible = visibleEnd(shard, sim.nowUs);
  if (isHeldUp(subscription)) return visible;
  const line: Line = { stream, consumer, subscription, shard, visible };
  const from = Math.max(subscription.position, horizonPosition(stream, shard, sim.nowUs));
  if (from < visible) pushRecords(kinesis, line, from);
  else if (isAtEnd(kinesis, line, from)) pushEnd(kinesis, line, from, from);
  else {
    if (sim.nowUs >= subscription.heartbeatAtUs) push(kinesis, line, from, from, 0);
    planWake(kinesis, line, subscription.heartbeatAtUs);
  }
  return visible;
}

function visibleEnd({ log }: ShardState, nowUs: number): number {
  const untilUs = visibleUntilUs(nowUs);
  if (log.trimmed === log.count || valueAt(log, 'arrivalUs', log.count - 1) <= untilUs) return log.count;
  return firstAtLeast(log, 'arrivalUs', untilUs + 1);
}

const isAtEnd = ({ sim }: Kinesis, { shard, visible }: Line, to: number): boolean =>
  isClosed(shard, sim.nowUs) && to === shard.log.count && visible === to;

/** One event's worth, packed as a page of GetRecords is; where the budget does not hold it, later. */
function pushRecords(kinesis: Kinesis, line: Line, from: number): void {
  const { sim, state } = kinesis;
  const { subscription, shard, visible } = line;
  const { quotas } = state;
  const { to, bytes } = fillPage(shard, from, Math.min(visible - from, quotas.readPageRecords), quotas.readPageTargetBytes);
  const readyUs = Math.max(subscription.busyUntilUs, affordedUs(kinesis, subscription, bytes));
  if (readyUs > sim.nowUs) return planWake(kinesis, line, readyUs);
  const noKey = admitDecryption({ ...kinesis, caller: subscription.caller }, line.stream, shard, from, to);
  if (noKey !== null) return endSubscription(sim, line.stream, line.consumer, subscription, 'fail', noKey.error);
  take(subscription.budget, bytes);
  if (isAtEnd(kinesis, line, to)) return pushEnd(kinesis, line, from, to, bytes);
  push(kinesis, line, from, to, bytes);
  planWake(kinesis, line, to < visible ? subscription.busyUntilUs : subscription.heartbeatAtUs);
}

/** When the budget holds so many bytes, or is full. */
function affordedUs({ sim, state }: Kinesis, { budget }: SubscriptionState, bytes: number): number {
  const rate = state.quotas.fanOutBytesPerSecond;
  const capacity = rate * BURST_SECONDS;
  refill(budget, capacity, rate, sim.nowUs);
  const missing = Math.min(bytes, capacity) * 1_000_000 - budget.level;
  return missing <= 0 ? sim.nowUs : sim.nowUs + Math.ceil(missing / rate);
}

/** The last event of a closed shard names the children, and the subscription ends with it. */
function pushEnd(kinesis: Kinesis, line: Line, from: number, to: number, bytes = 0): void {
  push(kinesis, line, from, to, bytes, true);
  endSubscription(kinesis.sim, line.stream, line.consumer, line.subscription, 'finish', null);
}

function push(kinesis: Kinesis, line: Line, from: number, to: number, bytes: number, atEnd = false): void {
  const { nowUs } = kinesis.sim;
  const { stream, consumer, subscription, shard, visible } = line;
  const millisBehindLatest = to === visible ? 0 : millisBehind(kinesis, shard, from, to);
  subscription.position = to;
  subscription.busyUntilUs = nowUs + travelUs(bytes);
  subscription.heartbeatAtUs = nowUs + HEARTBEAT_US;
  subscription.events.push({
    atUs: nowUs,
    from,
    to,
    bytes,
    millisBehindLatest,
    continuation: atEnd ? null : { counter: continuationCounter(kinesis, line, from, to), seconds: epochSecondsAt(kinesis.sim, nowUs) },
    error: null,
  });
  notePush(shard, nowUs, consumer.name, to - from, bytes);
  tellClient(kinesis.sim, subscription);
  consumer.totals.events++;
  consumer.totals.records += to - from;
  consumer.totals.bytes += bytes;
  notePushed(kinesis, stream, consumer, shard, { records: to - from, bytes, millisBehindLatest });
}

/**
 * Where a reader goes on: the last record's position in the physical log, or, when all is read, how far that log has
 * come, strangers included, so that it moves on in quiet times too (recorded).
 */
function continuationCounter({ sim }: Kinesis, { stream, shard }: Line, from: number, to: number): number {
  const { log } = shard;
  if (to < log.count) return to > from ? valueAt(log, 'counter', to - 1) : valueAt(log, 'counter', to) - 1;
  return stream.counter + Math.floor(((sim.nowUs - stream.counterUs) * stream.strangersPerSecond) / 1_000_000);
}

/** A subscription has one turn planned at a time: the earliest that anything asks for. */
function planWake({ sim }: Kinesis, { stream, consumer, subscription }: Line, atUs: number): void {
  if (subscription.wakeAtUs !== null && subscription.wakeAtUs <= atUs) return;
  subscription.wakeAtUs = atUs;
  const address = { stream: stream.number, consumer: consumer.number, subscription: subscription.number };
  schedule<KinesisTimer>(sim, atUs, { owner: 'kinesis', kind: 'fan-out-wake', ...address, atUs });
}
