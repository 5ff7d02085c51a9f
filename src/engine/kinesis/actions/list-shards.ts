/**
 * ListShards. https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html
 * Pages of at most 1,000 shards; a token lives five minutes and carries its filter on. Filters go by the times at which
 * shards open and close, so for about 25 s after a reshard AT_LATEST lists parents and children (recorded). A token together
 * with the matching stream is accepted (recorded). Simplified: StreamCreationTimestamp is read and not compared.
 */
import { startOfSecondUs } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import { SHARD_ID, STREAM_MEMBERS, type Action, type StreamReference } from '../action.ts';
import { expiredNextToken, invalidArgument, resourceInUse, type Answer } from '../errors.ts';
import { findStream } from '../find-stream.ts';
import type { Kinesis } from '../kinesis.ts';
import { trimHorizonUs } from '../retention.ts';
import { parseShardId } from '../shard-id.ts';
import { describeShard, listedShards } from '../shard-description.ts';
import { parentsOf, type ShardState, type StreamState } from '../stream-state.ts';
import { openToken, sealToken } from '../token.ts';
import { integer, structure, text } from '../validation.ts';

const PAGE_SHARDS = 1000;
const FILTER_TYPES = ['AFTER_SHARD_ID', 'AT_TRIM_HORIZON', 'FROM_TRIM_HORIZON', 'AT_LATEST', 'AT_TIMESTAMP', 'FROM_TIMESTAMP'] as const;

interface ShardFilter {
  Type: (typeof FILTER_TYPES)[number];
  ShardId?: string;
  Timestamp?: number;
}

interface Input extends StreamReference {
  NextToken?: string;
  ExclusiveStartShardId?: string;
  MaxResults?: number;
  ShardFilter?: ShardFilter;
}

/** What a page token holds: stream number, last shard listed, instant of issue, and the filter that goes on. */
type PageToken = [stream: number, after: number, issuedUs: number, filter: ShardFilter | null];

function handle(kinesis: Kinesis, input: Input): Answer<Record<string, unknown>> {
  const { sim, state } = kinesis;
  if (input.NextToken !== undefined && input.ShardFilter !== undefined)
    return invalidArgument('NextToken and ShardFilter cannot be provided together.');
  const start = input.NextToken === undefined ? fromRequest(kinesis, input) : fromToken(kinesis, input);
  if (!start.ok) return start;
  const { stream, after, filter } = start.value;
  if (stream.life.state === 'CREATING' || stream.life.state === 'DELETING')
    return resourceInUse(`Stream ${stream.name} under account ${state.accountId} not ACTIVE, instead in state ${stream.life.state}`);
  const chosen = filterShards(kinesis, stream, filter);
  if (!chosen.ok) return chosen;
  const rest = chosen.value.filter((shard) => shard.index > after);
  const page = rest.slice(0, Math.min(input.MaxResults ?? PAGE_SHARDS, PAGE_SHARDS));
  const more = page.length < rest.length;
  const token: PageToken = [stream.number, page.at(-1)?.index ?? after, sim.nowUs, filter];
  return {
    ok: true,
    value: {
      ...(more ? { NextToken: sealToken(state.secret, 'shards', token) } : {}),
      Shards: page.map((shard) => describeShard(sim, stream, shard)),
    },
  };
}

type Start = { stream: StreamState; after: number; filter: ShardFilter | null };

function fromRequest(kinesis: Kinesis, input: Input): Answer<Start> {
  // its own text (kinesalite's tests, run on AWS)
  if (input.StreamName === undefined && input.StreamARN === undefined)
    return invalidArgument('Either NextToken or StreamName should be provided.');
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  const filter = input.ShardFilter ?? null;
  const startId = filter?.ShardId ?? input.ExclusiveStartShardId;
  if (filter?.Type === 'AFTER_SHARD_ID' && filter.ShardId === undefined)
    return invalidArgument('ShardId must be provided when the ShardFilter Type is AFTER_SHARD_ID.');
  return { ok: true, value: { stream: found.value, after: startId === undefined ? -1 : (parseShardId(startId) ?? -1), filter } };
}

