/**
 * A delivery stream as data: where its records come from, what is done with them, and where they go.
 * https://docs.aws.amazon.com/firehose/latest/APIReference/API_CreateDeliveryStream.html
 * Sizes in MiB and times in seconds, as Firehose's own settings count them.
 */

import type { Primitive } from './formats/column-types.ts';

export type SourceSpec =
  | { kind: 'direct-put' }
  /** Read by polling, once a second a shard, out of the budget that all who poll share. */
  | { kind: 'kinesis-stream'; stream: string };

export interface BufferingHints {
  sizeMiB: number;
  /** 0: no buffering. */
  intervalSeconds: number;
}

/** A Lambda function that the learner writes. */
export interface TransformSpec {
  functionName: string;
  /** JavaScript; an ES module or script that defines `handler(event)`. */
  code: string;
  /** Of the function: 1–900; Firehose waits 300 at most. */
  timeoutSeconds: number;
  /** 0–300 after the first invocation. */
  numberOfRetries: number;
  /** 0.2–3. */
  bufferSizeMiB: number;
  /** 0–900. */
  bufferIntervalSeconds: number;
}

/** Keys out of the data: by jq expressions, or handed back by the transform. S3 only. */
export interface PartitioningSpec {
  /** MetadataExtractionQuery (JQ-1.6), e.g. `{customer:.customer_id}`; null: by the transform alone. */
  query: string | null;
  /** Several JSON documents, or parts between delimiters, in one record become records of their own. */
  deaggregation: null | { kind: 'json' } | { kind: 'delimited'; delimiter: string };
}

/** As the Glue Data Catalog writes it; formats/column-types.ts reads it. */
export type ColumnType =
  | Primitive
  | 'integer'
  | `decimal${string}`
  | `varchar(${string}`
  | `char(${string}`
  | `array<${string}`
  | `map<${string}`
  | `struct<${string}`;

/** JSON to Parquet, by a table's schema. S3 only. */
export interface ConversionSpec {
  database: string;
  table: string;
  columns: { name: string; type: ColumnType }[];
  deserializer:
    | { kind: 'openx'; caseInsensitive: boolean; convertDotsToUnderscores: boolean; columnToJsonKey: Record<string, string> }
    | { kind: 'hive'; timestampFormats: string[] };
  parquet: { compression: 'SNAPPY' | 'GZIP' | 'UNCOMPRESSED'; blockSizeMiB: number; pageSizeKiB: number };
}

export type Compression = 'UNCOMPRESSED' | 'GZIP' | 'ZIP' | 'Snappy' | 'HADOOP_SNAPPY';

/** A place in a bucket. */
export interface S3Spec {
  bucket: string;
  /** May hold `!{timestamp:…}`, `!{firehose:random-string}`, `!{partitionKeyFromQuery:…}`, `!{partitionKeyFromLambda:…}`. */
  prefix: string;
  errorOutputPrefix: string;
  compression: Compression;
  /** In place of the format's own; '' keeps that. */
  fileExtension: string;
  /** IANA name; UTC is the default. */
  timeZone: string;
  /** SSE-KMS with this key; null: none. */
  kmsKeyArn: string | null;
}

interface WithBackup {
  /** Where failed records, or all, are kept. */
  backup: S3Spec;
  backupHints: BufferingHints;
}

export type DestinationSpec =
  /** `sourceBackup`: the records as they came in are kept too; it cannot be turned off again. */
  | { kind: 's3'; s3: S3Spec; sourceBackup: (S3Spec & { hints: BufferingHints }) | null }
  | {
      kind: 'redshift';
      /** Where COPY takes the files from; not deleted afterwards. */
      s3: S3Spec;
      cluster: string;
      database: string;
      table: string;
      columns: string;
      copyOptions: string;
      /** 0–7,200. */
      retrySeconds: number;
      sourceBackup: (S3Spec & { hints: BufferingHints }) | null;
    }
  | ({
      kind: 'opensearch';
      domain: string;
      index: string;
      rotation: 'NoRotation' | 'OneHour' | 'OneDay' | 'OneWeek' | 'OneMonth';
      retrySeconds: number;
      backupMode: 'FailedDocumentsOnly' | 'AllDocuments';
      /** Who gives documents their ids: Firehose, where this is absent, or the index. */
      documentIds?: 'NO_DOCUMENT_ID';
    } & WithBackup)
  | ({
      kind: 'splunk';
      endpoint: string;
      endpointType: 'Raw' | 'Event';
      /** 180–600. */
      ackTimeoutSeconds: number;
      retrySeconds: number;
      backupMode: 'FailedEventsOnly' | 'AllEvents';
    } & WithBackup)
  | ({
      kind: 'http';
      url: string;
      accessKey: string;
      contentEncoding: 'NONE' | 'GZIP';
      commonAttributes: Record<string, string>;
      retrySeconds: number;
      backupMode: 'FailedDataOnly' | 'AllData';
    } & WithBackup);

export type DestinationKind = DestinationSpec['kind'];

export interface DeliveryStreamSpec {
  /** Its name; 1–64 characters of [a-zA-Z0-9_.-]. */
  id: string;
  source: SourceSpec;
  transform: TransformSpec | null;
  partitioning: PartitioningSpec | null;
  conversion: ConversionSpec | null;
  /** AppendDelimiterToRecord: a line feed between records. */
  appendDelimiter: boolean;
  buffering: BufferingHints;
  destination: DestinationSpec;
  /** Server-side encryption of what is buffered (Direct PUT only); null: off. */
  encryption: null | { keyType: 'AWS_OWNED_CMK' | 'CUSTOMER_MANAGED_CMK'; keyArn: string | null };
}
