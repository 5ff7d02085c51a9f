/**
 * What the KCL makes of aggregated records before it hands a batch to the processor (retrieval/AggregatorUtil): each aggregate of the
 * KPL becomes its user records; one that holds a record of another shard's range is dropped whole, silently; anything else stays as it
 * is. Only records that were given through the API can be aggregates: the lab's own producers send none. Counted, not handed on:
 * a processor of this model reads no bytes.
 */
import { valueAt } from '../../kernel/record-log.ts';
import { isFromApi } from '../../kinesis/put-batch.ts';
import { deaggregate } from '../../kpl/aggregate.ts';
import type { At } from './kcl-state.ts';
import { shardOf } from './reading.ts';

/** Counts the user records of a batch, positions [from, to) of the shard's log, as it is handed to the processor. */
export function countUserRecords(at: At, shard: number, from: number, to: number): void {
  const { figures } = at.app;
  figures.userRecords += to - from;
  const { apiPayloads } = at.consumers.kinesis.state;
  const found = shardOf(at, shard);
  if (apiPayloads.length === 0 || found === undefined) return;
  const { log, start, end } = found;
  for (let position = Math.max(from, log.trimmed); position < to; position++) {
    if (!isFromApi(valueAt(log, 'producer', position))) continue;
    const inside = deaggregate(apiPayloads[valueAt(log, 'index', position)], { start, end });
    if (inside === null) continue;
    figures.aggregates++;
    figures.userRecords += inside.length - 1;
    if (inside.length === 0) figures.droppedAggregates++;
  }
}
