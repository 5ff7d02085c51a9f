/**
 * The world: everything that a run holds, and the loop that moves it on. `state` parts are plain data; `cache` can be
 * made again from them; `datasets` are inputs. `advanceTo(a); advanceTo(b)` equals `advanceTo(b)`.
 */
import { nextAtUs, pop } from './kernel/event-queue.ts';
import { BEAT_US } from './kernel/meter.ts';
import { createSimulation, schedule, type Simulation, type Timer } from './kernel/simulation.ts';
import { MILLISECOND, MINUTE, SECOND } from './kernel/time.ts';
import { onConsumerTimer } from './consumers/consumer-timer.ts';
import { createConsumersState, type Consumers, type ConsumersState, type ConsumerTimer } from './consumers/consumer-state.ts';
import { addConsumer } from './consumers/kinds.ts';
import { createS3State, type S3State } from './aws/s3/buckets.ts';
import { breakablesOf } from './breakables.ts';
import { deliveriesTo, sourceReadersOf } from './delivery-sources.ts';
import type { FaultTimer } from './faults/breakable.ts';
import { onFaultTimer } from './faults/change-faults.ts';
import type { StandingFault } from './faults/fault.ts';
import { directPutOf } from './firehose/direct-put.ts';
import { addDeliveryStream, onFirehoseTimer } from './firehose/delivery-streams.ts';
import { startSought, type SoughtSpec } from './firehose/sought.ts';
import { createFirehoseState, type Firehose, type FirehoseState, type FirehoseTimer } from './firehose/firehose-state.ts';
import type { Interpreter } from './firehose/transform/interpreter.ts';
import { tellDelays } from './explain/falling-behind.ts';
import { OBSERVED_DELAYS, type ControlPlaneDelays } from './kinesis/delays.ts';
import { keyText } from './kinesis/key-table.ts';
import { createKinesisCache, createKinesisState, type Kinesis, type KinesisCache } from './kinesis/kinesis.ts';
import { onKinesisTimer, type KinesisTimer } from './kinesis/kinesis-timer.ts';
import { openStream } from './kinesis/open-stream.ts';
import { quotasOf, type Quotas } from './kinesis/quotas.ts';
import { API_PRODUCER, type KinesisState } from './kinesis/stream-state.ts';
import { endQuietSpells } from './kinesis/write-limits.ts';
import { createMeters, noteBeat, type Meters } from './meters.ts';
import type { DatasetRows } from './producers/dataset.ts';
import { onProducerTimer } from './producers/producer-timer.ts';
import type { ProducerTimer } from './producers/producer-state.ts';
import { createProducersState, type Producers, type ProducersState } from './producers/producers.ts';
import { tellFates } from './producers/fates.ts';
import { addProducer } from './producers/start-producer.ts';
import { syntheticPayload } from './producers/workload/payload.ts';
import { createRunRecord, isRowDue, noteRow, type RunRecord } from './run-record.ts';
import type { Scenario } from './scenario.ts';

export interface World {
  sim: Simulation;
  kinesis: KinesisState;
  producers: ProducersState;
  consumers: ConsumersState;
  firehose: FirehoseState;
  s3: S3State;
  /** What stands broken, in the order in which it was. */
  faults: StandingFault[];
  meters: Meters;
  /** Null where nobody judges the run. */
  record: RunRecord | null;
  cache: KinesisCache;
  datasets: ReadonlyMap<string, DatasetRows>;
  /** Runs learners' functions; null: they cannot be run here. */
  interpreter: Interpreter | null;
}

export interface WorldOptions {
  seed: string;
  datasets?: ReadonlyMap<string, DatasetRows>;
  interpreter?: Interpreter | null;
  quotas?: Partial<Quotas>;
  delays?: Partial<ControlPlaneDelays>;
}

export function createWorld(
  scenario: Scenario,
  { seed, datasets = new Map(), interpreter = null, quotas = {}, delays = {} }: WorldOptions,
): World {
  const sim = createSimulation(scenario.startEpochMs, seed);
  const world = withPayloads({
    sim,
    kinesis: createKinesisState(
      scenario.accountId,
      scenario.region,
      quotasOf(scenario.profile, quotas),
      { ...OBSERVED_DELAYS, ...delays },
      seed,
    ),
    producers: createProducersState(),
    consumers: createConsumersState(),
    firehose: createFirehoseState(),
    s3: createS3State(),
    faults: [],
    meters: createMeters(),
    record: scenario.record === undefined ? null : createRunRecord(scenario.record.everySeconds),
    cache: createKinesisCache(() => new Uint8Array(0)),
    datasets,
    interpreter,
  });
  for (const { name, shardCount, retentionHours } of scenario.streams)
    openStream(kinesisOf(world), {
      ...PLAIN_STREAM,
      tags: {},
      name,
      shardCount,
      retentionHours,
      maxRecordBytes: world.kinesis.quotas.recordBytes,
      createdUs: -MINUTE,
    });
  if (scenario.metered !== false) schedule<WorldTimer>(sim, BEAT_US, { owner: 'world', kind: 'beat' });
  for (const deliveryStream of scenario.deliveryStreams ?? []) addDeliveryStream(firehoseOf(world), deliveryStream, true);
  if (scenario.record?.sought !== undefined) lookFor(world, scenario.record.sought);
  for (const producer of scenario.producers) addProducer(producersOf(world), producer);
  for (const consumer of scenario.consumers) addConsumer(consumersOf(world), consumer);
  for (const { atMs, ...due } of scenario.faults ?? [])
    schedule<FaultTimer>(sim, atMs * MILLISECOND, { owner: 'fault', kind: 'due', ...due });
  return world;
}

