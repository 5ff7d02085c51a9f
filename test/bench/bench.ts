/** What a benchmark is. Each `*.bench.ts` exports `names` and `run`, and prints nothing itself. */

/** One line of output. `value` is in `unit`; `limit` is the physical or bare figure of the same run, in the same unit; the rest are parameters. */
export interface Figure {
  bench: string;
  value: number;
  unit: string;
  limit?: number;
  [parameter: string]: number | string | boolean | undefined;
}

export type Emit = (figure: Figure) => void;

export interface Bench {
  /** The names of the figures that it can measure; stable. */
  names: readonly string[];
  /** Measures what `wants` and emits a figure for each of its parameters. */
  run(emit: Emit, wants: (name: string) => boolean): void | Promise<void>;
}
