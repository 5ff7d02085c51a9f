/** What of the bench may be changed. Outside of an exercise everything; in one, what is locked is seen, stands still, and says why. */
import { createContext, useContext } from 'react';
import type { Command } from '../../engine/commands.ts';

export type PartOwner = 'producer' | 'consumer' | 'delivery-stream';

export interface Locks {
  /** Null where a command of this type is free, for the part of the run that it names; else why it is locked. */
  why(command: Command['type'], id?: string): string | null;
  /** The same for a part of a specification, by its path: `source.keys`. Without a path: whether anything of it may change. */
  whyPart(of: PartOwner, id: string, path?: string): string | null;
}

const FREE: Locks = { why: () => null, whyPart: () => null };

export const LocksContext = createContext<Locks>(FREE);
export const useLocks = (): Locks => useContext(LocksContext);
