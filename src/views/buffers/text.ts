/** The buffers in words and figures. */
import type { FailureFolder, LossReason } from '../../engine/firehose/account.ts';
import type { Flush, FlushTrigger } from '../../engine/firehose/firehose-state.ts';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { bytesWords } from '../delivery-words.ts';
import { clock, count, duration, listed, shardNumber } from '../wording.ts';
import { type Hints, hintsOf, MIB } from './hints.ts';
import { type LaneState, lanesOf } from './lanes.ts';
import { crossoverOf } from './predict.ts';

const THIN = '\u202F';

export const triggerWords = (trigger: FlushTrigger): string =>
  trigger === 'size' ? 'size first' : trigger === 'interval' ? 'time first' : 'no buffering';

/** `5.0 MiB`, `87 KiB`: two figures, where there is little room. */
export function boxWords(bytes: number): string {
  const [value, unit] = bytes >= MIB ? [bytes / MIB, 'MiB'] : [bytes / 1024, 'KiB'];
  return `${value.toFixed(value < 9.95 ? 1 : 0)}${THIN}${unit}`;
}
export const mibWords = (mib: number): string => `${Number(mib.toFixed(1))}${THIN}MiB`;
export const secondsWords = (seconds: number): string => `${Math.round(seconds)}${THIN}s`;
export const rateWords = (bytesPerSecond: number): string => `${bytesWords(bytesPerSecond)}/s`;

/** `shard 2`, `customer=a`, `for the function` … */
export function laneName({ way, lane }: Pick<LaneState, 'way' | 'lane'>): string {
  const place = lane.startsWith('shardId-') ? `shard ${shardNumber(lane)}` : lane;
  const what = way === 'transform' ? 'for the function' : way === 'source-backup' ? 'source backup' : '';
  if (what === '') return place === '' ? 'destination' : place;
  return place === '' ? what : `${what}, ${place}`;
}

/** What the names of partitions all begin with (`customer=`) is left out: little room is left for what tells them apart. */
export function shortNames(names: readonly string[]): string[] {
  const keyed = names.filter((name) => name.includes('='));
  const [first = ''] = keyed;
  let same = keyed.length < 2 ? 0 : first.lastIndexOf('=') + 1;
  while (same > 0 && !keyed.every((name) => name.startsWith(first.slice(0, same)))) same = first.slice(0, same - 1).lastIndexOf('=') + 1;
  return names.map((name) => (name.includes('=') && name.slice(same)) || name);
}

const AT_ONCE_MS = 50;

/** `in 22 s, time first`. */
export function nextWords({ next, open }: LaneState, nowUs: number): string {
  if (next === null) return open === null ? 'empty: it opens with its next record' : 'nothing comes';
  if (next.trigger === 'no-buffering') return 'no buffering: delivered within seconds';
  const waitMs = (next.atUs - nowUs) / 1000;
  return `${waitMs < AT_ONCE_MS ? 'at once' : `in ${duration(waitMs)}`}, ${triggerWords(next.trigger)}`;
}

/** Of a flush that comes: when, by the clock, and how full. */
export function nextDetail({ next }: LaneState): string {
  if (next === null || next.trigger === 'no-buffering') return '';
  return `at ${clock(next.atUs, 1)}, with ${bytesWords(next.bytes)}`;
}

export function crossoverWords(sizeBytes: number, intervalSeconds: number): string {
  if (intervalSeconds === 0) return 'No buffering: neither hint is waited for.';
  return `Size first from ${rateWords(crossoverOf(sizeBytes, intervalSeconds))} on`;
}

/** On which side of the crossover the rate stands. */
export function sideWords({ bytesPerSecond, sizeBytes, intervalSeconds }: LaneState): string {
  if (intervalSeconds === 0) return '';
  if (bytesPerSecond <= 0) return 'nothing comes now';
  const isSize = bytesPerSecond >= crossoverOf(sizeBytes, intervalSeconds);
  return `now ${rateWords(bytesPerSecond)}: ${isSize ? 'size first' : 'time first'}`;
}

export function growthWords({ growth, sizeBytes }: LaneState): string | null {
  if (growth <= 1.001) return null;
  return `Delivery falls behind: gathers up to ${bytesWords(sizeBytes)}, ${count(growth)} times the hint.`;
}

/** `41 870 records · 5.0 MiB in, 812 KiB stored (16 %)`. */
export function flushWords({ way, records, bytes, arrival, trigger, sealedUs }: Flush): string {
  const came = `${count(records)} ${records === 1 ? 'record' : 'records'} · ${bytesWords(bytes)} in`;
  const flushed = `${triggerWords(trigger)} at ${clock(sealedUs, 1)}`;
  if (arrival === null) return `${came} · on its way · ${flushed}`;
  const tries = arrival.attempts > 1 ? ` · ${arrival.attempts} attempts` : '';
  return `${came}, ${arrivedWords(way, arrival)} · ${flushed}${tries}`;
}

