/**
 * A scenario: the plain-data description of everything that stands at the start of a run.
 * Times of day come from `startEpochMs`; everything else is relative to the start of the run.
 */
import type { ConsumerSpec } from './consumers/consumer-spec.ts';
import type { DeliveryStreamSpec } from './firehose/delivery-stream-spec.ts';
import type { SoughtSpec } from './firehose/sought.ts';
import type { Fault } from './faults/fault.ts';
import type { QuotaProfileName } from './kinesis/quotas.ts';
import type { ProducerSpec } from './producers/producer-spec.ts';

export interface StreamSpec {
  /** 1–128 characters of [a-zA-Z0-9_.-]. */
  name: string;
  /** Open shards at the start, 1–10,000; exact ranges of floor(2^128 / n). */
  shardCount: number;
  /** 24–8,760 hours. */
  retentionHours: number;
}

export interface Scenario {
  id: string;
  title: string;
  /** One or two plain sentences: what one sees here. */
  summary: string;
  /** The UTC instant of simulated time zero, in epoch milliseconds. */
  startEpochMs: number;
  profile: QuotaProfileName;
  region: string;
  accountId: string;
  /** Streams that are ACTIVE when the run starts (created one minute before). The Lab shows the first. */
  streams: StreamSpec[];
  producers: ProducerSpec[];
  consumers: ConsumerSpec[];
  /** Delivery streams that are ACTIVE when the run starts. */
  deliveryStreams?: DeliveryStreamSpec[];
  /** What breaks by itself, and when; one that is impossible by then is left out. `lastsMs`: it ends by itself too. */
  faults?: { atMs: number; id: string; fault: Fault; lastsMs?: number }[];
  /** What an examiner asks of the run is recorded so often; absent: not at all. */
  record?: { everySeconds: number; /** Records that are looked for by what stands in them. */ sought?: SoughtSpec[] };
  /** False: nothing is measured between calls (a bare service, which may sleep for years). */
  metered?: boolean;
}
