/** What can happen to a producer. */
import type { MetThrottle } from '../kinesis/put-batch.ts';

export type ProducerEvent =
  /**
   * Given up: by policy ('ignored') or because the attempts are used up. Summed up per second. `attempts`: the most that any of
   * them had; `throttles`: the spells that refused them, the largest first, at most THROTTLES_TOLD.
   */
  | {
      type: 'records-lost';
      producer: string;
      records: number;
      reason: 'ignored' | 'attempts';
      attempts: number;
      throttles: MetThrottle[];
    }
  /**
   * Accepted once more, because the whole call was sent again after some of its records had been refused. Summed up per second.
   * `call`: the last refused in part of those that were sent again; `throttles`: the spells that refused them in part, as above.
   */
  | {
      type: 'records-duplicated';
      producer: string;
      records: number;
      reason: 'whole-call';
      call: PartlyRefused;
      throttles: MetThrottle[];
    }
  /**
   * Accepted once more, because the answer to a call was lost and the SDK sent it again. Summed up per second. `call`: the last such
   * call; its cause is the fault.
   */
  | { type: 'records-duplicated'; producer: string; records: number; reason: 'answer-lost'; call: UnansweredCall }
  | { type: 'dataset-ended'; producer: string; rows: number };

/** A call as it was answered. `atUs`: when it arrived; `attempt`: 1 for the first try. */
export interface PartlyRefused {
  atUs: number;
  records: number;
  refused: number;
  attempt: number;
}

/** A call that was stored and whose answer never came. */
export interface UnansweredCall {
  atUs: number;
  records: number;
  attempt: number;
  /** How long the SDK waited for the answer. */
  waitedUs: number;
}

export const THROTTLES_TOLD = 8;
