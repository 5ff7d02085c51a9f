/**
 * Amazon Data Firehose at work. Plain data. https://docs.aws.amazon.com/firehose/latest/dev/what-is-this-service.html
 * A parcel is a bunch of records that go the same way together; it is in one state of delivery.machine.ts. Its batches are frozen, so
 * that snapshots share them.
 */
import type { Held } from '../kernel/held.ts';
import type { RandomStream } from '../kernel/random.ts';
import type { Simulation, Timer } from '../kernel/simulation.ts';
import type { Kinesis } from '../kinesis/kinesis.ts';
import type { S3State } from '../aws/s3/buckets.ts';
import type { Account } from './account.ts';
import type { DeliveryStreamSpec } from './delivery-stream-spec.ts';
import type { DeliveryState } from './delivery/delivery.machine.ts';
import type { DestinationState } from './destinations/destination-state.ts';
import type { Failure } from './failure.ts';
import type { RecordBatch } from './record-batch.ts';
import type { Sought } from './sought.ts';
import type { DeliveryAttempt, TransformAnswer } from './steps.ts';
import type { Interpreter } from './transform/interpreter.ts';

/** Which hint made a flush. forced: the delivery stream was changed or cannot wait (zero buffering is 'no-buffering'). */
export type FlushTrigger = 'size' | 'interval' | 'no-buffering';

/** What a parcel is for. transform: gathered for the function · main: for the destination · source-backup: as it came in · failed: for an error folder. */
export type ParcelWay = 'transform' | 'main' | 'source-backup' | 'failed';

export interface Parcel {
  /** Within its delivery stream; never used twice. */
  number: number;
  way: ParcelWay;
  /** '' for Direct PUT, the shard's id, or the partition's keys as text: parcels of one lane are gathered one at a time. Of failed parcels: their folder. */
  lane: string;
  /** Sealed parcels of one queue are delivered one after another: a lane's, or all of a delivery stream where the destination takes one at a time. */
  queue: string;
  /** Values of the partition keys; null without partitioning. */
  partition: Record<string, string> | null;
  /** Where it lands though the prefix is another since, which asks for keys that it does not have. */
  prefix?: string;
  /** Of the error folder, of a failed parcel. */
  failures: Failure[];
  state: DeliveryState;
  batches: RecordBatch[];
  records: number;
  /** What the size hint is held against. */
  bytes: number;
  /** When the first record came. */
  openedUs: number;
  /** How it filled: time in µs, bytes, time, bytes …; coarse. */
  curve: number[];
  sealedUs: number | null;
  trigger: FlushTrigger | null;
  /** Hints that hold for it, or held when it was sealed. */
  sizeHintBytes: number;
  intervalSeconds: number;
  attempts: number;
  /** Those of them that went to the backup's bucket in the destination's place; absent where none did. */
  backupAttempts?: number;
  /** When the first attempt failed; retries are counted from there. */
  failedUs: number | null;
  /** When the next thing happens to it by itself. */
  dueUs: number | null;
  lastError: { code: string; message: string } | null;
  /** What the function has answered, on its way back until `dueUs`; null where it is not being invoked. */
  transform: TransformAnswer | null;
  /** What the destination has answered, on its way back until `dueUs`; null where nothing is being sent. */
  delivery: DeliveryAttempt | null;
  /** The file that it was converted to. */
  file: ConvertedFile | null;
}

export interface ConvertedFile extends Held {
  readonly bytes: Uint8Array;
}

/** A flush that was made: kept for a while after its parcel has gone. Frozen: another takes its place when it has arrived. */
export interface Flush {
  /** Its parcel's. */
  number: number;
  way: 'transform' | 'main' | 'source-backup';
  lane: string;
  openedUs: number;
  sealedUs: number;
  trigger: FlushTrigger;
  records: number;
  bytes: number;
  sizeHintBytes: number;
  intervalSeconds: number;
  curve: number[];
  /** Where it went, when it was there, and how large it was then; null while it is on its way. */
  arrival: {
    atUs: number;
    /** Key of an object, or the destination's own word; '' where nothing of it arrived. */ place: string;
    bucket: string | null;
    bytes: number;
    attempts: number;
  } | null;
}

/** Flushes that are kept, the newest last. */
export const FLUSHES_KEPT = 400;

export type DeliveryStreamStatus = 'CREATING' | 'CREATING_FAILED' | 'ACTIVE' | 'DELETING' | 'DELETING_FAILED' | 'SUSPENDED';

/** Direct PUT's buckets of one second, and what the quota has been raised to. */
export interface Intake {
  recordsPerSecond: number;
  requestsPerSecond: number;
  bytesPerSecond: number;
  levels: { records: number; requests: number; bytes: number; updatedUs: number };
  /** When throttling began, while it lasts; null: none. */
  throttledSinceUs: number | null;
  lastThrottledUs: number;
}

