/** How often a consumer comes back to a shard, in milliseconds: what lies unread for that long is no delay. */
import type { ConsumerSpec } from './consumer-spec.ts';

/** A mapping polls a shard once a second. */
const LAMBDA_POLL_MS = 1000;
/** New records are pushed within about 0.1 s. */
const PUSH_MS = 100;

export function readIntervalMs(spec: ConsumerSpec): number {
  switch (spec.kind) {
    case 'polling':
    case 'firehose':
      return spec.pollIntervalMs;
    case 'fan-out':
      return PUSH_MS;
    case 'kcl':
      return spec.retrieval === 'fan-out' ? PUSH_MS : spec.idleTimeBetweenReadsMs;
    case 'lambda':
      return (spec.retrieval === 'fan-out' ? PUSH_MS : LAMBDA_POLL_MS) + 1000 * spec.windowSeconds;
  }
}
