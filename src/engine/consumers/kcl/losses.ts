/** What a KCL application will not read again and has not processed (https://github.com/awslabs/amazon-kinesis-client): into the account. */
import { noteLost, sinkShard, type Sink } from '../sink.ts';

/** What any of its workers has processed is not lost. Returns how many records are, newly. */
export function loseUnprocessed(sink: Sink, shard: number, from: number, to: number): number {
  const before = sink.lost;
  let next = from;
  for (const [start, end] of sinkShard(sink, shard, from).done) {
    if (end <= next) continue;
    if (start >= to) break;
    if (start > next) noteLost(sink, shard, next, start);
    next = Math.max(next, end);
  }
  if (next < to) noteLost(sink, shard, next, to);
  return sink.lost - before;
}
