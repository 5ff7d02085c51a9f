/**
 * What an examiner asks of a run, at regular moments of simulated time: totals since the start, and levels. Part of the world's state, so
 * it is there after a seek as it was, and judging reads nothing else but it and the history. Kept where the scenario asks for it.
 */
import { percentiles } from './kernel/latency-histogram.ts';
import { SECOND } from './kernel/time.ts';
import { retentionCost } from './formulas/cost.ts';
import { provisionedCostPerHour, fanOutCostPerHour } from './formulas.ts';
import { sumOf } from './firehose/account.ts';
import { openShardCount } from './kinesis/shard-description.ts';
import { acceptedBytesOf } from './kinesis/write-ledger.ts';
import { lagOf, streamOf } from './lag.ts';
import type { ConsumerState } from './consumers/consumer-state.ts';
import { lostInAll, processedInAll } from './consumers/sink.ts';
import type { World } from './world.ts';

export interface RunRecord {
  /** Simulated seconds between two rows. */
  everySeconds: number;
  /** Rows so far: row i stands at second (i + 1) · everySeconds. */
  rows: number;
  /** By name; a column that began later has NaN before. */
  columns: Record<string, number[]>;
}

/** Rows that are kept. A judged window ends before. */
export const RECORD_ROWS_MAX = 3600;

export const createRunRecord = (everySeconds: number): RunRecord => ({ everySeconds, rows: 0, columns: {} });

/** Whether a row is due now. */
export const isRowDue = ({ sim }: World, { everySeconds, rows }: RunRecord): boolean =>
  rows < RECORD_ROWS_MAX && sim.nowUs === (rows + 1) * everySeconds * SECOND;

export function noteRow(world: World, record: RunRecord): void {
  const row = record.rows++;
  const note = (name: string, value: number): void => {
    const column = (record.columns[name] ??= Array.from({ length: row }, () => NaN));
    while (column.length < row) column.push(NaN);
    column.push(value);
  };
  noteStream(world, note);
  noteProducers(world, note);
  for (const consumer of world.consumers.list) noteConsumer(world, consumer, note);
  for (const { spec, account, counts, parcels, sought = [] } of world.firehose.list) {
    const name = (what: string) => `delivery:${spec.id}:${what}`;
    note(name('accepted'), account.accepted);
    note(name('delivered'), account.delivered);
    note(name('dropped'), account.dropped);
    note(name('failed'), sumOf(account.failed));
    note(name('lost'), sumOf(account.lost));
    note(name('duplicates'), account.duplicates);
    note(name('flushes'), counts.objects);
    note(name('flushedBytes'), counts.objectRawBytes);
    const oldestUs = Math.min(...parcels.filter(({ way }) => way === 'main' || way === 'transform').map(({ openedUs }) => openedUs));
    for (const { id, delivered, failed } of sought) {
      note(name(`${id}:delivered`), delivered);
      note(name(`${id}:failed`), failed);
    }
    note(name('ageMs'), Number.isFinite(oldestUs) ? (world.sim.nowUs - oldestUs) / 1000 : 0);
  }
}

type Note = (name: string, value: number) => void;

/** Retention that the shard hour holds. */
const INCLUDED_RETENTION_HOURS = 24;

/** Of the first stream, which a scenario is about. */
function noteStream(world: World, note: Note): void {
  const [stream] = world.kinesis.streams;
  if (stream === undefined) return;
  let [accepted, bytes, refused, refusedReads] = [0, 0, 0, 0];
  for (const shard of stream.shards) {
    const { log, totals } = shard;
    accepted += log.count;
    bytes += acceptedBytesOf(stream, shard);
    refused += totals.refusedByRecords + totals.refusedByBytes;
    refusedReads += totals.refusedReadCalls;
  }
  const openShards = openShardCount(world.sim, stream);
  note('accepted', accepted);
  note('acceptedBytes', bytes);
  note('refused', refused);
  note('refusedReads', refusedReads);
  note('openShards', openShards);
  note('retentionHours', stream.settings.retentionHours);
  const longer = stream.settings.retentionHours > INCLUDED_RETENTION_HOURS ? retentionCost(openShards, 1) : 0;
  note('costPerHour', costPerHour(world, openShards, accepted, bytes) + longer);
}

/** Without longer retention: shards, PUT payload units at the mean rate and size of the run so far, and enhanced fan-out. USD. */
function costPerHour(world: World, openShards: number, accepted: number, bytes: number): number {
  const seconds = Math.max(1, world.sim.nowUs / SECOND);
  let usd = provisionedCostPerHour(openShards, accepted / seconds, accepted > 0 ? bytes / accepted : 0).usd;
  for (const { spec, totals } of world.consumers.list)
    if (spec.kind === 'fan-out' || ('retrieval' in spec && spec.retrieval === 'fan-out'))
      usd += fanOutCostPerHour(openShards, totals.bytes / seconds).usd;
  return usd;
}

function noteProducers({ producers }: World, note: Note): void {
  const sum = { made: 0, sent: 0, accepted: 0, retried: 0, lost: 0, duplicated: 0, waiting: 0 };
  for (const { totals, inFlight, waiting } of [...producers.list, ...producers.leaving]) {
    sum.made += totals.made;
    sum.sent += totals.sent;
    sum.accepted += totals.accepted;
    sum.retried += totals.retried;
    sum.lost += totals.lost;
    sum.duplicated += totals.duplicated;
    sum.waiting += inFlight + waiting.index.length;
  }
  for (const [name, value] of Object.entries(sum)) note(`producers:${name}`, value);
}

function noteConsumer(world: World, consumer: ConsumerState, note: Note): void {
  const { spec, sink, totals } = consumer;
  const name = (what: string) => `consumer:${spec.id}:${what}`;
  const stream = streamOf(world, consumer);
  let lagMs = 0;
  for (const reader of consumer.readers) {
    if (stream === undefined) break;
    lagMs = Math.max(lagMs, lagOf(world, stream, reader).ms);
  }
  const second = Math.floor(world.sim.nowUs / SECOND);
  const p99 = percentiles([consumer.putToRead], second - 60, second, [0.99]);
  note(name('read'), totals.records);
  note(name('processed'), processedInAll(sink));
  note(name('duplicates'), sink.duplicates);
  note(name('lost'), lostInAll(sink));
  note(name('diverted'), sink.diverted);
  note(name('outOfOrder'), sink.outOfOrder);
  note(name('refusedCalls'), totals.refusedCalls);
  note(name('lagMs'), lagMs);
  note(name('p99Ms'), p99 === null ? NaN : p99.us[0]! / 1000);
}
