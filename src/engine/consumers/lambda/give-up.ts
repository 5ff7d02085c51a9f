/**
 * Records that a mapping gives up: to the on-failure destination, or for good. A queue is told of the batch, not given its records.
 * https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 * The message has the recorded shape. `approximateInvokeCount` counts, where records became too old, the attempt that found it (8 and 1
 * were recorded after 7 and 0 invocations by this model). Choice: what leaves the stream by its retention is lost, whatever the destination.
 */
import { createRandom, nextUint32 } from '../../kernel/random.ts';
import { emit } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import type { Consumers } from '../consumer-state.ts';
import { noteDiverted, noteLost } from '../sink.ts';
import type { DiscardCondition, LambdaBatch, LambdaConsumer, LambdaReader, OnFailureMessage } from './lambda-state.ts';
import { commandThatSet } from './mapping.ts';
import { missing, rangesOf } from './ranges.ts';
import { arrivalAt, numberAt, sourceOf } from './record-view.ts';

const MESSAGES_KEPT = 64;

export function giveUp(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  batch: LambdaBatch,
  positions: readonly number[],
  condition: DiscardCondition,
): void {
  if (positions.length === 0) return;
  const { sink, figures, messages } = consumer;
  const { shard } = reader;
  const isDiverted = consumer.spec.onFailureDestination && condition !== 'RetentionExceeded';
  for (const [from, to] of rangesOf(positions)) {
    if (isDiverted) noteDiverted(sink, shard, from, to);
    else for (const [a, b] of missing(sink.shards[shard], from, to)) noteLost(sink, shard, a, b);
  }
  figures[isDiverted ? 'diverted' : 'discarded'] += positions.length;
  if (isDiverted) {
    messages.push(Object.freeze(messageOf(consumers, consumer, reader, batch, positions, condition)));
    if (messages.length > MESSAGES_KEPT) messages.shift();
  }
  tell(consumers, consumer, reader, positions.length, condition, isDiverted);
}

/** At most once a second and shard; `records` are all since it was told last. */
function tell(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  records: number,
  condition: DiscardCondition,
  diverted: boolean,
): void {
  const { sim } = consumers;
  reader.untold += records;
  if (sim.nowUs < reader.toldUs + SECOND) return;
  const event = emit(
    sim,
    { type: 'batch-discarded', consumer: consumer.spec.id, shardId: shardIdOf(reader.shard), records: reader.untold, condition, diverted },
    reader.failing ?? reader.behind ?? commandThatSet(consumers, consumer),
  );
  reader.untold = 0;
  reader.toldUs = sim.nowUs;
  if (reader.blocked !== null) unblock(consumers, consumer, reader, event);
}

/** The batch that stood in the way is done or given up. */
export function unblock(consumers: Consumers, consumer: LambdaConsumer, reader: LambdaReader, cause: number | null = null): void {
  const { blocked } = reader;
  if (blocked === null) return;
  reader.blocked = null;
  const set = commandThatSet(consumers, consumer);
  emit(
    consumers.sim,
    {
      type: 'shard-unblocked',
      consumer: consumer.spec.id,
      shardId: shardIdOf(reader.shard),
      lastedUs: consumers.sim.nowUs - blocked.sinceUs,
    },
    cause ?? (set !== null && set > blocked.event ? set : blocked.event),
  );
}

function messageOf(
  consumers: Consumers,
  consumer: LambdaConsumer,
  reader: LambdaReader,
  { failures, functionError }: LambdaBatch,
  positions: readonly number[],
  condition: DiscardCondition,
): OnFailureMessage {
  const { sim, kinesis } = consumers;
  const { accountId, region } = kinesis.state;
  const source = sourceOf(consumers, consumer, reader.shard);
  const isAnswered = condition === 'RetryAttemptsExhausted';
  const [first, last] = [positions[0], positions[positions.length - 1]];
  const isoAt = (atUs: number) => new Date(Math.floor(sim.startEpochMs + Math.max(0, atUs) / 1000)).toISOString();
  const arrivalOf = (position: number) => isoAt(source === null ? 0 : arrivalAt(source.shard, position));
  const numberOf = (position: number) => (source === null ? '' : numberAt(consumers, source.shard, position));
  return {
    requestContext: {
      requestId: requestId(sim.seed, `lambda:${consumer.spec.id}:${reader.shard}:${first}`),
      functionArn: `arn:aws:lambda:${region}:${accountId}:function:${consumer.spec.id}`,
      condition,
      approximateInvokeCount: isAnswered ? failures : failures + 1,
    },
    ...(isAnswered ? { responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError } } : {}),
    version: '1.0',
    timestamp: isoAt(sim.nowUs),
    KinesisBatchInfo: {
      shardId: shardIdOf(reader.shard),
      startSequenceNumber: numberOf(first),
      endSequenceNumber: numberOf(last),
      approximateArrivalOfFirstRecord: arrivalOf(first),
      approximateArrivalOfLastRecord: arrivalOf(last),
      batchSize: positions.length,
      streamArn: source?.stream.arn ?? '',
    },
  };
}

function requestId(seed: string, name: string): string {
  const random = createRandom(seed, name);
  const hex = Array.from({ length: 4 }, () => nextUint32(random).toString(16).padStart(8, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}
