/** What a registered consumer does when it is added, changed, or when one of its timers is due. */
import type { HandConsumer } from '../by-hand/by-hand-state.ts';
import { slowDown } from '../by-hand/slow-down.ts';
import type { FanOutConsumerSpec } from '../consumer-spec.ts';
import type { Kind } from '../kinds.ts';
import { addFanOut, continuePushed, leaveFanOut, onListShards, register, whyNoFanOut } from './fan-out.ts';
import type { FanOutConsumer, FanOutTimer } from './fan-out-state.ts';
import { onArrival, onProcessed, onSubscribe } from './subscribe.ts';

export const FAN_OUT: Kind<FanOutConsumerSpec, FanOutConsumer, FanOutTimer> = {
  whyNot: whyNoFanOut,
  add: addFanOut,
  update(_consumers, consumer, spec) {
    consumer.spec = Object.freeze({ ...spec });
  },
  takeOver(consumers, before, spec) {
    return before.spec.kind === 'polling' ? continuePushed(consumers, before as HandConsumer, spec) : undefined;
  },
  remove: leaveFanOut,
  onTimer(consumers, consumer, timer) {
    if (timer.turn !== consumer.turn) return;
    if (timer.kind === 'fan-out-register') return register(consumers, consumer);
    if (timer.kind === 'fan-out-list-shards') return onListShards(consumers, consumer);
    const reader = consumer.readers.find(({ shard }) => shard === timer.shard);
    if (reader === undefined) return;
    switch (timer.kind) {
      case 'fan-out-subscribe':
        return onSubscribe(consumers, consumer, reader);
      case 'fan-out-processed':
        onProcessed(consumers, consumer, reader);
        return onArrival(consumers, consumer, reader);
      case 'fan-out-arrival':
        if (timer.session === reader.session) onArrival(consumers, consumer, reader);
    }
  },
  fault: slowDown,
};