function fromToken({ sim, state }: Kinesis, input: Input): Answer<Start> {
  const token = openToken(state.secret, 'shards', input.NextToken!) as PageToken | null;
  const stream = token === null ? undefined : state.streams[token[0]];
  if (token === null || stream === undefined) return invalidArgument('Invalid NextToken.');
  if ((input.StreamName ?? stream.name) !== stream.name || (input.StreamARN ?? stream.arn) !== stream.arn)
    return invalidArgument('NextToken and StreamName cannot be provided together.');
  if (sim.nowUs - token[2] > state.quotas.nextTokenLifeSeconds * SECOND) return expiredNextToken('The NextToken has expired.');
  return { ok: true, value: { stream, after: token[1], filter: token[3] } };
}

/**
 * Which shards a filter shows. Its times are those at which shards open and close, so right after a reshard AT_LATEST
 * shows parents, intermediates and children: the closing time lies ahead (recorded).
 */
function filterShards({ sim }: Kinesis, stream: StreamState, filter: ShardFilter | null): Answer<ShardState[]> {
  const shards = listedShards(sim, stream);
  const horizonUs = Math.max(trimHorizonUs(stream, sim.nowUs), stream.createdUs);
  const openAt = (us: number) => shards.filter((shard) => shard.opensAtUs <= us && (shard.closesAtUs === null || shard.closesAtUs > us));
  switch (filter?.Type) {
    case 'AT_LATEST':
      return { ok: true, value: shards.filter((shard) => shard.closesAtUs === null || shard.closesAtUs > sim.nowUs) };
    case 'AT_TRIM_HORIZON':
      return { ok: true, value: openAt(horizonUs) };
    case 'AT_TIMESTAMP':
    case 'FROM_TIMESTAMP': {
      if (filter.Timestamp === undefined) return invalidArgument(`Timestamp must be provided when the ShardFilter Type is ${filter.Type}.`);
      const at = startOfSecondUs(sim, 0) + Math.round(filter.Timestamp * 1000) * 1000;
      if (at > sim.nowUs) return invalidArgument('ShardFilter Timestamp must not be greater than current time.');
      if (at < trimHorizonUs(stream, sim.nowUs))
        return invalidArgument('ShardFilter Timestamp cannot be older than TRIM_HORIZON of the stream.');
      if (filter.Type === 'FROM_TIMESTAMP')
        return { ok: true, value: shards.filter((shard) => shard.closesAtUs === null || shard.closesAtUs > at) };
      return { ok: true, value: openAt(Math.max(at, horizonUs)) };
    }
    default:
      return { ok: true, value: shards };
  }
}

/** ListShards for clients that live in the world: shards with their parents. */
export function listShards(
  kinesis: Kinesis,
  streamName: string,
  filter: ShardFilter | null,
): Answer<{ shard: number; parents: number[] }[]> {
  const found = findStream(kinesis, { StreamName: streamName });
  if (!found.ok) return found;
  const shards = filterShards(kinesis, found.value, filter);
  return shards.ok ? { ok: true, value: shards.value.map((shard) => ({ shard: shard.index, parents: parentsOf(shard) })) } : shards;
}

export const LIST_SHARDS: Action = {
  name: 'ListShards',
  request: structure({
    ...STREAM_MEMBERS,
    ExclusiveStartShardId: SHARD_ID,
    MaxResults: integer(1, 10_000),
    NextToken: text({ min: 1, max: 1_048_576 }),
    ShardFilter: structure({ ShardId: SHARD_ID, Timestamp: { kind: 'timestamp' }, Type: text({ values: FILTER_TYPES }) }, ['Type']),
    StreamCreationTimestamp: { kind: 'timestamp' },
  }),
  handle,
};
