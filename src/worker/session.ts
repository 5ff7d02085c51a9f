/**
 * One run in the worker: the world, its recipe so far, and how it is being played. Real time comes in as `nowMs`; the
 * session never reads a clock, so it can be driven by tests.
 */
import {
  advanceTo,
  createKeyframes,
  DELAY_SOURCES,
  ENGINE_VERSION,
  giveCommand,
  historyOf,
  QUOTA_SOURCES,
  quotasOf,
  whyFileUnfit,
  type DatasetRows,
} from '../engine/index.ts';
import type { Command } from '../engine/commands.ts';
import type { Interpreter } from '../engine/firehose/transform/interpreter.ts';
import type { Scenario } from '../engine/scenario.ts';
import { scenarios } from '../content/scenarios/index.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { QuotaFact, RecordDetail, Refusal } from '../protocol/from-worker.ts';
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { STEP_US, type RecordQuery } from '../protocol/to-worker.ts';
import { BRANCHES_MAX, branchesOf, branchRecipes, startBranch, type Branch, type Branches } from './branches.ts';
import type { Watched } from './examine.ts';
import { findRecords } from './describe-records.ts';
import { createFrameMaker, isOutOfMemory, type FrameMaker } from './frames/frames.ts';
import { MEMORY_BUDGET_BYTES } from './memory.ts';
import { createPacing, forgiveGap, reanchor, restart, settle, wishedUs, type Pacing } from './pacing.ts';
import { advance, noteWork, startPlayhead, type Origin, type Playhead } from './playhead.ts';
import { isInPast, travel } from './travel.ts';

/** Simulated time that is advanced before the clock is looked at again, at first. */
const FIRST_CHUNK_US = 50_000;
const CHUNK_MAX_US = 60_000_000;
/** Real time one slice may take. */
const SLICE_MS = 12;

/** A place in the run: a branch, a moment, and how many of the commands have been given by then. */
export interface Position {
  branch: Branch;
  atUs: number;
  given: number;
  playing: boolean;
}

export interface Session extends Origin {
  /** As the recipe named it. */
  scenarioName: string | Scenario;
  datasets: Map<string, DatasetRows>;
  references: RunRecipe['datasets'];
  branches: Branches;
  /** The present branch; the playhead stands on it. */
  branch: Branch;
  head: Playhead;
  /** Where undo was asked for, the first one first. While there are any, the run stands before a command that it would go on without. */
  redo: Position[];
  /** Whether the run played when its past was first visited. */
  playsOnReturn: boolean;
  /** Another number, another history on the page. */
  epoch: number;
  /** Raised when what is on screen does not follow from what was. */
  jump: number;
  /** The branch compared with, on the same clock. */
  other: { branch: Branch; head: Playhead; maker: FrameMaker } | null;
  /** Whose read budgets are on screen. */
  watchedReads: string | null;
  /** Which delivery stream is on screen. */
  watchedDelivery: string | null;
  /** The exercise by whose rules the run is judged; null: by none. */
  round: Watched | null;
  playing: boolean;
  pausedBecause: 'learner' | 'memory' | 'hidden' | null;
  hidden: boolean;
  /** While a recipe is replayed: until when, to which moment then, and whether to play on from there. */
  replay: { untilUs: number; momentUs: number; play: boolean } | null;
  pacing: Pacing;
  chunkUs: number;
  maker: FrameMaker;
}

export interface OpenOptions {
  recipe: RunRecipe;
  datasets: Dataset[];
  replay: boolean;
  play: boolean;
  speed: number;
  hidden: boolean;
  budgetBytes?: number;
  /** Runs learners' functions. */
  interpreter?: Interpreter | null;
}

/** A session for the recipe, or the sentence that says why there is none. */
export function openSession(
  { recipe, datasets, replay, play, speed, hidden, budgetBytes = MEMORY_BUDGET_BYTES, interpreter = null }: OpenOptions,
  nowMs: number,
): Session | string {
  if (recipe.engineVersion !== ENGINE_VERSION)
    return `This run was made with version ${recipe.engineVersion} of the engine; this is version ${ENGINE_VERSION}, which would play it differently.`;
  const scenario = typeof recipe.scenario === 'string' ? scenarios.find(({ id }) => id === recipe.scenario) : recipe.scenario;
  if (scenario === undefined)
    return `There is no scenario named ${typeof recipe.scenario === 'string' ? recipe.scenario : recipe.scenario.id}.`;
  const rows = new Map<string, DatasetRows>();
  for (const dataset of datasets) mergeDataset(rows, dataset);
  for (const { id, source, rate } of scenario.producers) {
    const problem = source.kind === 'dataset' ? whyFileUnfit(rows, id, source, rate) : null;
    if (problem !== null) return problem;
  }
  const origin: Origin = { scenario, seed: recipe.seed, datasets: rows, interpreter, keyframes: createKeyframes() };
  const { branches, branch } = branchesOf(recipe, replay);
  const head = startPlayhead(origin, branch.commands);
  return {
    ...origin,
    scenarioName: recipe.scenario,
    datasets: rows,
    references: recipe.datasets,
    branches,
    branch,
    head,
    redo: [],
    playsOnReturn: false,
    epoch: 0,
    jump: 0,
    other: null,
    watchedReads: null,
    watchedDelivery: null,
    round: null,
    playing: play && !replay,
    pausedBecause: play ? null : 'learner',
    hidden,
    replay: replay ? { untilUs: recipe.untilUs, momentUs: recipe.momentUs ?? recipe.untilUs, play } : null,
    pacing: createPacing(speed, nowMs, 0),
    chunkUs: FIRST_CHUNK_US,
    maker: createFrameMaker(head.world, budgetBytes),
  };
}

