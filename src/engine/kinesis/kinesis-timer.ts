/** What the service puts into the queue, and what it does when that is due. */
import { emit, schedule, type Simulation, type Timer } from '../kernel/simulation.ts';
import type { Kinesis } from './kinesis.ts';
import { startLife, stepLife, type Delays, type Step } from './lifecycle.ts';
import { reshardMachine } from './reshard.machine.ts';
import { applyRetention, sweep } from './retention.ts';
import { onDemandMinute } from './on-demand.ts';
import { onScalingStep } from './scaling.ts';
import { shardIdOf } from './shard-id.ts';
import type { ReshardState, StreamSettings, StreamState } from './stream-state.ts';
import { streamMachine } from './stream.machine.ts';

export type KinesisTimer = Timer & { owner: 'kinesis' } & (
    | { kind: 'stream-step'; stream: number; event: string; version: number }
    | { kind: 'reshard-step'; stream: number; reshard: number; event: string; version: number }
    | { kind: 'scaling-step'; stream: number; event: string; version: number }
    | { kind: 'demand'; stream: number }
    | { kind: 'sweep'; stream: number; atUs: number }
  );

export function onKinesisTimer(kinesis: Kinesis, timer: KinesisTimer): void {
  const stream = kinesis.state.streams[timer.stream]!;
  switch (timer.kind) {
    case 'stream-step':
      if (timer.version === stream.life.version) stepStream(kinesis.sim, stream, timer.event);
      return;
    case 'reshard-step': {
      const reshard = stream.reshards[timer.reshard]!;
      if (timer.version === reshard.life.version) stepReshard(kinesis.sim, stream, reshard, timer.event);
      return;
    }
    case 'scaling-step':
      return onScalingStep(kinesis, stream, timer.event, timer.version);
    case 'demand':
      return onDemandMinute(kinesis, stream);
    case 'sweep':
      if (timer.atUs === stream.sweepAtUs && stream.life.state !== 'GONE') sweep(kinesis.sim, stream);
  }
}

export function startStream(sim: Simulation, stream: StreamState, delays: Delays): void {
  const step = startLife(streamMachine, delays);
  applyStreamStep(sim, stream, step, null);
}

/** True where the stream's present state knows the event. `updateMs`: how long it then stays UPDATING. */
export function stepStream(sim: Simulation, stream: StreamState, event: string, updateMs?: number): boolean {
  if (updateMs !== undefined) stream.life = { ...stream.life, delays: { ...stream.life.delays, update: updateMs } };
  const step = stepLife(streamMachine, stream.life, event);
  if (step === null) return false;
  applyStreamStep(sim, stream, step, stream.life.state);
  return true;
}

function applyStreamStep(sim: Simulation, stream: StreamState, { life, delayed }: Step, from: string | null): void {
  stream.life = life;
  emit(sim, { type: 'stream-status-changed', stream: stream.name, from, to: life.state });
  for (const { delayMs, event: name, version } of delayed)
    schedule<KinesisTimer>(sim, sim.nowUs + delayMs * 1000, { owner: 'kinesis', kind: 'stream-step', stream: stream.number, event: name, version });
  if (life.state === 'ACTIVE' && stream.pending !== null) applyPending(sim, stream, stream.pending);
}

/** Until ACTIVE the description shows the old values (recorded). */
function applyPending(sim: Simulation, stream: StreamState, pending: Partial<StreamSettings>): void {
  stream.pending = null;
  const { retentionHours, ...others } = pending;
  Object.assign(stream.settings, others);
  if (retentionHours !== undefined) applyRetention(sim, stream, retentionHours);
}

/** Announces a split or merge whose children stand already; `closesAtUs` is when they take over. */
export function startReshard(sim: Simulation, stream: StreamState, plan: Omit<ReshardState, 'life'>, announceMs: number): void {
  const settleMs = (plan.closesAtUs - sim.nowUs) / 1000 - announceMs;
  const { life, delayed } = startLife(reshardMachine, { announce: announceMs, settle: settleMs });
  const number = stream.reshards.length;
  stream.reshards.push({ ...plan, life });
  scheduleReshard(sim, stream, number, delayed);
}

function scheduleReshard(sim: Simulation, stream: StreamState, reshard: number, delayed: Step['delayed']): void {
  for (const { delayMs, event, version } of delayed)
    schedule<KinesisTimer>(sim, Math.round(sim.nowUs + delayMs * 1000), { owner: 'kinesis', kind: 'reshard-step', stream: stream.number, reshard, event, version });
}

function stepReshard(sim: Simulation, stream: StreamState, reshard: ReshardState, event: string): void {
  const step = stepLife(reshardMachine, reshard.life, event);
  if (step === null) return;
  reshard.life = step.life;
  scheduleReshard(sim, stream, stream.reshards.indexOf(reshard), step.delayed);
  if (step.life.state !== 'settled') return;
  const children = reshard.children.map(shardIdOf);
  const parents = reshard.parents.map(shardIdOf);
  for (const shardId of parents) emit(sim, { type: 'shard-closed', stream: stream.name, shardId, children }, reshard.event);
  for (const shardId of children) emit(sim, { type: 'shard-opened', stream: stream.name, shardId, parents }, reshard.event);
}
