/**
 * Delivery streams as the page sees them. Everything is read from the world as it stands, so that a moment of the past is shown as it
 * was; made with the slow part of a frame only.
 */
import { firehoseCost, FIREHOSE_PRICE_NOTE, firehoseOf, SECOND, type World } from '../../engine/index.ts';
import type { FirehoseUse } from '../../engine/formulas.ts';
import { onItsWay } from '../../engine/firehose/delivery/on-its-way.ts';
import { firehoseMetrics } from '../../engine/firehose/metrics.ts';
import { FLUSHES_KEPT, type DeliveryStream, type Flush, type Parcel } from '../../engine/firehose/firehose-state.ts';
import {
  BUFFERS_SHOWN,
  FLUSH_WINDOW_US,
  type BufferFrame,
  type DeliveryFrame,
  type DeliverySummary,
} from '../../protocol/delivery-frame.ts';
import { inflowOf, isOpen, type Inflow } from './delivery-inflow.ts';
import { folderFrames, machineFrame, stepFrames } from './delivery-steps.ts';

export const deliverySummaries = ({ firehose, sim }: World): DeliverySummary[] =>
  firehose.list.map((stream) => {
    const { spec, status, version, arn, createdUs, account, intake, trouble } = stream;
    const inflow = inflowOf(stream, sim.nowUs);
    const first = firstWay(stream);
    const { records, bytes } = onItsWay(stream);
    return {
      spec,
      status,
      version,
      arn,
      createdUs,
      recordsPerSecond: inflow.recordsPerSecond(first),
      bytesPerSecond: inflow.bytesPerSecond(first),
      onItsWay: records,
      onItsWayBytes: bytes,
      account,
      throttled: intake.throttledSinceUs !== null,
      trouble: { transform: trouble.transform !== null, delivery: trouble.delivery !== null },
    };
  });

/** Null where there is no such delivery stream. */
export function deliveryFrame(world: World, id: string): DeliveryFrame | null {
  const stream = world.firehose.list.find(({ spec }) => spec.id === id);
  if (stream === undefined) return null;
  const { nowUs } = world.sim;
  const firehose = firehoseOf(world);
  const { spec, status, version, growth, account, recent, destination, broken, parcels } = stream;
  const inflow = inflowOf(stream, nowUs);
  const open = parcels.filter((parcel) => isOpen(parcel) && parcel.way !== 'failed');
  const buffers = open.map((parcel) => bufferFrame(parcel, inflow, nowUs));
  return {
    id,
    nowUs,
    spec,
    status,
    version,
    growth,
    buffers: buffers
      .toSorted((a, b) => a.next.atUs - b.next.atUs)
      .slice(0, BUFFERS_SHOWN)
      .map((buffer) => ({ ...buffer, curve: [...buffer.curve, nowUs, buffer.bytes] })),
    buffersInAll: open.length,
    gathered: gatheredIn(buffers),
    flushes: drawable(stream.flushes.filter(({ sealedUs }) => sealedUs > nowUs - FLUSH_WINDOW_US)),
    steps: stepFrames(stream, inflow, nowUs),
    account,
    onItsWay: onItsWay(stream).records,
    machine: machineFrame(stream),
    failures: recent.failures,
    invocations: recent.invocations,
    folders: folderFrames(stream, nowUs),
    losses: Object.entries(account.lost).map(([reason, records]) => ({
      reason: reason as DeliveryFrame['losses'][number]['reason'],
      records,
    })),
    destination,
    broken,
    retry: retryOf(stream),
    quota: quotaOf(stream, inflow, firehoseMetrics(firehose, stream, true), secondsIntoMinute(world.sim)),
    metrics: firehoseMetrics(firehose, stream),
    cost: costOf(stream, inflow, nowUs),
  };
}

/** Of more buffers than are shown the way towards the destination is still as wide as it is. */
export function gatheredIn(
  buffers: readonly Pick<BufferFrame, 'way' | 'records' | 'bytes' | 'bytesPerSecond'>[],
): DeliveryFrame['gathered'] {
  const gathered = { records: 0, perSecond: 0 };
  for (const { way, records, bytes, bytesPerSecond } of buffers) {
    if (way !== 'main') continue;
    gathered.records += records;
    gathered.perSecond += bytes === 0 ? 0 : (bytesPerSecond * records) / bytes;
  }
  return gathered;
}

/** Points of all curves together: the more flushes, the coarser each, so that a frame stays small. */
const POINTS_MAX = 2_000;

function drawable(flushes: Flush[]): Flush[] {
  const most = Math.max(3, Math.floor(POINTS_MAX / flushes.length));
  return flushes.map((flush) => (flush.curve.length <= 2 * most ? flush : { ...flush, curve: thinned(flush.curve, most) }));
}

/** So many points of a curve, the first and the last among them. */
function thinned(curve: readonly number[], points: number): number[] {
  const last = curve.length / 2 - 1;
  return Array.from({ length: points }, (_, i) => Math.round((i * last) / (points - 1))).flatMap((at) => [
    curve[2 * at],
    curve[2 * at + 1],
  ]);
}