/** Adds a file, or another field of one that is there. */
export function mergeDataset(datasets: Map<string, DatasetRows>, dataset: Dataset): void {
  const known = datasets.get(dataset.id);
  if (known === undefined) {
    datasets.set(dataset.id, dataset);
    return;
  }
  const has = (list: readonly { name: string }[], name: string) => list.some((field) => field.name === name);
  known.keyFields.push(...dataset.keyFields.filter(({ name }) => !has(known.keyFields, name)));
  known.timeFields.push(...dataset.timeFields.filter(({ name }) => !has(known.timeFields, name)));
}

const nowUsOf = ({ head }: Session): number => head.world.sim.nowUs;

export const isRunning = (session: Session): boolean => (session.playing || session.replay !== null) && !session.hidden;

/** One slice of work. Returns how long to wait before the next, in ms; null where there is nothing to do. */
export function runSlice(session: Session, clock: () => number): number | null {
  if (!isRunning(session)) return null;
  const startMs = clock();
  const { pacing, head, keyframes, branch } = session;
  const { sim } = head.world;
  forgiveGap(pacing, startMs);
  const targetUs = session.replay === null ? wishedUs(pacing, startMs) : session.replay.untilUs;
  let nowMs = startMs;
  if (session.replay !== null) advance(head, sim.nowUs); // commands at this very instant
  while (sim.nowUs < targetUs && nowMs - startMs < SLICE_MS) {
    const chunkStartMs = nowMs;
    advance(head, Math.min(targetUs, sim.nowUs + session.chunkUs));
    nowMs = clock();
    adaptChunk(session, nowMs - chunkStartMs);
    noteWork(head, keyframes, nowMs - chunkStartMs);
  }
  branch.endUs = Math.max(branch.endUs, sim.nowUs);
  if (session.replay === null) settle(pacing, nowMs, sim.nowUs);
  else if (sim.nowUs >= session.replay.untilUs) endReplay(session, clock);
  if (isOutOfMemory(session.maker, head.world, keyframes.bytes, nowMs)) pause(session, 'memory', nowMs);
  return sim.nowUs < targetUs ? 0 : 4;
}

/** Chunks of about a quarter of a slice. */
function adaptChunk(session: Session, tookMs: number): void {
  if (tookMs > SLICE_MS / 3) session.chunkUs = Math.max(1000, Math.floor(session.chunkUs / 2));
  else if (tookMs < SLICE_MS / 8) session.chunkUs = Math.min(CHUNK_MAX_US, session.chunkUs * 2);
}

/** The moment that a recipe looks at may lie before the end of what it has run. */
function endReplay(session: Session, clock: () => number): void {
  const { momentUs, play: plays } = session.replay!;
  session.replay = null;
  if (momentUs < session.branch.endUs) travel(session, { kind: 'seek', atUs: momentUs }, clock);
  session.playing = plays;
  if (plays) session.pausedBecause = null;
  restart(session.pacing, clock(), nowUsOf(session));
}

export function play(session: Session, nowMs: number): void {
  if (isOutOfMemory(session.maker, session.head.world, session.keyframes.bytes, nowMs)) return;
  if (session.replay !== null) {
    session.replay.play = true;
    session.pausedBecause = null;
    return;
  }
  if (session.redo.length > 0 && !branchOff(session)) return;
  session.playing = true;
  session.pausedBecause = null;
  restart(session.pacing, nowMs, nowUsOf(session));
}

export function pause(session: Session, why: 'learner' | 'memory', nowMs: number): void {
  session.playing = false;
  session.replay = null;
  session.pausedBecause = why;
  restart(session.pacing, nowMs, nowUsOf(session));
}

