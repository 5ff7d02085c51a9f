/** An application of the Kinesis Client Library at work. Plain data. */
import type { TableState } from '../../aws/dynamodb/table.ts';
import type { RandomStream } from '../../kernel/random.ts';
import type { ClientPage } from '../../kinesis/actions/get-records.ts';
import type { ShardIterator } from '../../kinesis/actions/get-shard-iterator.ts';
import type { SubscriptionAddress } from '../../kinesis/fan-out/session.ts';
import type { Life } from '../../kinesis/lifecycle.ts';
import type { KclConsumerSpec, KclWorkerSpec } from '../consumer-spec.ts';
import type { ConsumerCommon, Consumers, ReaderState } from '../consumer-state.ts';
import type { Audit } from './find-hash-range-holes.ts';
import type { Sightings } from './lease-clock.ts';
import type { Lease } from './lease.ts';
import type { ShardConsumerLife } from './shard-consumer-life.ts';

export type KclReader = ReaderState;

/** A step of a worker's or a shard consumer's machine. */
export interface Transition {
  atUs: number;
  from: string;
  event: string;
  to: string;
}

/** A lease as the worker that holds it remembers it. */
export interface HeldLease {
  shard: number;
  leaseKey: string;
  /** As last written by this worker: what its next write asks for. */
  counter: number;
  /** Another one each time that this worker gains the lease (KCL: concurrencyToken). */
  token: number;
  renewedUs: number;
  /** How long without a renewal. Of the time at which it was gained or last renewed: a shorter failover time holds from the next renewal on. */
  goodForUs: number;
  /** Delivered since the last renewal. */
  bytes: number;
  /** 3.x: since when it is to be handed over; null while it is not. */
  handoffSinceUs: number | null;
}

/** A batch that the record processor works on. */
export interface Batch {
  from: number;
  to: number;
  /** Records before it are accounted for. */
  doneTo: number;
  startedUs: number;
  usPerRecord: number;
  /** Position at which the processor throws; null where it does not. */
  failAt: number | null;
  lastSequenceNumber: string;
}

export interface ShardConsumer {
  shard: number;
  leaseKey: string;
  token: number;
  /** By which its timers find it. */
  generation: number;
  life: ShardConsumerLife;
  transitions: Transition[];
  /** What the task in hand came to; told to the machine at the next pass. */
  outcome: 'SUCCESS' | 'FAILURE' | 'END_OF_SHARD' | null;
  /** The task in hand sleeps until then. */
  busyUntilUs: number;
  /** PROCESSING: the pass after the state was reached subscribes to the publisher. */
  isReady: boolean;
  isSubscribed: boolean;
  /** Null before the publisher started, and from the end of the shard on. */
  iterator: ShardIterator | null;
  subscription: SubscriptionAddress | null;
  lastSequenceNumber: string | null;
  /** Position of the next record to come. */
  fetchPosition: number;
  /** A fetch is planned or on its way. */
  isFetching: boolean;
  lastAnswerUs: number;
  buffer: ClientPage[];
  batch: Batch | null;
  /** Everything before it was handed to the processor; the number of the last such record. */
  handedTo: { position: number; sequenceNumber: string | null };
  checkpointedUs: number;
  checkpointPosition: number;
  /** Batches, or their rest, that went with an exception: lost once a checkpoint passes them. */
  swallowed: [number, number][];
  /** The page without a next iterator has come. */
  isAtEnd: boolean;
  children: number[];
}

export interface KclWorker {
  spec: KclWorkerSpec;
  number: number;
  /** Another one with each start of the process: timers of the one before are void. */
  incarnation: number;
  isAlive: boolean;
  /** Taken out of the specification. */
  isRemoved: boolean;
  life: Life;
  transitions: Transition[];
  startedUs: number;
  /** `seq` of the event that told of its start, and of its end. */
  startedEvent: number | null;
  stoppedEvent: number | null;
  /** `seq` of the command by which it is stopping. */
  stopCause: number | null;
  stoppedUs: number | null;
  frozenSinceUs: number | null;
  /** What fell due while it stood still. */
  deferred: KclTimer[];
  random: RandomStream;
  attempts: number;
  /** First shard sync: not before this moment. */
  syncAtUs: number;
  /** By shard index. */
  held: Record<number, HeldLease>;
  consumers: Record<number, ShardConsumer>;
  nextToken: number;
  /** What it has seen of the counters of the lease table, and when, by its own clock. */
  sightings: Sightings;
  /** As leader: since when it has seen a lease being handed over. */
  handoffSinceUs: Record<string, number>;
  /** Runs as leader in a row. */
  leaderRuns: number;
  lastLeaderCheckUs: number;
  audit: Audit;
}

/** Faults that stand. */
export interface KclFaults {
  slowFactor: number;
  failingShare: number;
  /** By shard index: position of the record that cannot be processed; null until the next batch comes. */
  poison: Record<number, number | null>;
}

export interface LeaseMove {
  atUs: number;
  leaseKey: string;
  from: string | null;
  to: string;
  how: LeaseMoveHow;
}
export type LeaseMoveHow = 'unowned' | 'expired' | 'stolen' | 'assigned' | 'handoff';

export interface KclApplication extends ConsumerCommon<KclConsumerSpec, KclReader> {
  /** Where in `readers` a shard stands. */
  readerOf: Record<number, number>;
  table: TableState<Lease>;
  workers: KclWorker[];
  /** 3.x: the lock item of the leader. */
  leader: { worker: number; incarnation: number; sinceUs: number; event: number } | null;
  faults: KclFaults;
  /** Handed to processors, repetitions counted again: user records, aggregates they came in, and aggregates dropped whole. */
  figures: { userRecords: number; aggregates: number; droppedAggregates: number };
  /** By shard index: `seq` of the event that told of its lease's last move, or of its creation. */
  eventOf: Record<number, number>;
  /** By lease key: when the row was last written, for the page. */
  renewedUs: Record<string, number>;
  moves: LeaseMove[];
  /** When the throttling of the table was last told of, and what brought it about. */
  throttleToldUs: number;
  tableCause: number | null;
  /** Of the registered consumer; null where there is none. */
  consumerArn: string | null;
}

export type WorkerErrand = 'run' | 'initialize' | 'tick' | 'renew' | 'take' | 'assign' | 'discover' | 'audit' | 'clean';

export type KclTimer =
  | { kind: 'kcl-worker'; worker: number; incarnation: number; errand: WorkerErrand }
  | { kind: 'kcl-shard'; worker: number; incarnation: number; shard: number; generation: number; errand: 'fetch' | 'processed' | 'pushed' }
  | { kind: 'kcl-page'; worker: number; incarnation: number; shard: number; generation: number; page: ClientPage };

/** A worker with what it works in. */
export interface At {
  consumers: Consumers;
  app: KclApplication;
  worker: KclWorker;
}
