/**
 * Follows what the run writes, for the picture: every new record and refusal of the stream on stage is seen once, when
 * the page asks for a frame. When there are too many for a frame, every n-th is looked at and stands for n.
 */
import { addressOf, readNew, type World } from './world-reading.ts';
import { oldestRefusal, slotOf, type StreamState } from '../../engine/index.ts';
import { PUT_ROWS_MAX, PUT_STRIDE } from '../../protocol/from-worker.ts';
import { addToCells, createLaneCells, type LaneCells } from './lane-cells.ts';
import { createKeyColours, noteKey, type KeyColours } from './key-colours.ts';

const LOOK_MAX = 20_000;

export interface RecordWatch {
  /** Next position to look at, by shard index. */
  next: number[];
  nextRefusal: number;
  keys: KeyColours;
  cells: LaneCells;
}

export const createRecordWatch = (): RecordWatch => ({ next: [], nextRefusal: 0, keys: createKeyColours(), cells: createLaneCells() });

/** Rows of PUT_STRIDE numbers: what was put or refused since the last look. */
export function lookAtPuts(watch: RecordWatch, world: World, stream: StreamState): Float64Array {
  const groups = new Groups();
  let fresh = 0;
  for (const { index, log } of stream.shards) fresh += log.count - Math.max(watch.next[index] ?? 0, log.trimmed);
  const stride = Math.max(1, Math.ceil(fresh / LOOK_MAX));
  for (const shard of stream.shards) {
    const from = Math.max(watch.next[shard.index] ?? 0, shard.log.trimmed);
    watch.next[shard.index] = shard.log.count;
    readNew(shard, from, stride, (position, arrivalUs, keyId, source) => {
      const colour = watch.keys.colourOf.get(keyId) ?? 0;
      noteKey(watch.keys, keyId, stride);
      addToCells(watch.cells, shard.index, arrivalUs, colour, stride);
      groups.add(world, source, keyId, colour, shard.index, 0, stride, position, 1);
    });
  }
  lookAtRefusals(watch, world, stream, groups);
  return groups.rows();
}

function lookAtRefusals(watch: RecordWatch, world: World, stream: StreamState, groups: Groups): void {
  const { refusals } = world.kinesis;
  const missed = refusals.total - watch.nextRefusal;
  const from = Math.max(watch.nextRefusal, oldestRefusal(refusals));
  // older ones have left the ring: those that are left stand for them
  const weight = missed / Math.max(1, refusals.total - from);
  for (let i = from; i < refusals.total; i++) {
    const slot = slotOf(i);
    if (refusals.stream[slot] !== stream.number) continue;
    const keyId = refusals.keyId[slot];
    const colour = watch.keys.colourOf.get(keyId) ?? 0;
    groups.add(
      world,
      refusals.producer[slot],
      keyId,
      colour,
      refusals.shard[slot],
      refusals.limit[slot],
      weight,
      -1,
      refusals.attempt[slot],
    );
  }
  watch.nextRefusal = refusals.total;
}

/** Gathers records that travel alike into one row. */
class Groups {
  private readonly byName = new Map<string, number[]>();

  add(
    world: World,
    source: number,
    keyId: number,
    colour: number,
    shard: number,
    outcome: number,
    records: number,
    position: number,
    attempt: number,
  ): void {
    const name = `${source}/${colour}/${shard}/${outcome}`;
    const known = this.byName.get(name);
    if (known !== undefined) {
      known[5] += records;
      return;
    }
    const { producer, hashFraction } = addressOf(world, source, keyId);
    if (producer >= 0) this.byName.set(name, [producer, hashFraction, colour, shard, outcome, records, position, attempt]);
  }

  /** Where there are too many, rows of one shard and outcome become one. */
  private thin(): number[][] {
    const all = [...this.byName.values()];
    if (all.length <= PUT_ROWS_MAX) return all;
    const merged = new Map<string, number[]>();
    for (const row of all) {
      const name = `${row[3]}/${row[4]}`;
      const known = merged.get(name);
      if (known === undefined) merged.set(name, row);
      else known[5] += row[5];
    }
    return [...merged.values()];
  }

  rows(): Float64Array {
    const rows = this.thin();
    const out = new Float64Array(rows.length * PUT_STRIDE);
    let at = 0;
    for (const row of rows) {
      out.set(row, at);
      at += PUT_STRIDE;
    }
    return out;
  }
}
