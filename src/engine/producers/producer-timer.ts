/** What a producer does when one of its timers is due. */
import { onFlush } from './collect.ts';
import type { ProducerTimer } from './producer-state.ts';
import type { Producers } from './producers.ts';
import { onPutArrives, onPutReturns } from './sdk/send.ts';
import { onPutTimesOut } from './sdk/unanswered.ts';

export function onProducerTimer(producers: Producers, timer: ProducerTimer): void {
  const { list, leaving } = producers.state;
  const producer = list.find(({ number }) => number === timer.producer) ?? leaving.find(({ number }) => number === timer.producer);
  if (producer === undefined) return;
  switch (timer.kind) {
    case 'flush':
      if (timer.plan === producer.plan) onFlush(producers, producer);
      return;
    case 'put-arrives':
      onPutArrives(producers, producer, timer.batch);
      return;
    case 'put-returns':
      onPutReturns(producers, producer, timer.batch, timer.outcome);
      return;
    case 'put-times-out':
      onPutTimesOut(producers, producer, timer);
  }
}
