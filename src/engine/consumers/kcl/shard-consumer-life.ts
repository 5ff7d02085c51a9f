/**
 * Steps of a KCL shard consumer (lifecycle/ShardConsumer): what the outcome of a task and a stored reason to stop make of its state.
 * https://github.com/awslabs/amazon-kinesis-client
 */
import type { Life } from '../../kinesis/lifecycle.ts';
import { stepLife, startLife } from '../../kinesis/lifecycle.ts';
import { isAtShardEnd, type Lease } from './lease.ts';
import { shardConsumerMachine, type ShardConsumerState, type ShardConsumerTask, type ShutdownReason } from './shard-consumer.machine.ts';

/** END_OF_SHARD: the task found the shard's end; the reason is stored and given at once. */
export type TaskOutcome = 'SUCCESS' | 'FAILURE' | 'END_OF_SHARD';

export interface ShardConsumerLife extends Life {
  /** Why it is to stop; null while it is not. */
  reason: ShutdownReason | null;
}

const REASON_RANKS: Record<ShutdownReason, number> = { REQUESTED: 1, SHARD_END: 2, LEASE_LOST: 3 };

/** A stored reason gives way only to one of higher rank. */
export const higherReason = (stored: ShutdownReason | null, next: ShutdownReason): ShutdownReason =>
  stored !== null && REASON_RANKS[stored] >= REASON_RANKS[next] ? stored : next;

/** A consumer that is made for a lease at SHARD_END has nothing to read and begins with that reason. */
export const startShardConsumer = (lease: Pick<Lease, 'checkpoint'>): ShardConsumerLife => ({
  ...startLife(shardConsumerMachine, {}).life,
  reason: isAtShardEnd(lease) ? 'SHARD_END' : null,
});

/** Its state changes only when the task in hand is done, see `finishTask`. */
export const askToStop = (life: ShardConsumerLife, reason: ShutdownReason): ShardConsumerLife => ({
  ...life,
  reason: higherReason(life.reason, reason),
});

/** The state after a task. A failure keeps it, whatever reason is stored: the task is to be done again. */
export function finishTask(life: ShardConsumerLife, outcome: TaskOutcome): ShardConsumerLife {
  if (outcome === 'FAILURE') return life;
  const reason = outcome === 'END_OF_SHARD' ? higherReason(life.reason, 'SHARD_END') : life.reason;
  // The one self-transition that comes with every batch: not worth a step of the machine.
  if (reason === null && life.state === 'PROCESSING') return life;
  const step = stepLife(shardConsumerMachine, life, reason ?? 'SUCCESS');
  return { ...(step?.life ?? life), reason };
}

const TASKS = new Map(
  Object.entries(shardConsumerMachine.states).map(([state, node]) => [state, (node.meta as { task: ShardConsumerTask }).task]),
);

/** What is done in a state; null where nothing is. */
export const taskOf = (state: ShardConsumerState): ShardConsumerTask => TASKS.get(state) ?? null;

/** The name under which KCL reports it: both halves of a requested shutdown go by one. */
export const reportedState = (state: string): string => (state === 'SHUTDOWN_REQUESTED_COMPLETION' ? 'SHUTDOWN_REQUESTED' : state);
