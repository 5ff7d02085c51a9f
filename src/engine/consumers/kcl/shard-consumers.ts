/**
 * The pass of a KCL worker over its leases, once a second: every shard consumer does one step of its life (coordinator/Scheduler,
 * lifecycle/ShardConsumer). https://github.com/awslabs/amazon-kinesis-client
 * So from a lease to the first processRecords it takes three passes at least: parents, initialize, PROCESSING, subscribe.
 * Simplified: a task that does not wait ends within its pass; a lease that comes back waits for the consumer that is still stopping;
 * a task that fails is not repeated by a consumer that is to stop (KCL repeats it until it succeeds).
 */
import { get } from '../../aws/dynamodb/table.ts';
import { emit } from '../../kernel/simulation.ts';
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { shardIdOf } from '../../kinesis/shard-id.ts';
import { checkpointLease, hasExpired } from './held-leases.ts';
import type { At, HeldLease, ShardConsumer } from './kcl-state.ts';
import { assignLease, noticeThrottling } from './lease-table.ts';
import { isAtShardEnd, SHARD_END } from './lease.ts';
import { readerOf } from './reading.ts';
import { checkpointHanded, passed, processNext } from './record-processor.ts';
import { startPublisher } from './retrieval.ts';
import { askToStop, finishTask, startShardConsumer, taskOf, type TaskOutcome } from './shard-consumer-life.ts';
import type { ShardConsumerState } from './shard-consumer.machine.ts';
import { unfinishedParents } from './shard-lineage.ts';
import { createChildLeases } from './shard-sync.ts';
import { unsubscribe } from './subscription.ts';

const PARENT_POLL_US = 10 * SECOND;
/** gracefulLeaseHandoffTimeoutMillis: then the lease goes, whatever the processor still does. */
const HANDOFF_TIMEOUT_US = 30 * SECOND;
const TASK_BACKOFF_US = 500 * MILLISECOND;
const TRANSITIONS_MAX = 12;

export function runConsumers(at: At): void {
  const { worker } = at;
  const isStarted = worker.life.state === 'STARTED';
  for (const name in worker.held) {
    const lease = worker.held[name];
    if (worker.consumers[lease.shard] !== undefined || hasExpired(at, lease)) continue;
    if (lease.handoffSinceUs !== null) release(at, lease.shard);
    else if (isStarted) begin(at, lease);
  }
  for (const name in worker.consumers) {
    const consumer = worker.consumers[name];
    askWhereNeeded(at, consumer, isStarted);
    if (isReading(consumer)) continue;
    step(at, consumer);
    if (consumer.life.state === 'SHUTDOWN_COMPLETE') end(at, consumer);
  }
}

/** Nothing to be done in this pass: by far the most common. */
const isReading = ({ life, isSubscribed, isAtEnd, outcome }: ShardConsumer): boolean =>
  isSubscribed && !isAtEnd && outcome === null && life.reason === null && life.state === 'PROCESSING';

/** Whether it is to stop: the lease is gone, or is to be handed over, or the worker stops. */
function askWhereNeeded(at: At, consumer: ShardConsumer, isStarted: boolean): void {
  const lease = at.worker.held[consumer.shard];
  const isLost = lease === undefined || lease.token !== consumer.token || hasExpired(at, lease);
  if (!isLost && lease.handoffSinceUs === null && isStarted) return;
  const isLate = !isLost && lease.handoffSinceUs !== null && at.consumers.sim.nowUs - lease.handoffSinceUs > HANDOFF_TIMEOUT_US;
  if (isLate) release(at, consumer.shard);
  consumer.life = askToStop(consumer.life, isLost || isLate ? 'LEASE_LOST' : 'REQUESTED');
}

function begin(at: At, { shard, leaseKey, token }: HeldLease): void {
  const { app, worker, consumers } = at;
  const row = app.table.items[leaseKey];
  if (row === undefined || isAtShardEnd(row)) return; // it was read to its end: the row waits to be cleaned up
  worker.consumers[shard] = {
    shard,
    leaseKey,
    token,
    generation: worker.nextToken++,
    life: startShardConsumer(row),
    transitions: [],
    outcome: null,
    busyUntilUs: 0,
    isReady: false,
    isSubscribed: false,
    iterator: null,
    subscription: null,
    lastSequenceNumber: null,
    fetchPosition: -1,
    isFetching: false,
    lastAnswerUs: -Infinity,
    buffer: [],
    batch: null,
    handedTo: { position: -1, sequenceNumber: null },
    checkpointedUs: consumers.sim.nowUs,
    checkpointPosition: -1,
    swallowed: [],
    isAtEnd: false,
    children: [],
  };
}

function end(at: At, consumer: ShardConsumer): void {
  const { app, worker } = at;
  unsubscribe(at, consumer);
  delete worker.consumers[consumer.shard];
  const reader = readerOf(at, consumer.shard);
  if (app.table.items[consumer.leaseKey]?.leaseOwner === worker.spec.id && reader.state !== 'drained') reader.state = 'waiting';
}

/** One step: what the last task came to, then the task of the state it leads to. */
function step(at: At, consumer: ShardConsumer): void {
  const { nowUs } = at.consumers.sim;
  const isStopping = consumer.life.reason === 'LEASE_LOST' || consumer.life.reason === 'REQUESTED';
  if (nowUs < consumer.busyUntilUs && !isStopping) return;
  if (consumer.life.state === 'PROCESSING' && consumer.outcome === null) {
    if (consumer.batch !== null) return; // its task is in hand
    if (consumer.isAtEnd && consumer.buffer.length === 0) consumer.outcome = 'END_OF_SHARD';
    else if (isStopping) consumer.outcome = 'SUCCESS';
  }
  if (consumer.outcome !== null) settle(at, consumer, consumer.outcome);
  const failed = runTask(at, consumer);
  if (failed) consumer.busyUntilUs = Math.max(consumer.busyUntilUs, nowUs + TASK_BACKOFF_US);
}

