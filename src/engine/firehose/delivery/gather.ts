/**
 * Buffering: records are gathered in one open parcel for each way and lane, which is sealed by the first hint reached.
 * https://docs.aws.amazon.com/firehose/latest/dev/basic-deliver.html#frequency
 * The size hint is reached with the record that reaches it: of a batch that crosses it the rest goes into the next parcel.
 */
import { emit, schedule } from '../../kernel/simulation.ts';
import {
  FLUSHES_KEPT,
  type DeliveryStream,
  type Firehose,
  type Flush,
  type FirehoseTimer,
  type FlushTrigger,
  type Parcel,
  type ParcelWay,
} from '../firehose-state.ts';
import { sliceBatch, type RecordBatch } from '../record-batch.ts';
import { growIfBehind } from './growth.ts';
import { gatherUs, hintsOf, timeTrigger } from './hints.ts';
import { openParcel, openParcelOf, step, wakeAt, type Into } from './parcels.ts';

export function gather(firehose: Firehose, stream: DeliveryStream, into: Into, batch: RecordBatch): void {
  for (let from = 0; from < batch.count;) {
    const parcel = openFor(firehose, stream, into);
    const to = crossing(batch, from, parcel.sizeHintBytes - parcel.bytes);
    const part = sliceBatch(batch, from, to);
    parcel.batches.push(part);
    parcel.records += part.count;
    parcel.bytes += part.bytes.length;
    noteFill(parcel, firehose.sim.nowUs);
    if (parcel.bytes >= parcel.sizeHintBytes) seal(firehose, stream, parcel, 'size');
    from = to;
  }
}

/** The open parcel of a lane; a new one is due when its interval is over. */
export function openFor(firehose: Firehose, stream: DeliveryStream, into: Into): Parcel {
  const open = openParcelOf(stream, into.way, into.lane);
  if (open !== undefined) return open;
  const parcel = openParcel(firehose, stream, into);
  waitForInterval(firehose, stream, parcel);
  return parcel;
}

const timerOf = (way: string, lane: string): string => `${way}/${lane}`;

/** A lane has one timer, whatever is gathered in it one after another: parcels that the size seals leave none behind. */
function waitForInterval({ sim }: Firehose, { laneTimers, number }: DeliveryStream, parcel: Parcel): void {
  const { way, lane } = parcel;
  const dueUs = Math.max(sim.nowUs, parcel.openedUs + gatherUs(parcel.intervalSeconds));
  parcel.dueUs = dueUs;
  const name = timerOf(way, lane);
  if (laneTimers[name] <= dueUs) return; // it comes earlier, and is set again then
  laneTimers[name] = dueUs;
  schedule<FirehoseTimer>(sim, dueUs, { owner: 'firehose', kind: 'lane-due', deliveryStream: number, way, lane });
}

export function onLaneDue(firehose: Firehose, stream: DeliveryStream, way: ParcelWay, lane: string): void {
  const name = timerOf(way, lane);
  const { nowUs } = firehose.sim;
  if (stream.laneTimers[name] !== nowUs) return;
  delete stream.laneTimers[name];
  const parcel = openParcelOf(stream, way, lane);
  if (parcel === undefined) return;
  if (parcel.dueUs! > nowUs) waitForInterval(firehose, stream, parcel);
  else seal(firehose, stream, parcel, timeTrigger(parcel.intervalSeconds));
}

