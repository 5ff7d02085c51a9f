/** A Firehose API with what most delivery streams of the tests need. */
import { createFirehoseApi, type FirehoseApi, type FirehoseApiOptions } from '../../src/engine/index.ts';

export const START = Date.UTC(2026, 6, 13, 14, 5, 9);
export const ACCOUNT = '111122223333';
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/firehose`;
export const BUCKET = 'lake';

export type Body = Record<string, unknown>;

export const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

export interface Driven {
  api: FirehoseApi;
  /** An operation of Firehose: its status and body. */
  call(operation: string, body?: Body): Promise<{ status: number; body: Body }>;
  /** One that must succeed. */
  ok(operation: string, body?: Body): Promise<Body>;
  /** Type and message of one that must not. */
  refusal(operation: string, body?: Body): Promise<{ type: unknown; message: unknown }>;
  /** A delivery stream that is ACTIVE. */
  create(name: string, more?: Body): Promise<void>;
  seconds(count: number): Promise<void>;
  texts(bucket?: string): string[];
}

export function drive(options: Partial<FirehoseApiOptions> = {}): Driven {
  const api = createFirehoseApi({ startTime: START, seed: 'tests', accountId: ACCOUNT, quotas: { callRatesEnforced: false }, ...options });
  const call = (operation: string, body: Body = {}) => api.handle(`Firehose_20150804.${operation}`, body);
  const ok = async (operation: string, body: Body = {}) => {
    const answer = await call(operation, body);
    if (answer.status !== 200) throw new Error(`${operation}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const seconds = (count: number) => api.advanceTo(api.now() + count * 1000);
  return {
    api,
    call,
    ok,
    seconds,
    refusal: async (operation, body = {}) => {
      const answer = await call(operation, body);
      return answer.status === 200 ? { type: 'taken', message: '' } : { type: answer.body.__type, message: answer.body.message };
    },
    create: async (name, more = {}) => {
      const hasDestination = Object.keys(more).some((member) => member.endsWith('DestinationConfiguration'));
      await ok('CreateDeliveryStream', { DeliveryStreamName: name, ...(hasDestination ? {} : toS3()), ...more });
      await seconds(120);
    },
    texts: (bucket = BUCKET) => api.objects(bucket).map(({ key }) => Buffer.from(api.object(bucket, key)!).toString()),
  };
}

export const s3 = (more: Body = {}): Body => ({ RoleARN: ROLE, BucketARN: `arn:aws:s3:::${BUCKET}`, ...more });
export const toS3 = (more: Body = {}): Body => ({ ExtendedS3DestinationConfiguration: s3(more) });
export const hints = (SizeInMBs: number, IntervalInSeconds: number): Body => ({ BufferingHints: { SizeInMBs, IntervalInSeconds } });
export const processing = (...processors: [string, Record<string, string>?][]): Body => ({
  ProcessingConfiguration: {
    Enabled: true,
    Processors: processors.map(([Type, parameters = {}]) => ({
      Type,
      Parameters: Object.entries(parameters).map(([ParameterName, ParameterValue]) => ({ ParameterName, ParameterValue })),
    })),
  },
});
export const LAMBDA = `arn:aws:lambda:us-east-1:${ACCOUNT}:function:enrich`;
