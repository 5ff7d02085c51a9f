/** A life-cycle as it is defined: what the machine that runs can be in, and what takes it from one state to another. Plain data. */

/** The machines whose chart can be asked for. */
export type MachineName = 'kcl-worker' | 'kcl-shard-consumer' | 'stream' | 'delivery';

export interface ChartState {
  /** As the machine's snapshot names it; the names of nested states are joined by dots. */
  name: string;
  initial: boolean;
  /** Nothing leads out of it. */
  final: boolean;
}

export interface ChartTransition {
  from: string;
  /** The same as `from` where the state is kept. */
  to: string;
  /** What may bring it about, each in the machine's own words: an event, or a delay that is over; with its guard in brackets. */
  labels: string[];
}

export interface MachineChart {
  machine: MachineName;
  states: ChartState[];
  /** At most one from any state to any other. */
  transitions: ChartTransition[];
}
