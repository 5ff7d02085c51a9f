/** What a consumer becomes that reads the other way from now on: it goes on where it stands, because it begins where it did. */
import type { ConsumerSpec, PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';

type Retrieval = 'polling' | 'fan-out';

/** What a polling consumer is set to where nothing is known of before. */
const POLLING_DEFAULTS = { pollIntervalMs: 1000, limit: 10_000 };

/** `before`: how it polled the last time. */
export function withRetrieval(
  spec: ConsumerSpec,
  retrieval: Retrieval,
  { pollIntervalMs, limit }: Pick<PollingConsumerSpec, 'pollIntervalMs' | 'limit'> = POLLING_DEFAULTS,
): ConsumerSpec {
  if (spec.kind === 'kcl' || spec.kind === 'lambda') return { ...spec, retrieval };
  const { id, stream, start, processingUsPerRecord } = spec;
  const common = { id, stream, start, processingUsPerRecord };
  return retrieval === 'fan-out' ? { kind: 'fan-out', ...common } : { kind: 'polling', ...common, pollIntervalMs, limit };
}
