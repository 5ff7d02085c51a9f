/** What the worker tells the page. Plain data and transferable typed arrays. */
import type { ConsumerSpec } from '../engine/consumers/consumer-spec.ts';
import type { Verdict } from '../judge/goal.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { ProducerSpec } from '../engine/producers/producer-spec.ts';
import type { KclFrame } from './kcl-frame.ts';
import type { LambdaFrame } from './lambda-frame.ts';
import type { Explanation } from '../engine/explain/explanation.ts';
import type { BucketListing, DeliveryFrame, DeliverySummary, ObjectBytes, TransformTrial } from './delivery-frame.ts';
import type { MachineChart } from './machine-chart.ts';
import type { ReadFrame } from './read-frame.ts';
import type { RunRecipe } from './run-recipe.ts';
import type { TravelFrame } from './travel.ts';

export type FromWorker =
  /** The worker is up. */
  | { type: 'ready'; engineVersion: string }
  /** A run stands. Event numbering starts again. */
  | { type: 'run-opened'; recipe: RunRecipe; title: string; summary: string; quotas: QuotaFact[] }
  /** The recipe could not be opened; what ran before goes on. */
  | { type: 'run-refused'; reason: string }
  | { type: 'frame'; frame: Frame }
  | { type: 'command-answered'; requestId: number; refusal: Refusal | null }
  | { type: 'records'; requestId: number; records: RecordDetail[] }
  | { type: 'recipe'; requestId: number; recipe: RunRecipe }
  | { type: 'event-log'; requestId: number; events: EngineEvent[] }
  /** A short text that changes with any part of the world on screen: equal worlds, equal digests. */
  | { type: 'digest'; requestId: number; digest: string }
  /** Null where it was done, else a sentence. */
  | { type: 'travelled'; requestId: number; refusal: string | null }
  | { type: 'compared'; requestId: number; difference: FirstDifference | null }
  /** Null where there is no such event. */
  | { type: 'explained'; requestId: number; explanation: Explanation | null }
  | { type: 'chart'; requestId: number; chart: MachineChart }
  /** All buckets by name, and the folder that was asked for; null where there is no such bucket. */
  | { type: 'bucket'; requestId: number; buckets: { name: string; objects: number; bytes: number }[]; listing: BucketListing | null }
  /** Null where there is no such object. */
  | { type: 'object'; requestId: number; object: ObjectBytes | null }
  /** Empty with a sentence where it was not made. */
  | { type: 'archive'; requestId: number; bytes: Uint8Array; refusal: string | null }
  | { type: 'branch-added'; requestId: number; branchId: number | null; refusal: string | null }
  /** Null where there is no such exercise, or where it took too long. */
  | { type: 'commands-judged'; requestId: number; verdict: Verdict | null }
  | { type: 'transform-tried'; requestId: number; trial: TransformTrial }
  /** A broken invariant: the run has stopped; the recipe reproduces it. */
  | { type: 'failed'; message: string; recipe: RunRecipe };

export interface Refusal {
  /** AWS's error type, e.g. `ResourceInUseException`. */
  error: string;
  message: string;
}

/** One limit with its origin, for "where does this number come from". */
export interface QuotaFact {
  /** Key in the profile, e.g. `shardWriteRecordsPerSecond`. */
  key: string;
  title: string;
  value: number;
  unit: string;
  source: string;
  asOf: string;
  /** What older notes and exams say, where it differs. */
  older: string | null;
}

export interface Frame {
  nowUs: number;
  playing: boolean;
  /** Raised when what is on screen is not what followed from the frame before: a seek, an undo, another branch or run. Motion begins anew. */
  jump: number;
  /** Events of the branch that have happened by now: those with `seq` up to this. */
  seq: number;
  /** The branch that is compared with, at the same moment; null where none is. Its `other` is null. */
  other: Frame | null;
  /**
   * Records put since the last frame, grouped: PUT_STRIDE numbers a row
   * [producer index, hash position 0–1, colour 0–6, shard index (the number in its id), outcome 0 accepted | 1 throttled by records | 2 throttled by bytes, records in the group, a log position of one of them or −1, attempt 1…].
   * Where that gives more than PUT_ROWS_MAX rows, those of one shard and outcome are merged.
   */
  puts: Float64Array;
  /** Reads since the last frame: READ_STRIDE numbers a row [consumer index, shard index, records, bytes, calls, refused calls]. */
  reads: Float64Array;
  /** The read budgets of the shard that `watch-reads` names; absent where nobody looks at them. */
  readBudgets?: ReadFrame;
  /** The delivery stream that `watch-delivery` names; absent where nobody looks at one. */
  delivery?: DeliveryFrame;
  /** With slow frames, where an exercise is watched. */
  verdict?: Verdict;
  /** At most ten times a second, and at once after a command, a step or a pause. */
  slow: SlowFrame | null;
}
export const PUT_STRIDE = 8;
export const PUT_ROWS_MAX = 512;
export const READ_STRIDE = 6;

