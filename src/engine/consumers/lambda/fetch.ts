/**
 * How a mapping comes to its records: it polls each shard once a second from the budget that all who poll it share, and goes on at once
 * while a page was cut short. https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html
 * Choice: it fetches no further than a batch a lane ahead, so a batch that fails again and again stops its whole shard.
 */
import { emit } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { getPage, type ClientPage } from '../../kinesis/actions/get-records.ts';
import { getIterator, type StartingPosition } from '../../kinesis/actions/get-shard-iterator.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { Consumers } from '../consumer-state.ts';
import { noteLost, noteProcessed, sinkShard } from '../sink.ts';
import { parseFilter, passes } from './filter.ts';
import type { LambdaConsumer, LambdaReader } from './lambda-state.ts';
import { checkpointOf, emptyLanes, hasRoom, laneOfKey } from './lanes.ts';
import { commandThatSet, finishIfDone, later, networkUs } from './mapping.ts';
import { rangesOf } from './ranges.ts';
import { arrivalAt, keyAt, numberAt, recordForFilter, sourceOf, type Source } from './record-view.ts';
import { leaveShard, subscribe, takeEvent } from './subscribe.ts';
import { takeTurn } from './turn.ts';

const BASE_US = SECOND;
/** Five calls a second are all that a shard answers. */
const AT_ONCE_US = 200 * MILLISECOND;
const PAGE_RECORDS = 10_000;

type Child = ClientPage['children'][number];

export function onIterator(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): void {
  const { kinesis } = consumers;
  const { spec } = consumer;
  const { shard, epoch } = reader;
  const start = startOf(consumers, consumer, reader);
  if (spec.retrieval === 'fan-out') {
    const begun = subscribe(consumers, consumer, reader, start);
    if (begun === 'gone') end(consumers, consumer, reader, []);
    if (typeof begun === 'number') beginAt(consumers, consumer, reader, begun);
    return;
  }
  const answer = getIterator(kinesis, spec.stream, shard, start);
  if (!answer.ok) {
    if (answer.error.type === 'ResourceNotFoundException') return end(consumers, consumer, reader, []);
    return later(consumers, consumer, AT_ONCE_US, { kind: 'lambda-iterator', shard, epoch });
  }
  reader.iterator = answer.value;
  beginAt(consumers, consumer, reader, answer.value.position);
  planPoll(consumers, consumer, reader);
}

function beginAt({ sim }: Consumers, { spec, sink }: LambdaConsumer, reader: LambdaReader, position: number): void {
  reader.state = 'reading';
  if (reader.position !== null) return;
  Object.assign(reader, { position, startPosition: position, fetchedTo: position, seenTo: position, startedUs: sim.nowUs });
  sinkShard(sink, reader.shard, position);
  emit(sim, { type: 'reading-started', consumer: spec.id, shardId: shardIdOf(reader.shard), from: reader.from });
}

