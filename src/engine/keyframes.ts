/**
 * Keyframes: snapshots taken as a run goes, so that any moment of it is found by a short replay. One pool serves all branches:
 * a keyframe belongs to every branch whose commands begin with its own, and commands are told by identity.
 *
 * The pool stays under its bounds whatever is added. What is dropped is the keyframe whose absence costs a replay least.
 */
import type { TimedCommand } from './commands.ts';
import type { Interpreter } from './firehose/transform/interpreter.ts';
import { createPool, hold, release, shareOf, strayOf, type Pool } from './keyframe-memory.ts';
import { adoptKeyCache } from './kinesis/key-table.ts';
import type { DatasetRows } from './producers/dataset.ts';
import { packedLogBytes, restoreWorld, takeSnapshot, type Snapshot } from './snapshot.ts';
import type { World } from './world.ts';

export interface Keyframe {
  atUs: number;
  /** How many commands had been given. */
  given: number;
  /** The commands given by then, by identity. */
  commands: readonly TimedCommand[];
  snapshot: Snapshot;
  /** What it takes by itself, roughly: without the sealed chunks, which it shares with the world. */
  bytes: number;
  /** Real work since the start of the run, ms, as the caller measures it; 0 where it does not. */
  workMs: number;
  /** The farthest that a history was known to go on from here whose later keyframes were dropped. */
  reach: Place;
}

interface Place {
  workMs: number;
  atUs: number;
}

export interface Keyframes {
  /** By time, then by commands given. */
  list: Keyframe[];
  /** What all keyframes take; logs that several share count once. */
  bytes: number;
  boundBytes: number;
  boundCount: number;
  boundStrayBytes: number;
  held: Pool;
}

/**
 * A crowded run (16 shards at 800 records/s each) makes keyframes of about 0.4 MB, a throttled one with thousands of retries
 * waiting some MB: so the count binds in the usual case, and memory in the hard one. 64 MiB is an eighth of what a run may take.
 */
export const KEYFRAME_BOUND_BYTES = 64 * 1024 * 1024;
/** With 100, a replay after a seek is at most about 1/100 of the run's whole work: 10 to 40 ms for ten minutes of a crowded run. */
export const KEYFRAME_BOUND_COUNT = 100;
/**
 * Sealed chunks that only keyframes hold any more, because the world on screen stands in the past or on another branch.
 * Enough for the records of ten crowded minutes (8 million) on another branch.
 */
export const KEYFRAME_BOUND_STRAY_BYTES = 128 * 1024 * 1024;

export const createKeyframes = (
  boundBytes = KEYFRAME_BOUND_BYTES,
  boundCount = KEYFRAME_BOUND_COUNT,
  boundStrayBytes = KEYFRAME_BOUND_STRAY_BYTES,
): Keyframes => ({ list: [], bytes: 0, boundBytes, boundCount, boundStrayBytes, held: createPool() });

/** Keeps the world as it is now. `commands`: all of its branch; `given`: how many of them it has been given. */
export function addKeyframe(keyframes: Keyframes, world: World, commands: readonly TimedCommand[], given: number, workMs: number): void {
  const snapshot = takeSnapshot(world);
  const bytes = snapshot.logs.reduce((sum, log) => sum + packedLogBytes(log), snapshot.bytes);
  if (bytes > keyframes.boundBytes || keyframes.boundCount < 1) return;
  const { atUs } = snapshot;
  const added: Keyframe = { atUs, given, commands: commands.slice(0, given), snapshot, bytes, workMs, reach: { workMs, atUs } };
  const { list } = keyframes;
  const same = list.findIndex((other) => other.atUs === atUs && other.given === given && isBeginning(other.commands, commands));
  if (same >= 0) {
    added.reach = farthest(list[same].reach, added.reach);
    remove(keyframes, list[same]);
  }
  const after = list.findIndex((other) => other.atUs > atUs || (other.atUs === atUs && other.given > given));
  list.splice(after < 0 ? list.length : after, 0, added);
  keyframes.bytes += hold(keyframes.held, snapshot);
  thin(keyframes, added);
  dropStray(keyframes, world, added);
}

/** The latest keyframe from which the branch of these commands can be replayed to the moment; null where there is none. */
export function nearestKeyframe(
  { list }: Keyframes,
  commands: readonly TimedCommand[],
  atUs: number,
  givenMax = Infinity,
): Keyframe | null {
  return list.findLast((keyframe) => keyframe.atUs <= atUs && keyframe.given <= givenMax && leadsTo(keyframe, commands)) ?? null;
}

