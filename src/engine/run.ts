/** A run: a world and the commands it is given, each at its moment. What tests, benchmarks and the worker drive. */
import type { TimedCommand } from './commands.ts';
import type { EngineEvent } from './events.ts';
import { giveCommand } from './give-command.ts';
import { advanceTo, type World } from './world.ts';

/** Advances to `atUs`, giving the commands that fall due on the way. Returns how many of the list were given. */
export function advanceRun(world: World, commands: readonly TimedCommand[], from: number, atUs: number): number {
  let next = from;
  while (next < commands.length && commands[next].at <= atUs) {
    advanceTo(world, commands[next].at);
    giveCommand(world, commands[next].command);
    next++;
  }
  advanceTo(world, atUs);
  return next;
}

export const historyOf = (world: World): EngineEvent[] => world.sim.history as unknown as EngineEvent[];
