/**
 * Which hints hold for which parcels: the destination's for what it is sent, the function's for what it is invoked with, the backup's
 * for what is kept beside. https://docs.aws.amazon.com/firehose/latest/dev/buffering-hints.html
 */
import { SECOND } from '../../kernel/time.ts';
import type { BufferingHints } from '../delivery-stream-spec.ts';
import type { DeliveryStream, FlushTrigger, ParcelWay } from '../firehose-state.ts';
import { HINT_RANGES } from '../limits.ts';

const MIB = 1024 * 1024;

/** "Delivered within a few seconds": what comes together within this goes together (a choice). */
export const NO_BUFFERING_US = SECOND / 2;

export interface HeldHints {
  sizeBytes: number;
  intervalSeconds: number;
}

export function hintsOf(stream: DeliveryStream, way: ParcelWay): HeldHints {
  const { spec, growth } = stream;
  if (way === 'main') {
    const mostMiB = Math.max(spec.buffering.sizeMiB, HINT_RANGES[spec.destination.kind].sizeMiBMax);
    return held({ ...spec.buffering, sizeMiB: Math.min(spec.buffering.sizeMiB * growth, mostMiB) });
  }
  if (way === 'transform') {
    const { transform } = spec;
    return held({ sizeMiB: transform?.bufferSizeMiB ?? 1, intervalSeconds: transform?.bufferIntervalSeconds ?? 0 });
  }
  return held(asideHints(stream, way));
}

const held = ({ sizeMiB, intervalSeconds }: BufferingHints): HeldHints => ({ sizeBytes: Math.round(sizeMiB * MIB), intervalSeconds });

/** Failed records of an S3 destination or of Redshift land beside the delivered ones, by the same hints. */
function asideHints({ spec: { destination, buffering } }: DeliveryStream, way: 'source-backup' | 'failed'): BufferingHints {
  if ('backupHints' in destination) return destination.backupHints;
  return way === 'source-backup' && destination.sourceBackup !== null ? destination.sourceBackup.hints : buffering;
}

/** How long a parcel gathers at most. */
export const gatherUs = (intervalSeconds: number): number => (intervalSeconds === 0 ? NO_BUFFERING_US : intervalSeconds * SECOND);

export const timeTrigger = (intervalSeconds: number): FlushTrigger => (intervalSeconds === 0 ? 'no-buffering' : 'interval');
