/** Why a shard refused records: who sent so much to it, since which command, and the records that used its budget up. */
import { loadOfSecond, mainProducers } from '../kinesis/shard-load.ts';
import { addEvent, addOrigin, addStep, addWithCauses, placeOf, type Chain, type Place } from './chain.ts';
import type { HitLimit } from './explanation.ts';
import { filledBucket, type WriteThrottling } from './filled-bucket.ts';
import { addRecords } from './records-step.ts';

export function explainWriteThrottle(chain: Chain, event: WriteThrottling): HitLimit {
  const place = placeOf(chain, event.stream, event.shardId);
  const { from, to, hit } = filledBucket(chain.kinesis, place, event);
  const named = addSenders(chain, place, {
    to,
    untilUs: event.atUs,
    unit: event.limit,
    enough: event.limitPerSecond,
    beforeSeq: event.seq,
  });
  if (named === 0) addOrigin(chain, 'producer', event.producer, event.seq);
  addWithCauses(chain, event.cause);
  addRecords(chain, place, from, to, event.atUs);
  const { key, bytes, attempt } = event.refused;
  const about = { shardId: event.shardId, producer: event.producer, key };
  addStep(chain, event.atUs, event.atUs, about, { kind: 'refused-record', ...about, bytes, attempt });
  addEvent(chain, event);
  return hit;
}

interface Sent {
  /** The second that ends at `untilUs` with the record before position `to`. */
  to: number;
  untilUs: number;
  unit: 'records' | 'bytes';
  /** How much of it had to come together in a second. */
  enough: number;
  beforeSeq: number;
}

/** At most so many producers are named, the largest first. */
const SENDERS_NAMED = 4;

/** Where those come from who sent the most to a shard; how many they are. */
export function addSenders(chain: Chain, { shard }: Place, { to, untilUs, unit, enough, beforeSeq }: Sent): number {
  const { kinesis } = chain;
  const load = loadOfSecond(kinesis, shard, to, untilUs);
  const main = mainProducers(load, unit, enough).slice(0, SENDERS_NAMED);
  for (const producer of main) addOrigin(chain, 'producer', kinesis.state.producerNames[producer] ?? '', beforeSeq);
  return main.length;
}
