/**
 * A lane's turn: what goes out next, whether it may, and what is too old to go out at all.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html
 * Invocations beyond the concurrency limit are throttled: tried again, and no attempt is used up (documented). Choice: a second later.
 */
import { noteDuration } from '../../kernel/latency-histogram.ts';
import { emit } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import type { ShardState } from '../../kinesis/stream-state.ts';
import type { Consumers } from '../consumer-state.ts';
import { giveUp, unblock } from './give-up.ts';
import type { LambdaBatch, LambdaConsumer, LambdaLane, LambdaReader } from './lambda-state.ts';
import { createBatch, fullness } from './lanes.ts';
import { commandThatSet, later } from './mapping.ts';
import { arrivalAt, retentionEdgeUs, sourceOf, type Source } from './record-view.ts';
import { cutOf, windowBatch } from './tumbling.ts';

const THROTTLED_PAUSE_US = SECOND;
/** Throttlings closer than this are one spell. */
const SPELL_US = 5 * SECOND;

/** Sends what the lane has to send, unless it is at work, pauses or gathers. */
export function takeTurn(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, laneIndex: number): void {
  const lane = reader.lanes[laneIndex];
  const source = sourceOf(consumers, consumer, reader.shard);
  if (source === null) return;
  for (;;) {
    lane.batch ??= lane.halves.shift() ?? nextBatch(consumers, consumer, reader, laneIndex, source);
    const { batch } = lane;
    if (batch === null || batch.invocation !== null || (batch.retryAtUs ?? 0) > consumers.sim.nowUs) return;
    dropOld(consumers, consumer, reader, batch, source);
    if (batch.positions.length > 0 || batch.window?.isFinal === true)
      return invoke(consumers, consumer, reader, laneIndex, batch, source.shard);
    lane.batch = null;
  }
}

function nextBatch(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  laneIndex: number,
  { shard }: Source,
): LambdaBatch | null {
  const { sim } = consumers;
  const { spec } = consumer;
  const lane = reader.lanes[laneIndex];
  const last = windowBatch(consumers, consumer, reader, lane, shard);
  if (last !== null) return last;
  if (lane.pending.length === 0) return null;
  const { records, isFull } = fullness(shard, lane, spec.batchSize, cutOf(reader, lane, shard));
  const dueUs = (lane.gatheringSinceUs ?? sim.nowUs) + spec.windowSeconds * SECOND;
  if (!isFull && dueUs > sim.nowUs && reader.ending === null) {
    turnAt(consumers, consumer, reader, laneIndex, dueUs);
    return null;
  }
  const { window } = reader;
  return createBatch(lane.pending.splice(0, records), window === null ? null : { startUs: window.startUs, isFinal: false });
}

/** The lane is looked at again then; turns that were planned before are void. */
export function turnAt({ sim }: Consumers, consumer: LambdaConsumer, reader: LambdaReader, laneIndex: number, atUs: number): void {
  const turn = ++reader.lanes[laneIndex].turn;
  later({ sim }, consumer, atUs - sim.nowUs, { kind: 'lambda-turn', shard: reader.shard, lane: laneIndex, turn, epoch: reader.epoch });
}

export function onTurn(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, laneIndex: number, turn: number): void {
  if (reader.lanes[laneIndex]?.turn === turn) takeTurn(consumers, consumer, reader, laneIndex);
}

/** Records at the head that retention or the maximum age have overtaken are given up without the others (recorded). */
function dropOld(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  batch: LambdaBatch,
  { stream, shard }: Source,
): void {
  const { sim } = consumers;
  const { maximumRecordAgeSeconds } = consumer.spec;
  const headUntil = (isOld: (arrivalUs: number) => boolean): number[] => {
    let count = 0;
    while (count < batch.positions.length && isOld(arrivalAt(shard, batch.positions[count]))) count++;
    return batch.positions.splice(0, count);
  };
  const goneUs = retentionEdgeUs(stream, sim.nowUs);
  giveUp(
    consumers,
    consumer,
    reader,
    batch,
    headUntil((arrivalUs) => arrivalUs <= goneUs),
    'RetentionExceeded',
  );
  if (maximumRecordAgeSeconds < 0) return;
  const oldUs = sim.nowUs - maximumRecordAgeSeconds * SECOND;
  giveUp(
    consumers,
    consumer,
    reader,
    batch,
    headUntil((arrivalUs) => arrivalUs < oldUs),
    'RecordAgeExceeded',
  );
}

function invoke(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  laneIndex: number,
  batch: LambdaBatch,
  shard: ShardState,
): void {
  const { sim } = consumers;
  const { spec, figures, running } = consumer;
  if (running.length >= spec.concurrencyLimit) return throttle(consumers, consumer, reader, laneIndex, batch);
  const records = batch.positions.length;
  const busyUs = Math.round((spec.invocationUs + records * spec.processingUsPerRecord) * (consumer.slow?.factor ?? 1));
  const number = consumer.nextInvocation++;
  if (!batch.wasInvoked) noteDelivery(consumers, consumer, batch, shard);
  batch.wasInvoked = true;
  batch.invocation = number;
  batch.retryAtUs = null;
  if (records > 0) reader.iteratorAgeUs = sim.nowUs - arrivalAt(shard, batch.positions[records - 1]);
  reader.page = { records, busyUs };
  running.push({
    number,
    shard: reader.shard,
    lane: laneIndex,
    epoch: reader.epoch,
    positions: batch.positions.slice(),
    startedUs: sim.nowUs,
    endsUs: sim.nowUs + Math.max(1, busyUs),
    outcome: 'running',
    window: batch.window,
  });
  figures.invocations++;
  figures.mostConcurrent = Math.max(figures.mostConcurrent, running.length);
  later(consumers, consumer, Math.max(1, busyUs), { kind: 'lambda-ended', invocation: number });
}

/** A record has come to its consumer when the function is first invoked with it. */
function noteDelivery({ sim }: Consumers, { putToRead }: LambdaConsumer, { positions }: LambdaBatch, shard: ShardState): void {
  for (let i = 0; i < positions.length;) {
    const arrivalUs = arrivalAt(shard, positions[i]);
    const first = i;
    while (i < positions.length && arrivalAt(shard, positions[i]) === arrivalUs) i++;
    noteDuration(putToRead, sim.nowUs, sim.nowUs - arrivalUs, i - first);
  }
}

function throttle(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, laneIndex: number, batch: LambdaBatch): void {
  const { sim } = consumers;
  const { spec, throttling } = consumer;
  consumer.figures.throttles++;
  batch.retryAtUs = sim.nowUs + THROTTLED_PAUSE_US;
  if (throttling === null || throttling.lastUs < sim.nowUs - SPELL_US) {
    const event = emit(
      sim,
      { type: 'invocations-throttled', consumer: spec.id, concurrencyLimit: spec.concurrencyLimit },
      commandThatSet(consumers, consumer),
    );
    consumer.throttling = { event, lastUs: sim.nowUs };
  } else throttling.lastUs = sim.nowUs;
  turnAt(consumers, consumer, reader, laneIndex, batch.retryAtUs);
}

/** The batch is done or given up: the lane goes on. */
export function clearLane(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, lane: LambdaLane): void {
  lane.batch = null;
  lane.gatheringSinceUs = lane.pending.length > 0 ? consumers.sim.nowUs : null;
  unblock(consumers, consumer, reader);
}
