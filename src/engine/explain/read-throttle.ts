/** Why a shard refused a GetRecords call: whose calls had used its five a second, or its bytes, up. */
import { SECOND } from '../kernel/time.ts';
import type { EngineEvent } from '../events.ts';
import { readCapacity } from '../kinesis/read-limits.ts';
import { addEvent, addOrigin, addStep, addWithCauses, placeOf, type Chain, type Place } from './chain.ts';
import type { HitLimit } from './explanation.ts';

export type ReadThrottling = Extract<EngineEvent, { type: 'read-throttling-started' }>;

/** `atUs`: when to look; later than the event where the spell goes on and is what something else follows from. */
export function explainReadThrottle(chain: Chain, event: ReadThrottling, atUs = event.atUs): HitLimit {
  const place = placeOf(chain, event.stream, event.shardId);
  const { calls, hit } = event.limit === 'calls' ? lastCalls(chain, place, event, atUs) : costlyCalls(chain, place, event, atUs);
  for (const consumer of new Set([...calls.map((call) => call.consumer), event.consumer]))
    addOrigin(chain, 'consumer', consumer, event.seq);
  addWithCauses(chain, event.cause);
  const about = { shardId: event.shardId, consumer: event.consumer };
  if (calls.length > 0) addStep(chain, calls[0].atUs, atUs, about, { kind: 'calls', shardId: event.shardId, calls });
  addEvent(chain, event);
  return hit;
}

interface Call {
  atUs: number;
  consumer: string;
  bytes: number;
}
interface Used {
  calls: Call[];
  hit: HitLimit;
}

function callsUntil({ shard }: Place, atUs: number): Call[] {
  const { atUs: times, bytes, reader } = shard.recentReads;
  return times.flatMap((time, i) => (time <= atUs ? [{ atUs: time, consumer: reader[i], bytes: bytes[i] }] : []));
}

function lastCalls({ kinesis }: Chain, place: Place, { shardId }: ReadThrottling, untilUs: number): Used {
  const { shardReadCallsPerSecond: allows } = kinesis.state.quotas;
  const calls = callsUntil(place, untilUs).filter(({ atUs }) => atUs > untilUs - SECOND);
  const sinceUs = calls[0]?.atUs ?? untilUs;
  const hit = {
    quota: 'shardReadCallsPerSecond',
    of: shardId,
    unit: 'calls',
    allows,
    used: calls.length,
    budget: allows,
    sinceUs,
    untilUs,
  };
  return { calls, hit: hit as HitLimit };
}

/**
 * The shortest run of calls such that a budget that was full at the first of them is used up in the end; or the one page that was larger
 * than the budget, and has to be paid in full.
 */
function costlyCalls({ kinesis }: Chain, place: Place, { shardId }: ReadThrottling, untilUs: number): Used {
  const { shardReadBytesPerSecond: allows } = kinesis.state.quotas;
  const capacity = readCapacity(kinesis.state.quotas, place.stream);
  const calls = callsUntil(place, untilUs);
  const refillSince = (atUs: number) => ((untilUs - atUs) * allows) / SECOND;
  let used = 0;
  let first = calls.length;
  let saved = capacity;
  while (first > 0) {
    const call = calls[--first];
    used += call.bytes;
    if (call.bytes > capacity && refillSince(call.atUs) < call.bytes) {
      saved = 0; // such a page has to be paid in full: what was saved before does not count
      used = call.bytes;
      break;
    }
    if (used >= capacity + refillSince(call.atUs)) break;
  }
  const sinceUs = calls[first]?.atUs ?? untilUs;
  const budget = Math.min(used, saved + refillSince(sinceUs));
  const hit: HitLimit = { quota: 'shardReadBytesPerSecond', of: shardId, unit: 'bytes', allows, used, budget, sinceUs, untilUs };
  return { calls: calls.slice(first, saved === 0 ? first + 1 : undefined), hit };
}
