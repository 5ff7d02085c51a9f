/** Makes the frame of one shard's read budgets from what the shard remembers: what is past is shown as it was. */
import {
  BEATS_PER_SECOND,
  burstSeconds,
  CONSUMER,
  distribution,
  fanOutCostPerHour,
  growth,
  isClosed,
  lagOf,
  openShardCount,
  parseShardId,
  percentiles,
  READ_LOG_US,
  readsSince,
  SECOND,
  SHARD,
  shardIdOf,
  type ConsumerState,
  type ShardState,
  type StreamState,
  type World,
} from '../../engine/index.ts';
import { READ_OUTCOMES, READ_ROW, type ReadConsumerFacts, type ReadFacts, type ReadFrame } from '../../protocol/read-frame.ts';

/** Latencies and costs go by the last so many seconds. */
const MEASURED_SECONDS = 10;

export function readFrame(world: World, shardId: string, withFacts: boolean): ReadFrame {
  const stream = world.kinesis.streams[0];
  const shard = shardOf(stream, shardId);
  const { nowUs } = world.sim;
  const readers = world.consumers.list.map(({ spec }) => spec.id);
  const reads = shard === undefined ? [] : readsSince(shard, nowUs - READ_LOG_US);
  const rows = new Float64Array(reads.length * READ_ROW);
  reads.forEach(({ atUs, reader, outcome, records, bytes }, i) => {
    let index = readers.indexOf(reader);
    if (index < 0) index = readers.push(reader) - 1;
    rows.set([index, atUs, READ_OUTCOMES.indexOf(outcome), records, bytes], i * READ_ROW);
  });
  return { shardId, rows, readers, windowUs: READ_LOG_US, facts: withFacts ? readFacts(world, stream, shard, shardId) : null };
}

function shardOf(stream: StreamState, shardId: string): ShardState | undefined {
  const index = parseShardId(shardId);
  return index === null ? undefined : stream.shards[index];
}

function readFacts(world: World, stream: StreamState, shard: ShardState | undefined, shardId: string): ReadFacts {
  const { quotas } = world.kinesis;
  const { nowUs } = world.sim;
  const bytes = quotas.shardReadBytesPerSecond;
  const blockedUntilUs = shard !== undefined && shard.readBlockedUntilUs > nowUs ? shard.readBlockedUntilUs : null;
  const cost = { shards: openShardCount(world.sim, stream), streamBytesPerSecond: bytesWritten(world, stream) };
  return {
    shardId,
    shard:
      shard === undefined
        ? null
        : { index: shard.index, state: isClosed(shard, nowUs) ? 'closed' : 'open', children: shard.children.map(shardIdOf) },
    shared: {
      bytesPerSecondLimit: bytes,
      callsPerSecondLimit: quotas.shardReadCallsPerSecond,
      keptBytes: bytes * burstSeconds(quotas, stream.settings.maxRecordBytes),
      blockedUntilUs,
    },
    fanOutBytesPerSecondLimit: quotas.fanOutBytesPerSecond,
    nowUs,
    consumers: world.consumers.list
      .filter(({ spec }) => spec.stream === stream.name)
      .map((consumer) => consumerFacts(world, stream, shard, consumer, cost)),
    cost,
  };
}

const secondsMeasured = ({ sim }: World): number => Math.min(MEASURED_SECONDS, Math.max(1, sim.nowUs / SECOND));

function bytesWritten(world: World, stream: StreamState): number {
  const meters = world.meters.shards[stream.number] ?? [];
  const bytes = meters.reduce((sum, meter) => sum + growth(meter, SHARD.acceptedBytes, MEASURED_SECONDS * BEATS_PER_SECOND), 0);
  return bytes / secondsMeasured(world);
}

function retrievalOf(spec: ConsumerState['spec']): ReadConsumerFacts['retrieval'] {
  if (spec.kind === 'firehose') return 'polling';
  return spec.kind === 'kcl' || spec.kind === 'lambda' ? spec.retrieval : spec.kind;
}

function consumerFacts(
  world: World,
  stream: StreamState,
  shard: ShardState | undefined,
  consumer: ConsumerState,
  cost: ReadFacts['cost'],
): ReadConsumerFacts {
  const { spec, number, readers, putToRead } = consumer;
  const reader = readers.find((candidate) => candidate.shard === shard?.index);
  const retrieval = retrievalOf(spec);
  const meter = world.meters.consumers[number];
  const own = meter === undefined ? 0 : growth(meter, CONSUMER.bytes, MEASURED_SECONDS * BEATS_PER_SECOND) / secondsMeasured(world);
  // A consumer that polls would be sent all that is written; one that is pushed to pays for what it is sent.
  const { usd } = fanOutCostPerHour(cost.shards, retrieval === 'fan-out' ? own : cost.streamBytesPerSecond);
  return {
    id: spec.id,
    kind: spec.kind,
    retrieval,
    state: reader?.state ?? null,
    lagMs: reader === undefined ? 0 : lagOf(world, stream, reader).ms,
    putToRead: latencyOf(world, putToRead),
    fanOutUsdPerHour: usd,
  };
}

function latencyOf({ sim }: World, histogram: ConsumerState['putToRead']): ReadConsumerFacts['putToRead'] {
  const second = Math.floor(sim.nowUs / SECOND);
  const found = percentiles([histogram], second - MEASURED_SECONDS, second, [0.5, 0.99]);
  if (found === null) return null;
  const bins = distribution(histogram, second - MEASURED_SECONDS, second);
  return { p50Ms: found.us[0] / 1000, p99Ms: found.us[1] / 1000, samples: found.samples, bins };
}
