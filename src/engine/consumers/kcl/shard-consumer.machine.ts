/**
 * The life of a KCL shard consumer: what one worker does with one lease that it holds.
 * https://github.com/awslabs/amazon-kinesis-client (lifecycle/ConsumerStates)
 *
 *   WAITING_ON_PARENT_SHARDS ──SUCCESS──▶ INITIALIZING ──SUCCESS──▶ PROCESSING ⟲ SUCCESS
 *         │                                    │ ╲ REQUESTED            │ ╲ REQUESTED
 *         │                                    │   ╲                    │   ▼
 *         │ REQUESTED                          │     ╲─────────────────────▶ SHUTDOWN_REQUESTED
 *         │ LEASE_LOST                         │ LEASE_LOST             │     │ SUCCESS, REQUESTED
 *         │ SHARD_END                          │ SHARD_END              │     ▼
 *         │                                    │                        │   SHUTDOWN_REQUESTED_COMPLETION ⟲
 *         ▼                                    ▼                        ▼     ▼ LEASE_LOST, SHARD_END (of both)
 *         └──────────────────────────────▶ SHUTTING_DOWN ◀──────────────┴─────┘
 *                                              │ any
 *                                              ▼
 *                                        SHUTDOWN_COMPLETE
 *
 * Each state has one task. SUCCESS: it went well and no reason to stop is stored; a stored reason is given in its place. A task that
 * fails leaves the state, and the reason too: it is repeated until it succeeds. SHUTDOWN_REQUESTED_COMPLETION is reported as
 * SHUTDOWN_REQUESTED; nothing is done in it but to wait for the lease to be gone.
 */
import { setup } from 'xstate';

export type ShutdownReason = 'REQUESTED' | 'SHARD_END' | 'LEASE_LOST';
export type ShardConsumerEvent = 'SUCCESS' | ShutdownReason;

const TO_SHUTTING_DOWN = { LEASE_LOST: 'SHUTTING_DOWN', SHARD_END: 'SHUTTING_DOWN' } as const;

export const shardConsumerMachine = setup({
  types: { events: {} as { type: ShardConsumerEvent }, meta: {} as { task: ShardConsumerTask } },
}).createMachine({
  id: 'shardConsumer',
  initial: 'WAITING_ON_PARENT_SHARDS',
  states: {
    WAITING_ON_PARENT_SHARDS: {
      meta: { task: 'BLOCK_ON_PARENT_SHARDS' },
      on: { SUCCESS: 'INITIALIZING', REQUESTED: 'SHUTTING_DOWN', ...TO_SHUTTING_DOWN },
    },
    INITIALIZING: { meta: { task: 'INITIALIZE' }, on: { SUCCESS: 'PROCESSING', REQUESTED: 'SHUTDOWN_REQUESTED', ...TO_SHUTTING_DOWN } },
    PROCESSING: { meta: { task: 'PROCESS' }, on: { SUCCESS: 'PROCESSING', REQUESTED: 'SHUTDOWN_REQUESTED', ...TO_SHUTTING_DOWN } },
    SHUTDOWN_REQUESTED: {
      meta: { task: 'SHUTDOWN_NOTIFICATION' },
      on: { SUCCESS: 'SHUTDOWN_REQUESTED_COMPLETION', REQUESTED: 'SHUTDOWN_REQUESTED_COMPLETION', ...TO_SHUTTING_DOWN },
    },
    SHUTDOWN_REQUESTED_COMPLETION: {
      meta: { task: null },
      on: { SUCCESS: 'SHUTDOWN_REQUESTED_COMPLETION', REQUESTED: 'SHUTDOWN_REQUESTED_COMPLETION', ...TO_SHUTTING_DOWN },
    },
    SHUTTING_DOWN: {
      meta: { task: 'SHUTDOWN' },
      on: {
        SUCCESS: 'SHUTDOWN_COMPLETE',
        REQUESTED: 'SHUTDOWN_COMPLETE',
        LEASE_LOST: 'SHUTDOWN_COMPLETE',
        SHARD_END: 'SHUTDOWN_COMPLETE',
      },
    },
    SHUTDOWN_COMPLETE: { type: 'final', meta: { task: null } },
  },
});

export type ShardConsumerTask = 'BLOCK_ON_PARENT_SHARDS' | 'INITIALIZE' | 'PROCESS' | 'SHUTDOWN_NOTIFICATION' | 'SHUTDOWN' | null;

export type ShardConsumerState =
  | 'WAITING_ON_PARENT_SHARDS'
  | 'INITIALIZING'
  | 'PROCESSING'
  | 'SHUTDOWN_REQUESTED'
  | 'SHUTDOWN_REQUESTED_COMPLETION'
  | 'SHUTTING_DOWN'
  | 'SHUTDOWN_COMPLETE';
