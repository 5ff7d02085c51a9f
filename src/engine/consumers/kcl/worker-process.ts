/**
 * A process that runs the KCL: its worker starts, stops, dies or stands still (coordinator/Scheduler). https://docs.aws.amazon.com/streams/latest/dev/kcl-concepts.html
 * Simplified: the processes of an application begin within a second of each other; the lease table is there at once.
 */
import { createRandom, nextBelow } from '../../kernel/random.ts';
import { emit } from '../../kernel/simulation.ts';
import { SECOND } from '../../kernel/time.ts';
import { startLife, stepLife } from '../../kinesis/lifecycle.ts';
import { clientStatus, registerClient } from '../../kinesis/actions/register-stream-consumer.ts';
import type { KclWorkerSpec } from '../consumer-spec.ts';
import type { ConsumerTimer, Consumers } from '../consumer-state.ts';
import { createAudit } from './find-hash-range-holes.ts';
import { gain, renewalPeriodUs } from './held-leases.ts';
import type { At, KclApplication, KclWorker } from './kcl-state.ts';
import { isLeader } from './leader.ts';
import { leasesOf } from './lease-table.ts';
import { progress } from './record-processor.ts';
import { syncShards } from './shard-sync.ts';
import { unsubscribe } from './subscription.ts';
import { laterFor, put } from './timers.ts';
import { workerMachine, type WorkerLifeEvent } from './worker.machine.ts';

const ATTEMPTS_MAX = 20;
const TRANSITIONS_MAX = 12;
/** A process begins at some moment of its first second. */
const BOOT_US = SECOND;

export function addWorker(app: KclApplication, seed: string, spec: KclWorkerSpec): KclWorker {
  const number = app.workers.length;
  const worker: KclWorker = {
    spec: Object.freeze({ ...spec }),
    number,
    incarnation: 0,
    isAlive: false,
    isRemoved: false,
    life: startLife(workerMachine, {}).life,
    transitions: [],
    startedUs: 0,
    startedEvent: null,
    stoppedEvent: null,
    stopCause: null,
    stoppedUs: null,
    frozenSinceUs: null,
    deferred: [],
    random: createRandom(seed, `kcl:${app.spec.id}:${spec.id}:${number}`),
    attempts: 0,
    syncAtUs: 0,
    held: {},
    consumers: {},
    nextToken: 0,
    sightings: {},
    handoffSinceUs: {},
    leaderRuns: 0,
    lastLeaderCheckUs: -Infinity,
    audit: createAudit(),
  };
  app.workers.push(worker);
  return worker;
}

export function startProcess(at: At): void {
  const { app, worker, consumers } = at;
  const { sim } = consumers;
  worker.incarnation++;
  worker.isAlive = true;
  worker.life = startLife(workerMachine, {}).life;
  worker.startedUs = sim.nowUs;
  worker.attempts = 0;
  worker.syncAtUs = 0;
  worker.stopCause = null;
  worker.held = {};
  worker.consumers = {};
  worker.sightings = {};
  worker.handoffSinceUs = {};
  worker.leaderRuns = 0;
  worker.lastLeaderCheckUs = -Infinity;
  worker.audit = createAudit();
  const { id, instance, zone } = worker.spec;
  worker.startedEvent = emit(sim, { type: 'worker-started', consumer: app.spec.id, worker: id, instance, zone });
  laterFor(at, nextBelow(worker.random, BOOT_US), 'run');
}

export function stepWorker({ consumers: { sim }, worker }: At, event: WorkerLifeEvent): void {
  const step = stepLife(workerMachine, worker.life, event);
  if (step === null) return;
  worker.transitions.push({ atUs: sim.nowUs, from: worker.life.state, event, to: step.life.state });
  if (worker.transitions.length > TRANSITIONS_MAX) worker.transitions.shift();
  worker.life = step.life;
}

/** INITIALIZING: an attempt a second. An empty table is filled by whoever finds it empty after a random 1–30 s, looking every 3 s. */
export function initialize(at: At): void {
  const { app, worker, consumers } = at;
  const { nowUs } = consumers.sim;
  if (app.spec.retrieval === 'fan-out' && !isRegistered(at)) return retry(at);
  if (leasesOf(app).length === 0) {
    if (worker.syncAtUs === 0) worker.syncAtUs = nowUs + SECOND + nextBelow(worker.random, 29 * SECOND);
    if (nowUs < worker.syncAtUs) return laterFor(at, Math.min(3 * SECOND, worker.syncAtUs - nowUs), 'initialize');
    if (!isLeader(at)) return laterFor(at, 3 * SECOND, 'initialize');
    if (!syncShards(at, 'initial')) return retry(at);
  }
  begin(at);
}

