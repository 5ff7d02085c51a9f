/** How long a failover takes, from the settings: rules of the KCL 2.x taker and of the 3.x leader. */
import type { KclConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { duration } from '../../views/wording.ts';

/** epsilonMillis: what the taker of 2.x adds to the failover time. */
const EPSILON_MS = 25;

/** Between which times after its last renewal a dead worker's lease has another owner. */
export function failoverMs({ version, failoverTimeMs }: Pick<KclConsumerSpec, 'version' | 'failoverTimeMs'>): {
  fromMs: number;
  toMs: number;
} {
  const roundMs = 2 * (version === '2.x' ? failoverTimeMs + EPSILON_MS : failoverTimeMs);
  return { fromMs: roundMs, toMs: 2 * roundMs };
}

export function failoverWords(spec: Pick<KclConsumerSpec, 'version' | 'failoverTimeMs'>): string {
  const { fromMs, toMs } = failoverMs(spec);
  const who =
    spec.version === '2.x' ? `each worker scans the table every ${duration(fromMs)}` : `the leader looks every ${duration(fromMs)}`;
  const then = spec.version === '2.x' ? '' : ', then up to half of that until the new owner finds it';
  return `A lease that is not renewed has another owner after ${duration(fromMs)} to ${duration(toMs)}: ${who}, and must see the same counter twice${then}.`;
}