/** At first where the specification says; later behind the last record fetched. */
function startOf(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): StartingPosition {
  const { start } = consumer.spec;
  if (reader.position === null) {
    if (typeof start === 'object' && reader.from === 'AT_TIMESTAMP' && start.type === 'AT_TIMESTAMP')
      return { type: 'AT_TIMESTAMP', timestamp: start.epochMs / 1000 };
    return { type: reader.from === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON' };
  }
  const source = sourceOf(consumers, consumer, reader.shard);
  const number = source === null || reader.fetchedTo === 0 ? '' : numberAt(consumers, source.shard, reader.fetchedTo - 1);
  return number === '' ? { type: 'TRIM_HORIZON' } : { type: 'AFTER_SEQUENCE_NUMBER', sequenceNumber: number };
}

/** Fetches more where there is room for it: plans the next poll, or takes what was pushed. */
export function fetchMore(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): void {
  if (consumer.spec.retrieval === 'polling') return planPoll(consumers, consumer, reader);
  while (reader.ending === null && hasRoom(reader, consumer.spec)) {
    const event = takeEvent(consumers, consumer, reader);
    if (event === null) return;
    const isLast = event.continuation === null;
    takeIn(consumers, consumer, reader, { ...event, children: isLast ? event.children : null });
  }
}

function planPoll(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): void {
  if (reader.isPollPlanned || reader.iterator === null || reader.ending !== null || !hasRoom(reader, consumer.spec)) return;
  reader.isPollPlanned = true;
  const dueUs = reader.lastPollUs + (reader.hasMore ? AT_ONCE_US : BASE_US);
  later(consumers, consumer, Math.max(dueUs - consumers.sim.nowUs, 1), { kind: 'lambda-poll', shard: reader.shard, epoch: reader.epoch });
}

export function onPoll(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): void {
  const { sim, kinesis } = consumers;
  const { totals } = consumer;
  const { shard, epoch } = reader;
  if (reader.iterator === null) return;
  reader.lastPollUs = sim.nowUs;
  const answer = getPage(kinesis, reader.iterator, PAGE_RECORDS, consumer.spec.id);
  totals.calls++;
  reader.calls++;
  if (answer.ok) return later(consumers, consumer, networkUs(consumer), { kind: 'lambda-page', shard, epoch, page: answer.value });
  switch (answer.error.type) {
    case 'ResourceNotFoundException': // the shard or its stream is gone
      return end(consumers, consumer, reader, []);
    case 'ExpiredIteratorException':
      reader.isPollPlanned = false;
      reader.iterator = null;
      return later(consumers, consumer, 2 * networkUs(consumer), { kind: 'lambda-iterator', shard, epoch });
    case 'ProvisionedThroughputExceededException':
      totals.refusedCalls++;
      reader.refusedCalls++;
      reader.lastRefusedUs = sim.nowUs;
      reader.state = 'throttled';
      break;
    default: // access, keys: it tries again
  }
  later(consumers, consumer, BASE_US, { kind: 'lambda-poll', shard, epoch });
}

function end(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, children: readonly Child[]): void {
  reader.ending = { children: [...children] };
  finishIfDone(consumers, consumer, reader);
}

export function onPage(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, page: ClientPage): void {
  reader.isPollPlanned = false;
  reader.iterator = page.next;
  reader.state = 'reading';
  reader.hasMore = page.to - page.from === PAGE_RECORDS || page.bytes >= consumers.kinesis.state.quotas.readPageTargetBytes;
  takeIn(consumers, consumer, reader, { ...page, children: page.next === null ? page.children : null });
  planPoll(consumers, consumer, reader);
}

interface Fetched {
  from: number;
  to: number;
  bytes: number;
  /** Not null with the last records of a closed shard. */
  children: readonly Child[] | null;
}

function takeIn(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, fetched: Fetched): void {
  const records = fetched.to - fetched.from;
  consumer.totals.records += records;
  consumer.totals.bytes += fetched.bytes;
  reader.recordsRead += records;
  reader.bytesRead += fetched.bytes;
  noteMissed(consumers, consumer, reader, fetched.from);
  const source = sourceOf(consumers, consumer, reader.shard);
  if (source !== null) sortIn(consumers, consumer, reader, source, fetched);
  reader.fetchedTo = Math.max(reader.fetchedTo, fetched.to);
  reader.seenTo = Math.max(reader.seenTo, fetched.to);
  if (fetched.children !== null) reader.ending = { children: [...fetched.children] };
  moveCheckpoint(consumers, consumer, reader);
  for (let lane = 0; lane < reader.lanes.length; lane++) takeTurn(consumers, consumer, reader, lane);
  finishIfDone(consumers, consumer, reader);
}

/** Retention took records before they were fetched. */
function noteMissed(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, from: number): void {
  const first = Math.max(reader.fetchedTo, reader.seenTo);
  if (from <= first) return;
  consumer.totals.trimmedUnread += from - first;
  noteLost(consumer.sink, reader.shard, first, from);
  emit(
    consumers.sim,
    {
      type: 'unread-records-trimmed',
      consumer: consumer.spec.id,
      shardId: shardIdOf(reader.shard),
      records: from - first,
      retentionHours: sourceOf(consumers, consumer, reader.shard)?.stream.settings.retentionHours ?? 0,
      lastReadUs: reader.lastArrivalUs,
    },
    reader.behind ?? commandThatSet(consumers, consumer),
  );
}

/** Filters, and puts each record into the lane of its key. */
function sortIn(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, source: Source, page: Fetched): void {
  const filter = parseFilter(consumer.spec.filter);
  const { lanes } = reader;
  const passedOver: number[] = [];
  for (let position = Math.max(page.from, reader.fetchedTo); position < page.to; position++) {
    if (position < source.shard.log.trimmed) {
      noteLost(consumer.sink, reader.shard, position, position + 1); // trimmed while the page was on its way
      continue;
    }
    if (filter !== null && !passes(filter, recordForFilter(consumers, source, position, filter.needsData))) {
      if (position >= reader.seenTo) passedOver.push(position);
      continue;
    }
    const coming = reader.poison.find((poison) => poison.position === null);
    if (coming !== undefined && position >= reader.seenTo) coming.position = position;
    lanes[lanes.length === 1 ? 0 : laneOfKey(keyAt(consumers, source.shard, position), lanes.length)].pending.push(position);
  }
  passOver(consumer, reader.shard, passedOver);
  for (const lane of lanes) if (lane.pending.length > 0) lane.gatheringSinceUs ??= consumers.sim.nowUs;
}

/** What the filter keeps back counts as neither processed nor lost; at the sink it is done with, so that the ranges stay few. */
function passOver({ sink, figures }: LambdaConsumer, shard: number, positions: readonly number[]): void {
  const before = sink.processed;
  for (const [from, to] of rangesOf(positions)) noteProcessed(sink, shard, from, to);
  sink.processed = before;
  figures.filtered += positions.length;
}

/** What is done or given up need not be fetched again. */
export function moveCheckpoint(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): void {
  const position = checkpointOf(reader);
  if (reader.position === null || position <= reader.position) return;
  reader.position = position;
  const source = sourceOf(consumers, consumer, reader.shard);
  const arrivalUs = source === null ? -Infinity : arrivalAt(source.shard, position - 1);
  if (arrivalUs > -Infinity) reader.lastArrivalUs = arrivalUs;
  if (reader.poison.length > 0) reader.poison = reader.poison.filter((poison) => poison.position === null || poison.position >= position);
}

/** Begins anew at the checkpoint: other lanes or another filter. What runs meanwhile is not waited for, and is done twice. */
export function restart(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): void {
  reader.lanes = emptyLanes(consumer.spec);
  reader.window = null;
  if (reader.state === 'waiting' || reader.state === 'starting' || reader.state === 'drained' || reader.position === null) return;
  reader.epoch++;
  leaveShard(consumers, reader);
  Object.assign(reader, { fetchedTo: reader.position, iterator: null, isPollPlanned: false, ending: null, hasMore: false });
  later(consumers, consumer, networkUs(consumer), { kind: 'lambda-iterator', shard: reader.shard, epoch: reader.epoch });
}
