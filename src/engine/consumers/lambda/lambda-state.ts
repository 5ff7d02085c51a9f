/** A Lambda event source mapping at work, and the function behind it. Plain data. */
import type { RandomStream } from '../../kernel/random.ts';
import type { ClientPage } from '../../kinesis/actions/get-records.ts';
import type { ShardIterator } from '../../kinesis/actions/get-shard-iterator.ts';
import type { SubscriptionAddress } from '../../kinesis/actions/subscribe-to-shard.ts';
import type { LambdaConsumerSpec } from '../consumer-spec.ts';
import type { ConsumerCommon, ReaderState } from '../consumer-state.ts';

/** Records of one shard that the function is invoked with, until they are done or given up. */
export interface LambdaBatch {
  /** Positions in the shard's log, rising; of one lane. Empty only for the last invocation of a tumbling window. */
  positions: number[];
  /** The function has seen them before. */
  wasInvoked: boolean;
  /** Invocations that ended in a function error. Throttled ones do not count. */
  failures: number;
  firstFailedUs: number | null;
  /** What the last failed invocation ended with; null: it answered, and reported failures. */
  functionError: 'Unhandled' | null;
  /** Number of the invocation that runs, null while the batch waits for its next turn. */
  invocation: number | null;
  /** When it is tried again, while it waits. */
  retryAtUs: number | null;
  /** Tumbling windows: the window that this batch belongs to, and whether it ends it. */
  window: { startUs: number; isFinal: boolean } | null;
}

/** Records whose partition keys fall together: one batch of a lane at a time keeps each key in order. */
export interface LambdaLane {
  batch: LambdaBatch | null;
  /** What a bisected batch left for later. */
  halves: LambdaBatch[];
  /** Positions that are read and in no batch yet, rising. */
  pending: number[];
  /** When the batching window began; null without records. */
  gatheringSinceUs: number | null;
  /** Timers of earlier turns are void. */
  turn: number;
  /** Highest position that was processed for the first time, to see whether order is kept. */
  processedTo: number;
}

interface Block {
  sinceUs: number;
  by: 'poison-record' | 'function-errors';
  event: number;
}

/** What the function has gathered in the open tumbling window; it hands this on from invocation to invocation. */
interface WindowState {
  startUs: number;
  endUs: number;
  records: number;
  bytes: number;
}

export interface LambdaReader extends ReaderState {
  iterator: ShardIterator | null;
  /** Position of the next record to fetch; `position` is the checkpoint: all before it is done or given up. */
  fetchedTo: number;
  lastPollUs: number;
  isPollPlanned: boolean;
  /** The last page was cut by its limit: there is more at once. */
  hasMore: boolean;
  /** The closed shard is fetched to its end; what goes on after it. */
  ending: { children: ClientPage['children'] } | null;
  lanes: LambdaLane[];
  /** Raised when the mapping starts anew at the checkpoint: answers to earlier requests are void. */
  epoch: number;
  /** Records that can never be processed, and the ones that are still to come (null). */
  poison: { position: number | null; event: number | null }[];
  /** The `batch-failed` that opened the present spell of failures. */
  failing: number | null;
  blocked: Block | null;
  window: WindowState | null;
  /** Age of the last record of the last batch when the function was invoked with it. */
  iteratorAgeUs: number | null;
  /** Records before it have been fetched once: what is fetched again is not counted again. */
  seenTo: number;
  /** Given up since `batch-discarded` told of it last, and when that was. */
  untold: number;
  toldUs: number;
  /** The open subscription, with a consumer ARN. */
  subscription: SubscriptionAddress | null;
}

export interface LambdaInvocation {
  number: number;
  shard: number;
  lane: number;
  epoch: number;
  positions: number[];
  startedUs: number;
  /** When it ends, or ended. */
  endsUs: number;
  outcome: 'running' | 'succeeded' | 'failed';
  window: LambdaBatch['window'];
}

/** Counts since the mapping was made. */
interface LambdaFigures {
  invocations: number;
  errors: number;
  throttles: number;
  diverted: number;
  discarded: number;
  filtered: number;
  mostConcurrent: number;
  /** Last invocations of tumbling windows. */
  windowsClosed: number;
}

/**
 * What the function does. healthy: it fails only by faults · answers: always the same answer, whatever the records · throws: always an
 * exception · reports: its answer names each record of which this field of the JSON data is true.
 */
export type FunctionBehaviour =
  | { kind: 'healthy' }
  | { kind: 'answers'; answer: unknown }
  | { kind: 'throws' }
  | { kind: 'reports'; field: string };

export type DiscardCondition = 'RetryAttemptsExhausted' | 'RecordAgeExceeded' | 'RetentionExceeded';

/** What an SQS queue is given instead of the records. */
export interface OnFailureMessage {
  requestContext: {
    requestId: string;
    functionArn: string;
    condition: DiscardCondition;
    approximateInvokeCount: number;
  };
  /** Absent where it was not an answer that gave up the records. */
  responseContext?: { statusCode: number; executedVersion: string; functionError: string | null };
  version: string;
  timestamp: string;
  KinesisBatchInfo: {
    shardId: string;
    startSequenceNumber: string;
    endSequenceNumber: string;
    approximateArrivalOfFirstRecord: string;
    approximateArrivalOfLastRecord: string;
    batchSize: number;
    streamArn: string;
  };
}

export interface LambdaConsumer extends ConsumerCommon<LambdaConsumerSpec, LambdaReader> {
  mapping: 'Creating' | 'Enabled';
  behaviour: FunctionBehaviour;
  /** Which batches fail by chance, and where. */
  failures: RandomStream;
  running: LambdaInvocation[];
  /** The last RECENT_KEPT that ended, oldest first. */
  recent: LambdaInvocation[];
  nextInvocation: number;
  /** The last MESSAGES_KEPT of the on-failure queue, oldest first. */
  messages: OnFailureMessage[];
  figures: LambdaFigures;
  slow: { factor: number; event: number | null } | null;
  failingShare: { share: number; event: number | null } | null;
  /** The spell of throttling: its event and last instant. */
  throttling: { event: number; lastUs: number } | null;
  /** With retrieval by fan-out: the registered consumer's ARN. */
  consumerArn: string | null;
}

export type LambdaTimer =
  | { kind: 'lambda-enabled' }
  | { kind: 'lambda-list' }
  | { kind: 'lambda-register' }
  | { kind: 'lambda-iterator'; shard: number; epoch: number }
  | { kind: 'lambda-arrival'; shard: number; epoch: number }
  | { kind: 'lambda-poll'; shard: number; epoch: number }
  | { kind: 'lambda-page'; shard: number; epoch: number; page: ClientPage }
  /** The batching window of a lane is over, or the pause before a retry. */
  | { kind: 'lambda-turn'; shard: number; lane: number; turn: number; epoch: number }
  | { kind: 'lambda-ended'; invocation: number }
  | { kind: 'lambda-tumble'; shard: number; startUs: number; epoch: number };
