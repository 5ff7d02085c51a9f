/** What the page tells the worker. One message, one thing. */
import type { Command, TimedCommand } from '../engine/commands.ts';
import type { TransformSpec } from '../engine/firehose/delivery-stream-spec.ts';
import type { Dataset } from './dataset.ts';
import type { MachineName } from './machine-chart.ts';
import type { RunRecipe } from './run-recipe.ts';
import type { Travel } from './travel.ts';

/** Which records to describe. Times and positions select inside one shard. */
export interface RecordQuery {
  shardId: string;
  /** Arrival in [fromUs, toUs); the newest first, at most `limit`. Absent: the newest ones. */
  fromUs?: number;
  toUs?: number;
  /** Only records of this colour slot (0 grey, 1–6 the six keys). */
  colour?: number;
  /** Exactly this record: its position in the shard's log. */
  position?: number;
  limit: number;
}

/** An exercise with its numbers. */
export interface ExamineeId {
  exercise: string;
  /** 1–8 hex digits. */
  seed: string;
}

export type ToWorker =
  /**
   * Replace the run. The worker replays the commands up to `recipe.untilUs` if `replay` is true and then goes back to `recipe.momentUs`,
   * else starts at 0 with them pending.
   */
  | { type: 'open-run'; recipe: RunRecipe; datasets: Dataset[]; replay: boolean; play: boolean }
  | { type: 'add-dataset'; dataset: Dataset }
  | { type: 'play' }
  | { type: 'pause' }
  /** Advance by STEP_US, whatever the speed. */
  | { type: 'step' }
  /** Simulated seconds per real second, 0.25–1000. */
  | { type: 'set-speed'; factor: number }
  | { type: 'set-visibility'; hidden: boolean }
  /** Answered by `command-answered` with the same `requestId`. */
  | { type: 'give-command'; requestId: number; command: Command }
  /** Answered by `travelled`. */
  | { type: 'travel'; requestId: number; travel: Travel }
  /** From now on every frame carries this branch too, on the same clock; null for none. */
  | { type: 'compare-with'; branchId: number | null }
  /** From now on every frame carries the read budgets of this shard; null for none. A run that is opened begins without. */
  | { type: 'watch-reads'; shardId: string | null }
  /** From now on every frame carries this delivery stream; null for none. A run that is opened begins without. */
  | { type: 'watch-delivery'; deliveryStream: string | null }
  /** Answered by `bucket`. `bucket` null: the names alone. */
  | { type: 'request-bucket'; requestId: number; bucket: string | null; prefix: string; limit: number }
  /** Answered by `object`. */
  | { type: 'request-object'; requestId: number; bucket: string; key: string }
  /** Answered by `archive`: a ZIP of all objects under the prefix. */
  | { type: 'request-archive'; requestId: number; bucket: string; prefix: string }
  /** Answered by `transform-tried`: the function on the last records of the delivery stream, the run untouched. */
  | { type: 'try-transform'; requestId: number; deliveryStream: string; transform: TransformSpec }
  /** From now on slow frames carry the verdict on the present branch, and commands that the exercise does not allow are refused; null: neither. */
  | { type: 'watch-verdict'; examinee: ExamineeId | null }
  /** Answered by `branch-added`: another history from the start of the run with these commands, run to `untilUs`; the present one stays. */
  | { type: 'add-branch'; requestId: number; name: string; commands: TimedCommand[]; untilUs: number }
  /** Answered by `commands-judged`: an exercise's own run with these commands, played headless to the end of its window. */
  | { type: 'judge-commands'; requestId: number; examinee: ExamineeId; commands: TimedCommand[] }
  /** Answered by `compared`: where the histories of the present branch and of this one part. */
  | { type: 'compare-branches'; requestId: number; branchId: number }
  /** Answered by `explained`: why an event of the present branch came about. */
  | { type: 'explain'; requestId: number; seq: number }
  /**
   * At most one outstanding; answered by `frame`. `slow` true asks for the slow part even if it is not due. `eventsAfter` counts in
   * the history of that `epoch`; where the epoch has changed, the new history comes from its beginning.
   */
  | { type: 'request-frame'; epoch: number; eventsAfter: number; slow: boolean }
  | { type: 'describe-records'; requestId: number; query: RecordQuery }
  /** Answered by `recipe`: of the present branch, or of the run with all its branches. */
  | { type: 'request-recipe'; requestId: number; scope: 'branch' | 'run' }
  /** Answered by `event-log`: the history up to the present moment, for export and for comparing two runs. */
  | { type: 'request-event-log'; requestId: number }
  /** Answered by `chart`: the life-cycle as the machine that runs defines it. */
  | { type: 'request-chart'; requestId: number; machine: MachineName }
  /** Answered by `digest`. */
  | { type: 'request-digest'; requestId: number }
  | { type: 'set-memory-budget'; bytes: number };

/** Simulated length of one step: 100 ms. */
export const STEP_US = 100_000;