function bufferFrame(parcel: Parcel, inflow: Inflow, nowUs: number): BufferFrame {
  const { way, lane, records, bytes, openedUs, sizeHintBytes, intervalSeconds, curve, dueUs } = parcel;
  const bytesPerSecond = inflow.laneBytesPerSecond(parcel);
  const intervalEndsUs = dueUs ?? openedUs + intervalSeconds * SECOND;
  return {
    way: way as BufferFrame['way'],
    lane,
    records,
    bytes,
    openedUs,
    bytesPerSecond,
    sizeHintBytes,
    intervalSeconds,
    curve,
    next: nextFlush({ bytes, bytesPerSecond, sizeHintBytes, intervalSeconds, intervalEndsUs }, nowUs),
  };
}

/** Which hint will be reached first if records go on coming as they do. */
export function nextFlush(
  buffer: Pick<BufferFrame, 'bytes' | 'bytesPerSecond' | 'sizeHintBytes' | 'intervalSeconds'> & { intervalEndsUs: number },
  nowUs: number,
): BufferFrame['next'] {
  const { bytes, bytesPerSecond, sizeHintBytes, intervalSeconds, intervalEndsUs } = buffer;
  const missing = Math.max(0, sizeHintBytes - bytes);
  const bySizeUs = missing === 0 ? nowUs : nowUs + (missing / bytesPerSecond) * SECOND;
  if (bySizeUs < intervalEndsUs) return { atUs: Math.round(bySizeUs), trigger: 'size' };
  return { atUs: Math.max(nowUs, intervalEndsUs), trigger: intervalSeconds === 0 ? 'no-buffering' : 'interval' };
}

/** What waits for another attempt; of several, what is tried first. */
function retryOf({ parcels, spec }: DeliveryStream): DeliveryFrame['retry'] {
  let first: Parcel | null = null;
  for (const parcel of parcels) {
    const waits = parcel.state === 'retrying' || (parcel.state === 'backingUp' && parcel.lastError !== null);
    if (waits && parcel.dueUs !== null && (first === null || parcel.dueUs < first.dueUs!)) first = parcel;
  }
  if (first === null) return null;
  const seconds = 'retrySeconds' in spec.destination && first.way === 'main' ? spec.destination.retrySeconds : null;
  const untilUs = seconds === null || first.failedUs === null || first.state !== 'retrying' ? null : first.failedUs + seconds * SECOND;
  return { atUs: first.dueUs!, untilUs, error: first.lastError };
}

const secondsIntoMinute = ({ startEpochMs, nowUs }: World['sim']): number => (startEpochMs / 1000 + nowUs / SECOND) % 60;

/** Used: on average of the last ten seconds. Requests are known by the minute only: of the present one, so far. */
function quotaOf(
  stream: DeliveryStream,
  inflow: Inflow,
  metrics: Record<string, number>,
  secondsIntoMinute: number,
): DeliveryFrame['quota'] {
  const { spec, intake } = stream;
  if (spec.source.kind !== 'direct-put') return null;
  const way = firstWay(stream);
  return {
    records: [inflow.recordsPerSecond(way), intake.recordsPerSecond],
    requests: [(metrics.IncomingPutRequests ?? 0) / Math.max(1, secondsIntoMinute), intake.requestsPerSecond],
    bytes: [inflow.bytesPerSecond(way), intake.bytesPerSecond],
  };
}

/** Where records that come in gather first. */
const firstWay = ({ spec }: DeliveryStream): 'transform' | 'main' => (spec.transform === null ? 'main' : 'transform');

/** An hour at the present rate. Delivery into a VPC is not in it: the lab has none. */
function costOf(stream: DeliveryStream, inflow: Inflow, nowUs: number): DeliveryFrame['cost'] {
  const { spec, flushes } = stream;
  const way = firstWay(stream);
  const recordsPerSecond = inflow.recordsPerSecond(way);
  if (recordsPerSecond === 0) return { usdPerHour: 0, parts: [], asOf: FIREHOSE_PRICE_NOTE.asOf };
  const use: FirehoseUse = {
    records: HOUR_SECONDS * recordsPerSecond,
    averageRecordBytes: inflow.bytesPerSecond(way) / recordsPerSecond,
    converts: spec.conversion !== null,
  };
  if (spec.partitioning !== null) {
    const fromUs = Math.max(0, nowUs - FLUSH_WINDOW_US, flushes.length < FLUSHES_KEPT ? 0 : flushes[0].sealedUs);
    const objects = flushes.reduce((sum, flush) => (flush.way === 'main' && flush.sealedUs > fromUs ? sum + 1 : sum), 0);
    const perHour = (objects * HOUR_SECONDS * SECOND) / Math.max(SECOND, nowUs - fromUs);
    use.partitioning = { objects: perHour, jqHours: spec.partitioning.query === null ? 0 : 1 };
  }
  const { usd, parts } = firehoseCost(use, 1);
  return { usdPerHour: usd, parts: parts.map((part) => ({ name: part.name, usdPerHour: part.usd })), asOf: FIREHOSE_PRICE_NOTE.asOf };
}

const HOUR_SECONDS = 3600;
