/**
 * Between a data stream and the delivery streams that have it as source: a consumer of the same name reads for each, and what it reads is
 * handed over with its bytes.
 */
import { readColumn } from './kernel/record-log.ts';
import { addConsumer, removeConsumer } from './consumers/kinds.ts';
import { firehoseSource } from './consumers/firehose-source/firehose-source-kind.ts';
import type { Consumers } from './consumers/consumer-state.ts';
import { takeIn } from './firehose/delivery-streams.ts';
import type { Firehose, SourceReaders } from './firehose/firehose-state.ts';
import { noteThrottledRead } from './firehose/metrics.ts';
import { createBatch, type RecordBatch } from './firehose/record-batch.ts';
import type { Kinesis } from './kinesis/kinesis.ts';
import { shardIdOf } from './kinesis/shard-id.ts';
import type { RecordLog } from './kernel/record-log.ts';

/** Who reads data streams for Firehose. */
export function sourceReadersOf(consumers: Consumers): SourceReaders {
  const { sim, kinesis, state } = consumers;
  return {
    whyNot(deliveryStream, stream) {
      if (!kinesis.state.streams.some(({ name, life }) => name === stream && life.state !== 'GONE'))
        return {
          error: 'InvalidArgumentException',
          message: `There is no data stream named ${stream} that the delivery stream could read.`,
        };
      if (!state.list.some(({ spec }) => spec.id === deliveryStream)) return null;
      return {
        error: 'InvalidCommand',
        message: `A consumer named ${deliveryStream} exists already; the delivery stream reads its source under its own name: choose another.`,
      };
    },
    begin: (deliveryStream, stream) =>
      addConsumer(consumers, firehoseSource(deliveryStream, stream, Math.ceil(sim.startEpochMs + sim.nowUs / 1000))),
    end(deliveryStream) {
      const reader = state.list.find(({ spec }) => spec.kind === 'firehose' && spec.id === deliveryStream);
      if (reader !== undefined) removeConsumer(consumers, reader);
    },
  };
}

/** What is read is handed to its delivery stream, which counts too what could not be read. */
export const deliveriesTo = (firehose: Firehose): Pick<Consumers, 'deliver' | 'throttled'> => ({
  deliver: deliverTo(firehose),
  throttled(deliveryStream) {
    const stream = firehose.state.list.find(({ spec }) => spec.id === deliveryStream);
    if (stream !== undefined) noteThrottledRead(firehose, stream);
  },
});

function deliverTo(firehose: Firehose): NonNullable<Consumers['deliver']> {
  return (deliveryStream, streamName, shard, from, to) => {
    const stream = firehose.kinesis.state.streams.find(({ name }) => name === streamName);
    const log = stream?.shards[shard]?.log;
    if (log === undefined) return;
    const first = Math.max(from, log.trimmed);
    if (first < to) takeIn(firehose, deliveryStream, shardIdOf(shard), batchFrom(firehose.kinesis, log, shard, first, to));
  };
}

function batchFrom(kinesis: Kinesis, log: RecordLog, shard: number, from: number, to: number): RecordBatch {
  const count = to - from;
  const column = (name: Parameters<typeof readColumn>[1]): Float64Array => {
    const values = new Float64Array(count);
    readColumn(log, name, from, to, values);
    return values;
  };
  const [sizes, keys, producers, indexes] = [column('sizeBytes'), column('keyId'), column('producer'), column('index')];
  const arrivalMs = column('arrivalUs');
  const ends = new Uint32Array(count);
  let size = 0;
  for (let i = 0; i < count; i++) {
    ends[i] = size += sizes[i];
    arrivalMs[i] = Math.floor(kinesis.sim.startEpochMs + arrivalMs[i] / 1000);
  }
  const bytes = new Uint8Array(size);
  for (let i = 0; i < count; i++) bytes.set(kinesis.cache.payload(producers[i], indexes[i], sizes[i], keys[i]), ends[i] - sizes[i]);
  return createBatch({ count, bytes, ends, arrivalMs, numbers: 0, originalBytes: null, source: { shard, positions: from } });
}
