/**
 * A consumer as a learner writes it by hand: ListShards, GetShardIterator, then GetRecords in a loop on every shard,
 * parents before children. A request takes 3 to 9 ms each way, as for producers.
 */
import { createLatencyHistogram } from '../../kernel/latency-histogram.ts';
import { createRandom, nextBelow } from '../../kernel/random.ts';
import { schedule } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { listShards } from '../../kinesis/actions/list-shards.ts';
import type { PollingConsumerSpec } from '../consumer-spec.ts';
import type { Consumers, ConsumerTimer, PollingState, PollingTimer, ShardReader } from '../consumer-state.ts';
import { createSink } from '../sink.ts';

/** How long a hand-written loop waits after a refusal, an empty list, or an error. */
const RETRY_US = SECOND;

export function addPolling({ sim, state }: Consumers, spec: PollingConsumerSpec): void {
  const consumer: PollingState = {
    spec: Object.freeze({ ...spec }),
    number: state.nextNumber++,
    addedUs: sim.nowUs,
    random: createRandom(sim.seed, `polling:${spec.id}`),
    readers: [],
    sink: createSink(),
    totals: { records: 0, bytes: 0, calls: 0, refusedCalls: 0, trimmedUnread: 0 },
    putToRead: createLatencyHistogram(),
  };
  state.list.push(consumer);
  later({ sim }, consumer, networkUs(consumer), { kind: 'list-shards' });
}

export function later({ sim }: Pick<Consumers, 'sim'>, consumer: PollingState, afterUs: number, body: PollingTimer): void {
  schedule(sim, sim.nowUs + afterUs, { owner: 'consumer', consumer: consumer.number, ...body } as ConsumerTimer);
}

export const networkUs = (consumer: PollingState): number => 3 * MILLISECOND + nextBelow(consumer.random, 6 * MILLISECOND);

/** ListShards has been answered: one reader per shard that a start position asks for. */
export function onListShards(consumers: Consumers, consumer: PollingState): void {
  const { spec } = consumer;
  const listed = listShards(consumers.kinesis, spec.stream, spec.start === 'LATEST' ? { Type: 'AT_LATEST' } : null);
  if (!listed.ok || listed.value.length === 0) return later(consumers, consumer, RETRY_US, { kind: 'list-shards' });
  // After a reshard AT_LATEST lists children that open later: they are read from their beginning, once their parents are drained.
  const indexes = new Set(listed.value.map(({ shard }) => shard));
  for (const { shard, parents } of listed.value)
    addReader(
      consumer,
      shard,
      parents,
      parents.some((parent) => indexes.has(parent)) ? 'TRIM_HORIZON' : spec.start === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
    );
  startReaders(consumers, consumer);
}

/**
 * Adds every shard that descends from one this consumer reads. All of them at once: the other parent of a merged child
 * may itself be a child that nobody has come to yet, and must not be taken for one that is none of ours.
 */
export function addDescendants(consumers: Consumers, consumer: PollingState): void {
  const listed = listShards(consumers.kinesis, consumer.spec.stream, null);
  if (!listed.ok) return;
  const own = new Set(consumer.readers.map(({ shard }) => shard));
  for (const { shard, parents } of listed.value) {
    if (!parents.some((parent) => own.has(parent))) continue;
    own.add(shard); // lists are in the order of ids, so parents come first
    addReader(consumer, shard, parents, 'TRIM_HORIZON');
  }
}

function addReader(consumer: PollingState, shard: number, parents: number[], from: ShardReader['from']): void {
  if (consumer.readers.some((reader) => reader.shard === shard)) return;
  consumer.readers.push({
    shard,
    parents,
    state: 'waiting',
    from,
    iterator: null,
    position: null,
    startPosition: 0,
    startedUs: null,
    lastArrivalUs: null,
    lastSequenceNumber: null,
    lastPollUs: -Infinity,
    recordsRead: 0,
    bytesRead: 0,
    calls: 0,
    refusedCalls: 0,
    lastRefusedUs: -Infinity,
    page: { records: 0, busyUs: 0 },
    behind: null,
    wasBehind: null,
  });
}

/** Starts every waiting reader whose parents are drained, or were never this consumer's to read. */
export function startReaders(consumers: Consumers, consumer: PollingState): void {
  const isOpenTo = (index: number) => (consumer.readers.find(({ shard }) => shard === index)?.state ?? 'drained') === 'drained';
  for (const reader of consumer.readers) {
    if (reader.state !== 'waiting' || !reader.parents.every(isOpenTo)) continue;
    reader.state = 'starting';
    const spreadUs = nextBelow(consumer.random, Math.max(1, Math.min(consumer.spec.pollIntervalMs, 1000) * MILLISECOND));
    later(consumers, consumer, networkUs(consumer) + spreadUs, { kind: 'get-iterator', shard: reader.shard });
  }
}
