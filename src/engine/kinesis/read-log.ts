/**
 * What a shard was asked and what it pushed in the last seconds, beside the calls that it answered (`recentReads`, see read-limits.ts):
 * calls that it refused, and fan-out events. The service keeps no such log; it is what its meters see, kept for who looks on.
 * https://docs.aws.amazon.com/streams/latest/dev/building-consumers.html
 */
import { SECOND } from '../kernel/time.ts';
import type { ReadLimit } from './kinesis-event.ts';
import type { ShardState } from './stream-state.ts';

/** Oldest first. Refused by a limit, or pushed. */
export interface ReadLog {
  atUs: number[];
  reader: string[];
  outcome: ('refused-by-calls' | 'refused-by-bytes' | 'pushed')[];
  records: number[];
  bytes: number[];
}

export const createReadLog = (): ReadLog => ({ atUs: [], reader: [], outcome: [], records: [], bytes: [] });

/** How long a read can be seen. Answered calls are kept at least as long. */
export const READ_LOG_US = 5 * SECOND;
/** Twenty subscriptions are pushed to some 250 times a second, see fan-out/cadence.ts. */
const ROWS_MAX = 2048;

export function noteRefused({ readLog }: ShardState, nowUs: number, limit: ReadLimit, reader: string): void {
  append(readLog, nowUs, reader, `refused-by-${limit}`, 0, 0);
}

export function notePush({ readLog }: ShardState, nowUs: number, reader: string, records: number, bytes: number): void {
  append(readLog, nowUs, reader, 'pushed', records, bytes);
}

function append(log: ReadLog, atUs: number, reader: string, outcome: ReadLog['outcome'][number], records: number, bytes: number): void {
  // Rows are let go of some at a time: that costs less than one by one.
  const isOld = log.atUs.length > 0 && log.atUs[0] <= atUs - 2 * READ_LOG_US;
  if (isOld || log.atUs.length >= ROWS_MAX) forget(log, atUs - READ_LOG_US);
  log.atUs.push(atUs);
  log.reader.push(reader);
  log.outcome.push(outcome);
  log.records.push(records);
  log.bytes.push(bytes);
}

function forget(log: ReadLog, untilUs: number): void {
  let stale = Math.max(0, log.atUs.length - ROWS_MAX / 2);
  while (stale < log.atUs.length && log.atUs[stale] <= untilUs) stale++;
  for (const column of Object.values(log) as unknown[][]) column.splice(0, stale);
}

interface LoggedRead {
  atUs: number;
  reader: string;
  outcome: 'answered' | ReadLog['outcome'][number];
  records: number;
  bytes: number;
}

/** All that was read of a shard, asked in vain or pushed since an instant, by time. */
export function readsSince({ recentReads, readLog }: ShardState, sinceUs: number): LoggedRead[] {
  const answered = rowsSince(recentReads.atUs, sinceUs, (i) => ({
    atUs: recentReads.atUs[i],
    reader: recentReads.reader[i],
    outcome: 'answered',
    records: recentReads.records[i],
    bytes: recentReads.bytes[i],
  }));
  const others = rowsSince(readLog.atUs, sinceUs, (i) => ({
    atUs: readLog.atUs[i],
    reader: readLog.reader[i],
    outcome: readLog.outcome[i],
    records: readLog.records[i],
    bytes: readLog.bytes[i],
  }));
  return [...answered, ...others].sort((a, b) => a.atUs - b.atUs);
}

function rowsSince(times: readonly number[], sinceUs: number, row: (i: number) => LoggedRead): LoggedRead[] {
  let first = times.length;
  while (first > 0 && times[first - 1] > sinceUs) first--;
  return Array.from({ length: times.length - first }, (_, i) => row(first + i));
}
