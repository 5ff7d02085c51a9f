/** Why a reader fell behind, lost its iterator, or came too late for records that retention took. */
import { HOUR, SECOND } from '../kernel/time.ts';
import type { EngineEvent } from '../events.ts';
import { addEvent, addOrigin, addStep, addWithCauses, placeOf, type Chain, type Place } from './chain.ts';
import type { HitLimit } from './explanation.ts';
import { explainReadThrottle } from './read-throttle.ts';
import { addRecords } from './records-step.ts';
import { addSenders } from './write-throttle.ts';

type EventOf<Type> = Extract<EngineEvent, { type: Type }>;

export function explainFallingBehind(chain: Chain, event: EventOf<'reading-fell-behind'>): HitLimit | null {
  const { atUs, consumer, reason, firstUnread, records, cause, seq } = event;
  addOrigin(chain, 'consumer', consumer, seq);
  const before = cause === null ? null : chain.history[cause - 1];
  let limit: HitLimit | null = null;
  if (before?.type === 'reading-fell-behind') limit = explainFallingBehind(chain, before);
  else if (before?.type === 'read-throttling-started') limit = explainReadThrottle(chain, before, atUs);
  else {
    addWithCauses(chain, cause);
    if (reason === 'processing' || reason === 'polling') limit = ownLimit(event);
  }
  const place = readPlace(chain, event);
  const to = firstUnread + records;
  if (reason !== 'parent' && reason !== 'backlog' && before?.type !== 'read-throttling-started')
    addSenders(chain, place, { to, untilUs: atUs, unit: 'records', enough: event.canTakePerSecond, beforeSeq: seq });
  addRecords(chain, place, firstUnread, to, atUs);
  addEvent(chain, event);
  return limit;
}

/** Over the age of the oldest unread record: what arrived, and what the reader could have taken by its own settings. */
function ownLimit({ atUs, ageMs, consumer, records, canTakePerSecond }: EventOf<'reading-fell-behind'>): HitLimit {
  return {
    quota: null,
    of: consumer,
    unit: 'records',
    allows: canTakePerSecond,
    used: records,
    budget: (canTakePerSecond * ageMs) / 1000,
    sinceUs: atUs - ageMs * 1000,
    untilUs: atUs,
  };
}

/** The stream is that which the consumer reads; consumers that are gone by now read the first stream that has such a shard. */
function readPlace(chain: Chain, { consumer, shardId }: { consumer: string; shardId: string }): Place {
  const { world, kinesis } = chain;
  const name = world.consumers.list.find(({ spec }) => spec.id === consumer)?.spec.stream ?? kinesis.state.streams[0].name;
  return placeOf(chain, name, shardId);
}

export function explainExpiredIterator(chain: Chain, event: EventOf<'iterator-expired'>): HitLimit {
  const { atUs, consumer, shardId, issuedUs, records, busyUs } = event;
  addOrigin(chain, 'consumer', consumer, event.seq);
  addStep(chain, issuedUs, atUs, { shardId, consumer }, { kind: 'page', shardId, consumer, records, busyUs });
  addEvent(chain, event);
  const allows = chain.kinesis.state.quotas.iteratorLifeSeconds * SECOND;
  const used = atUs - issuedUs;
  return {
    quota: 'iteratorLifeSeconds',
    of: shardId,
    unit: 'microseconds',
    allows,
    used,
    budget: allows,
    sinceUs: issuedUs,
    untilUs: atUs,
  };
}

export function explainTrimmed(chain: Chain, event: EventOf<'unread-records-trimmed'>): HitLimit {
  const { atUs, consumer, retentionHours, lastReadUs, cause, seq } = event;
  const behind = cause === null ? null : chain.history[cause - 1];
  if (behind?.type === 'reading-fell-behind') explainFallingBehind(chain, behind);
  else addWithCauses(chain, cause);
  addOrigin(chain, 'consumer', consumer, seq);
  const { stream } = readPlace(chain, event);
  const sinceUs = lastReadUs ?? 0;
  const used = atUs - sinceUs;
  const shortened = chain.history.findLast((e) => e.seq < seq && e.type === 'retention-changed' && e.stream === stream.name);
  // with the period that held before, the records would still be there
  if (shortened?.type === 'retention-changed' && shortened.toHours < shortened.fromHours && used < shortened.fromHours * HOUR)
    addWithCauses(chain, shortened.seq);
  addEvent(chain, event);
  const allows = retentionHours * HOUR;
  return { quota: null, of: stream.name, unit: 'microseconds', allows, used, budget: allows, sinceUs, untilUs: atUs };
}
