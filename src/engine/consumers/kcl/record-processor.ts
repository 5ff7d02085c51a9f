/**
 * The record processor of a learner's KCL application, and the ProcessTask around it.
 * https://docs.aws.amazon.com/streams/latest/dev/kcl-concepts.html, lifecycle/ProcessTask
 * It works through a batch record by record and checkpoints as specified. An exception ends the batch there; KCL logs it and goes on
 * with the next batch, so the rest of the batch is lost as soon as a later checkpoint passes it. Simplified: a processor reads no
 * bytes, so user records of an aggregate are counted and processed as one; what failing-processing breaks, breaks at its first record.
 */
import { nextFloat } from '../../kernel/random.ts';
import { noteProcessed } from '../sink.ts';
import { countUserRecords } from './deaggregation.ts';
import { checkpointLease } from './held-leases.ts';
import type { At, Batch, ShardConsumer } from './kcl-state.ts';
import { planFetch } from './fetch-plan.ts';
import { loseUnprocessed } from './losses.ts';
import { logOf, numberOf } from './reading.ts';
import { laterForShard } from './timers.ts';

/** Hands the next batch to the processor, where it is free and there is one. */
export function processNext(at: At, consumer: ShardConsumer): void {
  while (consumer.isSubscribed && consumer.batch === null && consumer.life.reason === null) {
    const page = consumer.buffer.shift();
    if (page === undefined) return;
    planFetch(at, consumer);
    countUserRecords(at, consumer.shard, page.from, page.to);
    consumer.batch = {
      from: page.from,
      to: page.to,
      doneTo: page.from,
      startedUs: at.consumers.sim.nowUs,
      usPerRecord: Math.round(at.app.spec.processingUsPerRecord * at.app.faults.slowFactor),
      failAt: whereItFails(at, consumer.shard, page.from, page.to),
      lastSequenceNumber: page.lastSequenceNumber!,
    };
    const { batch } = consumer;
    if (endUs(batch) > at.consumers.sim.nowUs) return laterForShard(at, consumer, endUs(batch) - at.consumers.sim.nowUs, 'processed');
    finishBatch(at, consumer, batch);
  }
}

/** Position at which the processor will throw; null where it does not. */
function whereItFails({ app, worker }: At, shard: number, from: number, to: number): number | null {
  const { poison, failingShare } = app.faults;
  if (poison[shard] === null) poison[shard] = from;
  const poisoned = poison[shard];
  if (failingShare > 0 && nextFloat(worker.random) < failingShare) return from;
  return poisoned !== undefined && poisoned !== null && poisoned >= from && poisoned < to ? poisoned : null;
}

const stopOf = ({ failAt, to }: Batch): number => failAt ?? to;
const endUs = (batch: Batch): number => batch.startedUs + (stopOf(batch) - batch.from) * batch.usPerRecord;

export function onProcessed(at: At, consumer: ShardConsumer): void {
  const { batch } = consumer;
  if (batch === null) return;
  const restUs = endUs(batch) - at.consumers.sim.nowUs;
  if (restUs > 0) return laterForShard(at, consumer, restUs, 'processed'); // it stood still meanwhile
  finishBatch(at, consumer, batch);
  processNext(at, consumer);
}

/** Accounts for what has been processed by now: also what a process had done when it died. */
export function progress(at: At, consumer: ShardConsumer): void {
  const { batch } = consumer;
  if (batch === null) return;
  const { app, consumers } = at;
  const reached =
    batch.usPerRecord === 0 ? stopOf(batch) : batch.from + Math.floor((consumers.sim.nowUs - batch.startedUs) / batch.usPerRecord);
  const doneTo = Math.min(stopOf(batch), reached);
  if (doneTo <= batch.doneTo) return;
  const before = batch.doneTo;
  noteProcessed(app.sink, consumer.shard, before, doneTo, logOf(at, consumer.shard));
  batch.doneTo = doneTo;
  if (app.spec.checkpoint.kind !== 'record') return;
  const number = doneTo === batch.to ? batch.lastSequenceNumber : numberOf(at, consumer.shard, doneTo - 1);
  if (number !== null) checkpointAt(at, consumer, doneTo, number, doneTo - before);
}

function finishBatch(at: At, consumer: ShardConsumer, batch: Batch): void {
  progress(at, consumer);
  consumer.batch = null;
  if (batch.failAt !== null) consumer.swallowed.push([batch.failAt, batch.to]);
  consumer.handedTo = { position: batch.to, sequenceNumber: batch.lastSequenceNumber };
  const { checkpoint } = at.app.spec;
  if (batch.failAt !== null || checkpoint.kind === 'record') return;
  if (checkpoint.kind === 'batch' || at.consumers.sim.nowUs - consumer.checkpointedUs >= checkpoint.everyMs * 1000)
    checkpointAt(at, consumer, batch.to, batch.lastSequenceNumber, 1);
}

/** What was handed out last, where that is not yet checkpointed: on the way out. False where it could not be written. */
export function checkpointHanded(at: At, consumer: ShardConsumer): boolean {
  const { position, sequenceNumber } = consumer.handedTo;
  if (sequenceNumber === null || position <= consumer.checkpointPosition) return true;
  return checkpointAt(at, consumer, position, sequenceNumber, 1);
}

function checkpointAt(at: At, consumer: ShardConsumer, position: number, sequenceNumber: string, units: number): boolean {
  const answer = checkpointLease(at, consumer, { sequenceNumber, subSequenceNumber: 0 }, units);
  if (answer !== 'ok') return false; // the processor logs it; the next checkpoint covers this one
  consumer.checkpointedUs = at.consumers.sim.nowUs;
  passed(at, consumer, position);
  return true;
}

/** A checkpoint has passed `position`: what was swallowed before it will not be read again. */
export function passed({ app }: At, consumer: ShardConsumer, position: number): void {
  consumer.checkpointPosition = position;
  while (consumer.swallowed.length > 0 && consumer.swallowed[0][0] < position) {
    const [from, to] = consumer.swallowed[0];
    loseUnprocessed(app.sink, consumer.shard, from, Math.min(to, position));
    if (to <= position) consumer.swallowed.shift();
    else consumer.swallowed[0] = [position, to];
  }
}
