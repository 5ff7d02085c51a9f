/** Finds the stream that a request names by name, ARN or both, and refuses as the service does. */
import type { StreamReference } from './action.ts';
import { invalidArgument, resourceInUse, resourceNotFound, type Answer } from './errors.ts';
import type { Kinesis } from './kinesis.ts';
import { parseShardId, shardIdOf } from './shard-id.ts';
import type { ShardState, StreamState } from './stream-state.ts';

export const streamArn = (region: string, accountId: string, name: string): string =>
  `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;

export function findStream(kinesis: Kinesis, { StreamName: name, StreamARN: arn }: StreamReference): Answer<StreamState> {
  const { accountId, region } = kinesis.state;
  if (name === undefined && arn === undefined) return invalidArgument("Stream arn and stream name can't be empty at the same time");
  let wanted = name;
  if (arn !== undefined) {
    const [, , , arnRegion, arnAccount, resource] = arn.split(':');
    const arnName = resource!.slice('stream/'.length);
    if (arnRegion !== region) return invalidArgument(`The region specified in the ARN '${arn}' does not match the endpoint region`);
    if (arnAccount !== accountId)
      return {
        ok: false,
        error: { type: 'UnrecognizedClientException', message: 'No account found for the given parameters', definite: true },
      };
    if (name !== undefined && name !== arnName)
      return invalidArgument(`Input stream name ${name} doesn't match the inferred name in stream arn ${arnName}`);
    wanted = arnName;
  }
  const stream = streamNamed(kinesis, wanted!);
  return stream === undefined ? resourceNotFound(`Stream ${wanted} under account ${accountId} not found.`) : { ok: true, value: stream };
}

export const streamNamed = (kinesis: Kinesis, name: string): StreamState | undefined =>
  kinesis.state.streams.find((stream) => stream.name === name && stream.life.state !== 'GONE');

/** The stream, if it is in a state in which its settings can be changed. */
export function findActiveStream(kinesis: Kinesis, reference: StreamReference): Answer<StreamState> {
  const found = findStream(kinesis, reference);
  if (!found.ok || found.value.life.state === 'ACTIVE') return found;
  const { name, life } = found.value;
  return resourceInUse(`Stream ${name} under account ${kinesis.state.accountId} not ACTIVE, instead in state ${life.state}`);
}

/** The stream of a call that names shards too. An id that is none is told before a missing stream is (kinesalite's tests, run on AWS). */
export function findStreamOfShards(kinesis: Kinesis, reference: StreamReference, shardIds: readonly string[]): Answer<StreamState> {
  const found = findStream(kinesis, reference);
  if (!found.ok && found.error.type !== 'ResourceNotFoundException') return found;
  const unreadable = shardIds.find((shardId) => parseShardId(shardId) === null);
  return unreadable === undefined ? found : couldNotFind(kinesis, nameIn(reference), unreadable);
}

/** A shard that has not expired; "Could not find shard …" otherwise, which gives the id its full length. */
export function findShard(kinesis: Kinesis, stream: StreamState, shardId: string): Answer<ShardState> {
  const index = parseShardId(shardId);
  const shard = index === null ? undefined : stream.shards[index];
  if (shard !== undefined && !isExpired(stream, shard, kinesis.sim.nowUs)) return { ok: true, value: shard };
  return couldNotFind(kinesis, stream.name, index === null ? shardId : shardIdOf(index));
}

const couldNotFind = ({ state }: Kinesis, stream: string, shardId: string) =>
  resourceNotFound(`Could not find shard ${shardId} in stream ${stream} under account ${state.accountId}.`);

/** The name of the stream that a reference means, whether or not it is there. */
const nameIn = ({ StreamName: name, StreamARN: arn }: StreamReference): string => name ?? arn?.slice(arn.indexOf('/') + 1) ?? '';

/** How calls about iterators refuse a missing shard, and a missing stream likewise (kinesalite's tests, run on AWS). */
export const shardDoesNotExist = ({ state }: Kinesis, reference: StreamReference, shard: number) =>
  resourceNotFound(`Shard ${shardIdOf(shard)} in stream ${nameIn(reference)} under account ${state.accountId} does not exist`);

/** Closed for longer than the retention period: all its records are gone, and it is listed no more. */
export const isExpired = (stream: StreamState, shard: ShardState, nowUs: number): boolean =>
  shard.closesAtUs !== null && shard.closesAtUs + stream.settings.retentionHours * 3_600_000_000 <= nowUs;
