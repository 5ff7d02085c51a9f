/** What a polling consumer does when it is added, changed, or when one of its timers is due. */
import type { PollingConsumerSpec } from '../consumer-spec.ts';
import type { PollingState, PollingTimer } from '../consumer-state.ts';
import type { Kind } from '../kinds.ts';
import { onGetIterator, onGetRecords, onPage } from './poll.ts';
import { addPolling, onListShards } from './polling.ts';

export const POLLING: Kind<PollingConsumerSpec, PollingState, PollingTimer> = {
  add: addPolling,
  update(_consumers, consumer, spec) {
    consumer.spec = Object.freeze({ ...spec });
  },
  remove() {},
  onTimer(consumers, consumer, timer) {
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
    }
  },
};
