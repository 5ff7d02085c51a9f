/**
 * The hints that a buffer is gathered by: which part of the specification they stand in, and how far they can be set.
 * https://docs.aws.amazon.com/firehose/latest/dev/create-configure-backup.html#frequency
 */
import type { DeliveryStreamSpec, DestinationSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import type { BufferFrame } from '../../protocol/delivery-frame.ts';

export type BufferWay = BufferFrame['way'];

export interface Hints {
  sizeMiB: number;
  intervalSeconds: number;
}

export interface HintBounds {
  /** MiB; `step` in MiB. */
  size: { min: number; max: number; step: number };
  /** Seconds. */
  interval: { min: number; max: number };
}

export const MIB = 1_048_576;

const SIZE_MAX_MIB: Record<DestinationSpec['kind'], number> = { s3: 128, redshift: 128, opensearch: 100, splunk: 5, http: 64 };
/** With format conversion or dynamic partitioning. */
const RAISED_MIN_MIB = 64;
const BACKUP_BOUNDS: HintBounds = { size: { min: 1, max: 128, step: 1 }, interval: { min: 60, max: 900 } };
const TRANSFORM_BOUNDS: HintBounds = { size: { min: 0.2, max: 3, step: 0.1 }, interval: { min: 0, max: 900 } };

export function boundsOf(spec: DeliveryStreamSpec, way: BufferWay): HintBounds {
  if (way === 'transform') return TRANSFORM_BOUNDS;
  if (way === 'source-backup') return BACKUP_BOUNDS;
  const { kind } = spec.destination;
  const isRaised = spec.conversion !== null || spec.partitioning !== null;
  return {
    size: { min: isRaised ? RAISED_MIN_MIB : 1, max: SIZE_MAX_MIB[kind], step: 1 },
    // Without buffering there would be no partitions to gather.
    interval: { min: spec.partitioning === null ? 0 : 1, max: kind === 'splunk' ? 60 : 900 },
  };
}

export function hintsOf(spec: DeliveryStreamSpec, way: BufferWay): Hints {
  const { destination, transform, buffering } = spec;
  if (way === 'transform' && transform !== null)
    return { sizeMiB: transform.bufferSizeMiB, intervalSeconds: transform.bufferIntervalSeconds };
  if (way === 'source-backup') {
    if ('backupHints' in destination) return destination.backupHints;
    if (destination.sourceBackup !== null) return destination.sourceBackup.hints;
  }
  return buffering;
}

export function withHints(spec: DeliveryStreamSpec, way: BufferWay, hints: Hints): DeliveryStreamSpec {
  const { destination, transform } = spec;
  if (way === 'transform' && transform !== null)
    return { ...spec, transform: { ...transform, bufferSizeMiB: hints.sizeMiB, bufferIntervalSeconds: hints.intervalSeconds } };
  if (way === 'source-backup') {
    if ('backupHints' in destination) return { ...spec, destination: { ...destination, backupHints: hints } };
    if (destination.sourceBackup !== null)
      return { ...spec, destination: { ...destination, sourceBackup: { ...destination.sourceBackup, hints } } };
  }
  return { ...spec, buffering: hints };
}

const within = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** The nearest size that can be set. */
export function sizeAt(mib: number, { size: { min, max, step } }: HintBounds): number {
  return Number(within(Math.round(mib / step) * step, min, max).toFixed(1));
}

/** The nearest interval that can be set; whole seconds, coarser where it is long. `isFine`: every second. */
export function intervalAt(seconds: number, { interval: { min, max } }: HintBounds, isFine = false): number {
  const step = isFine || seconds < 60 ? 1 : seconds < 300 ? 5 : 10;
  return within(Math.round(seconds / step) * step, min, max);
}
