/** Building blocks of the runs inside lessons: small enough to be read at the width of a page of text. */
import type { Command } from '../../engine/commands.ts';
import type { PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import type { Source } from '../learning/topics.ts';
import { RESEND_FAILED } from '../scenarios/define-scenario.ts';

export const CHECKED = '2026-11-20';

const API = 'https://docs.aws.amazon.com/kinesis/latest/APIReference';
const STREAMS_GUIDE = 'https://docs.aws.amazon.com/streams/latest/dev';
const FIREHOSE_GUIDE = 'https://docs.aws.amazon.com/firehose/latest/dev';

export const apiPage = (action: string): Source => ({ title: `${action}, API reference`, url: `${API}/API_${action}.html` });
export const streamsPage = (title: string, page: string): Source => ({ title, url: `${STREAMS_GUIDE}/${page}.html` });
export const firehosePage = (title: string, page: string): Source => ({ title, url: `${FIREHOSE_GUIDE}/${page}.html` });

export const QUOTAS = streamsPage('Data Streams: quotas and limits', 'service-sizes-and-limits');
export const PRICING: Source = { title: 'Pricing of Data Streams', url: 'https://aws.amazon.com/kinesis/data-streams/pricing/' };

type Sending = { perSecond: number; bytes: number; keys: Extract<ProducerSpec['source'], { kind: 'synthetic' }>['keys'] } & Partial<
  Pick<ProducerSpec, 'failures' | 'calls'>
>;

/** Sends records of one size at a steady rate, in batches. */
export function writer(id: string, stream: string, { perSecond, bytes, keys, failures, calls }: Sending): ProducerSpec {
  return {
    id,
    stream,
    source: { kind: 'synthetic', size: { kind: 'fixed', bytes }, keys },
    rate: { kind: 'constant', perSecond },
    calls: calls ?? { api: 'PutRecords', batchSize: 100, lingerMs: 50 },
    failures: failures ?? RESEND_FAILED,
  };
}

export function poller(id: string, stream: string, more: Partial<PollingConsumerSpec> = {}): PollingConsumerSpec {
  return { kind: 'polling', id, stream, start: 'TRIM_HORIZON', pollIntervalMs: 1000, limit: 10_000, processingUsPerRecord: 50, ...more };
}

export const sends = (producer: ProducerSpec): Command => ({ type: 'update-producer', producer });
