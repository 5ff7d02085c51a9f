/** Steps the life of a stream, and applies what its settings were waiting for. */
import { emit, schedule, type Simulation } from '../kernel/simulation.ts';
import { removeConsumers } from './consumer-life.ts';
import type { KinesisTimer } from './kinesis-timer.ts';
import { startLife, stepLife, type Delays, type Step } from './lifecycle.ts';
import { applyRetention } from './retention.ts';
import type { StreamSettings, StreamState } from './stream-state.ts';
import { streamMachine } from './stream.machine.ts';

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
    schedule<KinesisTimer>(sim, sim.nowUs + delayMs * 1000, {
      owner: 'kinesis',
      kind: 'stream-step',
      stream: stream.number,
      event: name,
      version,
      cause: sim.cause,
    });
  if (life.state === 'ACTIVE' && stream.pending !== null) applyPending(sim, stream, stream.pending);
  if (life.state === 'GONE') removeConsumers(sim, stream);
}

/** Until ACTIVE the description shows the old values (recorded). */
function applyPending(sim: Simulation, stream: StreamState, pending: Partial<StreamSettings>): void {
  stream.pending = null;
  const { retentionHours, ...others } = pending;
  Object.assign(stream.settings, others);
  if (retentionHours !== undefined) applyRetention(sim, stream, retentionHours);
}
