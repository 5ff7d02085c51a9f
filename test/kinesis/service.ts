/** A service on its virtual clock, and short ways to call it. */
import { createKinesisApi, type KinesisApi, type KinesisApiOptions } from '../../src/engine/index.ts';

export const ACCOUNT = '111122223333';
export const STREAM = 'orders';
export const ARN = `arn:aws:kinesis:us-east-1:${ACCOUNT}:stream/${STREAM}`;
/** Friday, 20 November 2026, 05:00:00 UTC. */
export const START = Date.UTC(2026, 10, 20, 5);

export interface Refusal {
  type: string;
  message: string;
}

export interface Service {
  api: KinesisApi;
  /** The answer's body; a refusal fails the test. The stream is named unless the body names one. */
  call<Answer = Record<string, unknown>>(operation: string, body?: Record<string, unknown>): Promise<Answer>;
  /** What the service refuses with; an answer fails the test. */
  refusal(operation: string, body?: Record<string, unknown>): Promise<Refusal>;
  wait(seconds: number): Promise<void>;
}

export function startService(options: Partial<KinesisApiOptions> = {}): Service {
  const api = createKinesisApi({ startTime: START, seed: 1, accountId: ACCOUNT, region: 'us-east-1', ...options });
  const ask = (operation: string, body: Record<string, unknown>) => {
    const named = 'StreamName' in body || 'StreamARN' in body || UNNAMED.has(operation) || 'NextToken' in body;
    return api.handle(`Kinesis_20131202.${operation}`, named ? body : { StreamName: STREAM, ...body });
  };
  return {
    api,
    async call<Answer>(operation: string, body: Record<string, unknown> = {}): Promise<Answer> {
      const { status, body: answer } = await ask(operation, body);
      if (status !== 200) throw new Error(`${operation} was refused: ${JSON.stringify(answer)}`);
      return answer as Answer;
    },
    async refusal(operation, body = {}) {
      const { status, body: answer } = await ask(operation, body);
      if (status !== 400) throw new Error(`${operation} was not refused: ${status} ${JSON.stringify(answer).slice(0, 300)}`);
      return { type: String(answer.__type), message: String(answer.message ?? answer.Message) };
    },
    wait: (seconds) => api.advanceTo(api.now() + seconds * 1000),
  };
}

const UNNAMED = new Set(['ListStreams', 'GetRecords']);

/** With one ACTIVE stream, named STREAM. */
export async function serviceWithStream(
  shards = 1,
  options: Partial<KinesisApiOptions> = {},
  create: Record<string, unknown> = {},
): Promise<Service> {
  const service = startService(options);
  await service.call('CreateStream', { StreamName: STREAM, ShardCount: shards, ...create });
  await service.wait(4);
  return service;
}

export const base64 = (text: string): string => Buffer.from(text).toString('base64');
export const dataOf = (bytes: number): string => Buffer.alloc(bytes).toString('base64');
export const shard = (index: number): string => `shardId-${String(index).padStart(12, '0')}`;

export interface Put {
  ShardId: string;
  SequenceNumber: string;
}
export interface PutMany {
  FailedRecordCount: number;
  Records: (Partial<Put> & { ErrorCode?: string; ErrorMessage?: string })[];
}
export interface Page {
  Records: { Data: string; PartitionKey: string; SequenceNumber: string; ApproximateArrivalTimestamp: number }[];
  MillisBehindLatest: number;
  NextShardIterator?: string;
  ChildShards?: { ShardId: string; ParentShards: string[]; HashKeyRange: { StartingHashKey: string; EndingHashKey: string } }[];
}
export interface ShardDescription {
  ShardId: string;
  ParentShardId?: string;
  AdjacentParentShardId?: string;
  HashKeyRange: { StartingHashKey: string; EndingHashKey: string };
  SequenceNumberRange: { StartingSequenceNumber: string; EndingSequenceNumber?: string };
}

export const put = (service: Service, text: string, key = 'k', more: Record<string, unknown> = {}): Promise<Put> =>
  service.call('PutRecord', { Data: base64(text), PartitionKey: key, ...more });

export const iteratorOf = async (
  service: Service,
  shardId: string,
  type = 'TRIM_HORIZON',
  more: Record<string, unknown> = {},
): Promise<string> =>
  (await service.call<{ ShardIterator: string }>('GetShardIterator', { ShardId: shardId, ShardIteratorType: type, ...more })).ShardIterator;

export const read = (service: Service, iterator: string, limit?: number): Promise<Page> =>
  service.call('GetRecords', limit === undefined ? { ShardIterator: iterator } : { ShardIterator: iterator, Limit: limit });

export const texts = (page: Page): string[] => page.Records.map(({ Data }) => Buffer.from(Data, 'base64').toString());

export const shardsOf = async (service: Service, more: Record<string, unknown> = {}): Promise<ShardDescription[]> =>
  (await service.call<{ Shards: ShardDescription[] }>('ListShards', more)).Shards;

export const statusOf = async (service: Service): Promise<string> =>
  (await service.call<{ StreamDescriptionSummary: { StreamStatus: string } }>('DescribeStreamSummary')).StreamDescriptionSummary
    .StreamStatus;

/** Page by page, however many there are. */
export async function allShardsOf(service: Service): Promise<ShardDescription[]> {
  const shards: ShardDescription[] = [];
  let body: Record<string, unknown> = {};
  for (;;) {
    const page = await service.call<{ Shards: ShardDescription[]; NextToken?: string }>('ListShards', body);
    shards.push(...page.Shards);
    if (page.NextToken === undefined) return shards;
    body = { NextToken: page.NextToken };
  }
}

/** The shards without an end, by range. */
export const openShardsOf = async (service: Service): Promise<ShardDescription[]> =>
  (await allShardsOf(service))
    .filter(({ SequenceNumberRange }) => SequenceNumberRange.EndingSequenceNumber === undefined)
    .sort((a, b) => (BigInt(a.HashKeyRange.StartingHashKey) < BigInt(b.HashKeyRange.StartingHashKey) ? -1 : 1));
