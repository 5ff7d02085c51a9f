/** What both retention actions share: bounds, then the change, in effect when the stream is ACTIVE again. */
import { emit } from '../kernel/simulation.ts';
import type { StreamReference } from './action.ts';
import { invalidArgument, type Answer } from './errors.ts';
import { findActiveStream, findStream } from './find-stream.ts';
import type { Kinesis } from './kinesis.ts';
import { changeSettings } from './change-settings.ts';

export type RetentionInput = StreamReference & { RetentionPeriodHours: number };

export function changeRetention(kinesis: Kinesis, input: RetentionInput, direction: 'increase' | 'decrease'): Answer<null> {
  const { sim, state } = kinesis;
  const { RetentionPeriodHours: hours } = input;
  const found = findStream(kinesis, input);
  if (!found.ok) return found;
  const { retentionHoursMin: low, retentionHoursMax: high } = state.quotas;
  if (hours < low)
    return invalidArgument(`Minimum allowed retention period is ${low} hours. Requested retention period (${hours} hours) is too short.`);
  if (hours > high)
    return invalidArgument(`Maximum allowed retention period is ${high} hours. Requested retention period (${hours} hours) is too long.`);
  const active = findActiveStream(kinesis, input);
  if (!active.ok) return active;
  const stream = active.value;
  const current = stream.settings.retentionHours;
  const wrongWay = direction === 'increase' ? hours < current : hours > current;
  if (wrongWay) {
    const [than, other] = direction === 'increase' ? ['shorter', 'DecreaseRetentionPeriod'] : ['longer', 'IncreaseRetentionPeriod'];
    return invalidArgument(
      `Requested retention period (${hours} hours) for stream ${stream.name} can not be ${than} than existing retention period (${current} hours). Use ${other} API.`,
    );
  }
  if (hours === current) return { ok: true, value: null };
  const before = sim.cause;
  sim.cause = emit(sim, { type: 'retention-changed', stream: stream.name, fromHours: current, toHours: hours });
  changeSettings(kinesis, stream, { retentionHours: hours }, state.delays.updateStreamMs);
  sim.cause = before;
  return { ok: true, value: null };
}
