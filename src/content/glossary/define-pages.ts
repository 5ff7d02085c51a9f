/** Pages of AWS’s documentation that terms go by. */
import type { Source } from '../learning/topics.ts';

export const CHECKED = '2026-11-20';

const DOCS = 'https://docs.aws.amazon.com';

export const guide = (title: string, page: string): Source => ({ title, url: `${DOCS}/streams/latest/dev/${page}.html` });
export const api = (action: string): Source => ({
  title: `${action}, API reference`,
  url: `${DOCS}/kinesis/latest/APIReference/API_${action}.html`,
});
export const delivery = (title: string, page: string): Source => ({ title, url: `${DOCS}/firehose/latest/dev/${page}.html` });
export const functions = (title: string, page: string): Source => ({ title, url: `${DOCS}/lambda/latest/dg/${page}.html` });

export const CONCEPTS = guide('Data Streams: terminology and concepts', 'key-concepts');
export const QUOTAS = guide('Data Streams: quotas and limits', 'service-sizes-and-limits');
export const METRICS = guide('Data Streams: CloudWatch metrics', 'monitoring-with-cloudwatch');
