/** What a delivery stream knows of its destination, and what destinations other than S3 hold. Plain data; bounded: what is old is only counted. */
export type DestinationState =
  | { kind: 's3'; open: OpenDelivery[] }
  /** COPY commands run one after another: the next starts when the former ends, at `busyUntilUs`. `pending`: keys of files not yet loaded. */
  | { kind: 'redshift'; open: OpenDelivery[]; rows: number; copies: CopyRun[]; pending: string[]; busyUntilUs: number }
  | { kind: 'opensearch'; open: OpenDelivery[]; indexes: { name: string; documents: number }[]; failed: number }
  | { kind: 'splunk'; open: OpenDelivery[]; events: number; acknowledged: number; awaiting: number }
  | { kind: 'http'; open: OpenDelivery[]; requests: HttpExchange[]; records: number };

/** What is remembered of a parcel that has been tried, until it has come to its end. */
export interface OpenDelivery {
  parcel: number;
  /** The destination has it, though nobody heard of it. */
  isThere: boolean;
  /** How many of its records are there, where not all of them were taken. */
  there?: number;
  /** Waited for answers that did not come, after the first failure: that time does not count as retrying. */
  waitedUs: number;
  /** Of Redshift: the file that COPY is to load, and the key of the manifest by which it does. */
  file: { key: string; bytes: number; manifest: string } | null;
  /** Of an HTTP endpoint: the parcel's requests. */
  requests: OpenRequest[];
}

/** Places of its records within the parcel, `to` exclusive. */
export interface OpenRequest {
  id: string;
  from: number;
  to: number;
  state: 'open' | 'taken' | 'refused';
  /** The endpoint has it, though its answer was lost. */
  isThere: boolean;
}

export interface CopyRun {
  atUs: number;
  manifest: string;
  files: number;
  rows: number;
  error: string | null;
}

/** One request as it was sent, and what was answered. */
export interface HttpExchange {
  atUs: number;
  requestId: string;
  attempt: number;
  records: number;
  bodyBytes: number;
  status: number;
  verdict: string;
}

/** Runs, exchanges and indexes that are kept, the newest last. */
export const EXCHANGES_KEPT = 40;
