/**
 * The lines that Firehose writes of records that failed: one JSON document a record, its data in Base64 as `rawData`. Which fields there
 * are depends on what failed.
 * https://docs.aws.amazon.com/firehose/latest/dev/data-transformation-failure-handling.html
 */
export interface FailureLine {
  errorCode: string;
  errorMessage: string;
  attemptsMade: number | null;
  /** `rawData` decoded; null where it is not UTF-8. */
  data: string | null;
  dataBytes: number;
  /** All other fields, as they are written. */
  rest: Record<string, string>;
}

/** Null where these are not such lines. A last line that the limit has cut is left out. */
export function failureLinesOf(text: string, isCut: boolean): FailureLine[] | null {
  const lines = text.split('\n').filter((line) => line !== '');
  if (isCut) lines.pop();
  if (lines.length === 0) return null;
  const failures: FailureLine[] = [];
  for (const line of lines) {
    const failure = failureOf(line);
    if (failure === null) return null;
    failures.push(failure);
  }
  return failures;
}

const SHOWN_APART = new Set(['errorCode', 'errorMessage', 'lastErrorCode', 'lastErrorMessage', 'attemptsMade', 'rawData']);

function failureOf(line: string): FailureLine | null {
  const fields = objectOf(line);
  if (fields === null || typeof fields['rawData'] !== 'string') return null;
  const code = fields['errorCode'] ?? fields['lastErrorCode'];
  const message = fields['errorMessage'] ?? fields['lastErrorMessage'] ?? '';
  if (typeof code !== 'string' || typeof message !== 'string') return null;
  const attempts = fields['attemptsMade'];
  const rest = Object.entries(fields).filter(([name]) => !SHOWN_APART.has(name));
  return {
    errorCode: code,
    errorMessage: message,
    attemptsMade: typeof attempts === 'number' ? attempts : null,
    ...decoded(fields['rawData']),
    rest: Object.fromEntries(rest.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])),
  };
}

function objectOf(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function decoded(base64: string): { data: string | null; dataBytes: number } {
  try {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return { dataBytes: bytes.length, data: utf8(bytes) };
  } catch {
    return { data: null, dataBytes: 0 };
  }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