/** The same simulated length at every speed. */
export function step(session: Session, nowMs: number): void {
  if (isOutOfMemory(session.maker, session.head.world, session.keyframes.bytes, nowMs)) return;
  if (session.playing || session.replay !== null) pause(session, 'learner', nowMs);
  if (session.redo.length > 0 && !branchOff(session)) return;
  advance(session.head, nowUsOf(session) + STEP_US);
  session.branch.endUs = Math.max(session.branch.endUs, nowUsOf(session));
}

export function setSpeed(session: Session, speed: number, nowMs: number): void {
  session.pacing.speed = Math.min(1000, Math.max(0.25, speed));
  restart(session.pacing, nowMs, nowUsOf(session));
}

/** A hidden page rests; when it is seen again the run goes on from where it stood. */
export function setHidden(session: Session, hidden: boolean, nowMs: number): void {
  session.hidden = hidden;
  reanchor(session.pacing, nowMs, nowUsOf(session));
  session.pacing.measuredMs = nowMs;
  session.pacing.measuredUs = nowUsOf(session);
}

/** Gives a command now. Where the branch goes on from here, or has commands that lie ahead, it is kept and another one begins. */
export function command(session: Session, given: Command): Refusal | null {
  const parts = isInPast(session) || session.head.given < session.branch.commands.length;
  if (parts && !branchOff(session)) return { error: 'TooManyBranches', message: TOO_MANY_BRANCHES };
  const { head, branch } = session;
  session.replay = null;
  branch.commands.push({ at: nowUsOf(session), command: given });
  head.given++;
  advanceTo(head.world, nowUsOf(session));
  return giveCommand(head.world, given);
}

const TOO_MANY_BRANCHES = `This run has ${BRANCHES_MAX} branches, the most that can be kept: delete one first.`;

/** From here on the run goes on as a branch of its own; the world stays as it is. False where there are too many. */
function branchOff(session: Session): boolean {
  const { head, branches } = session;
  if (branches.list.length >= BRANCHES_MAX) return false;
  session.branch = startBranch(branches, session.branch, nowUsOf(session), head.given);
  head.commands = session.branch.commands;
  session.redo = [];
  session.playsOnReturn = false;
  session.epoch++;
  return true;
}

export const recordsOf = (session: Session, query: RecordQuery): RecordDetail[] =>
  findRecords(session.head.world, session.head.world.kinesis.streams[0], session.maker.watch.keys, query);

/** Of the present branch with what lies ahead of the present moment; after an undo without it. With `scope` run, all branches too. */
export function recipeOf(session: Session, scope: 'branch' | 'run' = 'branch'): RunRecipe {
  const { branch, head, branches } = session;
  const nowUs = session.replay?.momentUs ?? nowUsOf(session);
  const goesWithout = session.redo.length > 0 && scope === 'branch';
  const commands = goesWithout ? branch.commands.slice(0, head.given) : [...branch.commands];
  const untilUs = goesWithout ? nowUs : Math.max(branch.endUs, nowUs);
  // Before an undone command: the moment itself holds the command.
  const momentUs = session.redo.length > 0 && scope === 'run' ? Math.max(0, nowUs - 1) : nowUs;
  return {
    engineVersion: ENGINE_VERSION,
    scenario: session.scenarioName,
    seed: session.seed,
    commands,
    untilUs,
    datasets: usedDatasets(session),
    ...(momentUs < untilUs ? { momentUs } : {}),
    ...(scope === 'run' && branches.list.length > 1 ? { branches: branchRecipes(branches), branch: branches.list.indexOf(branch) } : {}),
  };
}

/** The files that the world on screen or any branch reads. */
function usedDatasets({ head, scenario, branches, references, datasets }: Session): RunRecipe['datasets'] {
  const used = new Set<string | null>(head.world.producers.sources.map(({ dataset }) => dataset));
  const commands = branches.list.flatMap((branch) => branch.commands.map((timed) => timed.command));
  const added = commands.flatMap((given) => (given.type === 'add-producer' || given.type === 'update-producer' ? [given.producer] : []));
  for (const { source } of [...scenario.producers, ...added]) if (source.kind === 'dataset') used.add(source.dataset);
  const known = new Map(references.map((reference) => [reference.id, reference]));
  for (const { id, name, rows } of datasets.values()) known.set(id, { id, name, rows });
  return [...known.values()].filter(({ id }) => used.has(id));
}

export const eventsOf = (session: Session) => historyOf(session.head.world);

export function quotaFacts(session: Session): QuotaFact[] {
  const quotas = quotasOf(session.scenario.profile);
  const { delays } = session.head.world.kinesis;
  return [
    ...QUOTA_SOURCES.map((source) => ({ ...source, value: quotas[source.key] })),
    ...DELAY_SOURCES.map((source) => ({ ...source, value: delays[source.key] / 1000, unit: 's' })),
  ];
}
