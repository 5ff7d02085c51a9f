/** Moving a session through its time and its branches. Every function leaves the run standing, and says in a sentence why it could not. */
import { explain, forgetKeyframes, historyOf, type World } from '../engine/index.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { Explanation } from '../engine/explain/explanation.ts';
import type { FirstDifference } from '../protocol/from-worker.ts';
import { STEP_US } from '../protocol/to-worker.ts';
import type { Travel, TravelFrame } from '../protocol/travel.ts';
import type { TimedCommand } from '../engine/commands.ts';
import {
  BRANCHES_MAX,
  branchFrames,
  deleteFamily,
  familyOf,
  findBranch,
  NO_SUCH_BRANCH,
  renameBranch,
  restoreFamily,
  startBranch,
  type Branch,
  type Horizon,
} from './branches.ts';
import { firstDifference } from './compare.ts';
import { createFrameMaker, jumpWatch } from './frames/frames.ts';
import { restart } from './pacing.ts';
import { leaveKeyframe, seekPlayhead } from './playhead.ts';
import type { Position, Session } from './session.ts';

type Clock = () => number;

/** Earlier than the branch has been run: what is done here makes another history. */
export const isInPast = ({ head, branch, redo: undone }: Session): boolean => undone.length > 0 || head.world.sim.nowUs < branch.endUs;

/** Null where it was done, else a sentence. */
export function travel(session: Session, wish: Travel, clock: Clock): string | null {
  switch (wish.kind) {
    case 'seek':
      return seek(session, wish.atUs, clock);
    case 'step-back':
      return seek(session, session.head.world.sim.nowUs - STEP_US, clock);
    case 'return-to-now':
      return returnToNow(session, clock);
    case 'undo':
      return undo(session, clock);
    case 'redo':
      return redo(session, clock);
    case 'switch-branch':
      return switchBranch(session, wish.branchId, clock);
    case 'rename-branch':
      return renameBranch(session.branches, wish.branchId, wish.name);
    case 'delete-branch':
      return deleteBranch(session, wish.branchId, clock);
    case 'restore-branch':
      return restoreFamily(session.branches, wish.branchId);
  }
}

function seek(session: Session, wishedUs: number, clock: Clock): string | null {
  const atUs = Math.min(Math.max(0, Math.round(wishedUs)), session.branch.endUs);
  const wasInPast = isInPast(session);
  const { playing } = session;
  goTo(session, { branch: session.branch, atUs, given: Infinity, playing: false }, clock);
  if (!wasInPast) session.playsOnReturn = playing;
  session.redo = [];
  return null;
}

function returnToNow(session: Session, clock: Clock): string | null {
  const { branch, playsOnReturn } = session;
  goTo(session, { branch, atUs: branch.endUs, given: Infinity, playing: playsOnReturn }, clock);
  session.redo = [];
  return null;
}

function undo(session: Session, clock: Clock): string | null {
  const { branch, head, playing } = session;
  if (head.given === 0) return 'There is nothing to undo: no command has been given by now.';
  const before: Position = { branch, atUs: head.world.sim.nowUs, given: head.given, playing };
  goTo(session, { branch, atUs: branch.commands[head.given - 1].at, given: head.given - 1, playing: false }, clock);
  session.redo.push(before);
  return null;
}

function redo(session: Session, clock: Clock): string | null {
  const to = session.redo.pop();
  if (to === undefined) return 'There is nothing to redo.';
  goTo(session, to, clock);
  return null;
}

/** From the past to the same moment, from the end to the end. */
function switchBranch(session: Session, id: number, clock: Clock): string | null {
  const branch = findBranch(session.branches, id);
  if (branch === undefined) return NO_SUCH_BRANCH;
  if (branch === session.branch && session.redo.length === 0) return null;
  const atUs = isInPast(session) ? Math.min(session.head.world.sim.nowUs, branch.endUs) : branch.endUs;
  goTo(session, { branch, atUs, given: Infinity, playing: false }, clock);
  session.redo = [];
  session.playsOnReturn = false;
  return null;
}

function deleteBranch(session: Session, id: number, clock: Clock): string | null {
  const branch = findBranch(session.branches, id);
  if (branch === undefined) return NO_SUCH_BRANCH;
  if (branch.parentId === null) return `${branch.name} is the first history of this run: it cannot be deleted.`;
  const family = familyOf(session.branches, id);
  if (family.includes(session.branch)) switchBranch(session, branch.parentId, clock);
  if (session.other !== null && family.includes(session.other.branch)) session.other = null;
  deleteFamily(session.branches, family);
  forgetKeyframes(
    session.keyframes,
    session.branches.list.map(({ commands }) => commands),
  );
  return null;
}

