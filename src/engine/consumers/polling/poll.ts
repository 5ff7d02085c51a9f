/**
 * One turn of the loop on one shard: iterator, page, processing, next turn. A page is worked on before the next is asked for.
 *
 * After a throttle the loop waits longer each time (a choice; AWS: "retry with exponential backoff"): 200 ms, doubled with every
 * further refusal to 800 ms at most, of which a random half to all is waited. Each answer takes one refusal back, until the loop is at
 * its own pace again: so loops that share a shard come to share its calls evenly. A turn takes up to 6 ms longer than it should, as
 * sleeps and requests do; else whoever once has all calls of a second would keep them for ever.
 * https://docs.aws.amazon.com/streams/latest/dev/troubleshooting-consumers.html
 */
import { nextBelow } from '../../kernel/random.ts';
import { emit } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import { getPage, type ClientPage } from '../../kinesis/actions/get-records.ts';
import { getIterator } from '../../kinesis/actions/get-shard-iterator.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import { startingPosition } from '../by-hand/shards.ts';
import { beginReading, commandThatSet, drain, endWork, missRest, takeIn } from '../by-hand/take-in.ts';
import type { ShardChild } from '../shard-readers.ts';
import type { Consumers, PollingState, ShardReader } from '../consumer-state.ts';
import { later, networkUs, POLLING_HAND, startReaders } from './polling.ts';

const BACKOFF_US = 200 * MILLISECOND;
const BACKOFF_MAX_US = 800 * MILLISECOND;
const UNEVEN_US = 6 * MILLISECOND;
/** Least pause after an error that is no throttle. */
const ERROR_PAUSE_US = 200 * MILLISECOND;

function backoffUs({ random }: PollingState, { refusals }: ShardReader): number {
  if (refusals === 0) return 0;
  const mostUs = Math.min(BACKOFF_US * 2 ** (refusals - 1), BACKOFF_MAX_US);
  return mostUs / 2 + nextBelow(random, mostUs / 2);
}

export function onGetIterator(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  const { spec } = consumer;
  const answer = getIterator(consumers.kinesis, spec.stream, reader.shard, startingPosition(consumers, consumer, reader));
  if (!answer.ok) {
    // a number that has expired with its record is no place to go on from: the oldest record is
    if (answer.error.type === 'InvalidArgumentException') reader.lastSequenceNumber = null;
    if (answer.error.type === 'ResourceNotFoundException') return lose(consumers, consumer, reader);
    reader.refusals++;
    return later(consumers, consumer, backoffUs(consumer, reader), { kind: 'get-iterator', shard: reader.shard });
  }
  reader.iterator = answer.value;
  reader.refusals = 0;
  reader.state = 'reading';
  if (reader.position === null) beginReading(consumers, consumer, reader, answer.value.position);
  later(consumers, consumer, 2 * networkUs(consumer), { kind: 'get-records', shard: reader.shard });
}

export function onGetRecords(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  const { sim, kinesis } = consumers;
  const { spec, totals } = consumer;
  if (reader.iterator === null) return;
  reader.lastPollUs = sim.nowUs;
  const answer = getPage(kinesis, reader.iterator, spec.limit, spec.id);
  totals.calls++;
  reader.calls++;
  if (answer.ok) return later(consumers, consumer, networkUs(consumer), { kind: 'page', shard: reader.shard, page: answer.value });
  switch (answer.error.type) {
    case 'ProvisionedThroughputExceededException':
      totals.refusedCalls++;
      reader.refusedCalls++;
      reader.refusals++;
      reader.lastRefusedUs = sim.nowUs;
      reader.state = 'throttled';
      return later(consumers, consumer, backoffUs(consumer, reader), { kind: 'get-records', shard: reader.shard });
    case 'ExpiredIteratorException':
      emit(
        sim,
        {
          type: 'iterator-expired',
          consumer: spec.id,
          shardId: shardIdOf(reader.shard),
          issuedUs: reader.iterator.issuedUs,
          ...reader.page,
        },
        commandThatSet(consumers, consumer),
      );
      reader.state = 'starting';
      return later(consumers, consumer, 2 * networkUs(consumer), { kind: 'get-iterator', shard: reader.shard });
    case 'ResourceNotFoundException':
      return lose(consumers, consumer, reader);
    default: // access, keys: a loop written by hand tries again
      return later(consumers, consumer, Math.max(ERROR_PAUSE_US, spec.pollIntervalMs * MILLISECOND), {
        kind: 'get-records',
        shard: reader.shard,
      });
  }
}

/** A page has arrived: it is processed, and then the next is asked for. */
export function onPage(consumers: Consumers, consumer: PollingState, reader: ShardReader, page: ClientPage): void {
  const { sim } = consumers;
  takeIn(consumers, consumer, reader, { ...page, end: page.next === null ? page.children : null });
  reader.iterator = page.next;
  const { busyUs } = reader.page;
  if (busyUs === 0) onProcessed(consumers, consumer, reader);
  else later(consumers, consumer, busyUs, { kind: 'processed', shard: reader.shard });
  if (page.next === null) return;
  const intervalUs = Math.max(consumer.spec.pollIntervalMs * MILLISECOND, backoffUs(consumer, reader));
  const pauseUs = Math.max(reader.lastPollUs + intervalUs + nextBelow(consumer.random, UNEVEN_US) - sim.nowUs, busyUs, 1);
  later(consumers, consumer, pauseUs, { kind: 'get-records', shard: reader.shard });
}

export function onProcessed(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  const end = endWork(consumers, consumer, reader);
  if (end !== null) finish(consumers, consumer, reader, end);
}

/** The shard or its stream is gone; its children are listed. */
function lose(consumers: Consumers, consumer: PollingState, reader: ShardReader): void {
  missRest(consumers, consumer, reader);
  finish(consumers, consumer, reader, []);
}

function finish(consumers: Consumers, consumer: PollingState, reader: ShardReader, children: readonly ShardChild[]): void {
  reader.iterator = null;
  drain(consumers, consumer, reader, children, POLLING_HAND);
  startReaders(consumers, consumer);
}