export interface SlowFrame {
  startEpochMs: number;
  seed: string;
  profile: string;
  speed: { wished: number; /** null while it keeps up or is paused */ reached: number | null };
  /** Why the run stands still, null while it plays. */
  pausedBecause: null | 'learner' | 'memory' | 'hidden' | 'failed';
  /** Of the engine's worker. `deliveryBytes`: what is buffered, and files in buckets; `keyframeBytes`: what going back is made from. */
  memory: {
    usedBytes: number;
    budgetBytes: number;
    recordBytes: number;
    records: number;
    datasetBytes: number;
    historyBytes: number;
    deliveryBytes: number;
    keyframeBytes: number;
  };
  stream: StreamFrame;
  /** By hash range, parents before children; closed shards as long as they hold records. */
  shards: ShardFrame[];
  producers: ProducerFrame[];
  consumers: ConsumerFrame[];
  deliveryStreams: DeliverySummary[];
  /** At most six, colour slots 1–6. */
  keys: KeyFrame[];
  cells: CellFrame;
  readings: ReadingsFrame;
  timeline: TimelineFrame;
  travel: TravelFrame;
  /** Which history `events` is of: another number, another list. */
  epoch: number;
  /** Events of the whole branch, also those after the present moment: from `eventsAfter` on, or all where the epoch has changed. Oldest first. */
  events: EngineEvent[];
}

/** Where two branches part: the first event of one that the other has not, or has at another time or in another way. */
export interface FirstDifference {
  atUs: number;
  /** What happened at that moment on each and not on the other; null where there was nothing of the kind. */
  here: EngineEvent | null;
  there: EngineEvent | null;
  /** The first event after that which nobody commanded and which only one of them has: what came of it. */
  outcome: { atUs: number; on: 'here' | 'there'; event: EngineEvent } | null;
  /** Up to which moment both were looked at. */
  comparedUntilUs: number;
}

export interface StreamFrame {
  name: string;
  arn: string;
  status: 'CREATING' | 'ACTIVE' | 'UPDATING' | 'DELETING';
  openShards: number;
  retentionHours: number;
}

export interface ShardFrame {
  id: string;
  /** The number in the id. */
  index: number;
  parentId: string | null;
  adjacentParentId: string | null;
  childIds: string[];
  /** Decimal. */
  startingHashKey: string;
  endingHashKey: string;
  /** Position in the key space, 0–1; `endFraction` of the last shard is 1. */
  startFraction: number;
  endFraction: number;
  /**
   * open: takes records · closing: split or merged, takes records until `closesAtUs` ·
   * opening: a child, takes records from `opensAtUs` on · closed: only read.
   */
  state: 'open' | 'closing' | 'opening' | 'closed';
  closesAtUs: number | null;
  opensAtUs: number | null;
  /** Use in the last second, and the limits. */
  write: { records: number; recordsLimit: number; bytes: number; bytesLimit: number; refused: number; atLimit: null | 'records' | 'bytes' };
  read: { bytes: number; bytesLimit: number; calls: number; callsLimit: number; refusedCalls: number };
  /** Records that can still be read. */
  retained: number;
  oldestUs: number | null;
  newestUs: number | null;
  /** The key with the most records in the last seconds; share 0–1 of this shard's records. */
  topKey: { label: string; share: number } | null;
}

export interface ProducerFrame {
  spec: ProducerSpec;
  /** In the last second. */
  wantedPerSecond: number;
  sentPerSecond: number;
  acceptedPerSecond: number;
  refusedPerSecond: number;
  /** Waiting for their call, on their way, or waiting for a retry. */
  waiting: number;
  /** Since the start. */
  accepted: number;
  refused: number;
  retried: number;
  lost: number;
  ended: boolean;
}

