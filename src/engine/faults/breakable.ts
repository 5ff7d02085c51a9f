/** The world as faults see it: what can be broken, and how each is told. Made by the world for one command. */
import type { Simulation, Timer } from '../kernel/simulation.ts';
import type { DeliveryFault, Fault, StandingFault } from './fault.ts';

export interface BreakableConsumer {
  id: string;
  number: number;
  kind: string;
  /** Of an application with workers; none elsewhere. */
  workers: readonly { id: string; instance: string; zone: string }[];
  /** Ids of the shards of its stream. */
  shards: readonly string[];
  /** Null where it was done, else why it cannot. Absent where the kind knows no faults. */
  fault?(fault: Fault, begins: boolean): string | null;
  startWorker?(worker: string): string | null;
}

export interface BreakableProducer {
  id: string;
  number: number;
  /** From now on this share of its calls is stored without an answer; `event` told so. Null: all are answered. */
  loseAnswers(lost: { share: number; event: number } | null): void;
}

export interface BreakableDeliveryStream {
  id: string;
  number: number;
  /** Where it delivers to. */
  destination: 's3' | 'redshift' | 'opensearch' | 'splunk' | 'http';
  hasBackup: boolean;
  hasTransform: boolean;
  fault(fault: DeliveryFault, begins: boolean): void;
}

export interface Breakables {
  sim: Simulation;
  standing: StandingFault[];
  consumers: readonly BreakableConsumer[];
  producers: readonly BreakableProducer[];
  deliveryStreams: readonly BreakableDeliveryStream[];
}

/** due: a scenario breaks something by itself · over: a fault that lasts so long and no longer. */
export type FaultTimer = Timer & { owner: 'fault'; id: string } & (
    | { kind: 'due'; fault: Fault; lastsMs?: number }
    | { kind: 'over'; event: number }
  );
