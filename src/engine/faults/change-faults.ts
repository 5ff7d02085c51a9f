/** Begins and ends faults: each is handed to those it concerns. */
import type { Command } from '../commands.ts';
import type { CommandRefusal } from '../give-command.ts';
import type { World } from '../world.ts';

type FaultCommand = Extract<Command, { type: 'inject-fault' | 'end-fault' | 'start-worker' }>;

/** Null where it was carried out. */
export function changeFaults(_world: World, command: FaultCommand): CommandRefusal | null {
  return { error: 'InvalidCommand', message: `Nothing here knows ${command.type} yet.` };
}