export interface CursorFrame {
  shardIndex: number;
  /** waiting: for a parent to be drained · starting: asks for its iterator · reading · throttled · drained. */
  state: 'waiting' | 'starting' | 'reading' | 'throttled' | 'drained';
  /** Arrival time of the last record read, null before the first. */
  atUs: number | null;
  lagRecords: number;
  /** Age of the oldest record not yet read, 0 when caught up. */
  lagMs: number;
}

export interface ConsumerFrame {
  spec: ConsumerSpec;
  recordsPerSecond: number;
  bytesPerSecond: number;
  callsPerSecond: number;
  refusedCallsPerSecond: number;
  recordsRead: number;
  lagRecords: number;
  lagMs: number;
  putToReadP50Ms: number | null;
  putToReadP99Ms: number | null;
  cursors: CursorFrame[];
  /** Workers and leases, where it is an application of the KCL. */
  kcl: KclFrame | null;
  /** Batches and retries, where it is a Lambda event source mapping. */
  lambda: LambdaFrame | null;
}

export interface KeyFrame {
  label: string;
  /** 1–6. */
  colour: number;
  /** Position of its hash in the key space, 0–1. */
  hashFraction: number;
  /** Of all records of the last seconds, 0–1. */
  share: number;
}

/**
 * The lanes: records per shard, time slot and colour. `counts[((shard * slots) + slot) * CELL_COLOURS + colour]`,
 * shards in the order of `SlowFrame.shards`, slot 0 the newest.
 */
export interface CellFrame {
  slotUs: number;
  slots: number;
  /** Start of slot 0; older slots follow at −slotUs each. */
  newestSlotUs: number;
  /** Records that fill a slot: the record limit over `slotUs`. */
  fullRecords: number;
  counts: Uint32Array;
}
export const CELL_COLOURS = 7;

export interface PutToRead {
  p50Ms: number;
  p90Ms: number;
  p99Ms: number;
  samples: number;
}

/** Over the last `windowSeconds` of simulated time. Series have one value a second, oldest first; NaN where nothing was measured. */
export interface ReadingsFrame {
  windowSeconds: number;
  attemptedRecords: number;
  throttledRecords: number;
  /** 0–1. */
  throttledShare: number;
  /** Shards that refused, the worst first, with their share (0–1) of the refusals. */
  throttledBy: { shardId: string; share: number }[];
  putToRead: PutToRead | null;
  /** The same apart: consumers that poll, and those with a pipe of their own. */
  putToReadBy: { polling: PutToRead | null; fanOut: PutToRead | null };
  iteratorAge: { ms: number; consumer: string; shardId: string } | null;
  lagRecords: number;
  costPerHour: { usd: number; shardUsd: number; putUsd: number; fanOutUsd: number };
  throttledShareSeries: Float64Array;
  putToReadP99Series: Float64Array;
  iteratorAgeSeries: Float64Array;
}

/** Over the whole branch, also after the present moment. Bin i covers [i·binUs, (i+1)·binUs). */
export interface TimelineFrame {
  binUs: number;
  accepted: Uint32Array;
  throttled: Uint32Array;
  /** Records that consumers read; one that two of them read counts twice. */
  read: Uint32Array;
  /** The highest age of the oldest record that some consumer had not read, ms. */
  oldestUnreadMs: Float64Array;
  /** Shards that took records at the end of the bin. */
  openShards: Uint32Array;
}

export interface RecordDetail {
  shardId: string;
  position: number;
  partitionKey: string;
  md5Hex: string;
  explicitHashKey: boolean;
  /** 128-bit, decimal. */
  hashKey: string;
  sequenceNumber: string;
  sequence: { shardCreatedEpochSeconds: number; shardIndex: number; counter: string; epochSeconds: number };
  arrivalUs: number;
  /** Bytes of data; `sizeWithKeyBytes` is what the limit counts. */
  sizeBytes: number;
  sizeWithKeyBytes: number;
  producer: string;
  /** Number of this record among those that the producer made. */
  producerIndex: number;
  /** Line of a file, 1-based, else null. */
  line: number | null;
  /** At most 64 KiB of the data. `text` is null where it is not UTF-8. */
  text: string | null;
  hex: string;
  truncated: boolean;
  /** Which consumers have read it. */
  readBy: string[];
}
