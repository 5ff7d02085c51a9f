/**
 * Runs a learner's JavaScript apart from everything: a fresh interpreter for every invocation, whose clock stands at the run's moment
 * and whose Math.random is the run's, bounded by work and memory. The same request has the same answer in every browser and in Node,
 * but for a function that would keep the worker for minutes in long calls: whoever runs it may call that a timeout sooner.
 * The engine is handed one; src/worker/interpreter makes it.
 */
export interface InterpreterRequest {
  code: string;
  /** The event handed to `handler`, as JSON. */
  eventJson: string;
  nowEpochMs: number;
  seed: string;
  /** Interrupt checks of the interpreter, each worth about ten thousand of its operations. */
  stepsMax: number;
  memoryBytesMax: number;
}

/** `steps`: how much work it was · `log`: lines of console.log and its like, a bounded number. */
export type InterpreterAnswer = { steps: number; log: string[] } & (
  | { kind: 'returned'; json: string }
  /** It threw, or there is no such handler, or the code does not parse. `line`: 1-based in the learner's code, where it is known. */
  | { kind: 'threw'; name: string; message: string; line: number | null }
  | { kind: 'timed-out' }
  | { kind: 'out-of-memory' }
);

export type Interpreter = (request: InterpreterRequest) => InterpreterAnswer;
