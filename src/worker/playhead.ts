/**
 * A world somewhere on a branch, and how it moves along the branch's commands. On the way it leaves keyframes behind, measured by
 * the real work that lies between them: seeking then costs about the same everywhere, in a crowded run as in a quiet one.
 */
import {
  addKeyframe,
  advanceRun,
  createWorld,
  KEYFRAME_BOUND_COUNT,
  nearestKeyframe,
  restoreKeyframe,
  SECOND,
  type DatasetRows,
  type Keyframes,
  type World,
} from '../engine/index.ts';
import type { TimedCommand } from '../engine/commands.ts';
import type { Interpreter } from '../engine/firehose/transform/interpreter.ts';
import type { Scenario } from '../engine/scenario.ts';

export interface Playhead {
  world: World;
  /** Of the branch it stands on. */
  commands: readonly TimedCommand[];
  /** How many of them have been given. */
  given: number;
  /** Real time that it took to come here from the start of the run, ms. */
  workMs: number;
  /** Where the last keyframe was left. */
  keyedMs: number;
  keyedUs: number;
}

/** What a world is made from, and the keyframes of all branches. */
export interface Origin {
  scenario: Scenario;
  seed: string;
  datasets: ReadonlyMap<string, DatasetRows>;
  interpreter: Interpreter | null;
  keyframes: Keyframes;
}

/** Work between two keyframes, at least. */
const KEYFRAME_EVERY_MS = 30;
/** Simulated time between two keyframes, at most: a quiet run is cheap to replay, but not for ever. */
const KEYFRAME_EVERY_US = 60 * SECOND;
/** A seek leaves keyframes only where it had to replay more than this. */
const SEEK_KEYFRAME_EVERY_MS = 100;
/** Replays are measured piece by piece. */
const FIRST_PIECE_US = SECOND;
const PIECE_MAX_US = 60 * SECOND;
const PIECE_MS = 15;

export function startPlayhead({ scenario, seed, datasets, interpreter, keyframes }: Origin, commands: readonly TimedCommand[]): Playhead {
  const world = createWorld(scenario, { seed, datasets, interpreter });
  const head: Playhead = { world, commands, given: 0, workMs: 0, keyedMs: 0, keyedUs: 0 };
  addKeyframe(keyframes, head.world, commands, 0, 0);
  return head;
}

/** Moves on, giving the commands that fall due. */
export function advance(head: Playhead, atUs: number): void {
  head.given = advanceRun(head.world, head.commands, head.given, atUs);
}

/** Counts the work of the last piece, and leaves a keyframe where enough lies behind. */
export function noteWork(head: Playhead, keyframes: Keyframes, tookMs: number, everyMs = KEYFRAME_EVERY_MS): void {
  head.workMs += tookMs;
  const workMs = head.workMs - head.keyedMs;
  const isDue = workMs >= Math.max(everyMs, head.workMs / KEYFRAME_BOUND_COUNT);
  if (isDue || (everyMs === KEYFRAME_EVERY_MS && head.world.sim.nowUs - head.keyedUs >= KEYFRAME_EVERY_US)) leaveKeyframe(head, keyframes);
}

export function leaveKeyframe(head: Playhead, keyframes: Keyframes): void {
  addKeyframe(keyframes, head.world, head.commands, head.given, head.workMs);
  head.keyedMs = head.workMs;
  head.keyedUs = head.world.sim.nowUs;
}

/**
 * A playhead on the branch of these commands at a moment, with at most `givenMax` of the commands given: from the nearest keyframe,
 * or from where `before` stands, if that is nearer. `before` is given up.
 */
export function seekPlayhead(
  origin: Origin,
  commands: readonly TimedCommand[],
  atUs: number,
  givenMax: number,
  clock: () => number,
  before?: Playhead,
): Playhead {
  const keyframe = nearestKeyframe(origin.keyframes, commands, atUs, givenMax);
  if (before?.commands === commands && leadsTo(before, atUs, givenMax) && before.world.sim.nowUs >= (keyframe?.atUs ?? 0))
    return replay(origin, before, atUs, givenMax, clock);
  const world = keyframe === null ? undefined : restoreKeyframe(keyframe, origin.datasets, before?.world, origin.interpreter);
  if (world === undefined) return replay(origin, startPlayhead(origin, commands), atUs, givenMax, clock);
  const { given, workMs } = keyframe!;
  const head: Playhead = { world, commands, given, workMs, keyedMs: workMs, keyedUs: world.sim.nowUs };
  return replay(origin, head, atUs, givenMax, clock);
}

const leadsTo = (head: Playhead, atUs: number, givenMax: number): boolean => head.world.sim.nowUs <= atUs && head.given <= givenMax;

function replay({ keyframes }: Origin, head: Playhead, atUs: number, givenMax: number, clock: () => number): Playhead {
  const { commands } = head;
  // The commands beyond `givenMax` do not exist for this replay: some lie at the very moment that is sought.
  if (givenMax < commands.length) head.commands = commands.slice(0, givenMax);
  let pieceUs = FIRST_PIECE_US;
  advance(head, head.world.sim.nowUs); // commands at this very instant
  while (head.world.sim.nowUs < atUs) {
    const startMs = clock();
    advance(head, Math.min(atUs, head.world.sim.nowUs + pieceUs));
    const tookMs = clock() - startMs;
    if (tookMs < PIECE_MS / 2) pieceUs = Math.min(PIECE_MAX_US, pieceUs * 2);
    else if (tookMs > PIECE_MS) pieceUs = Math.max(1000, Math.floor(pieceUs / 2));
    noteWork(head, keyframes, tookMs, SEEK_KEYFRAME_EVERY_MS);
  }
  head.commands = commands;
  return head;
}
