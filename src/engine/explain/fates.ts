/** Why records were lost, or came into the stream twice: the throttling that refused them or the fault that took the answer, and what their producer did then. */
import type { EngineEvent } from '../events.ts';
import type { MetThrottle } from '../kinesis/put-batch.ts';
import { addEvent, addOrigin, addStep, addWithCauses, type Chain } from './chain.ts';
import type { HitLimit } from './explanation.ts';
import type { WriteThrottling } from './filled-bucket.ts';
import { explainWriteThrottle } from './write-throttle.ts';

type EventOf<Type> = Extract<EngineEvent, { type: Type }>;

export function explainLoss(chain: Chain, event: EventOf<'records-lost'>): HitLimit | null {
  const throttle = addThrottles(chain, event.throttles);
  addOrigin(chain, 'producer', event.producer, event.seq, 'failures');
  addEvent(chain, event);
  if (event.reason === 'ignored') return throttle;
  const { producer, attempts, atUs } = event;
  const sinceUs = throttle?.untilUs ?? atUs;
  return { quota: null, of: producer, unit: 'attempts', allows: attempts, used: attempts, budget: attempts, sinceUs, untilUs: atUs };
}

export function explainDuplicates(chain: Chain, event: EventOf<'records-duplicated'>): HitLimit | null {
  if (event.reason === 'answer-lost') return explainLostAnswer(chain, event);
  const throttle = addThrottles(chain, event.throttles);
  const { producer } = event;
  addOrigin(chain, 'producer', producer, event.seq, 'failures');
  const { atUs, ...call } = event.call;
  addStep(chain, atUs, atUs, { producer }, { kind: 'partly-refused-call', producer, ...call });
  addEvent(chain, event);
  return throttle;
}

/** No limit was hit: the call was stored, and its sender could not know. */
function explainLostAnswer(chain: Chain, event: Extract<EngineEvent, { reason: 'answer-lost' }>): null {
  const { producer, cause } = event;
  addWithCauses(chain, cause);
  const { atUs, waitedUs, ...call } = event.call;
  addStep(chain, atUs, atUs + waitedUs, { producer }, { kind: 'unanswered-call', producer, waitedUs, ...call });
  addEvent(chain, event);
  return null;
}

/** The whole chain of the spell that refused the most; the others are only named. */
function addThrottles(chain: Chain, throttles: readonly MetThrottle[]): HitLimit | null {
  if (throttles.length === 0) return null;
  const [worst, ...others] = throttles.map(({ seq }) => chain.history[seq - 1] as WriteThrottling);
  const limit = explainWriteThrottle(chain, worst);
  for (const other of others) addEvent(chain, other);
  return limit;
}
