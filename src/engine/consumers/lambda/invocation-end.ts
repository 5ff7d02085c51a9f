/**
 * An invocation has ended: its records are done, tried again, halved or given up.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * What failed is tried again after 0.5 s, then twice as long each time, at most a minute: a choice, which gives the recorded count of
 * attempts within 60 s. A batch that got on in part counts as another one (recorded), and so does each half (a split uses up no retry).
 */
import { valueAt } from '../../kernel/record-log.ts';
import { nextBelow, nextFloat } from '../../kernel/random.ts';
import { emit } from '../../kernel/simulation.ts';
import { MINUTE, SECOND } from '../../kernel/time.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { Consumers } from '../consumer-state.ts';
import { noteProcessed } from '../sink.ts';
import { moveCheckpoint, fetchMore } from './fetch.ts';
import { recordsDone, THROWN } from './function-response.ts';
import { giveUp, unblock } from './give-up.ts';
import type { LambdaBatch, LambdaConsumer, LambdaInvocation, LambdaLane, LambdaReader } from './lambda-state.ts';
import { createBatch } from './lanes.ts';
import { commandThatSet, finishIfDone } from './mapping.ts';
import { missing, rangesOf } from './ranges.ts';
import { numberAt, recordForFilter, sourceOf } from './record-view.ts';
import { clearLane, takeTurn, turnAt } from './turn.ts';

const RECENT_KEPT = 64;
const FIRST_PAUSE_US = SECOND / 2;
const LONGEST_PAUSE_US = MINUTE;

const retryPauseUs = (failures: number): number => Math.min(LONGEST_PAUSE_US, FIRST_PAUSE_US * 2 ** Math.max(0, failures - 1));

export function onEnded(consumers: Consumers, consumer: LambdaConsumer, number: number): void {
  const at = consumer.running.findIndex((invocation) => invocation.number === number);
  if (at < 0) return;
  const [invocation] = consumer.running.splice(at, 1);
  const reader = consumer.readers.find(({ shard }) => shard === invocation.shard)!;
  const outcome = outcomeOf(consumers, consumer, reader, invocation);
  invocation.outcome = outcome.hasFailed ? 'failed' : 'succeeded';
  consumer.recent.push(Object.freeze(invocation));
  if (consumer.recent.length > RECENT_KEPT) consumer.recent.shift();
  if (outcome.hasFailed && outcome.functionError !== null) consumer.figures.errors++;
  const lane = reader.lanes[invocation.lane];
  const isCurrent = invocation.epoch === reader.epoch && lane?.batch?.invocation === number;
  noteWork(consumer, reader, isCurrent ? lane : null, invocation.positions.slice(0, outcome.processed));
  if (!isCurrent) return; // the mapping began anew meanwhile
  lane.batch!.invocation = null;
  if (outcome.hasFailed) onFailed(consumers, consumer, reader, invocation.lane, lane.batch!, outcome);
  else onSucceeded(consumers, consumer, reader, lane, lane.batch!);
  moveCheckpoint(consumers, consumer, reader);
  takeTurn(consumers, consumer, reader, invocation.lane);
  if (reader.lanes.every(({ batch }) => batch === null)) reader.page = { records: 0, busyUs: 0 }; // nothing in hand
  fetchMore(consumers, consumer, reader);
  finishIfDone(consumers, consumer, reader);
}

interface Outcome {
  hasFailed: boolean;
  /** Records from the start of the batch that the function worked through before it failed, or all. */
  processed: number;
  /** Of these, how many the mapping learns of. */
  done: number;
  functionError: 'Unhandled' | null;
}

function outcomeOf(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, { positions }: LambdaInvocation): Outcome {
  const { behaviour, spec } = consumer;
  const all = positions.length;
  const failsAt = behaviour.kind === 'healthy' ? failingRecord(consumer, reader, positions) : null;
  if (behaviour.kind === 'healthy' && failsAt === null) return { hasFailed: false, processed: all, done: all, functionError: null };
  const shard = sourceOf(consumers, consumer, reader.shard)?.shard ?? null;
  const numbers = shard === null ? [] : positions.map((position) => numberAt(consumers, shard, position));
  const answer =
    failsAt === null ? answerOf(consumers, consumer, reader, positions, numbers) : answerTo(numbers[failsAt], spec.reportBatchItemFailures);
  const done = recordsDone(answer, numbers, spec.reportBatchItemFailures);
  const hasFailed = answer === THROWN || done < all;
  return { hasFailed, processed: failsAt ?? done, done, functionError: answer === THROWN ? 'Unhandled' : null };
}

/** Index of the record at which a function that is well otherwise fails, by a fault. */
function failingRecord(consumer: LambdaConsumer, { poison }: LambdaReader, positions: readonly number[]): number | null {
  const { failingShare, failures } = consumer;
  const byChance =
    failingShare !== null && nextFloat(failures) < failingShare.share ? nextBelow(failures, Math.max(1, positions.length)) : null;
  const poisoned = poison.length === 0 ? -1 : positions.findIndex((position) => poison.some((one) => one.position === position));
  if (poisoned < 0) return byChance;
  return byChance === null ? poisoned : Math.min(poisoned, byChance);
}

const answerTo = (failed: string | undefined, reports: boolean): unknown =>
  reports && failed !== undefined ? { batchItemFailures: [{ itemIdentifier: failed }] } : THROWN;