function lookFor({ firehose }: World, specs: readonly SoughtSpec[]): void {
  for (const stream of firehose.list) {
    const sought = startSought(specs, stream.spec.id);
    if (sought.length > 0) stream.sought = sought;
  }
}

type WorldTimer = Timer & { owner: 'world'; kind: 'beat' };

const PLAIN_STREAM = { mode: 'PROVISIONED', distribution: 'USER_PARTITION_KEY', warmMiBps: null } as const;

export const kinesisOf = ({ sim, kinesis, cache }: World): Kinesis => ({ sim, state: kinesis, cache });
export const producersOf = (world: World): Producers => ({
  sim: world.sim,
  kinesis: kinesisOf(world),
  state: world.producers,
  datasets: world.datasets,
  directPut: directPutOf(firehoseOf(world)),
});
export const consumersOf = (world: World): Consumers => ({
  sim: world.sim,
  kinesis: kinesisOf(world),
  state: world.consumers,
  ...deliveriesTo(bareFirehoseOf(world)),
});
const bareFirehoseOf = (world: World): Firehose => ({
  sim: world.sim,
  kinesis: kinesisOf(world),
  state: world.firehose,
  s3: world.s3,
  interpreter: world.interpreter,
});
export const firehoseOf = (world: World): Firehose => ({ ...bareFirehoseOf(world), sources: sourceReadersOf(consumersOf(world)) });

/** Moves the world to `atUs`: everything due until then happens, in order. */
export function advanceTo(world: World, atUs: number): void {
  const { sim } = world;
  if (nextAtUs(sim.queue) <= atUs) goThrough(world, atUs);
  sim.nowUs = Math.max(sim.nowUs, atUs);
  sim.cause = null;
}

function goThrough(world: World, atUs: number): void {
  const { sim } = world;
  const kinesis = kinesisOf(world);
  const producers = producersOf(world);
  const consumers = consumersOf(world);
  const firehose = firehoseOf(world);
  for (let dueUs = nextAtUs(sim.queue); dueUs <= atUs; dueUs = nextAtUs(sim.queue)) {
    sim.nowUs = dueUs;
    sim.cause = null;
    const timer = pop(sim.queue);
    switch (timer.owner) {
      case 'producer':
        onProducerTimer(producers, timer as ProducerTimer);
        break;
      case 'consumer':
        onConsumerTimer(consumers, timer as ConsumerTimer);
        break;
      case 'kinesis':
        onKinesisTimer(kinesis, timer as KinesisTimer);
        break;
      case 'firehose':
        onFirehoseTimer(firehose, timer as FirehoseTimer);
        break;
      case 'fault':
        onFaultTimer(breakablesOf(world, consumers), timer as FaultTimer);
        break;
      default:
        onBeat(world, producers);
    }
  }
}

function onBeat(world: World, producers: Producers): void {
  const { sim } = world;
  noteBeat(world);
  if (world.record !== null && isRowDue(world, world.record)) noteRow(world, world.record);
  endQuietSpells(producers.kinesis);
  if (sim.nowUs % SECOND === 0) {
    tellFates(producers);
    tellDelays(world, producers.kinesis);
  }
  schedule<WorldTimer>(sim, sim.nowUs + BEAT_US, { owner: 'world', kind: 'beat' });
}

/** Lets the world's service find the bytes of its records. */
export function withPayloads(world: World): World {
  world.cache.payload = payloadsOf(world);
  return world;
}

/** Bytes of a record wherever it came from: given through the API, a row of a file, or synthetic. */
function payloadsOf(world: World): KinesisCache['payload'] {
  return (producer, index, sizeBytes, keyId) => {
    if (producer === API_PRODUCER) return world.kinesis.apiPayloads[index];
    const source = world.producers.sources[producer];
    const dataset = source.dataset === null ? undefined : world.datasets.get(source.dataset);
    if (dataset === undefined)
      return syntheticPayload(world.sim.seed, source.producer, index, keyText(world.kinesis.keys, keyId), sizeBytes);
    const row = index % dataset.rows;
    return dataset.bytes.subarray(dataset.starts[row], dataset.ends[row]);
  };
}
