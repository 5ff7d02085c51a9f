/** What a consumer does when one of its timers is due. */
import type { Consumers, ConsumerTimer } from './consumer-state.ts';
import { kindOf } from './kinds.ts';

export function onConsumerTimer(consumers: Consumers, timer: ConsumerTimer): void {
  const consumer = consumers.state.list.find(({ number }) => number === timer.consumer);
  if (consumer === undefined) return; // removed since
  kindOf(consumer.spec).onTimer(consumers, consumer, timer);
}
