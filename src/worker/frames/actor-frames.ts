/** Producers and consumers as the page sees them. */
import {
  BEATS_PER_SECOND,
  CONSUMER,
  growth,
  lagOf,
  percentiles,
  PRODUCER,
  SECOND,
  streamOf,
  type ConsumerState,
  type ProducerState,
  type World,
} from '../../engine/index.ts';
import { kclFrame } from './kcl-frame.ts';
import type { ConsumerFrame, CursorFrame, ProducerFrame } from '../../protocol/from-worker.ts';
import { lambdaFrame } from './lambda-frame.ts';

export function producerFrame(world: World, { spec, number, waiting, inFlight, totals, ended }: ProducerState): ProducerFrame {
  const meter = world.meters.producers[number];
  const inLastSecond = (column: number) => (meter === undefined ? 0 : growth(meter, column, BEATS_PER_SECOND));
  return {
    spec,
    wantedPerSecond: inLastSecond(PRODUCER.made),
    sentPerSecond: inLastSecond(PRODUCER.sent),
    acceptedPerSecond: inLastSecond(PRODUCER.accepted),
    refusedPerSecond: inLastSecond(PRODUCER.refused),
    waiting: waiting.index.length + inFlight,
    accepted: totals.accepted,
    refused: totals.refused,
    retried: totals.retried,
    lost: totals.lost,
    ended,
  };
}

/** Percentiles of a consumer's card are over the last ten seconds. */
const PERCENTILE_SECONDS = 10;

export function consumerFrame(world: World, consumer: ConsumerState): ConsumerFrame {
  const { spec, number, totals } = consumer;
  const meter = world.meters.consumers[number];
  const inLastSecond = (column: number) => (meter === undefined ? 0 : growth(meter, column, BEATS_PER_SECOND));
  const second = Math.floor(world.sim.nowUs / SECOND);
  const latency = percentiles([consumer.putToRead], second - PERCENTILE_SECONDS, second, [0.5, 0.99]);
  const cursors = cursorFrames(world, consumer);
  return {
    spec,
    recordsPerSecond: inLastSecond(CONSUMER.records),
    bytesPerSecond: inLastSecond(CONSUMER.bytes),
    callsPerSecond: inLastSecond(CONSUMER.calls),
    refusedCallsPerSecond: inLastSecond(CONSUMER.refusedCalls),
    recordsRead: totals.records,
    lagRecords: cursors.reduce((sum, { lagRecords }) => sum + lagRecords, 0),
    lagMs: cursors.reduce((worst, { lagMs }) => Math.max(worst, lagMs), 0),
    putToReadP50Ms: latency === null ? null : latency.us[0] / 1000,
    putToReadP99Ms: latency === null ? null : latency.us[1] / 1000,
    cursors,
    kcl: kclFrame(world, consumer),
    lambda: lambdaFrame(consumer),
  };
}

function cursorFrames(world: World, consumer: ConsumerState): CursorFrame[] {
  const stream = streamOf(world, consumer);
  if (stream === undefined) return [];
  return consumer.readers.map((reader) => {
    const lag = lagOf(world, stream, reader);
    return { shardIndex: reader.shard, state: reader.state, atUs: reader.lastArrivalUs, lagRecords: lag.records, lagMs: lag.ms };
  });
}
