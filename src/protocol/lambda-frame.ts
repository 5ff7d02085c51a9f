/** A Lambda event source mapping as the page sees it: plain data. */
export interface LambdaBatchFrame {
  records: number;
  /** running: the function works on it · pausing: it failed, or was throttled, and is tried again at `untilUs`. */
  state: 'running' | 'pausing';
  /** When the invocation ends, or the next one begins. */
  untilUs: number | null;
  /** Function errors with this batch so far. */
  failures: number;
}

export interface LambdaShardFrame {
  shardIndex: number;
  /** waiting: for its parents · idle: nothing to do · gathering: until the batch is full or its window over · done: read to its end. */
  state: 'waiting' | 'idle' | 'gathering' | 'running' | 'retrying' | 'blocked' | 'done';
  /** One a lane, for as many as are at work. */
  batches: LambdaBatchFrame[];
  /** Records that are fetched and in no batch yet. */
  pending: number;
  blocked: { by: 'poison-record' | 'function-errors'; sinceUs: number } | null;
  /** Of the last record that the function was given, when it was; null before the first. */
  iteratorAgeMs: number | null;
  /** What the function has gathered in the open tumbling window. */
  window: { startUs: number; endUs: number; records: number; bytes: number } | null;
}

export interface LambdaFrame {
  mapping: 'Creating' | 'Enabled';
  shards: LambdaShardFrame[];
  /** Invocations that run now. */
  concurrency: number;
  mostConcurrent: number;
  concurrencyLimit: number;
  /** Since the mapping was made. */
  invocations: number;
  errors: number;
  throttles: number;
  /** Records. */
  diverted: number;
  discarded: number;
  filtered: number;
  windowsClosed: number;
  /** The last messages of the on-failure queue as JSON, newest first; at most five. */
  messages: string[];
}