function settle(at: At, consumer: ShardConsumer, outcome: TaskOutcome): void {
  const before = consumer.life.state;
  const isStopping = consumer.life.reason === 'LEASE_LOST' || consumer.life.reason === 'REQUESTED';
  const told = outcome === 'FAILURE' && isStopping ? 'SUCCESS' : outcome;
  consumer.life = finishTask(consumer.life, told);
  consumer.outcome = null;
  const after = consumer.life.state;
  if (after === before) return;
  const event = consumer.life.reason ?? 'SUCCESS';
  consumer.transitions.push({ atUs: at.consumers.sim.nowUs, from: before, event, to: after });
  if (consumer.transitions.length > TRANSITIONS_MAX) consumer.transitions.shift();
}

/** True where it failed. */
function runTask(at: At, consumer: ShardConsumer): boolean {
  const outcome = outcomeOf(at, consumer);
  if (outcome !== 'none') consumer.outcome = outcome;
  return outcome === 'FAILURE';
}

function outcomeOf(at: At, consumer: ShardConsumer): TaskOutcome | 'none' {
  switch (taskOf(consumer.life.state as ShardConsumerState)) {
    case 'BLOCK_ON_PARENT_SHARDS':
      return blockOnParents(at, consumer);
    case 'INITIALIZE':
      return initialize(at, consumer);
    case 'PROCESS':
      if (!consumer.isReady) consumer.isReady = true;
      else if (!consumer.isSubscribed) {
        consumer.isSubscribed = true;
        processNext(at, consumer);
      }
      return 'none';
    case 'SHUTDOWN_NOTIFICATION':
      return handOver(at, consumer);
    case 'SHUTDOWN':
      return shutDown(at, consumer);
    default:
      return 'none';
  }
}

function blockOnParents(at: At, consumer: ShardConsumer): TaskOutcome {
  const { app, consumers } = at;
  const row = app.table.items[consumer.leaseKey];
  if (row === undefined) return 'FAILURE';
  const rows = new Map(row.parentShardIds.flatMap((parent) => rowOf(at, parent) ?? []));
  if (unfinishedParents(row, rows).length === 0) return 'SUCCESS';
  consumer.busyUntilUs = consumers.sim.nowUs + PARENT_POLL_US;
  return 'FAILURE';
}

function rowOf(at: At, key: string): [string, (typeof at.app.table.items)[string]][] | null {
  const row = get(at.app.table, key, at.consumers.sim.nowUs);
  if (row !== null) return row === undefined ? [] : [[key, row]];
  noticeThrottling(at);
  const unread = at.app.table.items[key]; // the read is tried again: until then the parent stands
  return unread === undefined ? [] : [[key, unread]];
}

function initialize(at: At, consumer: ShardConsumer): TaskOutcome {
  const row = get(at.app.table, consumer.leaseKey, at.consumers.sim.nowUs);
  if (row === null) noticeThrottling(at);
  if (row === null || row === undefined) return 'FAILURE';
  return startPublisher(at, consumer, row.checkpoint.sequenceNumber) ? 'SUCCESS' : 'FAILURE';
}

/** shutdownRequested(): the processor checkpoints what it was handed, and the lease goes to the next owner, or out of hand. */
function handOver(at: At, consumer: ShardConsumer): TaskOutcome {
  checkpointHanded(at, consumer);
  release(at, consumer.shard);
  return 'SUCCESS';
}

/** 3.x: the row is written to its next owner. A worker that stops only forgets the lease. */
export function release(at: At, shard: number): void {
  const { app, worker } = at;
  const lease = worker.held[shard];
  if (lease === undefined) return;
  const row = app.table.items[lease.leaseKey];
  if (lease.handoffSinceUs !== null && row !== undefined && row.checkpointOwner === worker.spec.id && row.leaseOwner !== null)
    assignLease(at, lease.leaseKey, row.leaseOwner, worker.spec.id, row.leaseOwner);
  delete worker.held[shard];
}

function shutDown(at: At, consumer: ShardConsumer): TaskOutcome {
  if (consumer.life.reason === 'REQUESTED') release(at, consumer.shard); // it was still waiting for its parents
  if (consumer.life.reason !== 'SHARD_END') {
    consumer.buffer = [];
    unsubscribe(at, consumer);
    return 'SUCCESS';
  }
  if (consumer.children.length > 0 && !createChildLeases(at, consumer)) return 'FAILURE';
  const answer = checkpointLease(at, consumer, SHARD_END, 1, consumer.children.map(shardIdOf));
  if (answer === 'throttled') return 'FAILURE';
  if (answer === 'lost') {
    consumer.life = askToStop(consumer.life, 'LEASE_LOST');
    return 'SUCCESS';
  }
  passed(at, consumer, consumer.handedTo.position);
  tellDrained(at, consumer);
  return 'SUCCESS';
}

function tellDrained(at: At, { shard, leaseKey, children }: ShardConsumer): void {
  const { app, consumers } = at;
  readerOf(at, shard).state = 'drained';
  const stream = consumers.kinesis.state.streams.find(({ name }) => name === app.spec.stream);
  const reshard = stream?.reshards.find(({ parents }) => parents.includes(shard));
  const event = emit(
    consumers.sim,
    { type: 'shard-drained', consumer: app.spec.id, shardId: leaseKey, children: children.map(shardIdOf) },
    reshard?.event ?? null,
  );
  for (const child of children) app.eventOf[child] ??= event;
}
