/** What a consumer does when one of its timers is due. */
import type { Consumers, ConsumerTimer } from './consumer-state.ts';
import { onGetIterator, onGetRecords, onPage } from './polling/poll.ts';
import { onListShards } from './polling/polling.ts';

export function onConsumerTimer(consumers: Consumers, timer: ConsumerTimer): void {
  const consumer = consumers.state.list.find(({ number }) => number === timer.consumer);
  if (consumer === undefined) return; // removed since
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
}