function retry(at: At): void {
  if (++at.worker.attempts < ATTEMPTS_MAX) return laterFor(at, SECOND, 'initialize');
  stepWorker(at, 'giveUp');
  stopProcess(at, 'gave-up');
}

/** The consumer goes by the application's name; whoever comes first registers it. */
function isRegistered({ app, consumers: { kinesis } }: At): boolean {
  if (app.consumerArn === null || clientStatus(kinesis, app.consumerArn) === null) {
    const answer = registerClient(kinesis, app.spec.stream, app.spec.id);
    app.consumerArn = answer.ok ? answer.value : null;
  }
  return app.consumerArn !== null && clientStatus(kinesis, app.consumerArn) === 'ACTIVE';
}

/** STARTED: takes up what the table still says is its own, and sets its threads going. */
function begin(at: At): void {
  const { app, worker } = at;
  stepWorker(at, 'initialized');
  for (const lease of leasesOf(app)) if (lease.leaseOwner === worker.spec.id && lease.checkpointOwner === null) gain(at, lease);
  laterFor(at, 0, 'tick');
  laterFor(at, renewalPeriodUs(at), 'renew');
  if (app.spec.version === '2.x') laterFor(at, 0, 'take');
  else {
    laterFor(at, 0, 'assign');
    laterFor(at, 0, 'discover');
  }
  laterFor(at, 60 * SECOND, 'audit');
  laterFor(at, 60 * SECOND, 'clean');
}

export type WorkerEnd = 'crashed' | 'instance-lost' | 'zone-lost' | 'stopped' | 'gave-up';

/** The process is gone; what its processors had done by now counts. The table knows nothing of it. */
export function stopProcess(at: At, how: WorkerEnd): void {
  const { app, worker, consumers } = at;
  for (const consumer of Object.values(worker.consumers)) {
    if (worker.frozenSinceUs === null) progress(at, consumer);
    unsubscribe(at, consumer);
    const row = app.table.items[consumer.leaseKey];
    const reader = app.readers[app.readerOf[consumer.shard]];
    if (row?.leaseOwner === worker.spec.id && reader.state !== 'drained') reader.state = 'waiting';
  }
  worker.isAlive = false;
  worker.frozenSinceUs = null;
  worker.deferred = [];
  worker.held = {};
  worker.consumers = {};
  worker.stoppedUs = consumers.sim.nowUs;
  worker.stoppedEvent = emit(
    consumers.sim,
    { type: 'worker-stopped', consumer: app.spec.id, worker: worker.spec.id, how },
    consumers.sim.cause ?? worker.stopCause,
  );
  if (how === 'stopped' && app.leader?.worker === worker.number) app.leader = null;
}

/** A clean stop: its processors finish their batch and checkpoint, then the process ends. The rows keep its name until others take them. */
export function shutDown(at: At): void {
  if (!at.worker.isAlive) return;
  at.worker.stopCause = at.consumers.sim.cause;
  if (at.worker.life.state !== 'STARTED') return stopProcess(at, 'stopped');
  stepWorker(at, 'shutdown');
}

export function freeze(at: At): void {
  const { worker, consumers } = at;
  for (const consumer of Object.values(worker.consumers)) progress(at, consumer);
  worker.frozenSinceUs = consumers.sim.nowUs;
  worker.stoppedEvent = consumers.sim.cause;
}

/** It goes on as if nothing had been: what fell due meanwhile is done now. */
export function thaw(at: At): void {
  const { worker, consumers } = at;
  if (worker.frozenSinceUs === null) return;
  const stoodUs = consumers.sim.nowUs - worker.frozenSinceUs;
  for (const { batch } of Object.values(worker.consumers)) if (batch !== null) batch.startedUs += stoodUs;
  worker.frozenSinceUs = null;
  for (const timer of worker.deferred.splice(0)) put(at, 0, timer);
}

/** Null where the timer's process is gone; what falls due for one that stands still is kept for it. */
export function workerOf(
  consumers: Consumers,
  app: KclApplication,
  timer: ConsumerTimer & { worker: number; incarnation: number },
): At | null {
  const worker = app.workers[timer.worker];
  if (worker === undefined || !worker.isAlive || worker.incarnation !== timer.incarnation) return null;
  if (worker.frozenSinceUs === null) return { consumers, app, worker };
  worker.deferred.push(timer as never);
  return null;
}
