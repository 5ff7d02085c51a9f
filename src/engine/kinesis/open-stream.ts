/** Brings a stream and its first shards into being. */
import { createRandom, nextBelow } from '../kernel/random.ts';
import { epochSecondsAt } from '../kernel/simulation.ts';
import { MILLISECOND } from '../kernel/time.ts';
import { streamArn } from './find-stream.ts';
import { createEncryptionState } from './encryption.ts';
import { startWatchingDemand } from './on-demand.ts';
import { initialRanges } from './hash-key.ts';
import type { Kinesis } from './kinesis.ts';
import { startStream } from './stream-life.ts';
import { enterShards } from './write-ledger.ts';
import { createShard, type StreamSettings, type StreamState } from './stream-state.ts';

/** Epoch seconds between the creation that the service reports and the one in sequence numbers (10 of 10 recorded streams). */
const SHARD_SKEW_SECONDS = 3;

export interface OpenStream {
  name: string;
  shardCount: number;
  retentionHours: number;
  maxRecordBytes: number;
  mode: StreamSettings['mode'];
  distribution: StreamSettings['distribution'];
  warmMiBps: number | null;
  tags: Record<string, string>;
  /** When it was created; a stream from before the run is ACTIVE at once. */
  createdUs: number;
}

export function openStream(kinesis: Kinesis, spec: OpenStream): StreamState {
  const { sim, state } = kinesis;
  const random = createRandom(sim.seed, `physical-log:${spec.name}`);
  const { createStreamMs, updateStreamMs, deleteStreamMs } = state.delays;
  const delays = { create: createStreamMs, update: updateStreamMs, delete: deleteStreamMs };
  const reportedSeconds = epochSecondsAt(sim, spec.createdUs) - 1;
  const stream: StreamState = {
    number: state.streams.length,
    name: spec.name,
    arn: streamArn(state.region, state.accountId, spec.name),
    life: { state: 'ACTIVE', version: 0, delays },
    createdUs: spec.createdUs,
    createdSeconds: reportedSeconds,
    settings: {
      mode: spec.mode,
      retentionHours: spec.retentionHours,
      maxRecordBytes: spec.maxRecordBytes,
      keyId: null,
      shardLevelMetrics: [],
      distribution: spec.distribution,
      warmMiBps: spec.warmMiBps,
    },
    pending: null,
    tags: spec.tags,
    policy: null,
    encryption: createEncryptionState(),
    // a new stream of an old name goes on counting (recorded)
    modeSwitchesUs: [...(state.streams.findLast(({ name }) => name === spec.name)?.modeSwitchesUs ?? [])],
    shardCountUpdatesUs: [],
    shards: initialRanges(spec.shardCount).map(({ start, end }, index) =>
      createShard(
        {
          index,
          start,
          end,
          createdSeconds: reportedSeconds - SHARD_SKEW_SECONDS,
          opensAtUs: spec.createdUs,
          listedFromUs: spec.createdUs,
        },
        state.quotas,
      ),
    ),
    ledger: new Float64Array(0),
    reshards: [],
    consumers: [],
    fanOut: { openSubscriptions: 0, tickAtUs: null },
    scaling: null,
    demand: null,
    counter: 1_000_000_000 + nextBelow(random, 4_000_000_000),
    counterUs: spec.createdUs,
    strangersPerSecond: 10 + nextBelow(random, 791),
    routingVersion: 1,
    sweepAtUs: null,
  };
  enterShards(stream, state.quotas);
  state.streams.push(stream);
  if (spec.mode === 'ON_DEMAND') startWatchingDemand(sim, stream);
  if (spec.createdUs >= sim.nowUs - MILLISECOND) startStream(sim, stream, delays);
  return stream;
}