/** Up to which record a batch goes, from `from` on, until `roomBytes` are reached: at least one. */
function crossing({ bytes, ends, count }: RecordBatch, from: number, roomBytes: number): number {
  const wanted = (from === 0 ? 0 : ends[from - 1]) + roomBytes;
  if (bytes.length < wanted) return count;
  let [low, high] = [from, count - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ends[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return low + 1;
}

/** Numbers of a curve: twice its points. */
const CURVE_NUMBERS_MAX = 128;

/** Coarse: of too many points every second one stays. */
export function noteFill({ curve, bytes }: Parcel, nowUs: number): void {
  if (curve.length > 0 && curve[curve.length - 2] === nowUs) {
    curve[curve.length - 1] = bytes;
    return;
  }
  curve.push(nowUs, bytes);
  if (curve.length <= CURVE_NUMBERS_MAX) return;
  let kept = 2;
  for (let i = 4; i < curve.length; i += 4) {
    curve[kept++] = curve[i];
    curve[kept++] = curve[i + 1];
  }
  curve.length = kept;
}

/** Nothing more goes into it. What comes next happens at this very instant, when its timer is due. */
export function seal(firehose: Firehose, stream: DeliveryStream, parcel: Parcel, trigger: FlushTrigger): void {
  const { nowUs } = firehose.sim;
  parcel.sealedUs = nowUs;
  parcel.trigger = trigger;
  noteFill(parcel, nowUs);
  Object.freeze(parcel.curve); // the flush and snapshots share it
  if (parcel.way !== 'failed') noteFlush(stream, parcel, parcel.way, nowUs, trigger);
  if (parcel.way === 'main') {
    tellTrigger(firehose, stream, parcel, trigger);
    growIfBehind(firehose, stream, parcel);
  }
  step(parcel, { type: 'SEAL', next: nextOf(stream, parcel) });
  wakeAt(firehose, stream, parcel, nowUs);
}

function nextOf({ spec }: DeliveryStream, { way }: Parcel): 'transform' | 'convert' | 'deliver' | 'back-up' {
  if (way === 'transform') return 'transform';
  if (way !== 'main') return 'back-up';
  return spec.conversion === null ? 'deliver' : 'convert';
}

function noteFlush(stream: DeliveryStream, parcel: Parcel, way: Flush['way'], sealedUs: number, trigger: FlushTrigger): void {
  const { number, lane, openedUs, records, bytes, sizeHintBytes, intervalSeconds, curve } = parcel;
  stream.flushes.push(
    Object.freeze({ number, way, lane, openedUs, sealedUs, trigger, records, bytes, sizeHintBytes, intervalSeconds, curve, arrival: null }),
  );
  if (stream.flushes.length > FLUSHES_KEPT) stream.flushes.shift();
}

/** Nothing of a flush came to where it went: it is lost, or all of it failed. */
export const noteNoArrival = ({ sim }: Firehose, stream: DeliveryStream, parcel: Parcel): void =>
  noteArrival(stream, parcel, { atUs: sim.nowUs, place: '', bucket: null, bytes: 0, attempts: parcel.attempts });

/** The flush of a parcel has come to where it went. */
export function noteArrival({ flushes }: DeliveryStream, parcel: Parcel, arrival: NonNullable<Flush['arrival']>): void {
  const at = flushes.findLastIndex(({ number }) => number === parcel.number);
  if (at >= 0) flushes[at] = Object.freeze({ ...flushes[at], arrival: Object.freeze(arrival) });
}

function tellTrigger({ sim }: Firehose, stream: DeliveryStream, parcel: Parcel, trigger: FlushTrigger): void {
  const { lane, bytes, records, sizeHintBytes, intervalSeconds } = parcel;
  const known = stream.spec.partitioning === null ? lane : ''; // partitions come and go: they are told as one
  if (stream.lastTrigger[known] === trigger) return;
  stream.lastTrigger[known] = trigger;
  const deliveryStream = stream.spec.id;
  emit(sim, { type: 'flush-trigger-changed', deliveryStream, lane, trigger, bytes, records, sizeHintBytes, intervalSeconds });
}

/** The hints have changed: they hold for what is being gathered too, counted from its first record. */
export function renewHints(firehose: Firehose, stream: DeliveryStream): void {
  for (const parcel of stream.parcels.filter(({ state }) => state === 'buffering')) {
    const { sizeBytes, intervalSeconds } = hintsOf(stream, parcel.way);
    const isOther = parcel.intervalSeconds !== intervalSeconds;
    parcel.sizeHintBytes = sizeBytes;
    parcel.intervalSeconds = intervalSeconds;
    if (parcel.bytes >= sizeBytes) seal(firehose, stream, parcel, 'size');
    else if (isOther) waitForInterval(firehose, stream, parcel);
  }
}
