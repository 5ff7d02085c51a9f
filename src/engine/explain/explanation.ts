/**
 * The answer to "why?": a chain from the first cause to the event that was asked about, and the limit that was hit on the way.
 * Plain data; the sentences are made from it on the page. Every number is read from the world in which it happened.
 */
import type { Quotas } from '../kinesis/quotas.ts';

export interface Explanation {
  /** The event that was asked about. */
  seq: number;
  /** From the first cause to that event, in the order in which they were complete (`untilUs`). The first tells who began: a command or the scenario. */
  steps: ExplanationStep[];
  limit: HitLimit | null;
}

/** The budget that was used up. */
export interface HitLimit {
  /** Key of the quota, for "where does this number come from"; null for a setting of the learner's own (Limit, processing time, attempts, retention). */
  quota: keyof Quotas | null;
  /** Where it applies: a shard's id, or the name of a consumer, producer or stream. */
  of: string;
  unit: 'records' | 'bytes' | 'calls' | 'microseconds' | 'attempts';
  /** What it allows: per second for records, bytes and calls. */
  allows: number;
  /** What was used from `sinceUs` to `untilUs`, and what the budget gave in that time, savings included. */
  used: number;
  budget: number;
  sinceUs: number;
  untilUs: number;
}

/** What a step is about, so that it can be marked on the Stage. */
export interface About {
  shardId?: string;
  producer?: string;
  consumer?: string;
  key?: string;
}

export type ExplanationStep = { atUs: number; untilUs: number; about: About } & StepBody;

/** How many groups of records are named; the rest is summed up in one more, under the empty name. */
export const GROUPS_NAMED = 6;

export type StepBody =
  /** The scenario begins with this producer or consumer. */
  | { kind: 'scenario'; what: 'producer' | 'consumer'; id: string }
  /** An event of the history, by its `seq`. */
  | { kind: 'event'; seq: number }
  /**
   * Records that a shard took: positions [from, to) of its log. Before a refused write they are exactly those that emptied the
   * budget: it was full at the first of them at most. Before a reader that fell behind they are the unread ones. The largest groups
   * first, GROUPS_NAMED and the rest. `bytes` with keys.
   */
  | {
      kind: 'records';
      shardId: string;
      from: number;
      to: number;
      records: number;
      bytes: number;
      byKey: { key: string; records: number }[];
      byProducer: { producer: string; records: number }[];
    }
  /** A record that was refused. `bytes` with its key; `attempt` is 1 for the first try. */
  | { kind: 'refused-record'; shardId: string; key: string; bytes: number; producer: string; attempt: number }
  /** Calls of GetRecords on a shard that used the read budget, oldest first. */
  | { kind: 'calls'; shardId: string; calls: { atUs: number; consumer: string; bytes: number }[] }
  /** A call of PutRecords that was refused in part, after which all of it was sent again. */
  | { kind: 'partly-refused-call'; producer: string; records: number; refused: number; attempt: number }
  /** A call that was stored, whose sender waited so long for an answer in vain and sent all of it again. */
  | { kind: 'unanswered-call'; producer: string; records: number; attempt: number; waitedUs: number }
  /** A page that a consumer worked on for so long. */
  | { kind: 'page'; shardId: string; consumer: string; records: number; busyUs: number };
