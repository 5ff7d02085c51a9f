/**
 * Why an event came about. Computed from the causes that events name and from the world as it was at that moment; nothing is
 * written for a scenario. Events that are neither a throttle, a delay, a duplicate nor a loss are told with the causes they name.
 */
import type { EngineEvent } from '../events.ts';
import type { World } from '../world.ts';
import { addEvent, addWithCauses, createChain, inOrder, type Chain } from './chain.ts';
import type { Explanation, HitLimit } from './explanation.ts';
import { explainDuplicates, explainLoss } from './fates.ts';
import { explainExpiredIterator, explainFallingBehind, explainTrimmed } from './reading.ts';
import { explainReadThrottle } from './read-throttle.ts';
import { explainRefusal } from './refused-command.ts';
import { explainWriteThrottle } from './write-throttle.ts';

/** `world` stands at the moment of the event or shortly after, and has it in its history; null where it has not. */
export function explain(world: World, seq: number): Explanation | null {
  const chain = createChain(world);
  const event: EngineEvent | undefined = chain.history[seq - 1];
  if (event === undefined) return null;
  const limit = explainEvent(chain, event);
  return { seq, steps: inOrder(chain), limit };
}

function explainEvent(chain: Chain, event: EngineEvent): HitLimit | null {
  switch (event.type) {
    case 'write-throttling-started':
      return explainWriteThrottle(chain, event);
    case 'read-throttling-started':
      return explainReadThrottle(chain, event);
    case 'records-lost':
      return explainLoss(chain, event);
    case 'records-duplicated':
      return explainDuplicates(chain, event);
    case 'reading-fell-behind':
      return explainFallingBehind(chain, event);
    case 'iterator-expired':
      return explainExpiredIterator(chain, event);
    case 'unread-records-trimmed':
      return explainTrimmed(chain, event);
    case 'command-refused':
      return explainRefusal(chain, event);
    case 'write-throttling-ended':
    case 'read-throttling-ended':
    case 'reading-caught-up':
      return explainEnd(chain, event);
    default:
      addWithCauses(chain, event.seq);
      return null;
  }
}

/** What has ended is told with how it began; the limit was hit then, not now. */
function explainEnd(chain: Chain, event: EngineEvent): null {
  explainEvent(chain, chain.history[event.cause! - 1]);
  addEvent(chain, event);
  return null;
}
