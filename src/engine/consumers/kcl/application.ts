/**
 * An application of the Kinesis Client Library: workers on instances that share the shards of a stream by a lease table.
 * https://docs.aws.amazon.com/streams/latest/dev/kcl.html
 * Simplified: one stream an application; a change of version or retrieval is a deployment, in which all workers start again at once.
 */
import { createLatencyHistogram } from '../../kernel/latency-histogram.ts';
import { createRandom } from '../../kernel/random.ts';
import { deregisterClient } from '../../kinesis/actions/deregister-stream-consumer.ts';
import { setCapacity } from '../../aws/dynamodb/table.ts';
import type { KclConsumerSpec } from '../consumer-spec.ts';
import type { Consumers } from '../consumer-state.ts';
import { createSink } from '../sink.ts';
import type { At, KclApplication, KclWorker } from './kcl-state.ts';
import { createLeaseTable, provisionedOf } from './lease-table.ts';
import { addWorker, shutDown, startProcess, stopProcess } from './worker-process.ts';

export function addApplication(consumers: Consumers, spec: KclConsumerSpec): void {
  const { sim, state } = consumers;
  const app: KclApplication = {
    spec: freezeSpec(spec),
    number: state.nextNumber++,
    addedUs: sim.nowUs,
    random: createRandom(sim.seed, `kcl:${spec.id}`),
    readers: [],
    readerOf: {},
    totals: { records: 0, bytes: 0, calls: 0, refusedCalls: 0, trimmedUnread: 0 },
    putToRead: createLatencyHistogram(),
    sink: createSink(),
    table: createLeaseTable(spec.leaseTable, sim.nowUs),
    workers: [],
    leader: null,
    faults: { slowFactor: 1, failingShare: 0, poison: {} },
    figures: { userRecords: 0, aggregates: 0, droppedAggregates: 0 },
    eventOf: {},
    renewedUs: {},
    moves: [],
    throttleToldUs: -Infinity,
    tableCause: sim.cause,
    consumerArn: null,
  };
  state.list.push(app);
  for (const worker of spec.workers) startProcess({ consumers, app, worker: addWorker(app, sim.seed, worker) });
}

const freezeSpec = (spec: KclConsumerSpec): KclConsumerSpec =>
  Object.freeze({
    ...spec,
    workers: Object.freeze(spec.workers.map((worker) => Object.freeze({ ...worker }))) as KclConsumerSpec['workers'],
    checkpoint: Object.freeze({ ...spec.checkpoint }),
    leaseTable: Object.freeze({ ...spec.leaseTable }),
  });

/** The worker of that name that stands in the specification. */
export const findWorker = (app: KclApplication, id: string): KclWorker | undefined =>
  app.workers.findLast(({ spec, isRemoved }) => spec.id === id && !isRemoved);

export function updateApplication(consumers: Consumers, app: KclApplication, spec: KclConsumerSpec): void {
  const before = app.spec;
  app.spec = freezeSpec(spec);
  if (JSON.stringify(before.leaseTable) !== JSON.stringify(spec.leaseTable)) {
    setCapacity(app.table, provisionedOf(spec.leaseTable), app.table.forced, consumers.sim.nowUs);
    app.tableCause = consumers.sim.cause;
  }
  const isDeployed = before.version !== spec.version || before.retrieval !== spec.retrieval;
  if (isDeployed) app.leader = null;
  if (before.retrieval === 'fan-out' && spec.retrieval === 'polling') deregister(consumers, app);
  for (const worker of app.workers.filter(({ isRemoved }) => !isRemoved)) {
    const at: At = { consumers, app, worker };
    const wanted = spec.workers.find(({ id }) => id === worker.spec.id);
    if (wanted === undefined) {
      worker.isRemoved = true;
      shutDown(at);
    } else {
      worker.spec = Object.freeze({ ...wanted });
      if (!isDeployed || !worker.isAlive) continue;
      stopProcess(at, 'stopped');
      startProcess(at);
    }
  }
  for (const worker of spec.workers)
    if (findWorker(app, worker.id) === undefined) startProcess({ consumers, app, worker: addWorker(app, consumers.sim.seed, worker) });
}

export function removeApplication(consumers: Consumers, app: KclApplication): void {
  for (const worker of app.workers) if (worker.isAlive) stopProcess({ consumers, app, worker }, 'stopped');
  deregister(consumers, app);
}

function deregister({ kinesis }: Consumers, app: KclApplication): void {
  if (app.consumerArn !== null) deregisterClient(kinesis, app.consumerArn);
  app.consumerArn = null;
}
