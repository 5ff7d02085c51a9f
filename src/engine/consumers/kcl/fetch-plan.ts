/**
 * When a shard consumer of the KCL asks for more: PrefetchRecordsPublisher, KinesisSleepTimeController. https://github.com/awslabs/amazon-kinesis-client
 * A call when the buffer has room and idleTimeBetweenReads has passed since the last answer.
 */
import { MILLISECOND } from '../../kernel/time.ts';
import type { At, ShardConsumer } from './kcl-state.ts';
import { laterForShard } from './timers.ts';

const AHEAD = { records: 30_000, bytes: 8 * 1024 * 1024, batches: 4 };

export const hasRoom = ({ buffer }: ShardConsumer): boolean => {
  if (buffer.length === 0) return true;
  let [records, bytes] = [0, 0];
  for (const page of buffer) {
    records += page.to - page.from;
    bytes += page.bytes;
  }
  return buffer.length < AHEAD.batches && records < AHEAD.records && bytes < AHEAD.bytes;
};

export const idleUs = ({ app }: At): number => app.spec.idleTimeBetweenReadsMs * MILLISECOND;

export function planFetch(at: At, consumer: ShardConsumer): void {
  if (consumer.subscription !== null) {
    if (!consumer.isFetching) {
      consumer.isFetching = true;
      laterForShard(at, consumer, 0, 'pushed');
    }
    return;
  }
  if (consumer.isFetching || consumer.iterator === null || !hasRoom(consumer)) return;
  consumer.isFetching = true;
  laterForShard(at, consumer, consumer.lastAnswerUs + idleUs(at) - at.consumers.sim.nowUs, 'fetch');
}
