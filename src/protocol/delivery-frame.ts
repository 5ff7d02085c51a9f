/** A delivery stream as the page sees it: plain data. The part that many look at, and the part for who looks at one. */
import type { Account, FailureFolder, LossReason } from '../engine/firehose/account.ts';
import type { DeliveryStreamSpec } from '../engine/firehose/delivery-stream-spec.ts';
import type { DestinationState } from '../engine/firehose/destinations/destination-state.ts';
import type {
  Broken,
  DeliveryStreamStatus,
  Flush,
  FlushTrigger,
  ParcelWay,
  RecentFailure,
  RecentInvocation,
} from '../engine/firehose/firehose-state.ts';

/** In every slow frame, one a delivery stream. */
export interface DeliverySummary {
  spec: DeliveryStreamSpec;
  status: DeliveryStreamStatus;
  version: number;
  arn: string;
  createdUs: number;
  /** In the last ten seconds, per second. */
  recordsPerSecond: number;
  bytesPerSecond: number;
  /** Records on their way, and their bytes. */
  onItsWay: number;
  onItsWayBytes: number;
  account: Account;
  /** Records put again by their producers because the quota was used up. */
  throttled: boolean;
  trouble: { transform: boolean; delivery: boolean };
}

/** A buffer that gathers: an open parcel. */
export interface BufferFrame {
  way: Extract<ParcelWay, 'transform' | 'main' | 'source-backup'>;
  /** '' for Direct PUT, a shard's id, or the partition's keys. */
  lane: string;
  records: number;
  bytes: number;
  openedUs: number;
  /** Bytes a second of the last ten seconds, into this buffer. */
  bytesPerSecond: number;
  sizeHintBytes: number;
  intervalSeconds: number;
  /** Time in µs, bytes, time, bytes …, up to now. */
  curve: number[];
  /** When it will flush if records go on coming as they do, and which hint will make it. */
  next: { atUs: number; trigger: FlushTrigger };
}

/** A step of the way. Records, since the start, and per second of the last ten. */
export interface StepFrame {
  step: 'source' | 'transform' | 'partition' | 'convert' | 'deliver';
  /** False: the delivery stream has no such step. */
  isOn: boolean;
  in: number;
  out: number;
  inPerSecond: number;
  /** Records that are in it now. */
  within: number;
  errors: number;
}

export interface DeliveryFrame {
  id: string;
  nowUs: number;
  spec: DeliveryStreamSpec;
  status: DeliveryStreamStatus;
  version: number;
  growth: number;
  /** At most BUFFERS_SHOWN, those that flush first; `buffersInAll` says how many there are. */
  buffers: BufferFrame[];
  buffersInAll: number;
  /** In all buffers for the destination: records, and how many a second go into them. Delivery itself comes in bursts. */
  gathered: { records: number; perSecond: number };
  /** Flushes sealed within the last FLUSH_WINDOW_US, oldest first; of many the curves are coarser. */
  flushes: Flush[];
  steps: StepFrame[];
  account: Account;
  onItsWay: number;
  /** Where records stand that are on their way: states of the delivery machine, with the parcels and records in each. */
  machine: { state: string; parcels: number; records: number }[];
  failures: RecentFailure[];
  invocations: RecentInvocation[];
  folders: { folder: FailureFolder; records: number; perSecond: number; prefix: string }[];
  losses: { reason: LossReason; records: number }[];
  destination: DestinationState;
  broken: Broken;
  /** When something is tried again: the earliest, with its error. */
  retry: { atUs: number; untilUs: number | null; error: { code: string; message: string } | null } | null;
  /** Direct PUT: its quota and use in the last second; null with a data stream as source. */
  quota: { records: [used: number, limit: number]; requests: [used: number, limit: number]; bytes: [used: number, limit: number] } | null;
  /** AWS/Firehose metrics of the last complete minute, by name. */
  metrics: Record<string, number>;
  cost: { usdPerHour: number; parts: { name: string; usdPerHour: number }[]; asOf: string };
}

export const BUFFERS_SHOWN = 12;
export const FLUSH_WINDOW_US = 5 * 60 * 1_000_000;

/** A bucket of the lab as a folder shows it. */
export interface BucketListing {
  bucket: string;
  prefix: string;
  folders: { prefix: string; objects: number; bytes: number; newestUs: number }[];
  /** The newest first; at most `limit`. */
  objects: ObjectSummary[];
  objectsInAll: number;
  /** Under the prefix, folders included. */
  totalObjects: number;
  totalBytes: number;
}

export interface ObjectSummary {
  key: string;
  sizeBytes: number;
  contentType: string;
  contentEncoding: string | null;
  kmsKeyArn: string | null;
  writtenUs: number;
  records: number | null;
  rawBytes: number | null;
  kind: string | null;
  /** False: its bytes have to be made again by a replay before they can be looked at. */
  isKept: boolean;
}

export interface ObjectBytes {
  summary: ObjectSummary;
  bytes: Uint8Array;
}

/** What a transform would answer for records that have come in, without any effect on the run. */
export interface TransformTrial {
  records: { before: string; result: 'Ok' | 'Dropped' | 'ProcessingFailed' | null; after: string | null; problem: string | null }[];
  error: { code: string; message: string; line: number | null } | null;
  log: string[];
  durationUs: number;
}