function answerOf(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  positions: readonly number[],
  numbers: readonly string[],
): unknown {
  const { behaviour } = consumer;
  switch (behaviour.kind) {
    case 'healthy':
      return null;
    case 'throws':
      return THROWN;
    case 'answers':
      return behaviour.answer;
    case 'reports': {
      const source = sourceOf(consumers, consumer, reader.shard);
      const isFailing = (position: number): boolean => {
        const data = source === null ? null : (recordForFilter(consumers, source, position, true).data as Record<string, unknown> | null);
        return typeof data === 'object' && data?.[behaviour.field] === true;
      };
      return { batchItemFailures: numbers.filter((_, i) => isFailing(positions[i])).map((itemIdentifier) => ({ itemIdentifier })) };
    }
  }
}

/** Counts at the sink what the function worked through, and whether it kept the order of its lane. */
function noteWork({ sink }: LambdaConsumer, { shard }: LambdaReader, lane: LambdaLane | null, positions: readonly number[]): void {
  for (const [from, to] of rangesOf(positions)) {
    if (lane !== null && from < lane.processedTo)
      for (const [start, end] of missing(sink.shards[shard], from, Math.min(to, lane.processedTo))) {
        sink.outOfOrder += end - start;
        sink.shards[shard].outOfOrder += end - start;
      }
    noteProcessed(sink, shard, from, to);
  }
  if (lane !== null && positions.length > 0) lane.processedTo = Math.max(lane.processedTo, positions[positions.length - 1]);
}

function onSucceeded(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, lane: LambdaLane, batch: LambdaBatch): void {
  reader.failing = null;
  if (batch.window !== null) foldIntoWindow(consumers, consumer, reader, batch);
  clearLane(consumers, consumer, reader, lane);
}

function foldIntoWindow(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, { positions, window }: LambdaBatch): void {
  if (window?.isFinal === true) {
    reader.window = null;
    consumer.figures.windowsClosed++;
    return;
  }
  const log = sourceOf(consumers, consumer, reader.shard)?.shard.log;
  if (reader.window === null || log === undefined) return;
  reader.window.records += positions.length;
  for (const position of positions) if (position >= log.trimmed) reader.window.bytes += valueAt(log, 'sizeBytes', position);
}

function onFailed(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  laneIndex: number,
  batch: LambdaBatch,
  { done, functionError }: Outcome,
): void {
  const { sim } = consumers;
  const { spec } = consumer;
  const lane = reader.lanes[laneIndex];
  batch.functionError = functionError;
  batch.firstFailedUs ??= sim.nowUs;
  tellFailed(consumers, consumer, reader, batch);
  if (done > 0) {
    lane.batch = createBatch(batch.positions.slice(done), batch.window, true);
    unblock(consumers, consumer, reader);
  } else if (spec.bisectBatchOnFunctionError && batch.positions.length > 1) {
    const middle = Math.floor(batch.positions.length / 2);
    lane.batch = createBatch(batch.positions.slice(0, middle), batch.window, true);
    lane.halves.unshift(createBatch(batch.positions.slice(middle), batch.window, true));
  } else {
    batch.failures++;
    if (spec.maximumRetryAttempts >= 0 && batch.failures > spec.maximumRetryAttempts) {
      giveUp(consumers, consumer, reader, batch, batch.positions, 'RetryAttemptsExhausted');
      if (batch.window?.isFinal === true) reader.window = null;
      return clearLane(consumers, consumer, reader, lane);
    }
    tellBlocked(consumers, consumer, reader, batch);
  }
  const next = lane.batch!;
  next.retryAtUs = sim.nowUs + retryPauseUs(next.failures);
  turnAt(consumers, consumer, reader, laneIndex, next.retryAtUs);
}

/** What makes the function fail: the fault that concerns this batch, else the last command. */
function causeOf(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, { positions }: LambdaBatch): number | null {
  const poison = reader.poison.find(({ position }) => position !== null && positions.includes(position));
  return poison?.event ?? consumer.failingShare?.event ?? commandThatSet(consumers, consumer);
}

/** The first failure of a spell, which the next success ends. */
function tellFailed(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, batch: LambdaBatch): void {
  if (reader.failing !== null) return;
  reader.failing = emit(
    consumers.sim,
    {
      type: 'batch-failed',
      consumer: consumer.spec.id,
      shardId: shardIdOf(reader.shard),
      records: batch.positions.length,
      functionError: batch.functionError !== null,
    },
    causeOf(consumers, consumer, reader, batch),
  );
}

/** A batch that failed twice without getting on keeps what is behind it waiting. */
function tellBlocked(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, batch: LambdaBatch): void {
  if (batch.failures < 2 || reader.blocked !== null) return;
  const isPoison = reader.poison.some(({ position }) => position !== null && batch.positions.includes(position));
  const by = isPoison ? 'poison-record' : 'function-errors';
  const sinceUs = batch.firstFailedUs ?? consumers.sim.nowUs;
  const event = emit(
    consumers.sim,
    { type: 'shard-blocked', consumer: consumer.spec.id, shardId: shardIdOf(reader.shard), by, sinceUs },
    reader.failing,
  );
  reader.blocked = { sinceUs, by, event };
}
