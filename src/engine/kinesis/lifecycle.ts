/**
 * Steps an XState machine as a pure function. What stands in the world is the state's name and the delays it was
 * given; delayed transitions come back as data, for the engine's own queue. XState's clock and actors are never used.
 */
import { initialTransition, transition, type AnyStateMachine } from 'xstate';

/** Delays by name, in milliseconds: the machine's context. */
export type Delays = Record<string, number>;

export interface Life {
  state: string;
  /** Counts state changes; a timer that was set in an earlier state is recognised by it and ignored. */
  version: number;
  delays: Delays;
}

export interface DelayedStep {
  delayMs: number;
  event: string;
  version: number;
}

export interface Step {
  life: Life;
  delayed: DelayedStep[];
}

export function startLife(machine: AnyStateMachine, delays: Delays): Step {
  const [snapshot, actions] = initialTransition(machine, delays);
  return toStep(snapshot, actions, 0, delays);
}

/** The step that `event` makes, or null where the present state does not know it. */
export function stepLife(machine: AnyStateMachine, life: Life, event: string): Step | null {
  const before = machine.resolveState({ value: life.state, context: life.delays });
  const [snapshot, actions] = transition(machine, before, { type: event });
  if (snapshot.value === life.state) return null;
  return toStep(snapshot, actions, life.version + 1, life.delays);
}

function toStep(
  snapshot: { value: unknown },
  actions: readonly { type: string; params?: unknown }[],
  version: number,
  delays: Delays,
): Step {
  const delayed: DelayedStep[] = [];
  for (const action of actions) {
    if (action.type !== 'xstate.raise') continue;
    const { event, delay } = action.params as { event: { type: string }; delay?: number };
    if (delay !== undefined) delayed.push({ delayMs: delay, event: event.type, version });
  }
  return { life: { state: snapshot.value as string, version, delays }, delayed };
}
