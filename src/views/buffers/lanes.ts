/** The buffers of a delivery stream side by side: those that gather, and those that have just flushed and wait for their next record. */
import type { Flush } from '../../engine/firehose/firehose-state.ts';
import type { BufferFrame, DeliveryFrame } from '../../protocol/delivery-frame.ts';
import type { Chosen } from './choice.ts';
import { type BufferWay, type Hints, hintsOf, MIB } from './hints.ts';
import { predict, type Prediction } from './predict.ts';

export interface LaneState {
  key: string;
  way: BufferWay;
  lane: string;
  /** Null: empty, it opens with its next record. */
  open: BufferFrame | null;
  /** Oldest first. */
  flushes: Flush[];
  bytes: number;
  bytesPerSecond: number;
  /** In force, grown where delivery falls behind; or those in the learner's hand. */
  sizeBytes: number;
  intervalSeconds: number;
  /** Times the hint that is set; 1: as set. */
  growth: number;
  /** Seconds since its first record. */
  elapsedSeconds: number;
  /** Null: nothing comes. */
  next: Prediction | null;
}

export const LANES_SHOWN = 12;

export const laneKey = ({ way, lane }: { way: BufferWay; lane: string }): string => `${way}/${lane}`;

const WAY_ORDER: readonly BufferWay[] = ['main', 'transform', 'source-backup'];
const byName = (a: { way: BufferWay; lane: string }, b: { way: BufferWay; lane: string }): number =>
  WAY_ORDER.indexOf(a.way) - WAY_ORDER.indexOf(b.way) || (a.lane < b.lane ? -1 : a.lane > b.lane ? 1 : 0);

/** So long a buffer that has flushed is taken to fill on as before. */
const FRESH_US = 5_000_000;

function rateBefore(flushes: readonly Flush[], nowUs: number): number {
  const last = flushes.at(-1);
  if (last === undefined || nowUs - last.sealedUs > FRESH_US || last.sealedUs === last.openedUs) return 0;
  return (last.bytes / (last.sealedUs - last.openedUs)) * 1e6;
}

/** By name, so that nobody changes places; where there are too many, those that gather stay. `draft`: hints in hand, of the chosen buffer's way. */
export function lanesOf(frame: DeliveryFrame, { lane: chosen, draft, rate }: Omit<Chosen, 'flush'>): LaneState[] {
  const places = new Map<string, { way: BufferWay; lane: string }>();
  for (const buffer of frame.buffers) places.set(laneKey(buffer), buffer);
  const flushed = frame.flushes.toReversed().filter((flush) => flush.way !== 'source-backup' || hasBackup(frame));
  for (const flush of flushed) if (places.size < LANES_SHOWN) places.set(laneKey(flush), places.get(laneKey(flush)) ?? flush);
  // Before the first record there is nothing, but hints to be set.
  if (places.size === 0) places.set('main/', { way: 'main', lane: '' });
  const shown = [...places.values()].toSorted(byName).slice(0, LANES_SHOWN);
  const draftWay = (shown.find((place) => laneKey(place) === chosen) ?? shown[0])?.way;
  return shown.map((place) => laneOf(frame, place, draft !== null && place.way === draftWay ? draft : null, factorAt(rate, frame.nowUs)));
}

/** Over which the engine measures rates. */
const MEASURED_SECONDS = 10;

/** What the measured rate is to be taken times, where it still holds seconds from before it was set. */
export function factorAt(rate: Chosen['rate'], nowUs: number): number {
  if (rate === null) return 1;
  const { factor, sinceUs } = rate;
  if (sinceUs === null) return factor;
  const seconds = (nowUs - sinceUs) / 1e6;
  if (seconds < 0 || seconds >= MEASURED_SECONDS) return 1;
  return factor / (1 + ((factor - 1) * seconds) / MEASURED_SECONDS);
}

const hasBackup = ({ spec: { destination } }: DeliveryFrame): boolean => 'backupHints' in destination || destination.sourceBackup !== null;

function laneOf(frame: DeliveryFrame, { way, lane }: { way: BufferWay; lane: string }, draft: Hints | null, rateFactor: number): LaneState {
  const { nowUs } = frame;
  const key = laneKey({ way, lane });
  const open = frame.buffers.find((buffer) => laneKey(buffer) === key) ?? null;
  const flushes = frame.flushes.filter((flush) => laneKey(flush) === key);
  const set = hintsOf(frame.spec, way);
  const inForce = open?.sizeHintBytes ?? set.sizeMiB * MIB * (way === 'main' ? frame.growth : 1);
  const growth = Math.max(1, inForce / (set.sizeMiB * MIB));
  const sizeBytes = draft === null ? inForce : draft.sizeMiB * MIB * growth;
  const intervalSeconds = draft?.intervalSeconds ?? open?.intervalSeconds ?? set.intervalSeconds;
  const bytes = open?.bytes ?? 0;
  const bytesPerSecond = (open?.bytesPerSecond ?? rateBefore(flushes, nowUs)) * rateFactor;
  const openedUs = open?.openedUs ?? nowUs;
  const comes = open !== null || bytesPerSecond > 0;
  const next = comes ? predict({ nowUs, openedUs, bytes, bytesPerSecond, sizeBytes, intervalSeconds }) : null;
  const elapsedSeconds = (nowUs - openedUs) / 1e6;
  // What the engine says of it holds, as long as nobody wants something else.
  const told = draft === null && rateFactor === 1 && open !== null ? { ...open.next, bytes: bytesAt(open, open.next, nowUs) } : next;
  return { key, way, lane, open, flushes, bytes, bytesPerSecond, sizeBytes, intervalSeconds, growth, elapsedSeconds, next: told };
}

function bytesAt({ bytes, bytesPerSecond, sizeHintBytes }: BufferFrame, { atUs, trigger }: BufferFrame['next'], nowUs: number): number {
  if (trigger === 'size') return Math.max(bytes, sizeHintBytes);
  return bytes + (bytesPerSecond * Math.max(0, atUs - nowUs)) / 1e6;
}

/** The one that is looked at. */
export function chosenLane(lanes: readonly LaneState[], chosen: string | null): LaneState | null {
  return lanes.find(({ key }) => key === chosen) ?? lanes[0] ?? null;
}

/** The flush that is looked at: the chosen one, or the newest that has arrived, or the newest. */
export function chosenFlush(lane: LaneState | null, number: number | null): Flush | null {
  const flushes = lane?.flushes ?? [];
  return flushes.find((flush) => flush.number === number) ?? flushes.findLast(({ arrival }) => arrival !== null) ?? flushes.at(-1) ?? null;
}