/** Stands the run at a place, playing or not. What the present branch's end told stays known while the world stands elsewhere. */
function goTo(session: Session, { branch, atUs, given, playing }: Position, clock: Clock): void {
  const from = session.head;
  const leavesEnd = isAtEnd(session);
  if (leavesEnd) leaveKeyframe(from, session.keyframes);
  session.head = seekPlayhead(session, branch.commands, atUs, given, clock, from);
  if (leavesEnd && session.head.world !== from.world) session.branch.horizon = horizonOf(from.world);
  if (branch !== session.branch) {
    session.branch = branch;
    session.epoch++;
  }
  if (branch.horizon === null && session.head.world.sim.nowUs < branch.endUs) branch.horizon = horizonAt(session, branch, clock);
  session.replay = null;
  session.playing = playing;
  session.pausedBecause = playing ? null : 'learner';
  session.jump++;
  jumpWatch(session.maker, session.head.world, session.head.world === from.world);
  restart(session.pacing, clock(), session.head.world.sim.nowUs);
}

const isAtEnd = (session: Session): boolean => !isInPast(session) && session.head.given === session.branch.commands.length;

const horizonOf = (world: World): Horizon => ({ atUs: world.sim.nowUs, history: historyOf(world), timeline: world.meters.timeline });

/** The end of a branch where nobody stands. */
function horizonAt(session: Session, branch: Branch, clock: Clock): Horizon {
  const head = seekPlayhead(session, branch.commands, branch.endUs, Infinity, clock);
  leaveKeyframe(head, session.keyframes);
  return horizonOf(head.world);
}

/** What the page may know of the whole branch: as far as it has been run. */
export function horizonOfPresent({ branch, head, redo }: Session): Horizon {
  const { horizon } = branch;
  const isEarlier = head.world.sim.nowUs < branch.endUs || redo.length > 0;
  return isEarlier && horizon !== null && horizon.history.length >= head.world.sim.history.length ? horizon : horizonOf(head.world);
}

export function travelFrame(session: Session): TravelFrame {
  const { branch, head, redo: undone, branches, replay } = session;
  const next = undone.at(-1);
  const skipped = next === undefined ? null : branch.commands[head.given].command;
  return {
    branchId: branch.id,
    endUs: Math.max(branch.endUs, head.world.sim.nowUs),
    inPast: replay === null && isInPast(session),
    undone: skipped,
    undo: branch.commands[head.given - 1]?.command ?? null,
    redo: skipped,
    branches: branchFrames(branches),
  };
}

export function compareWith(session: Session, branchId: number | null, clock: Clock): void {
  const branch = branchId === null ? undefined : findBranch(session.branches, branchId);
  if (branch === undefined || branch === session.branch) {
    session.other = null;
    return;
  }
  const head = seekPlayhead(session, branch.commands, session.head.world.sim.nowUs, Infinity, clock);
  const maker = createFrameMaker(head.world, session.maker.memory.budgetBytes);
  session.other = { branch, head, maker };
  shareColours(session);
  jumpWatch(maker, head.world, false);
}

/** Same key, same colour, on both sides. */
function shareColours({ maker, other }: Session): void {
  if (other !== null) other.maker.watch.keys.slots = [...maker.watch.keys.slots];
}

/** Brings the branch that is compared with to the same moment. */
export function followPresent(session: Session, clock: Clock): void {
  const { other } = session;
  if (other === null) return;
  const { nowUs } = session.head.world.sim;
  const from = other.head.world;
  shareColours(session);
  if (from.sim.nowUs === nowUs) return;
  other.head = seekPlayhead(session, other.branch.commands, nowUs, Infinity, clock, other.head);
  if (other.head.world !== from) jumpWatch(other.maker, other.head.world, false);
}

/** Where the present branch and another part; null where they do not, as far as both have been run. */
export function compareBranches(session: Session, branchId: number, clock: Clock): FirstDifference | null {
  const there = findBranch(session.branches, branchId);
  if (there === undefined) return null;
  const { branch: here } = session;
  const untilUs = Math.min(here.endUs, there.endUs);
  return firstDifference(historyUntil(session, here, clock), historyUntil(session, there, clock), untilUs);
}

function historyUntil(session: Session, branch: Branch, clock: Clock): EngineEvent[] {
  if (branch === session.branch && horizonOfPresent(session).atUs >= branch.endUs) return horizonOfPresent(session).history;
  if (branch.horizon === null || branch.horizon.atUs < branch.endUs) branch.horizon = horizonAt(session, branch, clock);
  return branch.horizon.history;
}

/** Why an event of the present branch came about, asked of the world in which it did. */
export function explainEvent(session: Session, seq: number, clock: Clock): Explanation | null {
  const event = horizonOfPresent(session).history[seq - 1] as EngineEvent | undefined;
  if (event === undefined) return null;
  const { world } = seekPlayhead(session, session.branch.commands, event.atUs, Infinity, clock);
  return explain(world, seq);
}

/** Another history from the start of the run, run to its end; the present one stays on screen. */
export function addBranch(
  session: Session,
  { name, commands, untilUs }: { name: string; commands: readonly TimedCommand[]; untilUs: number },
  clock: Clock,
): { branchId: number | null; refusal: string | null } {
  const { branches } = session;
  if (branches.list.length >= BRANCHES_MAX) return { branchId: null, refusal: 'There are as many branches as a run may have.' };
  const branch = startBranch(branches, branches.list[0], 0, 0);
  const refusal = renameBranch(branches, branch.id, name);
  branch.commands = [...commands];
  branch.endUs = untilUs;
  branch.horizon = horizonAt(session, branch, clock);
  return { branchId: branch.id, refusal };
}
