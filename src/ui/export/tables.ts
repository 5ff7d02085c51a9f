/** What the views show, as tables of plain numbers for a spreadsheet: no grouping of digits, the unit in the head of the column. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { pinsOf, pinWords } from '../../views/timeline/pins.ts';

export type Cell = string | number | null;

export interface ExportTable {
  /** Goes into the file's name. */
  id: string;
  title: string;
  columns: string[];
  rows: Cell[][];
}

const seconds = (us: number | null): number | null => (us === null ? null : us / 1e6);

export function shardTable({ shards }: SlowFrame): ExportTable {
  return {
    id: 'shards',
    title: 'Shards',
    columns: [
      'shard',
      'state',
      'parent',
      'adjacent parent',
      'starting hash key',
      'ending hash key',
      'records/s',
      'records/s limit',
      'bytes/s',
      'bytes/s limit',
      'throttled records/s',
      'bytes/s read',
      'GetRecords calls/s',
      'throttled calls/s',
      'records retained',
      'oldest record (s)',
      'newest record (s)',
      'most frequent key',
      'its share',
    ],
    rows: shards.map((shard) => [
      shard.id,
      shard.state,
      shard.parentId,
      shard.adjacentParentId,
      shard.startingHashKey,
      shard.endingHashKey,
      shard.write.records,
      shard.write.recordsLimit,
      shard.write.bytes,
      shard.write.bytesLimit,
      shard.write.refused,
      shard.read.bytes,
      shard.read.calls,
      shard.read.refusedCalls,
      shard.retained,
      seconds(shard.oldestUs),
      seconds(shard.newestUs),
      shard.topKey?.label ?? null,
      shard.topKey?.share ?? null,
    ]),
  };
}

export function producerTable({ producers }: SlowFrame): ExportTable {
  return {
    id: 'producers',
    title: 'Producers',
    columns: [
      'producer',
      'wanted records/s',
      'sent records/s',
      'accepted records/s',
      'throttled records/s',
      'waiting records',
      'accepted records',
      'throttled records',
      'retried records',
      'lost records',
    ],
    rows: producers.map((producer) => [
      producer.spec.id,
      producer.wantedPerSecond,
      producer.sentPerSecond,
      producer.acceptedPerSecond,
      producer.refusedPerSecond,
      producer.waiting,
      producer.accepted,
      producer.refused,
      producer.retried,
      producer.lost,
    ]),
  };
}

export function consumerTable({ consumers, shards }: SlowFrame): ExportTable {
  const idOf = (index: number): string => shards.find((shard) => shard.index === index)?.id ?? String(index);
  return {
    id: 'consumers',
    title: 'Consumers, shard by shard',
    columns: [
      'consumer',
      'shard',
      'state',
      'behind (records)',
      'behind (ms)',
      'last record read (s)',
      'put to read p50 (ms)',
      'put to read p99 (ms)',
    ],
    rows: consumers.flatMap(({ spec, cursors, putToReadP50Ms, putToReadP99Ms }) =>
      cursors.map((cursor) => [
        spec.id,
        idOf(cursor.shardIndex),
        cursor.state,
        cursor.lagRecords,
        cursor.lagMs,
        seconds(cursor.atUs),
        putToReadP50Ms,
        putToReadP99Ms,
      ]),
    ),
  };
}

/** The histogram of the timeline. */
export function rateTable({ timeline: { binUs, accepted, throttled } }: SlowFrame): ExportTable {
  return {
    id: 'put-rate',
    title: 'Put rate',
    columns: ['from (s)', 'to (s)', 'accepted records', 'throttled records'],
    rows: Array.from(accepted, (value, i) => [(i * binUs) / 1e6, ((i + 1) * binUs) / 1e6, value, throttled[i] ?? 0]),
  };
}

export function pinTable(events: SlowFrame['events']): ExportTable {
  return {
    id: 'timeline',
    title: 'What is pinned to the timeline',
    columns: ['at (s)', 'lasts (s)', 'kind', 'what'],
    rows: pinsOf(events).map((pin) => [seconds(pin.atUs), seconds(pin.lastsUs), pin.kind, pinWords(pin)]),
  };
}