/** A request's body is not the bytes of its records: framed, in Base64, then compressed. Of HTTP it stands with the requests. */
function arrivedWords(way: Flush['way'], { bytes, bucket, place }: NonNullable<Flush['arrival']>): string {
  if (way === 'transform') return `${bytesWords(bytes)} answered`;
  if (place === '') return 'nothing arrived';
  return bucket === null ? 'sent' : `${bytesWords(bytes)} stored`;
}

export const placeWords = ({ arrival }: Flush): string =>
  arrival === null ? '' : arrival.bucket === null ? arrival.place : `s3://${arrival.bucket}/${arrival.place}`;

const BECAUSE: Record<FailureFolder, string> = {
  'processing-failed': 'the function did not transform',
  'format-conversion-failed': 'could not be made Parquet',
  'metadata-extraction-failed': 'had no partition keys, or found no free partition',
  'decompression-failed': 'could not be unpacked',
  AmazonOpenSearchService_failed: 'were refused by OpenSearch',
  'splunk-failed': 'were not acknowledged by Splunk',
  'http-endpoint-failed': 'were not taken by the endpoint',
  'redshift-skipped': 'were left out by COPY',
};
const LOST_BECAUSE: Record<LossReason, string> = {
  retention: 'kept for as long as records are kept, and S3 was out of reach',
  'payload-too-large': 'the endpoint answered 413',
  'delivery-stream-deleted': 'the delivery stream was deleted',
  'copy-errors': 'COPY left them out',
};

/** A line a folder, with the error that came last. */
export function folderWords({ folders, losses, failures }: DeliveryFrame): { folders: string[]; lost: string | null } {
  const lines = folders
    .filter(({ records }) => records > 0)
    .map(({ folder, records, prefix }) => {
      const code = failures.findLast((failure) => failure.folder === folder)?.errorCode;
      const what = records === 1 ? 'record' : 'records';
      return `${prefix}…: ${count(records)} ${what} that ${BECAUSE[folder]}${code === undefined ? '' : ` (${code})`}`;
    });
  const lost = losses.filter(({ records }) => records > 0).map(({ records, reason }) => `${count(records)} lost: ${LOST_BECAUSE[reason]}`);
  return { folders: lines, lost: lost.length > 0 ? listed(lost) : null };
}

export const hintsWords = ({ sizeMiB, intervalSeconds }: Hints): string => `${mibWords(sizeMiB)} or ${secondsWords(intervalSeconds)}`;

export interface BuffersWords {
  summary: string;
  buffers: { caption: string; columns: string[]; rows: string[][] };
  flushes: { caption: string; columns: string[]; rows: string[][] };
}

const ROWS_SHOWN = 40;

export function describeBuffers(frame: DeliveryFrame): BuffersWords {
  const lanes = lanesOf(frame, { lane: null, draft: null, rate: null });
  const { nowUs, spec, buffersInAll } = frame;
  const more = buffersInAll > frame.buffers.length ? ` The ${frame.buffers.length} that flush first are shown.` : '';
  const word = buffersInAll === 1 ? 'buffer gathers' : 'buffers gather';
  return {
    summary: `${spec.id}: ${count(buffersInAll)} ${word}, each up to ${hintsWords(hintsOf(spec, 'main'))}, whichever is reached first.${more}`,
    buffers: {
      caption: 'Buffers now',
      columns: ['Buffer', 'Bytes', 'Size hint', 'Seconds', 'Interval hint', 'Records', 'In', 'Next flush'],
      rows: lanes.map((lane) => [
        laneName(lane),
        bytesWords(lane.bytes),
        mibWords(lane.sizeBytes / MIB),
        secondsWords(lane.elapsedSeconds),
        secondsWords(lane.intervalSeconds),
        count(lane.open?.records ?? 0),
        rateWords(lane.bytesPerSecond),
        nextWords(lane, nowUs),
      ]),
    },
    flushes: {
      caption: 'Flushes of the last five minutes, the newest first',
      columns: ['At', 'Buffer', 'First', 'Records', 'Bytes in', 'Bytes stored', 'Where'],
      rows: frame.flushes
        .toReversed()
        .slice(0, ROWS_SHOWN)
        .map((flush) => [
          clock(flush.sealedUs, 1),
          laneName(flush),
          triggerWords(flush.trigger),
          count(flush.records),
          bytesWords(flush.bytes),
          flush.arrival === null
            ? 'on its way'
            : flush.way !== 'transform' && flush.arrival.bucket === null
              ? '–'
              : bytesWords(flush.arrival.bytes),
          placeWords(flush) || '–',
        ]),
    },
  };
}
