/** Which faults stand at a moment of the history, and what the next one is called. */
import type { EngineEvent } from '../../engine/events.ts';

export type BegunFault = Extract<EngineEvent, { type: 'fault-began' }>;

/** Of the first `happened` events; oldest first. */
export function standingFaults(events: readonly EngineEvent[], happened: number): BegunFault[] {
  const standing = new Map<string, BegunFault>();
  for (let i = 0; i < Math.min(happened, events.length); i++) {
    const event = events[i];
    if (event.type === 'fault-began') standing.set(event.id, event);
    else if (event.type === 'fault-ended') standing.delete(event.id);
  }
  return [...standing.values()];
}

/** `fault-3`: no fault of this history was called so by then. */
export function nextFaultId(events: readonly EngineEvent[], happened: number): string {
  let number = 1;
  for (let i = 0; i < Math.min(happened, events.length); i++) {
    const event = events[i];
    if (event.type === 'command-given' && event.command.type === 'inject-fault') number++;
  }
  return `fault-${number}`;
}
