/**
 * What a function answered, read as Firehose reads it. https://docs.aws.amazon.com/firehose/latest/dev/data-transformation.html
 * Codes, scopes and words are those captured on the service; a returned answer is final, whatever it holds.
 * Of `Dropped` and `ProcessingFailed` no data is used, and none is asked for: AWS's own processor of CloudWatch Logs returns none.
 */
import { decodeBase64 } from '../../kernel/base64.ts';

export interface Words {
  errorCode: string;
  errorMessage: string;
}

/** By place among the ids that were sent. */
export type ParsedResponse =
  | {
      kind: 'answered';
      ok: { place: number; data: Uint8Array; partitionKeys: Record<string, string> | null }[];
      dropped: number[];
      failed: ({ place: number } & Words)[];
    }
  /** All of the invocation's records fail. */
  | ({ kind: 'refused' } & Words);

export const FUNCTION_ERROR: Words = {
  errorCode: 'Lambda.FunctionError',
  errorMessage: 'The Lambda function was successfully invoked but it returned an error result.',
};
const MALFORMED: Words = {
  errorCode: 'Lambda.FunctionError',
  errorMessage:
    'Check your function and make sure the output is in required format. In addition to that, make sure the processed records contain valid result status of Dropped, Ok, or ProcessingFailed',
};
const UNREADABLE: Words = {
  errorCode: 'Lambda.JsonProcessingException',
  errorMessage:
    'There was an error parsing returned records from the Lambda function. Ensure that the returned records follow the status model required by Firehose.',
};
const DUPLICATED: Words = {
  errorCode: 'Lambda.DuplicatedRecordId',
  errorMessage:
    'Multiple records were returned with the same record ID. Ensure that the Lambda function returns unique record IDs for each record.',
};
const MISSING: Words = {
  errorCode: 'Lambda.MissingRecordId',
  errorMessage: 'One or more record Ids were not returned. Ensure that the Lambda function returns all received record Ids.',
};
const PROCESSING_FAILED: Words = {
  errorCode: 'Lambda.ProcessingFailedStatus',
  errorMessage: 'ProcessingFailed status set for record',
};
const RESULTS = ['Ok', 'Dropped', 'ProcessingFailed'];

interface ReturnedRecord {
  recordId: string;
  result: string;
  /** Null or missing only where it is not used. */
  data?: string | null;
  metadata?: unknown;
}

export function parseTransformResponse(requestIds: readonly string[], json: string): ParsedResponse {
  let response: unknown;
  try {
    response = JSON.parse(json);
  } catch {
    return { kind: 'refused', ...UNREADABLE };
  }
  if (response !== null && typeof response !== 'object') return { kind: 'refused', ...UNREADABLE };
  const records = (response as { records?: unknown } | null)?.records;
  if (!Array.isArray(records) || !records.every(isRecord)) return { kind: 'refused', ...MALFORMED };
  const byId = new Map(records.map((record) => [record.recordId, record]));
  if (byId.size < records.length) return { kind: 'refused', ...DUPLICATED };
  const parsed: ParsedResponse = { kind: 'answered', ok: [], dropped: [], failed: [] };
  for (const [place, id] of requestIds.entries()) {
    const record = byId.get(id);
    if (record === undefined) {
      parsed.failed.push({ place, ...MISSING });
      continue;
    }
    const data = decodeBase64(record.data ?? '');
    if (data === null) return { kind: 'refused', ...MALFORMED };
    if (record.result === 'Ok') parsed.ok.push({ place, data, partitionKeys: partitionKeysOf(record.metadata) });
    else if (record.result === 'Dropped') parsed.dropped.push(place);
    else parsed.failed.push({ place, ...PROCESSING_FAILED });
  }
  return parsed;
}

function isRecord(value: unknown): value is ReturnedRecord {
  const { recordId, result, data } = (value ?? {}) as Record<string, unknown>;
  const hasData = typeof data === 'string' || (result !== 'Ok' && (data ?? null) === null);
  return typeof recordId === 'string' && recordId !== '' && hasData && RESULTS.includes(result as string);
}

/** Keys for dynamic partitioning; values that are no text are taken as their JSON, null as an empty one: both fail the record. */
function partitionKeysOf(metadata: unknown): Record<string, string> | null {
  const keys = (metadata as { partitionKeys?: unknown } | null | undefined)?.partitionKeys;
  if (typeof keys !== 'object' || keys === null || Array.isArray(keys)) return null;
  const textOf = (value: unknown): string => (typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value));
  return Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, textOf(value)]));
}
