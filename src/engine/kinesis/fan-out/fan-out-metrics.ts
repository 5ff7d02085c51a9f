/**
 * What fan-out sends to CloudWatch, per consumer. https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 * Simplified: when a client goes away, the event that the service then publishes in vain is counted at once.
 */
import type { ConsumerState } from '../consumer-state.ts';
import type { Kinesis } from '../kinesis.ts';
import { noteOutgoing, noteStreamMetric } from '../metrics.ts';
import type { ShardState, StreamState } from '../stream-state.ts';

/** A call of SubscribeToShard that succeeded, or clashed with another subscription. */
export function noteSubscription(kinesis: Kinesis, stream: StreamState, { name }: ConsumerState, succeeded: boolean): void {
  noteStreamMetric(kinesis, stream, succeeded ? 'SubscribeToShard.Success' : 'SubscribeToShard.RateExceeded', 'Count', 1, {
    ConsumerName: name,
  });
}

export interface PushedSizes {
  records: number;
  bytes: number;
  millisBehindLatest: number;
}

export function notePushed(
  kinesis: Kinesis,
  stream: StreamState,
  { name }: ConsumerState,
  shard: ShardState,
  { records, bytes, millisBehindLatest }: PushedSizes,
): void {
  const dimensions = { ConsumerName: name };
  noteStreamMetric(kinesis, stream, 'SubscribeToShardEvent.Success', 'Count', 1, dimensions);
  noteStreamMetric(kinesis, stream, 'SubscribeToShardEvent.Bytes', 'Bytes', bytes, dimensions);
  noteStreamMetric(kinesis, stream, 'SubscribeToShardEvent.Records', 'Count', records, dimensions);
  noteStreamMetric(kinesis, stream, 'SubscribeToShardEvent.MillisBehindLatest', 'Milliseconds', millisBehindLatest, dimensions);
  noteOutgoing(kinesis, stream, shard, records, bytes);
}
