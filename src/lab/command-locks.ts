/** Which kinds of command an exercise's lab takes at all. What a command changes beside that is judged where it is given. */
import type { Command } from '../engine/commands.ts';
import { type Allowance, whyLocked } from '../judge/allowed.ts';

/** Null where a command of this type may be given; else the sentence that says why not. */
export type CommandLocks = (type: Command['type']) => string | null;

export const UNCOMMITTED = 'Commit your prediction first.';

const NO_SPECS = { producers: [], consumers: [], deliveryStreams: [] };

export function commandLocks(allowances: readonly Allowance[], isCommitted: boolean): CommandLocks {
  if (!isCommitted) return () => UNCOMMITTED;
  const allowed = new Set<string>(allowances.map(({ command }) => command));
  // Of a type that nothing allows only the type is looked at.
  return (type) => (allowed.has(type) ? null : whyLocked(allowances, { type } as Command, NO_SPECS));
}
