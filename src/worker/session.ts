/**
 * One run in the worker: the world, its recipe so far, and how it is being played. Real time comes in as `nowMs`; the
 * session never reads a clock, so it can be driven by tests.
 */
import {
  advanceRun,
  advanceTo,
  createWorld,
  DELAY_SOURCES,
  ENGINE_VERSION,
  giveCommand,
  historyOf,
  QUOTA_SOURCES,
  quotasOf,
  whyFileUnfit,
  type DatasetRows,
  type World,
} from '../engine/index.ts';
import type { Command, TimedCommand } from '../engine/commands.ts';
import type { Scenario } from '../engine/scenario.ts';
import { scenarios } from '../content/scenarios/index.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { Frame, QuotaFact, RecordDetail, Refusal } from '../protocol/from-worker.ts';
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { STEP_US, type RecordQuery } from '../protocol/to-worker.ts';
import { findRecords } from './describe-records.ts';
import { createFrameMaker, isOutOfMemory, makeFrame, type FrameMaker } from './frames/frames.ts';
import { MEMORY_BUDGET_BYTES } from './memory.ts';
import { createPacing, forgiveGap, reanchor, restart, settle, wishedUs, type Pacing } from './pacing.ts';

/** Simulated time that is advanced before the clock is looked at again, at first. */
const FIRST_CHUNK_US = 50_000;
const CHUNK_MAX_US = 60_000_000;
/** Real time one slice may take. */
const SLICE_MS = 12;

export interface Session {
  world: World;
  scenario: Scenario;
  /** As the recipe named it. */
  scenarioName: string | Scenario;
  seed: string;
  commands: TimedCommand[];
  /** Commands of the list that have been given. */
  given: number;
  datasets: Map<string, DatasetRows>;
  references: RunRecipe['datasets'];
  playing: boolean;
  pausedBecause: 'learner' | 'memory' | 'hidden' | null;
  hidden: boolean;
  /** While a recipe is replayed: until when, and whether to play on from there. */
  replay: { untilUs: number; play: boolean } | null;
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
}

