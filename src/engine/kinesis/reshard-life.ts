/** Steps the life of a split or merge: announced, settling, settled. */
import { emit, schedule, type Simulation } from '../kernel/simulation.ts';
import { planPush } from './fan-out/cadence.ts';
import type { KinesisTimer } from './kinesis-timer.ts';
import { startLife, stepLife, type Step } from './lifecycle.ts';
import { reshardMachine } from './reshard.machine.ts';
import { shardIdOf } from './shard-id.ts';
import type { ReshardState, StreamState } from './stream-state.ts';

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
    schedule<KinesisTimer>(sim, Math.round(sim.nowUs + delayMs * 1000), {
      owner: 'kinesis',
      kind: 'reshard-step',
      stream: stream.number,
      reshard,
      event,
      version,
    });
}

export function stepReshard(sim: Simulation, stream: StreamState, reshard: ReshardState, event: string): void {
  const step = stepLife(reshardMachine, reshard.life, event);
  if (step === null) return;
  reshard.life = step.life;
  scheduleReshard(sim, stream, stream.reshards.indexOf(reshard), step.delayed);
  if (step.life.state !== 'settled') return;
  planPush(sim, stream); // subscribers of the parents hear of the end
  const children = reshard.children.map(shardIdOf);
  const parents = reshard.parents.map(shardIdOf);
  for (const shardId of parents) emit(sim, { type: 'shard-closed', stream: stream.name, shardId, children }, reshard.event);
  for (const shardId of children) emit(sim, { type: 'shard-opened', stream: stream.name, shardId, parents }, reshard.event);
}
