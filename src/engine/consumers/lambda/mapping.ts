/**
 * The mapping's own life: it is made, lists the shards, begins on them, and goes on to children when their parents are done.
 * https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 * Choice: it stands in Creating for three seconds (in life some seconds to minutes). With LATEST what is written meanwhile is missed, as
 * AWS warns. Simplified: changes of settings take effect at once, without a state Updating.
 */
import { createLatencyHistogram } from '../../kernel/latency-histogram.ts';
import { createRandom, nextBelow } from '../../kernel/random.ts';
import { emit, schedule } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { LambdaConsumerSpec } from '../consumer-spec.ts';
import type { Consumers, ConsumerTimer } from '../consumer-state.ts';
import { createReader, descendantsOf, readyReaders, shardsFrom } from '../shard-readers.ts';
import { createSink } from '../sink.ts';
import type { LambdaConsumer, LambdaReader, LambdaTimer } from './lambda-state.ts';
import { emptyLanes, isIdle } from './lanes.ts';

const CREATE_US = 3 * SECOND;
const RETRY_US = SECOND;

export function addMapping({ sim, state }: Consumers, spec: LambdaConsumerSpec): LambdaConsumer {
  const consumer: LambdaConsumer = {
    spec: Object.freeze({ ...spec }),
    number: state.nextNumber++,
    addedUs: sim.nowUs,
    random: createRandom(sim.seed, `lambda:${spec.id}`),
    readers: [],
    sink: createSink(),
    totals: { records: 0, bytes: 0, calls: 0, refusedCalls: 0, trimmedUnread: 0 },
    putToRead: createLatencyHistogram(),
    mapping: 'Creating',
    behaviour: { kind: 'healthy' },
    failures: createRandom(sim.seed, `lambda:${spec.id}:failures`),
    running: [],
    recent: [],
    nextInvocation: 0,
    messages: [],
    figures: {
      invocations: 0,
      errors: 0,
      throttles: 0,
      diverted: 0,
      discarded: 0,
      filtered: 0,
      mostConcurrent: 0,
      windowsClosed: 0,
    },
    slow: null,
    failingShare: null,
    throttling: null,
    consumerArn: null,
  };
  state.list.push(consumer);
  emit(sim, { type: 'mapping-state-changed', consumer: spec.id, from: null, to: 'Creating' });
  later({ sim }, consumer, CREATE_US, { kind: 'lambda-enabled' });
  return consumer;
}

export function later({ sim }: Pick<Consumers, 'sim'>, consumer: LambdaConsumer, afterUs: number, body: LambdaTimer): void {
  schedule(sim, sim.nowUs + afterUs, timerOf(consumer, body));
}

export const timerOf = ({ number }: LambdaConsumer, body: LambdaTimer): ConsumerTimer =>
  ({ owner: 'consumer', consumer: number, ...body }) as ConsumerTimer;

export const networkUs = (consumer: LambdaConsumer): number => 3 * MILLISECOND + nextBelow(consumer.random, 6 * MILLISECOND);

/** The last command that made the mapping what it is; null where the scenario did. */
export const commandThatSet = ({ kinesis }: Consumers, { spec }: LambdaConsumer): number | null =>
  kinesis.state.setBy[`consumer:${spec.id}`]?.at(-1) ?? null;

export function onEnabled(consumers: Consumers, consumer: LambdaConsumer): void {
  consumer.mapping = 'Enabled';
  const cause = commandThatSet(consumers, consumer);
  emit(consumers.sim, { type: 'mapping-state-changed', consumer: consumer.spec.id, from: 'Creating', to: 'Enabled' }, cause);
  onListShards(consumers, consumer);
}

/** ListShards has been answered: one reader per shard that the start position asks for. */
export function onListShards(consumers: Consumers, consumer: LambdaConsumer): void {
  const { start } = consumer.spec;
  const listed = shardsFrom(consumers, consumer.spec);
  if (listed.length === 0) return later(consumers, consumer, RETRY_US, { kind: 'lambda-list' });
  const indexes = new Set(listed.map(({ shard }) => shard));
  for (const { shard, parents } of listed) {
    const isChild = parents.some((parent) => indexes.has(parent));
    addReader(consumer, shard, parents, isChild ? 'TRIM_HORIZON' : typeof start === 'string' ? start : start.type);
  }
  startReaders(consumers, consumer);
}

function addReader(consumer: LambdaConsumer, shard: number, parents: number[], from: LambdaReader['from']): void {
  if (consumer.readers.some((reader) => reader.shard === shard)) return;
  consumer.readers.push({
    ...createReader(shard, parents, from),
    iterator: null,
    lastPollUs: -Infinity,
    fetchedTo: 0,
    isPollPlanned: false,
    hasMore: false,
    ending: null,
    lanes: emptyLanes(consumer.spec),
    epoch: 0,
    poison: [],
    failing: null,
    blocked: null,
    window: null,
    iteratorAgeUs: null,
    seenTo: 0,
    untold: 0,
    toldUs: -Infinity,
    subscription: null,
  });
}

/** Starts every waiting reader whose parents are done, or were never this mapping's to read. */
function startReaders(consumers: Consumers, consumer: LambdaConsumer): void {
  for (const reader of readyReaders(consumer.readers)) {
    reader.state = 'starting';
    // shards are not polled in step
    const spreadUs = nextBelow(consumer.random, SECOND / 2);
    later(consumers, consumer, networkUs(consumer) + spreadUs, { kind: 'lambda-iterator', shard: reader.shard, epoch: reader.epoch });
  }
}

/** A closed shard whose last record is done or given up: its children begin. */
export function finishIfDone(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader): void {
  if (reader.ending === null || reader.state === 'drained' || !isIdle(reader) || reader.window !== null) return;
  const { children } = reader.ending;
  reader.state = 'drained';
  reader.iterator = null;
  const stream = consumers.kinesis.state.streams.find(({ name }) => name === consumer.spec.stream);
  const reshard = stream?.reshards.find(({ parents }) => parents.includes(reader.shard));
  emit(
    consumers.sim,
    {
      type: 'shard-drained',
      consumer: consumer.spec.id,
      shardId: shardIdOf(reader.shard),
      children: children.map(({ shard }) => shardIdOf(shard)),
    },
    reshard?.event ?? null,
  );
  for (const child of descendantsOf(consumers, consumer.spec.stream, consumer.readers))
    addReader(consumer, child.shard, child.parents, 'TRIM_HORIZON');
  startReaders(consumers, consumer);
}
