/** What can happen to a fault. */
import type { Fault } from './fault.ts';

export type FaultEvent =
  /** Over in the moment it happens: what it broke stays broken until it is started again. */
  | { type: 'fault-struck'; fault: Fault }
  | { type: 'fault-began'; id: string; fault: Fault }
  /** command: `end-fault` · time: it was to last so long · gone: what it concerned is there no more. */
  | { type: 'fault-ended'; id: string; fault: Fault; by: 'command' | 'time' | 'gone'; lastedUs: number };
