/** What destinations other than S3 hold. Plain data; bounded: what is old is only counted. */
export type DestinationState =
  | { kind: 's3' }
  /** COPY commands run one after another. */
  | { kind: 'redshift'; rows: number; copies: CopyRun[]; pending: string[] }
  | { kind: 'opensearch'; indexes: { name: string; documents: number }[]; failed: number }
  | { kind: 'splunk'; events: number; acknowledged: number; awaiting: number }
  | { kind: 'http'; requests: HttpExchange[]; records: number };

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
