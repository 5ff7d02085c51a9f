/**
 * Particles between two frames: a fixed pool of columns, no object per particle. Accepted records fly producer → axis → lane;
 * throttled ones turn round at the shard; reads fly lane → consumer; lost records fall out of the picture.
 */
import { PUT_STRIDE, READ_STRIDE } from '../strides.ts';
import { axisYOf, laneYOf } from './hash-scale.ts';
import type { LinkMark, StageLayout } from './marks.ts';
import type { Motion } from './particle-pool.ts';
import { CAPACITY, KIND } from './particle-pool.ts';
import { place } from './ways.ts';

/** Of the capacity, what each kind may take. */
const BOUNCES_MAX = 48;
const READS_MAX = 96;
const FLIGHT_SECONDS = 0.85;
const BOUNCE_SECONDS = 1.5;
const READ_SECONDS = 0.7;
const FALL_SECONDS = 0.9;
const DOTS_PER_ROW_MAX = 12;

export function clearMotion(motion: Motion): void {
  motion.alive = 0;
  motion.bounces = 0;
  motion.reads = 0;
  motion.remainders.fill(0);
}

export function flightSeconds(): number {
  return FLIGHT_SECONDS;
}

function spawn(motion: Motion, kind: number, colour: number, seconds: number, early: number): number {
  if (motion.alive >= CAPACITY) return -1;
  const i = motion.alive;
  motion.alive += 1;
  motion.spawnedAny = true;
  motion.kind[i] = kind;
  motion.colour[i] = colour;
  motion.pace[i] = 1 / seconds;
  motion.progress[i] = early / seconds;
  motion.position[i] = -1;
  if (kind === KIND.bounced) motion.bounces += 1;
  if (kind === KIND.read || kind === KIND.emptyRead || kind === KIND.refusedRead) motion.reads += 1;
  return i;
}

function setPath(
  motion: Motion,
  i: number,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  bend: number,
  size: number,
): void {
  const at = i * 8;
  const { path } = motion;
  path[at] = x0;
  path[at + 1] = y0;
  path[at + 2] = x1;
  path[at + 3] = y1;
  path[at + 4] = x2;
  path[at + 5] = y2;
  path[at + 6] = bend;
  path[at + 7] = size;
}

/** A cheap spread of −1 … 1 by number, so that dots of one group do not hide each other. */
function spread(n: number): number {
  return ((Math.imul(n + 1, 0x9e3779b1) >>> 8) & 0xffff) / 32_768 - 1;
}

/** 0–1, evenly spread however many are asked for: steps of the golden ratio. */
function nextMoment(motion: Motion): number {
  motion.started = (motion.started + 1) % 1_000_000;
  return (motion.started * 0.618_033_988_75) % 1;
}

export interface PutsContext {
  layout: StageLayout;
  recordsPerDot: number;
  /** Viewer's seconds since the last frame; new dots are spread over it. */
  viewerSeconds: number;
  nowUs: number;
}

/** Starts the dots of a frame's put rows. */
export function spawnPuts(motion: Motion, puts: Float64Array, context: PutsContext): void {
  const { layout, recordsPerDot, nowUs } = context;
  const { axis, scale } = layout;
  motion.downwards = layout.stacked;
  for (let row = 0; row + PUT_STRIDE <= puts.length; row += PUT_STRIDE) {
    const producer = layout.producers[puts[row]];
    if (producer === undefined) continue;
    const hash = puts[row + 1];
    const colour = puts[row + 2];
    const shard = puts[row + 3];
    const refused = puts[row + 4] > 0;
    const group = (puts[row] * 131 + shard * 17 + colour * 2 + (refused ? 1 : 0)) % motion.remainders.length;
    const waiting = motion.remainders[group] + puts[row + 5];
    const dots = Math.min(DOTS_PER_ROW_MAX, Math.floor(waiting / recordsPerDot));
    motion.remainders[group] = waiting % recordsPerDot;
    for (let n = 0; n < dots; n += 1) {
      if (refused && motion.bounces >= BOUNCES_MAX) break;
      const early = context.viewerSeconds * nextMoment(motion);
      const seconds = refused ? BOUNCE_SECONDS : FLIGHT_SECONDS;
      const i = spawn(motion, refused ? KIND.bounced : KIND.accepted, colour, seconds, early);
      if (i < 0) return;
      setPath(
        motion,
        i,
        producer.outX,
        producer.outY,
        axis.x,
        axisYOf(scale, hash),
        axis.funnelTo,
        laneYOf(scale, hash),
        spread(row + n),
        3,
      );
      motion.shard[i] = shard;
      motion.position[i] = n === 0 ? puts[row + 6] : -1;
      motion.hash[i] = hash;
      motion.bornUs[i] = nowUs;
    }
  }
}

