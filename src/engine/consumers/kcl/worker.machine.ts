/**
 * The life of a KCL worker, which KCL's code calls the Scheduler; states as its listener is told them.
 * https://github.com/awslabs/amazon-kinesis-client (coordinator/WorkerStateChangeListener)
 *
 *   CREATED ──run──▶ INITIALIZING ──initialized──▶ STARTED ──shutdown──▶ SHUT_DOWN_STARTED ──stopped──▶ SHUT_DOWN
 *                         └───────giveUp (20 attempts)──────────────────────────▲
 *
 * INITIALIZING   up to 20 attempts, 1 s apart: the lease table, the first shard sync, the lease threads
 * STARTED        a pass over its leases and shard consumers every second
 * A process that dies leaves no state: the worker is gone from where it was.
 */
import { setup } from 'xstate';

export type WorkerLifeEvent = 'run' | 'initialized' | 'giveUp' | 'shutdown' | 'stopped';

export const workerMachine = setup({ types: { events: {} as { type: WorkerLifeEvent } } }).createMachine({
  id: 'worker',
  initial: 'CREATED',
  states: {
    CREATED: { on: { run: 'INITIALIZING' } },
    INITIALIZING: { on: { initialized: 'STARTED', giveUp: 'SHUT_DOWN_STARTED', shutdown: 'SHUT_DOWN_STARTED' } },
    STARTED: { on: { shutdown: 'SHUT_DOWN_STARTED' } },
    SHUT_DOWN_STARTED: { on: { stopped: 'SHUT_DOWN' } },
    SHUT_DOWN: { type: 'final' },
  },
});
