/** A producer at work. Plain data. */
import type { RandomStream } from '../kernel/random.ts';
import type { Timer } from '../kernel/simulation.ts';
import type { MetThrottle, PutBatch, PutOutcome } from '../kinesis/put-batch.ts';
import type { PartlyRefused, UnansweredCall } from './producer-event.ts';
import type { ProducerSpec } from './producer-spec.ts';

export interface ProducerTotals {
  /** Records made by the workload. */
  made: number;
  /** Records in calls that reached the service, retries included. */
  sent: number;
  accepted: number;
  refused: number;
  retried: number;
  lost: number;
  /** Accepted though they had been accepted before. */
  duplicated: number;
}

/** A call with what became of its earlier attempts. */
export interface SentBatch extends PutBatch {
  arrivedUs: number;
  /** Where the whole call is sent again: 1 for each record that an earlier attempt put into the stream. */
  acceptedBefore: Uint8Array | null;
  /** The last attempt that was refused in part, and the spells it met. */
  partlyRefused: (PartlyRefused & { throttles: MetThrottle[] }) | null;
  /** The last attempt whose answer did not come; `fault` is the event that told why. */
  unanswered: (UnansweredCall & { fault: number }) | null;
  /** How often this call of the SDK has timed out. */
  timeouts: number;
}

/** Records of one fate that have not been told yet. */
export interface Untold {
  attempts: number;
  throttles: MetThrottle[];
  call: PartlyRefused | null;
  unanswered: SentBatch['unanswered'];
}

export interface ProducerState {
  spec: ProducerSpec;
  /** By which timers find it; never used twice. */
  number: number;
  /** Taken away: what is on its way arrives, nothing is sent again. */
  removed: boolean;
  /** Number in the log's producer column; a new one for every new source, so that payloads stay with their records. */
  source: number;
  /** When the present rate was set. */
  rateSetUs: number;
  /** Timers of an earlier plan are recognised by it and ignored. */
  plan: number;
  /** Id of the workload's first key. */
  firstKey: number;
  random: { keys: RandomStream; sizes: RandomStream; network: RandomStream; backoff: RandomStream };
  /** When the next record is due, fractions kept; null while none is. */
  nextRecordUs: number | null;
  /** Records made from the present source: the index of the next one. */
  nextIndex: number;
  waiting: { keyId: number[]; sizeBytes: number[]; index: number[]; firstUs: number };
  /** Requests of one producer do not overtake each other. */
  lastArrivalUs: number;
  /** Records on their way or waiting for a retry. */
  inFlight: number;
  /** This share of calls is stored without an answer; null: every call is answered. */
  lostAnswers: { share: number; event: number; random: RandomStream } | null;
  totals: ProducerTotals;
  /** Losses and duplicates not yet told, by reason. */
  untold: Record<Fate, number>;
  /** What is known of them besides their number. */
  untoldMore: Record<Fate, Untold>;
  ended: boolean;
}

/** ignored, attempts: lost, for that reason · duplicated, unanswered: in the stream twice, because the whole call was sent again or its answer was lost. */
export type Fate = 'ignored' | 'attempts' | 'duplicated' | 'unanswered';

/** Where the records of a number in the log come from. */
export interface RecordSource {
  producer: string;
  /** Null: synthetic. */
  dataset: string | null;
}

export type ProducerTimer = Timer & { owner: 'producer'; producer: number } & (
    | { kind: 'flush'; plan: number }
    | { kind: 'put-arrives'; batch: SentBatch }
    | { kind: 'put-returns'; batch: SentBatch; outcome: PutOutcome }
    | { kind: 'put-times-out'; batch: SentBatch; outcome: PutOutcome; fault: number }
  );
