/** An application of the KCL as the page sees it. */
import {
  dynamoCapacityOf,
  dynamoUsedInLastSecond,
  lagOf,
  NO_LAG,
  SECOND,
  streamOf,
  type ConsumerState,
  type KclApplication,
  type KclWorker,
  type World,
} from '../../engine/index.ts';
import type { KclFrame, KclLeaseFrame, KclShardConsumerFrame, KclTableFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';

const MOVES_SHOWN_US = 60 * SECOND;

const isApplication = (consumer: ConsumerState): consumer is KclApplication => consumer.spec.kind === 'kcl';

/** Null for consumers of other kinds. */
export function kclFrame(world: World, consumer: ConsumerState): KclFrame | null {
  if (!isApplication(consumer)) return null;
  const { nowUs } = world.sim;
  const { spec, workers, sink, moves, figures } = consumer;
  return {
    version: spec.version,
    failoverTimeMs: spec.failoverTimeMs,
    workers: workers.filter(({ isRemoved, isAlive }) => !isRemoved || isAlive).map((worker) => workerFrame(consumer, worker, world)),
    leases: leaseFrames(world, consumer),
    table: tableFrame(consumer, nowUs),
    userRecords: { records: figures.userRecords, aggregates: figures.aggregates, dropped: figures.droppedAggregates },
    account: { processed: sink.processed, duplicates: sink.duplicates, lost: sink.lost },
    moves: moves.filter(({ atUs }) => atUs > nowUs - MOVES_SHOWN_US),
  };
}

function workerFrame(app: KclApplication, worker: KclWorker, { faults }: World): KclWorkerFrame {
  const { id, instance, zone } = worker.spec;
  const isFrozen = worker.frozenSinceUs !== null;
  const fault = faults.find(({ fault: one }) => one.kind === 'worker-freeze' && one.consumer === app.spec.id && one.worker === id);
  return {
    id,
    instance,
    zone,
    state: worker.life.state,
    process: !worker.isAlive ? 'dead' : isFrozen ? 'frozen' : 'running',
    frozenUntilUs: isFrozen && fault?.fault.kind === 'worker-freeze' ? fault.sinceUs + fault.fault.forMs * 1000 : null,
    leader: worker.isAlive && isLeading(app, worker),
    leases: Object.values(app.table.items).filter(({ leaseOwner }) => leaseOwner === id).length,
    running: Object.values(worker.consumers).map(({ leaseKey }) => leaseKey),
    transitions: worker.transitions,
  };
}

function isLeading({ spec, leader, table }: KclApplication, worker: KclWorker): boolean {
  if (spec.version === '3.x') return leader?.worker === worker.number && leader.incarnation === worker.incarnation;
  const owners = Object.values(table.items).flatMap(({ leaseOwner }) => leaseOwner ?? []);
  return owners.length > 0 && owners.toSorted()[0] === worker.spec.id;
}

function leaseFrames(world: World, app: KclApplication): KclLeaseFrame[] {
  const stream = streamOf(world, app);
  const byId = new Map(app.workers.filter(({ isAlive }) => isAlive).map((worker) => [worker.spec.id, worker]));
  const durationUs = app.spec.failoverTimeMs * 1000;
  return Object.values(app.table.items)
    .toSorted((a, b) => (a.leaseKey < b.leaseKey ? -1 : 1))
    .map((lease) => {
      const shardIndex = Number(lease.leaseKey.slice('shardId-'.length));
      const reader = app.readers[app.readerOf[shardIndex]];
      const lag = stream === undefined || reader === undefined ? NO_LAG : lagOf(world, stream, reader);
      const renewedUs = lease.leaseOwner === null ? null : (app.renewedUs[lease.leaseKey] ?? null);
      const checkpoint = lease.checkpoint.sequenceNumber;
      const owner = byId.get(lease.checkpointOwner ?? lease.leaseOwner ?? '');
      // A failover time that was changed meanwhile holds from the next renewal on.
      const goodForUs = byId.get(lease.leaseOwner ?? '')?.held[shardIndex]?.goodForUs ?? durationUs;
      return {
        ...lease,
        parentShardIds: lease.parentShardIds,
        childShardIds: lease.childShardIds,
        checkpoint,
        shardIndex,
        renewedUs,
        expiresUs: renewedUs === null || checkpoint === 'SHARD_END' ? null : renewedUs + goodForUs,
        lagRecords: lag.records,
        lagMs: lag.ms,
        consumer: owner === undefined ? null : shardConsumerFrame(owner, shardIndex),
      };
    });
}

function shardConsumerFrame(worker: KclWorker, shard: number): KclShardConsumerFrame | null {
  const consumer = worker.consumers[shard];
  if (consumer === undefined) return null;
  const { batch, buffer, life, transitions } = consumer;
  return {
    worker: worker.spec.id,
    state: life.state,
    processing: batch === null ? 0 : batch.to - batch.from,
    buffered: buffer.reduce((sum, { from, to }) => sum + to - from, 0),
    transitions,
  };
}

function tableFrame({ spec, table }: KclApplication, nowUs: number): KclTableFrame {
  const limit = dynamoCapacityOf(table);
  const { read, write, throttled } = dynamoUsedInLastSecond(table, nowUs);
  return {
    billing: spec.leaseTable.billing,
    readLimit: limit?.readUnits ?? null,
    writeLimit: limit?.writeUnits ?? null,
    readPerSecond: read,
    writePerSecond: write,
    throttledPerSecond: throttled,
    readUnits: table.totals.readUnits,
    writeUnits: table.totals.writeUnits,
    throttled: table.totals.throttled,
    isThrottled: table.lastThrottledUs !== null && nowUs - table.lastThrottledUs < 5 * SECOND,
  };
}