/** A session for the recipe, or the sentence that says why there is none. */
export function openSession(
  { recipe, datasets, replay, play, speed, hidden, budgetBytes = MEMORY_BUDGET_BYTES }: OpenOptions,
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
  const world = createWorld(scenario, { seed: recipe.seed, datasets: rows });
  return {
    world,
    scenario,
    scenarioName: recipe.scenario,
    seed: recipe.seed,
    commands: [...recipe.commands],
    given: 0,
    datasets: rows,
    references: recipe.datasets,
    playing: play && !replay,
    pausedBecause: play ? null : 'learner',
    hidden,
    replay: replay ? { untilUs: recipe.untilUs, play } : null,
    pacing: createPacing(speed, nowMs, 0),
    chunkUs: FIRST_CHUNK_US,
    maker: createFrameMaker(world, budgetBytes),
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

export const isRunning = (session: Session): boolean => (session.playing || session.replay !== null) && !session.hidden;

/** One slice of work. Returns how long to wait before the next, in ms; null where there is nothing to do. */
export function runSlice(session: Session, clock: () => number): number | null {
  if (!isRunning(session)) return null;
  const startMs = clock();
  const { pacing, world } = session;
  forgiveGap(pacing, startMs);
  const targetUs = session.replay === null ? wishedUs(pacing, startMs) : session.replay.untilUs;
  let nowMs = startMs;
  if (session.replay !== null) session.given = advanceRun(world, session.commands, session.given, world.sim.nowUs); // commands at this very instant
  while (world.sim.nowUs < targetUs && nowMs - startMs < SLICE_MS) {
    const chunkStartMs = nowMs;
    session.given = advanceRun(world, session.commands, session.given, Math.min(targetUs, world.sim.nowUs + session.chunkUs));
    nowMs = clock();
    adaptChunk(session, nowMs - chunkStartMs);
  }
  if (session.replay === null) settle(pacing, nowMs, world.sim.nowUs);
  else if (world.sim.nowUs >= session.replay.untilUs) endReplay(session, nowMs);
  if (isOutOfMemory(session.maker, world, nowMs)) pause(session, 'memory', nowMs);
  return world.sim.nowUs < targetUs ? 0 : 4;
}

/** Chunks of about a quarter of a slice. */
function adaptChunk(session: Session, tookMs: number): void {
  if (tookMs > SLICE_MS / 3) session.chunkUs = Math.max(1000, Math.floor(session.chunkUs / 2));
  else if (tookMs < SLICE_MS / 8) session.chunkUs = Math.min(CHUNK_MAX_US, session.chunkUs * 2);
}

function endReplay(session: Session, nowMs: number): void {
  session.playing = session.replay!.play;
  session.replay = null;
  restart(session.pacing, nowMs, session.world.sim.nowUs);
}

export function play(session: Session, nowMs: number): void {
  if (isOutOfMemory(session.maker, session.world, nowMs)) return;
  if (session.replay !== null) {
    session.replay.play = true;
    session.pausedBecause = null;
    return;
  }
  session.playing = true;
  session.pausedBecause = null;
  restart(session.pacing, nowMs, session.world.sim.nowUs);
}

export function pause(session: Session, why: 'learner' | 'memory', nowMs: number): void {
  session.playing = false;
  session.replay = null;
  session.pausedBecause = why;
  restart(session.pacing, nowMs, session.world.sim.nowUs);
}

/** The same simulated length at every speed. */
export function step(session: Session, nowMs: number): void {
  if (isOutOfMemory(session.maker, session.world, nowMs)) return;
  if (session.playing) pause(session, 'learner', nowMs);
  session.given = advanceRun(session.world, session.commands, session.given, session.world.sim.nowUs + STEP_US);
}

export function setSpeed(session: Session, speed: number, nowMs: number): void {
  session.pacing.speed = Math.min(1000, Math.max(0.25, speed));
  restart(session.pacing, nowMs, session.world.sim.nowUs);
}

/** A hidden page rests; when it is seen again the run goes on from where it stood. */
export function setHidden(session: Session, hidden: boolean, nowMs: number): void {
  session.hidden = hidden;
  reanchor(session.pacing, nowMs, session.world.sim.nowUs);
  session.pacing.measuredMs = nowMs;
  session.pacing.measuredUs = session.world.sim.nowUs;
}

/** Gives a command now. Commands of the recipe that still lay ahead are dropped: this is another history. */
export function command(session: Session, given: Command): Refusal | null {
  const { world } = session;
  session.commands.length = session.given;
  session.commands.push({ at: world.sim.nowUs, command: given });
  session.given++;
  advanceTo(world, world.sim.nowUs);
  return giveCommand(world, given);
}

export function frameOf(session: Session, request: { eventsAfter: number; slow: boolean }, nowMs: number): Frame {
  const { pacing, playing, pausedBecause, hidden } = session;
  const run = {
    seed: session.seed,
    profile: session.scenario.profile,
    playing,
    speed: { wished: pacing.speed, reached: playing ? pacing.reached : null },
    pausedBecause: playing && hidden ? ('hidden' as const) : pausedBecause,
  };
  return makeFrame(session.maker, session.world, run, request, nowMs);
}

export const recordsOf = (session: Session, query: RecordQuery): RecordDetail[] =>
  findRecords(session.world, session.world.kinesis.streams[0], session.maker.watch.keys, query);

export function recipeOf(session: Session): RunRecipe {
  const used = new Set(session.world.producers.sources.map(({ dataset }) => dataset));
  const references = new Map(session.references.map((reference) => [reference.id, reference]));
  for (const { id, name, rows } of session.datasets.values()) references.set(id, { id, name, rows });
  return {
    engineVersion: ENGINE_VERSION,
    scenario: session.scenarioName,
    seed: session.seed,
    commands: session.commands.slice(0, session.given),
    untilUs: session.world.sim.nowUs,
    datasets: [...references.values()].filter(({ id }) => used.has(id)),
  };
}

export const eventsOf = (session: Session) => historyOf(session.world);

export function quotaFacts(session: Session): QuotaFact[] {
  const quotas = quotasOf(session.scenario.profile);
  const { delays } = session.world.kinesis;
  return [
    ...QUOTA_SOURCES.map((source) => ({ ...source, value: quotas[source.key] })),
    ...DELAY_SOURCES.map((source) => ({ ...source, value: delays[source.key] / 1000, unit: 's' })),
  ];
}
