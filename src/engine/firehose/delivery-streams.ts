/**
 * Delivery streams come, change and go; their timers fall due.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
 * Simplified: creating and deleting take a fixed time each (AWS: "usually about a minute", not specified). A delivery stream that is
 * being deleted delivers nothing more: what it had gathered is dropped (recorded).
 */
import { createRandom } from '../kernel/random.ts';
import { emit, schedule } from '../kernel/simulation.ts';
import { SECOND } from '../kernel/time.ts';
import { createAccount } from './account.ts';
import { countDelivered, countDropped, countLost } from './delivery/delivery-end.ts';
import { onParcelDue } from './delivery/due.ts';
import { onLaneDue, renewHints } from './delivery/gather.ts';
import type { DeliveryStreamSpec } from './delivery-stream-spec.ts';
import { createDestination } from './destinations/attempt-delivery.ts';
import { startIntake } from './direct-put.ts';
import { NOTHING_BROKEN, type DeliveryRefusal, type DeliveryStream, type Firehose, type FirehoseTimer } from './firehose-state.ts';
import { partitionKeysOfPrefix } from './formats/prefix.ts';
import { deliveryStreamsMax } from './limits.ts';
import { whyBadSpec } from './spec-rules.ts';

export type { DeliveryRefusal } from './firehose-state.ts';
export { takeIn } from './take-in.ts';

const CREATING_US = 10 * SECOND;
const DELETING_US = 5 * SECOND;

const streamOf = ({ state }: Firehose, id: string): DeliveryStream | undefined => state.list.find(({ spec }) => spec.id === id);

/** Why there can be no such delivery stream, in AWS's words where it is AWS that refuses; null where there can. */
export function whyNoDeliveryStream(firehose: Firehose, spec: DeliveryStreamSpec, isNew: boolean): DeliveryRefusal | null {
  const before = streamOf(firehose, spec.id);
  if (!isNew) return before === undefined ? notFound(firehose, spec.id) : (whyBusy(before) ?? whyBadSpec(spec, before.spec));
  const { accountId, region } = firehose.kinesis.state;
  if (before !== undefined)
    return { error: 'ResourceInUseException', message: `Firehose ${spec.id} under accountId ${accountId} already exists` };
  const most = deliveryStreamsMax(region);
  const { list } = firehose.state;
  if (list.length >= most) {
    const names = list.map((one) => one.spec.id).join(', ');
    return {
      error: 'LimitExceededException',
      message: `You have already consumed your firehose quota of ${most} hoses. Firehose names: [${names}]`,
    };
  }
  const { source } = spec;
  const unreadable = source.kind === 'kinesis-stream' ? (firehose.sources?.whyNot(spec.id, source.stream) ?? null) : null;
  return whyBadSpec(spec, null) ?? unreadable;
}

/** Why it cannot be deleted now. */
export function whyNotRemoved(firehose: Firehose, id: string): DeliveryRefusal | null {
  const stream = streamOf(firehose, id);
  return stream === undefined ? notFound(firehose, id) : whyBusy(stream);
}

const notFound = ({ kinesis }: Firehose, id: string): DeliveryRefusal => ({
  error: 'ResourceNotFoundException',
  message: `Firehose ${id} under account ${kinesis.state.accountId} not found.`,
});

function whyBusy({ spec, status }: DeliveryStream): DeliveryRefusal | null {
  if (status === 'ACTIVE') return null;
  return { error: 'ResourceInUseException', message: `Firehose ${spec.id} is not ACTIVE: its status is ${status}.` };
}

/** `activeAtOnce`: a scenario's delivery streams are ACTIVE when the run starts. */
export function addDeliveryStream(firehose: Firehose, spec: DeliveryStreamSpec, activeAtOnce = false): void {
  const { sim, state } = firehose;
  const stream = createDeliveryStream(firehose, spec, activeAtOnce ? 'ACTIVE' : 'CREATING');
  state.list.push(stream);
  emit(sim, { type: 'delivery-stream-created', deliveryStream: spec.id });
  if (!activeAtOnce)
    schedule<FirehoseTimer>(sim, sim.nowUs + CREATING_US, { owner: 'firehose', kind: 'active', deliveryStream: stream.number });
  if (spec.source.kind === 'kinesis-stream') firehose.sources?.begin(spec.id, spec.source.stream);
}

