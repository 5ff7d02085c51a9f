/** What a polling consumer does when it is added, changed, or when one of its timers is due. */
import type { HandConsumer } from '../by-hand/by-hand-state.ts';
import { goOn } from '../by-hand/hand-over.ts';
import { whyNoStart } from '../by-hand/shards.ts';
import { slowDown } from '../by-hand/slow-down.ts';
import type { PollingConsumerSpec } from '../consumer-spec.ts';
import type { Consumers, PollingState, PollingTimer } from '../consumer-state.ts';
import type { Kind } from '../kinds.ts';
import { onGetIterator, onGetRecords, onPage, onProcessed } from './poll.ts';
import { addPolling, later, networkUs, onListShards, POLLING_HAND } from './polling.ts';

export const POLLING: Kind<PollingConsumerSpec, PollingState, PollingTimer> = {
  whyNot: whyNoStart,
  add: addPolling,
  update(_consumers, consumer, spec) {
    consumer.spec = Object.freeze({ ...spec });
  },
  takeOver(consumers, before, spec) {
    return before.spec.kind === 'fan-out' ? continuePolling(consumers, before as HandConsumer, spec) : undefined;
  },
  remove() {},
  onTimer(consumers, consumer, timer) {
    if (timer.turn !== consumer.turn) return;
    if (timer.kind === 'list-shards') return onListShards(consumers, consumer);
    const reader = consumer.readers.find(({ shard }) => shard === timer.shard);
    if (reader === undefined) return;
    switch (timer.kind) {
      case 'get-iterator':
        return onGetIterator(consumers, consumer, reader);
      case 'get-records':
        return onGetRecords(consumers, consumer, reader);
      case 'page':
        return onPage(consumers, consumer, reader, timer.page);
      case 'processed':
        return onProcessed(consumers, consumer, reader);
    }
  },
  fault: slowDown,
};

/** From where a fan-out consumer is; what it works on comes first. */
function continuePolling(consumers: Consumers, before: HandConsumer, spec: PollingConsumerSpec): PollingState {
  const consumer: PollingState = goOn(before, spec, POLLING_HAND);
  if (consumer.readers.length === 0) later(consumers, consumer, networkUs(consumer), { kind: 'list-shards' });
  for (const { shard, state, work } of consumer.readers) {
    const busyUs = work === null ? 0 : work.doneUs - consumers.sim.nowUs;
    if (work !== null) later(consumers, consumer, busyUs, { kind: 'processed', shard });
    if (state === 'starting' && (work === null || work.end === null))
      later(consumers, consumer, Math.max(networkUs(consumer), busyUs), { kind: 'get-iterator', shard });
  }
  return consumer;
}