/** Counters of the steps of the way, in records; the frames take differences of them. */
export interface PathCounts {
  in: number;
  inBytes: number;
  transformedIn: number;
  transformedOk: number;
  convertedIn: number;
  convertedOk: number;
  invocations: number;
  invocationErrors: number;
  /** Objects, requests or files of the main way that arrived, and the bytes of their records before conversion and compression. */
  objects: number;
  objectRawBytes: number;
  deliveries: number;
  deliveryErrors: number;
}

export interface DeliveryStream {
  spec: DeliveryStreamSpec;
  /** By which timers find it; never used twice. */
  number: number;
  arn: string;
  status: DeliveryStreamStatus;
  /** 1 at first, one more with every effective change: part of object names and of UpdateDestination. */
  version: number;
  createdUs: number;
  updatedUs: number | null;
  tags: Record<string, string>;
  intake: Intake;
  nextRecord: number;
  nextParcel: number;
  parcels: Parcel[];
  /** By way and lane: for when its one timer is set, while something may be gathered. */
  laneTimers: Record<string, number>;
  flushes: Flush[];
  /** How many times the size hint is exceeded because delivery falls behind; 1: as hinted. */
  growth: number;
  account: Account;
  /** Records that an examiner looks for; absent where nobody does. */
  sought?: Sought[];
  counts: PathCounts;
  destination: DestinationState;
  /** What stands broken: set by faults. */
  broken: Broken;
  random: { ids: RandomStream; network: RandomStream; failures: RandomStream };
  /** The last failures and invocations, newest last, for who looks. */
  recent: { failures: RecentFailure[]; invocations: RecentInvocation[] };
  /** `seq` of the event that told of trouble that still lasts; by folder, of records that fail, with when the last one did. */
  trouble: { transform: number | null; delivery: number | null; failing: Record<string, { event: number; lastUs: number }> };
  lastTrigger: Record<string, FlushTrigger>;
}

export interface RecentFailure {
  atUs: number;
  folder: Failure['folder'];
  errorCode: string;
  errorMessage: string;
  records: number;
  /** The first of them, its first bytes. */
  sample: string;
  /** Where they landed; null while they are on their way. */
  key: string | null;
}

export interface RecentInvocation {
  atUs: number;
  attempt: number;
  records: number;
  requestBytes: number;
  durationUs: number;
  error: { code: string; message: string } | null;
  ok: number;
  dropped: number;
  failed: number;
  log: string[];
}
export const RECENT_KEPT = 20;

export interface Broken {
  /** The destination takes nothing: 503, or nobody answers. */
  destination: boolean;
  /** This share (0–1) of what is sent is taken, but the answer is lost. */
  lostAnswers: number;
  /** This share (0–1) of documents, rows or requests is refused for good. */
  rejects: number;
  /** The backup bucket takes nothing. */
  backup: boolean;
  /** The function cannot be invoked: throttled, denied, its role not to be had, or gone. */
  transform:
    | null
    | 'Lambda.InvokeLimitExceeded'
    | 'Lambda.InvokeAccessDenied'
    | 'Lambda.AssumeRoleAccessDenied'
    | 'Lambda.ResourceNotFound';
  /** `seq` of the event that told of it, of the function and of all else: trouble follows from these. Absent where nothing is broken. */
  since?: { transform: number | null; delivery: number | null };
}

export const NOTHING_BROKEN: Broken = { destination: false, lostAnswers: 0, rejects: 0, backup: false, transform: null };

export interface FirehoseState {
  list: DeliveryStream[];
  nextNumber: number;
}

export const createFirehoseState = (): FirehoseState => ({ list: [], nextNumber: 1 });

export interface Firehose {
  sim: Simulation;
  kinesis: Kinesis;
  state: FirehoseState;
  s3: S3State;
  /** Null: functions cannot be run here. */
  interpreter: Interpreter | null;
  /** Reads data streams on its behalf; absent: nobody does. */
  sources?: SourceReaders;
}

/** Who reads the data streams that delivery streams have as source: told when one comes and goes. */
export interface SourceReaders {
  /** Why `stream` cannot be read for it; null where it can. */
  whyNot(deliveryStream: string, stream: string): DeliveryRefusal | null;
  begin(deliveryStream: string, stream: string): void;
  end(deliveryStream: string): void;
}

/** Why something is refused, in AWS's words where it is AWS that refuses. */
export interface DeliveryRefusal {
  error: string;
  message: string;
}

/** `parcel`: which the timer is for; void where that parcel is gone or its `dueUs` is another. */
export type FirehoseTimer = Timer & { owner: 'firehose'; deliveryStream: number } & (
    | { kind: 'active' }
    | { kind: 'gone' }
    | { kind: 'parcel-due'; parcel: number }
    /** The interval of a lane's open parcel may be over; void where the lane waits for another moment. */
    | { kind: 'lane-due'; way: ParcelWay; lane: string }
  );
