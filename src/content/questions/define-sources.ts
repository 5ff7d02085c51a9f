/** Pages of AWS that several questions go by. */
import type { Source } from '../learning/topics.ts';

const GUIDE = 'https://docs.aws.amazon.com/streams/latest/dev';
const API = 'https://docs.aws.amazon.com/kinesis/latest/APIReference';

/** When the facts were last checked. */
export const AS_OF = '2026-11-20';

export const LIMITS: Source = { title: 'Kinesis Data Streams: quotas and limits', url: `${GUIDE}/service-sizes-and-limits.html` };
export const CONCEPTS: Source = { title: 'Kinesis Data Streams: terminology and concepts', url: `${GUIDE}/key-concepts.html` };
export const PRICING: Source = { title: 'Kinesis Data Streams pricing', url: 'https://aws.amazon.com/kinesis/data-streams/pricing/' };
export const GET_RECORDS: Source = { title: 'API reference: GetRecords', url: `${API}/API_GetRecords.html` };
export const PUT_RECORDS: Source = { title: 'API reference: PutRecords', url: `${API}/API_PutRecords.html` };
export const RETRIES: Source = {
  title: 'Develop producers with the AWS SDK: handling failures with PutRecords',
  url: `${GUIDE}/developing-producers-with-sdk.html`,
};
export const FAN_OUT: Source = { title: 'Enhanced fan-out consumers', url: `${GUIDE}/enhanced-consumers.html` };
export const MONITORING: Source = {
  title: 'Monitoring Kinesis Data Streams with CloudWatch',
  url: `${GUIDE}/monitoring-with-cloudwatch.html`,
};
export const UPDATE_SHARD_COUNT: Source = { title: 'API reference: UpdateShardCount', url: `${API}/API_UpdateShardCount.html` };
export const LAMBDA: Source = {
  title: 'Lambda with Kinesis: polling and batching streams',
  url: 'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batching.html',
};
export const BUFFERING: Source = {
  title: 'Data Firehose: buffering hints',
  url: 'https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html',
};
export const FIREHOSE_PRICING: Source = { title: 'Data Firehose pricing', url: 'https://aws.amazon.com/firehose/pricing/' };
export const LEASES: Source = { title: 'KCL: the lease table in DynamoDB', url: `${GUIDE}/kcl-dynamoDB.html` };
export const KPL: Source = { title: 'KPL: key concepts, aggregation', url: `${GUIDE}/kinesis-kpl-concepts.html` };
export const AFTER_RESHARDING: Source = { title: 'After resharding', url: `${GUIDE}/kinesis-using-sdk-java-after-resharding.html` };
export const RETENTION: Source = { title: 'Change the data retention period', url: `${GUIDE}/kinesis-extended-retention.html` };
