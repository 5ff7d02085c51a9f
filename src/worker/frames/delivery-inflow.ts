/**
 * What has come into the buffers of a delivery stream in the last seconds, read from how they filled: from the world alone, so that
 * the past is shown as it was.
 */
import { SECOND } from '../../engine/index.ts';
import { FLUSHES_KEPT, type DeliveryStream, type Flush, type Parcel, type ParcelWay } from '../../engine/firehose/firehose-state.ts';

/** Rates are over so long. */
export const RATE_WINDOW_US = 10 * SECOND;
/** The shortest time that a rate is taken over: of a buffer that has just been opened. */
const SHORTEST_US = SECOND;
/** What comes in lumps is looked at over so many of them. */
const LUMPS = 3;

interface Filling {
  bytes: number;
  records: number;
  /** The first record of the lane that is known of. */
  sinceUs: number;
}

type Window = { fromUs: number; /** Records come this far apart, many at once. */ lumpUs: number; lanes: Map<string, Filling> };

export interface Inflow {
  recordsPerSecond(way: ParcelWay): number;
  bytesPerSecond(way: ParcelWay): number;
  laneBytesPerSecond(parcel: Parcel): number;
}

export const isOpen = ({ state }: Parcel): boolean => state === 'buffering';

/** Bytes that were in it at a moment, between the points of its curve. */
export function bytesAt(curve: readonly number[], atUs: number): number {
  let low = 0;
  let high = curve.length / 2; // the first point later than the moment
  while (low < high) {
    const middle = (low + high) >> 1;
    if (curve[2 * middle] <= atUs) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return 0;
  if (low === curve.length / 2) return curve[2 * low - 1];
  const [fromUs, from, toUs, to] = curve.slice(2 * low - 2, 2 * low + 2);
  return from + ((to - from) * (atUs - fromUs)) / (toUs - fromUs);
}

/** How far apart records come: a source that polls brings a second's at once, a function what it was invoked with. */
function lumpUsOf({ spec, flushes }: DeliveryStream, way: ParcelWay): number {
  if (way !== 'main' || spec.transform === null) return spec.source.kind === 'kinesis-stream' ? SECOND : 0;
  const last = flushes.findLast((flush) => flush.way === 'transform');
  return last === undefined ? spec.transform.bufferIntervalSeconds * SECOND : last.sealedUs - last.openedUs;
}

export function inflowOf(stream: DeliveryStream, nowUs: number): Inflow {
  const { parcels, flushes, createdUs } = stream;
  // Where so many flushes came that the window does not fit into what is kept of them, it is shorter.
  const keptFromUs = flushes.length >= FLUSHES_KEPT ? flushes[0].sealedUs : -Infinity;
  const windows = new Map<ParcelWay, Window>();
  const windowOf = (way: ParcelWay): Window => {
    let window = windows.get(way);
    if (window !== undefined) return window;
    const lumpUs = lumpUsOf(stream, way);
    const fromUs = Math.min(nowUs, Math.max(nowUs - Math.max(RATE_WINDOW_US, LUMPS * lumpUs), createdUs, 0, keptFromUs));
    windows.set(way, (window = { fromUs, lumpUs, lanes: new Map() }));
    return window;
  };
  const add = (filled: Parcel | Flush) => {
    const { fromUs, lanes } = windowOf(filled.way);
    if (filled.bytes === 0 || (filled.sealedUs ?? Infinity) <= fromUs) return;
    const share = filled.openedUs >= fromUs ? 1 : 1 - bytesAt(filled.curve, fromUs) / filled.bytes;
    const { bytes, records, sinceUs } = lanes.get(filled.lane) ?? { bytes: 0, records: 0, sinceUs: Infinity };
    lanes.set(filled.lane, {
      bytes: bytes + filled.bytes * share,
      records: records + filled.records * share,
      sinceUs: Math.min(sinceUs, filled.openedUs),
    });
  };
  for (const flush of flushes) add(flush);
  for (const parcel of parcels) if (isOpen(parcel)) add(parcel);
  const seconds = (sinceUs: number) => Math.max(SHORTEST_US, nowUs - sinceUs) / SECOND;
  const perSecond = (way: ParcelWay, of: 'bytes' | 'records') => {
    const { lanes, fromUs } = windowOf(way);
    let sum = 0;
    for (const filling of lanes.values()) sum += filling[of];
    return sum / seconds(fromUs);
  };
  return {
    recordsPerSecond: (way) => perSecond(way, 'records'),
    bytesPerSecond: (way) => perSecond(way, 'bytes'),
    laneBytesPerSecond: ({ way, lane }) => {
      const { lanes, fromUs, lumpUs } = windowOf(way);
      const filling = lanes.get(lane);
      return filling === undefined ? 0 : filling.bytes / seconds(Math.max(fromUs, filling.sinceUs - lumpUs));
    },
  };
}
