/**
 * What a learner can break of a KCL application. https://docs.aws.amazon.com/streams/latest/dev/troubleshooting-consumers.html
 * A poison record throws each time it comes up; KCL swallows the exception, so it and the rest of its batch are skipped and lost.
 */
import { setCapacity } from '../../aws/dynamodb/table.ts';
import { parseShardId } from '../../kinesis/shard-id.ts';
import type { Consumers } from '../consumer-state.ts';
import type { Fault } from '../../faults/fault.ts';
import { findWorker } from './application.ts';
import type { At, KclApplication } from './kcl-state.ts';
import { freeze, startProcess, stopProcess, thaw, type WorkerEnd } from './worker-process.ts';

export function breakApplication(consumers: Consumers, app: KclApplication, fault: Fault, begins: boolean): string | null {
  switch (fault.kind) {
    case 'worker-crash':
      return crash(consumers, app, fault.worker);
    case 'worker-freeze':
      return stall(consumers, app, fault.worker, begins);
    case 'instance-loss':
      return loseWorkers(consumers, app, 'instance-lost', ({ instance }) => instance === fault.instance, fault.instance);
    case 'zone-loss':
      return loseWorkers(consumers, app, 'zone-lost', ({ zone }) => zone === fault.zone, fault.zone);
    case 'slow-processing':
      app.faults.slowFactor = begins ? fault.factor : 1;
      return null;
    case 'failing-processing':
      app.faults.failingShare = begins ? fault.share : 0;
      return null;
    case 'poison-record':
      return poison(app, fault.shardId, begins);
    case 'lease-table-throttled':
      setCapacity(
        app.table,
        app.table.provisioned,
        begins ? { readUnits: fault.readUnits, writeUnits: fault.writeUnits } : null,
        consumers.sim.nowUs,
      );
      app.tableCause = consumers.sim.cause;
      return null;
    case 'network-duplicate':
      return 'A network duplicate concerns a producer.';
    default:
      return 'That concerns a delivery stream.';
  }
}

function crash(consumers: Consumers, app: KclApplication, id: string): string | null {
  const worker = findWorker(app, id);
  if (worker === undefined || !worker.isAlive) return `Worker ${id} of ${app.spec.id} is not running.`;
  stopProcess({ consumers, app, worker }, 'crashed');
  return null;
}

function stall(consumers: Consumers, app: KclApplication, id: string, begins: boolean): string | null {
  const worker = findWorker(app, id);
  if (worker === undefined || !worker.isAlive) return begins ? `Worker ${id} of ${app.spec.id} is not running.` : null;
  const at: At = { consumers, app, worker };
  if (!begins) thaw(at);
  else if (worker.frozenSinceUs !== null) return `Worker ${id} of ${app.spec.id} stands still already.`;
  else freeze(at);
  return null;
}

function loseWorkers(
  consumers: Consumers,
  app: KclApplication,
  how: WorkerEnd,
  isThere: (spec: { instance: string; zone: string }) => boolean,
  place: string,
): string | null {
  const struck = app.workers.filter(({ isAlive, spec }) => isAlive && isThere(spec));
  for (const worker of struck) stopProcess({ consumers, app, worker }, how);
  return struck.length > 0 ? null : `No worker of ${app.spec.id} runs in ${place}.`;
}

function poison(app: KclApplication, shardId: string, begins: boolean): string | null {
  const shard = parseShardId(shardId);
  if (shard === null || app.readerOf[shard] === undefined) return begins ? `${app.spec.id} does not read ${shardId} yet.` : null;
  if (begins) app.faults.poison[shard] = null;
  else delete app.faults.poison[shard];
  return null;
}

export function startWorker(consumers: Consumers, app: KclApplication, id: string): string | null {
  const worker = findWorker(app, id);
  if (worker === undefined) return `${app.spec.id} has no worker named ${id}.`;
  if (worker.isAlive) return `Worker ${id} of ${app.spec.id} is running.`;
  startProcess({ consumers, app, worker });
  return null;
}