function createDeliveryStream(
  { sim, kinesis, state }: Firehose,
  spec: DeliveryStreamSpec,
  status: DeliveryStream['status'],
): DeliveryStream {
  const number = state.nextNumber++;
  const { region, accountId } = kinesis.state;
  const random = (purpose: string) => createRandom(sim.seed, `firehose:${spec.id}:${number}:${purpose}`);
  return {
    spec: Object.freeze({ ...spec }),
    number,
    arn: `arn:aws:firehose:${region}:${accountId}:deliverystream/${spec.id}`,
    status,
    version: 1,
    createdUs: sim.nowUs,
    updatedUs: null,
    tags: {},
    intake: startIntake(region, sim.nowUs),
    nextRecord: 0,
    nextParcel: 1,
    parcels: [],
    laneTimers: {},
    flushes: [],
    growth: 1,
    account: createAccount(),
    counts: {
      in: 0,
      inBytes: 0,
      transformedIn: 0,
      transformedOk: 0,
      convertedIn: 0,
      convertedOk: 0,
      invocations: 0,
      invocationErrors: 0,
      deliveries: 0,
      deliveryErrors: 0,
      objects: 0,
      objectRawBytes: 0,
    },
    destination: createDestination(spec),
    broken: { ...NOTHING_BROKEN },
    random: { ids: random('ids'), network: random('network'), failures: random('failures') },
    recent: { failures: [], invocations: [] },
    trouble: { transform: null, delivery: null, failing: {} },
    lastTrigger: {},
  };
}

/** Its name, source and history stay. What changes nothing is no change: the version stays too (recorded). */
export function updateDeliveryStream(firehose: Firehose, spec: DeliveryStreamSpec): void {
  const { sim } = firehose;
  const stream = streamOf(firehose, spec.id);
  if (stream === undefined || isSame(stream.spec, spec)) return;
  keepPrefixes(stream, spec);
  const isOtherKind = stream.spec.destination.kind !== spec.destination.kind;
  stream.spec = Object.freeze({ ...spec });
  stream.version++;
  stream.updatedUs = sim.nowUs;
  if (isOtherKind) stream.destination = createDestination(spec);
  emit(sim, { type: 'delivery-stream-updated', deliveryStream: spec.id, version: stream.version });
  renewHints(firehose, stream);
}

/** What was partitioned by other keys than the new prefix asks for lands where it would have: its own keys have no place in that. */
function keepPrefixes({ parcels, spec: before }: DeliveryStream, { destination }: DeliveryStreamSpec): void {
  if (destination.kind !== 's3' || before.destination.kind !== 's3') return;
  const asked = partitionKeysOfPrefix(destination.s3.prefix);
  for (const parcel of parcels) {
    const { partition } = parcel;
    if (partition !== null && asked.some((key) => !Object.hasOwn(partition, key))) parcel.prefix ??= before.destination.s3.prefix;
  }
}

/** Whether two settings say the same, in whatever order. */
function isSame(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [namesOfA, namesOfB] = [Object.keys(a), Object.keys(b)];
  if (namesOfA.length !== namesOfB.length) return false;
  return namesOfA.every((name) => Object.hasOwn(b, name) && isSame(a[name as keyof typeof a], b[name as keyof typeof b]));
}

/** What is on its way is dropped, except what a destination has already. */
export function removeDeliveryStream(firehose: Firehose, id: string): boolean {
  const { sim } = firehose;
  const stream = streamOf(firehose, id);
  if (stream === undefined || stream.status === 'DELETING') return false;
  const lostBefore = stream.account.lost['delivery-stream-deleted'] ?? 0;
  for (const parcel of stream.parcels) drop(stream, parcel);
  stream.parcels = [];
  stream.status = 'DELETING';
  const recordsDropped = (stream.account.lost['delivery-stream-deleted'] ?? 0) - lostBefore;
  emit(sim, { type: 'delivery-stream-deleted', deliveryStream: id, recordsDropped });
  schedule<FirehoseTimer>(sim, sim.nowUs + DELETING_US, { owner: 'firehose', kind: 'gone', deliveryStream: stream.number });
  if (stream.spec.source.kind === 'kinesis-stream') firehose.sources?.end(id);
  return true;
}

function drop(stream: DeliveryStream, parcel: DeliveryStream['parcels'][number]): void {
  const { delivery } = parcel;
  stream.account.duplicates += delivery?.duplicates ?? 0;
  if (delivery?.verdict === 'delivered') {
    countDelivered(stream, parcel, delivery);
    for (const { batch } of delivery.failures) countLost(stream, 'delivery-stream-deleted', batch.count);
  } else countDropped(stream, parcel, 'delivery-stream-deleted');
}

export function onFirehoseTimer(firehose: Firehose, timer: FirehoseTimer): void {
  const { sim, state } = firehose;
  const at = state.list.findIndex(({ number }) => number === timer.deliveryStream);
  if (at < 0) return; // gone since
  const stream = state.list[at];
  switch (timer.kind) {
    case 'active':
      if (stream.status !== 'CREATING') return;
      stream.status = 'ACTIVE';
      emit(sim, { type: 'delivery-stream-active', deliveryStream: stream.spec.id });
      return;
    case 'gone':
      state.list.splice(at, 1);
      return;
    case 'lane-due':
      return onLaneDue(firehose, stream, timer.way, timer.lane);
    case 'parcel-due': {
      const parcel = stream.parcels.find(({ number, dueUs }) => number === timer.parcel && dueUs === sim.nowUs);
      if (parcel !== undefined) onParcelDue(firehose, stream, parcel);
    }
  }
}
