/**
 * Follows what the run writes, for the picture: every new record and refusal of the stream on stage is seen once, when
 * the page asks for a frame. When there are too many for a frame, every n-th is looked at and stands for n.
 */
import { addressOf, readNew, readSome, type World } from './world-reading.ts';
import { firstAtLeast, oldestRefusal, slotOf, type StreamState } from '../../engine/index.ts';
import { PUT_ROWS_MAX, PUT_STRIDE } from '../../protocol/from-worker.ts';
import { addToCells, createLaneCells, SLOT_LENGTHS_US, SLOTS, type LaneCells } from './lane-cells.ts';
import { createKeyColours, HALF_LIFE_US, noteKey, settleColours, type KeyColours } from './key-colours.ts';

const LOOK_MAX = 20_000;
/** After a jump: looks for the newest lane window, and for each of the longer ones. */
const PRIME_LOOKS_MAX = 60_000;
const PRIME_OLDER_LOOKS_MAX = 15_000;

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

/**
 * A watch of a world that was not followed so far: lanes and colours as they would stand, from the records of the log. Keys keep the
 * colours that they had. The newest lane window is read record by record, as long as it is not too crowded; older ones by samples.
 */
export function primeWatch(before: KeyColours, world: World, stream: StreamState): RecordWatch {
  const watch = createRecordWatch();
  const { nowUs } = world.sim;
  watch.keys.slots = [...before.slots];
  watch.keys.decayedUs = nowUs;
  sample(stream, nowUs - 4 * HALF_LIFE_US, Infinity, PRIME_OLDER_LOOKS_MAX, (_shard, arrivalUs, keyId, stands) =>
    noteKey(watch.keys, keyId, stands * 2 ** ((arrivalUs - nowUs) / HALF_LIFE_US)),
  );
  settleColours(watch.keys, nowUs);
  const see = (shard: number, arrivalUs: number, keyId: number, stands: number): void =>
    addToCells(watch.cells, shard, arrivalUs, watch.keys.colourOf.get(keyId) ?? 0, stands);
  const starts = SLOT_LENGTHS_US.map((slotUs) => (Math.floor(nowUs / slotUs) - SLOTS + 1) * slotUs);
  for (let level = starts.length - 1; level > 0; level--) sample(stream, starts[level], starts[level - 1], PRIME_OLDER_LOOKS_MAX, see);
  sample(stream, starts[0], Infinity, PRIME_LOOKS_MAX, see);
  for (const { index, log } of stream.shards) watch.next[index] = log.count;
  watch.nextRefusal = world.kinesis.refusals.total;
  return watch;
}

/** Records that arrived in [fromUs, toUs): all, or so many evenly that `looksMax` is kept; each stands for `stands`. */
function sample(
  stream: StreamState,
  fromUs: number,
  toUs: number,
  looksMax: number,
  see: (shard: number, arrivalUs: number, keyId: number, stands: number) => void,
): void {
  const ranges = stream.shards.map(({ log }) => ({
    from: firstAtLeast(log, 'arrivalUs', fromUs),
    to: toUs === Infinity ? log.count : firstAtLeast(log, 'arrivalUs', toUs),
  }));
  const stride = Math.max(1, Math.ceil(ranges.reduce((sum, { from, to }) => sum + to - from, 0) / looksMax));
  stream.shards.forEach((shard, i) => {
    readSome(shard, ranges[i].from, ranges[i].to, stride, (arrivalUs, keyId) => see(shard.index, arrivalUs, keyId, stride));
  });
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
