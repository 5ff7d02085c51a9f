/**
 * A consumer as a learner writes it by hand: ListShards, GetShardIterator, then GetRecords in a loop on every shard,
 * parents before children. A request takes 3 to 9 ms each way, as for producers.
 * https://docs.aws.amazon.com/streams/latest/dev/developing-consumers-with-sdk.html
 */
import { nextBelow } from '../../kernel/random.ts';
import { schedule } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import type { Hand } from '../by-hand/by-hand-state.ts';
import { beginAnew } from '../by-hand/hand-over.ts';
import { listOwn } from '../by-hand/shards.ts';
import { readyReaders } from '../shard-readers.ts';
import type { FirehoseSourceSpec, PollingConsumerSpec } from '../consumer-spec.ts';
import type { Consumers, ConsumerTimer, PollingState, PollingTimer, ShardReader } from '../consumer-state.ts';

/** How long a hand-written loop waits where there is nothing to read yet, or after an error. */
const RETRY_US = SECOND;

export const POLLING_HAND: Hand<ShardReader> = {
  complete: (reader) => ({ ...reader, iterator: null, lastPollUs: -Infinity }),
};

export function addPolling(consumers: Consumers, spec: PollingConsumerSpec | FirehoseSourceSpec): void {
  const consumer: PollingState = beginAnew(consumers, spec);
  consumers.state.list.push(consumer);
  later(consumers, consumer, networkUs(consumer), { kind: 'list-shards' });
}

type Untimed<T> = T extends { turn: number } ? Omit<T, 'turn'> : never;

export function later({ sim }: Pick<Consumers, 'sim'>, consumer: PollingState, afterUs: number, body: Untimed<PollingTimer>): void {
  schedule(sim, sim.nowUs + afterUs, { owner: 'consumer', consumer: consumer.number, turn: consumer.turn, ...body } as ConsumerTimer);
}

export const networkUs = (consumer: PollingState): number => 3 * MILLISECOND + nextBelow(consumer.random, 6 * MILLISECOND);

/** ListShards has been answered: one reader per shard that a start position asks for. */
export function onListShards(consumers: Consumers, consumer: PollingState): void {
  if (!listOwn(consumers, consumer, POLLING_HAND)) return later(consumers, consumer, RETRY_US, { kind: 'list-shards' });
  startReaders(consumers, consumer);
}

/** Starts every waiting reader whose parents are drained. */
export function startReaders(consumers: Consumers, consumer: PollingState): void {
  for (const reader of readyReaders(consumer.readers)) {
    reader.state = 'starting';
    const spreadUs = nextBelow(consumer.random, Math.max(1, Math.min(consumer.spec.pollIntervalMs, 1000) * MILLISECOND));
    later(consumers, consumer, networkUs(consumer) + spreadUs, { kind: 'get-iterator', shard: reader.shard });
  }
}