/** One answer of GetRecords on its way: a square, larger with more records; hollow where it was empty; a cross where the call was refused. */
function spawnRead(motion: Motion, link: LinkMark, records: number, allRefused: boolean): void {
  const kind = allRefused ? KIND.refusedRead : records > 0 ? KIND.read : KIND.emptyRead;
  const i = motion.reads < READS_MAX ? spawn(motion, kind, 0, READ_SECONDS, 0) : -1;
  if (i < 0) return;
  const size = records > 0 ? Math.min(5.5, 2 + Math.log10(records)) : 2;
  setPath(motion, i, link.x0, link.y0, link.x1, link.y1, link.x1, link.y1, 0, size);
}

/** Where links are bundled, what all shards brought a consumer in one frame is one square. */
function spawnBundledReads(motion: Motion, reads: Float64Array, layout: StageLayout): void {
  for (const link of layout.links) {
    let records = 0;
    let calls = 0;
    let refused = 0;
    for (let row = 0; row + READ_STRIDE <= reads.length; row += READ_STRIDE) {
      if (reads[row] !== link.consumer) continue;
      records += reads[row + 2];
      calls += reads[row + 4];
      refused += reads[row + 5];
    }
    if (records + calls + refused > 0) spawnRead(motion, link, records, refused > 0 && refused >= calls);
  }
}

/** Starts what GetRecords brought in a frame. */
export function spawnReads(motion: Motion, reads: Float64Array, layout: StageLayout): void {
  if (layout.stacked) return;
  if (layout.trunk) {
    spawnBundledReads(motion, reads, layout);
    return;
  }
  for (let row = 0; row + READ_STRIDE <= reads.length; row += READ_STRIDE) {
    const consumer = layout.consumers[reads[row]];
    const lane = layout.lanes[layout.laneOfShard.get(reads[row + 1]) ?? -1];
    if (consumer === undefined || lane === undefined) continue;
    const link = layout.links.find(({ consumer: order, shardIndex }) => order === consumer.order && shardIndex === lane.index);
    if (link === undefined) continue;
    const allRefused = reads[row + 5] > 0 && reads[row + 4] <= reads[row + 5];
    spawnRead(motion, link, reads[row + 2], allRefused);
  }
}

/** A record that its producer gave up. */
export function spawnLost(motion: Motion, x: number, y: number, bottom: number, n: number): void {
  // Starts hidden behind its producer's box, a little later than the one before.
  const i = spawn(motion, KIND.lost, 0, FALL_SECONDS, -FALL_SECONDS * nextMoment(motion));
  if (i >= 0) setPath(motion, i, x + spread(n) * 30, y - 8, x, bottom, x, bottom, 0, 3);
}

/** Puts particle `from` in the place of `to`. */
function move(motion: Motion, from: number, to: number): void {
  motion.kind[to] = motion.kind[from];
  motion.colour[to] = motion.colour[from];
  motion.progress[to] = motion.progress[from];
  motion.pace[to] = motion.pace[from];
  motion.path.copyWithin(to * 8, from * 8, from * 8 + 8);
  motion.x[to] = motion.x[from];
  motion.y[to] = motion.y[from];
  motion.shard[to] = motion.shard[from];
  motion.position[to] = motion.position[from];
  motion.hash[to] = motion.hash[from];
  motion.bornUs[to] = motion.bornUs[from];
}

/** Moves all particles on; those that arrived leave the pool. */
export function advance(motion: Motion, seconds: number): void {
  let i = 0;
  while (i < motion.alive) {
    motion.progress[i] += seconds * motion.pace[i];
    if (motion.progress[i] < 1) {
      place(motion, i);
      i += 1;
      continue;
    }
    const kind = motion.kind[i];
    if (kind === KIND.bounced) motion.bounces -= 1;
    else if (kind === KIND.read || kind === KIND.emptyRead || kind === KIND.refusedRead) motion.reads -= 1;
    motion.alive -= 1;
    move(motion, motion.alive, i);
  }
}

/** The nearest record within reach that can be looked up, or −1. */
export function particleNear(motion: Motion, x: number, y: number, reachPx: number): number {
  let best = -1;
  let bestDistance = reachPx * reachPx;
  for (let i = 0; i < motion.alive; i += 1) {
    if (motion.kind[i] > KIND.bounced || motion.position[i] < 0) continue;
    const distance = (motion.x[i] - x) ** 2 + (motion.y[i] - y) ** 2;
    if (distance <= bestDistance) {
      best = i;
      bestDistance = distance;
    }
  }
  return best;
}
