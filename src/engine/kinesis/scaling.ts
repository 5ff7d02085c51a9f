/** Carries out UpdateShardCount: plans, then takes step after step as the queue says. Resumable: all of it is state. */
import { emit, schedule, type Simulation } from '../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../kernel/time.ts';
import type { Kinesis } from './kinesis.ts';
import type { KinesisTimer } from './kinesis-timer.ts';
import { stepStream } from './stream-life.ts';
import { startLife, stepLife, type DelayedStep, type Life } from './lifecycle.ts';
import { planScaling, type ScalingStep } from './plan-scaling.ts';
import { mergeInto, splitInto } from './reshard.ts';
import { scalingMachine } from './scaling.machine.ts';
import type { ShardState, StreamState } from './stream-state.ts';

export interface ScalingState {
  life: Life;
  steps: ScalingStep[];
  /** Steps taken. */
  taken: number;
  startedUs: number;
  activeUs: number;
  event: number;
}

const STEP_GAP_US = SECOND;
const FIRST_MERGE_US = 6 * SECOND;
/** Steps that take the observed time each; the rest are as far apart as they run. */
const OBSERVED_STEPS = 10;

/** The open shards are those without an end yet, by range. */
export function startScaling(kinesis: Kinesis, stream: StreamState, open: readonly ShardState[], target: number): void {
  const { sim, state } = kinesis;
  const steps = planScaling(open, target, stream.shards.length);
  if (steps.length === 0) return;
  const { updateShardCountMs, updateShardCountStepMs } = state.delays;
  const observed =
    updateShardCountMs +
    updateShardCountStepMs * Math.min(steps.length, OBSERVED_STEPS) +
    1000 * Math.max(0, steps.length - OBSERVED_STEPS);
  const activeMs = Math.max(observed, (dueUs(steps, steps.length - 1) + STEP_GAP_US) / MILLISECOND);
  const event = emit(sim, { type: 'scaling-started', stream: stream.name, fromShards: open.length, toShards: target, steps: steps.length });
  const before = sim.cause;
  sim.cause = event;
  stepStream(sim, stream, 'change', activeMs);
  sim.cause = before;
  const { life, delayed } = startLife(scalingMachine, { step: dueUs(steps, 0) / MILLISECOND, finish: 0 });
  stream.scaling = { life, steps, taken: 0, startedUs: sim.nowUs, activeUs: sim.nowUs + activeMs * MILLISECOND, event };
  plan(sim, stream, delayed);
}

/** When a step is due, µs after the call. */
function dueUs(steps: readonly ScalingStep[], step: number): number {
  let at = 0;
  for (let i = 0; i <= step; i++) {
    if (i > 0) at += STEP_GAP_US;
    if (steps[i].kind === 'merge') at = Math.max(at, FIRST_MERGE_US);
  }
  return at;
}

function plan(sim: Simulation, stream: StreamState, delayed: readonly DelayedStep[]): void {
  for (const { delayMs, event, version } of delayed)
    schedule<KinesisTimer>(sim, sim.nowUs + Math.round(delayMs * MILLISECOND), {
      owner: 'kinesis',
      kind: 'scaling-step',
      stream: stream.number,
      event,
      version,
    });
}

export function onScalingStep(kinesis: Kinesis, stream: StreamState, event: string, version: number): void {
  const { sim } = kinesis;
  const scaling = stream.scaling;
  if (scaling === null || scaling.life.version !== version) return;
  if (stream.life.state === 'DELETING' || stream.life.state === 'GONE') {
    stream.scaling = null; // steps that are still to come are not taken
    return;
  }
  move(sim, stream, scaling, event);
  if (scaling.life.state === 'done') {
    stream.scaling = null;
    emit(sim, { type: 'scaling-finished', stream: stream.name }, scaling.event);
    return;
  }
  const before = sim.cause;
  sim.cause = scaling.event;
  take(kinesis, stream, scaling.steps[scaling.taken++]);
  sim.cause = before;
  const more = scaling.taken < scaling.steps.length;
  const nextUs = more ? scaling.startedUs + dueUs(scaling.steps, scaling.taken) : scaling.activeUs;
  scaling.life = { ...scaling.life, delays: { step: (nextUs - sim.nowUs) / MILLISECOND, finish: (nextUs - sim.nowUs) / MILLISECOND } };
  move(sim, stream, scaling, more ? 'next' : 'finish');
}

function move(sim: Simulation, stream: StreamState, scaling: ScalingState, event: string): void {
  const step = stepLife(scalingMachine, scaling.life, event);
  if (step === null) return;
  scaling.life = step.life;
  plan(sim, stream, step.delayed);
}

function take(kinesis: Kinesis, stream: StreamState, step: ScalingStep): void {
  const { scalingListMs } = kinesis.state.delays;
  if (step.kind === 'split') splitInto(kinesis, stream, stream.shards[step.shard], step.cut, scalingListMs);
  else mergeInto(kinesis, stream, stream.shards[step.lower], stream.shards[step.upper], scalingListMs);
}