/** Drops the keyframes that none of the branches can use. */
export function forgetKeyframes(keyframes: Keyframes, branches: readonly (readonly TimedCommand[])[]): void {
  const useless = keyframes.list.filter((keyframe) => !branches.some((commands) => leadsTo(keyframe, commands)));
  for (const keyframe of useless) remove(keyframes, keyframe);
}

/** A world at the keyframe. `before` is given up for it: hashes of keys that it has made already are not made again. */
export function restoreKeyframe(
  keyframe: Keyframe,
  datasets: ReadonlyMap<string, DatasetRows>,
  before?: World,
  interpreter: Interpreter | null = before?.interpreter ?? null,
): World {
  const world = restoreWorld(keyframe.snapshot, datasets, interpreter);
  if (before !== undefined) world.cache.keys = adoptKeyCache(before.kinesis.keys, before.cache.keys, world.kinesis.keys);
  return world;
}

/** Whether the branch of these commands comes through the keyframe: it begins with the same ones, and gives its next no earlier. */
function leadsTo({ commands: given, atUs }: Pick<Keyframe, 'commands' | 'atUs'>, commands: readonly TimedCommand[]): boolean {
  return isBeginning(given, commands) && !(commands[given.length]?.at < atUs);
}

/** Compared from the end: lists that part do so at their last common command, nearly always. */
function isBeginning(short: readonly TimedCommand[], long: readonly TimedCommand[]): boolean {
  if (short.length > long.length) return false;
  for (let i = short.length - 1; i >= 0; i--) if (short[i] !== long[i]) return false;
  return true;
}

const compare = (a: Place, b: Place): number => a.workMs - b.workMs || a.atUs - b.atUs;
const farthest = (a: Place, b: Place): Place => (compare(a, b) < 0 ? b : a);

/** The first of all: every seek finds at least it. */
const isRoot = ({ atUs, given }: Keyframe): boolean => atUs === 0 && given === 0;

/** The last keyframe before this one that its history came through. */
function predecessorOf({ list }: Keyframes, keyframe: Keyframe): Keyframe | null {
  for (let i = list.indexOf(keyframe) - 1; i >= 0; i--) if (leadsTo(list[i], keyframe.commands)) return list[i];
  return null;
}

/** Its history is still one of the run's: the keyframe before it must now serve what lay behind it. */
function drop(keyframes: Keyframes, keyframe: Keyframe): void {
  const before = predecessorOf(keyframes, keyframe);
  if (before !== null) before.reach = farthest(before.reach, keyframe.reach);
  remove(keyframes, keyframe);
}

function remove(keyframes: Keyframes, keyframe: Keyframe): void {
  keyframes.list.splice(keyframes.list.indexOf(keyframe), 1);
  keyframes.bytes -= release(keyframes.held, keyframe.snapshot);
}

function thin(keyframes: Keyframes, added: Keyframe): void {
  while (keyframes.bytes > keyframes.boundBytes || keyframes.list.length > keyframes.boundCount)
    drop(keyframes, leastMissed(keyframes, added) ?? added);
}

/** The keyframe without which the longest replay that it shortens grows to the least; neither the first nor the newest. */
function leastMissed(keyframes: Keyframes, added: Keyframe): Keyframe | null {
  const before = new Map(keyframes.list.map((keyframe) => [keyframe, predecessorOf(keyframes, keyframe)]));
  const ends = new Map(keyframes.list.map((keyframe) => [keyframe, keyframe.reach]));
  for (const [keyframe, earlier] of before) if (earlier !== null) ends.set(earlier, farthest(ends.get(earlier)!, keyframe));
  let best: { keyframe: Keyframe; gap: Place } | null = null;
  for (const [keyframe, earlier] of before) {
    if (isRoot(keyframe) || keyframe === added) continue;
    const end = ends.get(keyframe)!;
    const gap = { workMs: end.workMs - (earlier?.workMs ?? 0), atUs: end.atUs - (earlier?.atUs ?? 0) };
    if (best === null || compare(gap, best.gap) < 0) best = { keyframe, gap };
  }
  return best?.keyframe ?? null;
}

/** Lets go of the ends of other histories while their records take too much. */
function dropStray(keyframes: Keyframes, world: World, added: Keyframe): void {
  const { held, list, boundStrayBytes } = keyframes;
  while (held.chunkBytes + held.heldBytes > boundStrayBytes) {
    const stray = strayOf(held, world);
    if (stray.bytes <= boundStrayBytes) return;
    let worst: { keyframe: Keyframe; share: number } | null = null;
    for (const keyframe of list) {
      if (isRoot(keyframe) || keyframe === added) continue;
      const share = shareOf(held, keyframe.snapshot, stray);
      if (worst === null || share >= worst.share) worst = { keyframe, share };
    }
    if (worst === null) return;
    drop(keyframes, worst.keyframe);
  }
}
