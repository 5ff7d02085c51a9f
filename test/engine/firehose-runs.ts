/** Worlds with delivery streams for tests. */
import type { DeliveryStreamSpec, DestinationSpec, S3Spec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { settled } from '../../src/engine/firehose/account.ts';
import { takeIn } from '../../src/engine/firehose/delivery-streams.ts';
import type { DeliveryStream } from '../../src/engine/firehose/firehose-state.ts';
import { batchOf } from '../../src/engine/firehose/record-batch.ts';
import type { Interpreter } from '../../src/engine/firehose/transform/interpreter.ts';
import type { Scenario } from '../../src/engine/scenario.ts';
import { advanceTo, createWorld, firehoseOf, historyOf, type World } from '../../src/engine/index.ts';
import type { EngineEvent } from '../../src/engine/events.ts';
import { bareScenario } from './scenarios.ts';

export const MIB = 1024 * 1024;

export const bucket = (more: Partial<S3Spec> = {}): S3Spec => ({
  bucket: 'lake',
  prefix: '',
  errorOutputPrefix: 'errors/!{firehose:error-output-type}/',
  compression: 'UNCOMPRESSED',
  fileExtension: '',
  timeZone: 'UTC',
  kmsKeyArn: null,
  ...more,
});

export const deliveryStream = (more: Partial<DeliveryStreamSpec> = {}): DeliveryStreamSpec => ({
  id: 'to-s3',
  source: { kind: 'direct-put' },
  transform: null,
  partitioning: null,
  conversion: null,
  appendDelimiter: false,
  buffering: { sizeMiB: 5, intervalSeconds: 300 },
  destination: { kind: 's3', s3: bucket(), sourceBackup: null },
  encryption: null,
  ...more,
});

type Destination<Kind> = Extract<DestinationSpec, { kind: Kind }>;
export const BACKUP = { backup: bucket({ bucket: 'backup' }), backupHints: { sizeMiB: 1, intervalSeconds: 60 } };

/** Tries again for two hours; what failed goes to `backup`. */
export const toHttp = (more: Partial<Destination<'http'>> = {}): Destination<'http'> => ({
  kind: 'http',
  url: 'https://example.com/',
  accessKey: '',
  contentEncoding: 'NONE',
  commonAttributes: {},
  retrySeconds: 7200,
  backupMode: 'FailedDataOnly',
  ...BACKUP,
  ...more,
});

/** Does not try again; what failed goes to `backup`. */
export const toSplunk = (more: Partial<Destination<'splunk'>> = {}): Destination<'splunk'> => ({
  kind: 'splunk',
  endpoint: 'https://splunk.example.com:8088',
  endpointType: 'Event',
  ackTimeoutSeconds: 180,
  retrySeconds: 0,
  backupMode: 'FailedEventsOnly',
  ...BACKUP,
  ...more,
});

export function firehoseWorld(
  deliveryStreams: DeliveryStreamSpec[],
  more: Partial<Scenario> = {},
  interpreter: Interpreter | null = null,
  shardCount = 1,
): World {
  return createWorld(bareScenario(shardCount, { deliveryStreams, ...more }), { seed: 'firehose', interpreter });
}

export const streamIn = (world: World, id = 'to-s3'): DeliveryStream => {
  const found = world.firehose.list.find(({ spec }) => spec.id === id);
  if (found === undefined) throw new Error(`no delivery stream named ${id}`);
  return found;
};

/** Puts records of `bytes` each into a delivery stream now. */
export function give(world: World, count: number, bytes: number, lane = '', id = 'to-s3'): void {
  const records = Array.from({ length: count }, (_, i) => new Uint8Array(bytes).fill(97 + (i % 26)));
  takeIn(firehoseOf(world), id, lane, batchOf(records, world.sim.startEpochMs + Math.floor(world.sim.nowUs / 1000), 0));
}

/** Puts these texts into a delivery stream now. */
export function giveTexts(world: World, texts: readonly string[], lane = '', id = 'to-s3'): void {
  const records = texts.map((text) => new TextEncoder().encode(text));
  takeIn(firehoseOf(world), id, lane, batchOf(records, world.sim.startEpochMs + Math.floor(world.sim.nowUs / 1000), 0));
}

/** `bytesPerSecond` in ten equal parts a second, of one record each; the last at `untilSeconds`. */
export function pour(world: World, bytesPerSecond: number, untilSeconds: number, lane = ''): void {
  const perTick = bytesPerSecond / 10;
  for (let tick = Math.round(world.sim.nowUs / 100_000) + 1; tick <= untilSeconds * 10; tick++) {
    advanceTo(world, tick * 100_000);
    const size = Math.round(perTick * tick) - Math.round(perTick * (tick - 1));
    if (size > 0) give(world, 1, size, lane);
  }
}

/** On its way, counted from the records of the parcels themselves and not from their sums. */
export function countedOnItsWay({ parcels }: DeliveryStream): number {
  let records = 0;
  for (const { way, batches, failures } of parcels) {
    if (way === 'source-backup') continue;
    for (const { count } of batches) records += count;
    for (const { batch } of failures) records += batch.count;
  }
  return records;
}

/** accepted − (settled + on its way): 0 where it adds up. */
export const unaccounted = (stream: DeliveryStream): number => stream.account.accepted - settled(stream.account) - countedOnItsWay(stream);

export const objectsOf = (world: World, name = 'lake') => world.s3.buckets.find((one) => one.name === name)?.objects ?? [];
/** Events of a type, as the engine's list of events knows them. */
export const eventsOf = <Type extends EngineEvent['type']>(world: World, type: Type): Extract<EngineEvent, { type: Type }>[] =>
  historyOf(world).filter((event): event is Extract<EngineEvent, { type: Type }> => event.type === type);
