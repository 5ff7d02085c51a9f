/**
 * Which height each shard gets. Shards that take records share the axis in proportion to their part of the key space,
 * none smaller than can be read; closed parents and children that are not open yet are thin strips beside them.
 */
import type { ShardFrame } from '../../protocol/from-worker.ts';
import type { LaneMode } from './marks.ts';

export interface LanePlace {
  order: number;
  role: 'main' | 'strip';
  /** The lane's own part, gaps included. */
  top: number;
  bottom: number;
}

export interface AxisPart {
  order: number;
  startFraction: number;
  endFraction: number;
  /** Of the axis: the lane's own part and its strips. */
  top: number;
  bottom: number;
  laneTop: number;
  laneBottom: number;
}

export interface LanePlaces {
  mode: LaneMode;
  gap: number;
  places: LanePlace[];
  parts: AxisPart[];
}

const FULL_MIN_PX = 64;
const COMPACT_MIN_PX = 17;
/** High enough for a button. */
const STRIP_PX = 32;

/** Heights in proportion to the weights, none below `minimum`; they add up to `total`. */
export function fillInProportion(weights: readonly number[], total: number, minimum: number): number[] {
  const heights = weights.map(() => 0);
  let open = weights.map((_, i) => i);
  let left = total;
  for (;;) {
    const sum = open.reduce((all, i) => all + weights[i], 0);
    const share = (i: number) => (sum > 0 ? (left * weights[i]) / sum : left / open.length);
    const small = open.filter((i) => share(i) < minimum);
    if (small.length === 0 || small.length === open.length) {
      for (const i of open) heights[i] = small.length ? left / open.length : share(i);
      return heights;
    }
    for (const i of small) {
      heights[i] = minimum;
      left -= minimum;
    }
    open = open.filter((i) => !small.includes(i));
  }
}

interface Owner {
  order: number;
  above: number[];
  below: number[];
}

function overlaps(a: ShardFrame, b: ShardFrame): boolean {
  return a.startFraction < b.endFraction && b.startFraction < a.endFraction;
}

/** Shards that own a part of the axis, from 0000… to ffff…, each with the strips that belong to it. */
function ownersOf(shards: readonly ShardFrame[]): Owner[] {
  const taking = shards.flatMap((shard, order) => (shard.state === 'open' || shard.state === 'closing' ? [order] : []));
  const owning = shards.flatMap((shard, order) =>
    taking.includes(order) || (shard.state === 'opening' && !taking.some((other) => overlaps(shards[other], shard))) ? [order] : [],
  );
  owning.sort((a, b) => shards[a].startFraction - shards[b].startFraction);
  const owners = owning.map((order): Owner => ({ order, above: [], below: [] }));
  shards.forEach((shard, order) => {
    if (owning.includes(order)) return;
    const near = owners.filter((owner) => overlaps(shards[owner.order], shard));
    if (shard.state === 'opening') near.at(-1)?.below.push(order);
    else near[0]?.above.push(order);
  });
  return owners;
}

function modeOf(smallest: number): LaneMode {
  return smallest >= FULL_MIN_PX ? 'full' : smallest >= COMPACT_MIN_PX ? 'compact' : 'bar';
}

const GAPS: Record<LaneMode, number> = { full: 7, compact: 3, bar: 1 };

export function placeLanes(shards: readonly ShardFrame[], top: number, bottom: number): LanePlaces {
  const owners = ownersOf(shards);
  if (owners.length === 0) return { mode: 'full', gap: 0, places: [], parts: [] };
  const total = Math.max(1, bottom - top);
  const strips = owners.reduce((sum, owner) => sum + owner.above.length + owner.below.length, 0);
  const stripHeight = strips ? Math.min(STRIP_PX, (total * 0.4) / strips) : 0;
  const free = total - strips * stripHeight;
  const minimum = Math.min(FULL_MIN_PX, (0.7 * free) / owners.length);
  const weights = owners.map(({ order }) => shards[order].endFraction - shards[order].startFraction);
  const heights = fillInProportion(weights, free, minimum);
  const places: LanePlace[] = [];
  const parts: AxisPart[] = [];
  let y = top;
  owners.forEach((owner, i) => {
    const partTop = y;
    const strip = (order: number) => {
      places.push({ order, role: 'strip', top: y, bottom: y + stripHeight });
      y += stripHeight;
    };
    owner.above.forEach(strip);
    const laneTop = y;
    y += heights[i];
    places.push({ order: owner.order, role: 'main', top: laneTop, bottom: y });
    const laneBottom = y;
    owner.below.forEach(strip);
    const { startFraction, endFraction } = shards[owner.order];
    parts.push({ order: owner.order, startFraction, endFraction, top: partTop, bottom: y, laneTop, laneBottom });
  });
  const mode = modeOf(Math.min(...heights));
  const gap = mode === 'bar' && total / owners.length < 5 ? 0 : GAPS[mode];
  return { mode, gap, places, parts };
}
