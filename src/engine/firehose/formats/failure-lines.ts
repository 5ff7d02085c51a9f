/**
 * What Firehose writes of records that failed: one JSON object a line, its fields as they were seen or are documented for each kind.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 * https://docs.aws.amazon.com/firehose/latest/dev/record-format-conversion.html
 * Simplified: sequence numbers and ids are made of the record's number within its delivery stream.
 */
import { encodeBase64 } from '../../kernel/base64.ts';
import { encodeUtf8 } from '../../kernel/utf8.ts';
import type { Failure } from '../failure.ts';
import { arrivalMsAt, numberAt, recordAt } from '../record-batch.ts';

export interface FailureFacts {
  /** ARN of the function; null without one. */
  lambdaArn: string | null;
  /** Epoch milliseconds of the last attempt. */
  attemptEndingMs: number;
  region: string;
  accountId: string;
  /** Of conversion. */
  table: { database: string; table: string } | null;
  /** Of OpenSearch: the index, rotated, of a document that arrived then. */
  indexAt?: (arrivalMs: number) => string;
}

/** Lines that are put together at a time. */
const CHUNK_LINES = 1000;

export function failureLines(failures: readonly Failure[], facts: FailureFacts): Uint8Array {
  const pieces: Uint8Array[] = [];
  let lines: string[] = [];
  const flush = () => {
    if (lines.length > 0) pieces.push(encodeUtf8(`${lines.join('\n')}\n`));
    lines = [];
  };
  for (const failure of failures) {
    for (let i = 0; i < failure.batch.count; i++) {
      lines.push(JSON.stringify(lineOf(failure, i, facts)));
      if (lines.length === CHUNK_LINES) flush();
    }
  }
  flush();
  return joined(pieces);
}

function joined(pieces: Uint8Array[]): Uint8Array {
  const out = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    out.set(piece, at);
    at += piece.length;
  }
  return out;
}

function lineOf(failure: Failure, i: number, facts: FailureFacts): object {
  const { batch, folder, attemptsMade, errorCode, errorMessage } = failure;
  const arrivalTimestamp = arrivalMsAt(batch, i);
  const attemptEndingTimestamp = facts.attemptEndingMs;
  const rawData = encodeBase64(recordAt(batch, i));
  const common = { attemptsMade, arrivalTimestamp, errorCode, errorMessage, attemptEndingTimestamp };
  const number = sequenceOf(numberAt(batch, i));
  switch (folder) {
    case 'processing-failed':
      return { ...common, rawData, ...(facts.lambdaArn !== null && { lambdaARN: facts.lambdaArn }) };
    case 'format-conversion-failed': {
      const last = { lastErrorCode: errorCode, lastErrorMessage: errorMessage };
      const numbers = { sequenceNumber: number, subSequenceNumber: 0 };
      return { attemptsMade, arrivalTimestamp, ...last, attemptEndingTimestamp, rawData, ...numbers, dataCatalogTable: tableOf(facts) };
    }
    case 'AmazonOpenSearchService_failed':
      return { ...common, esDocumentId: `${number}.0`, esIndexName: facts.indexAt?.(arrivalTimestamp) ?? '', esTypeName: '', rawData };
    case 'splunk-failed':
      return { ...common, rawData, EventId: `${number}.0` };
    case 'http-endpoint-failed':
      return { ...common, rawData, subsequenceNumber: 0, dataId: `${number}.0` };
    case 'decompression-failed':
    case 'metadata-extraction-failed':
    case 'redshift-skipped':
      return { ...common, rawData };
  }
}

function tableOf({ region, accountId, table }: FailureFacts): object {
  return {
    catalogId: accountId,
    databaseName: table?.database ?? '',
    tableName: table?.table ?? '',
    region,
    versionId: 'LATEST',
    catalogArn: `arn:aws:glue:${region}:${accountId}:catalog`,
  };
}

const FIRST_SEQUENCE = 49577193928114147339600778471082492393164139877200000000n;
const sequenceOf = (number: number): string => String(FIRST_SEQUENCE + BigInt(number));
