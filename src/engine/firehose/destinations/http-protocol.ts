/**
 * Request and response of an HTTP endpoint. https://docs.aws.amazon.com/firehose/latest/dev/httpdeliveryrequestresponse.html
 */
import { gzipSync } from 'fflate';
import { encodeBase64 } from '../../kernel/base64.ts';
import { encodeUtf8, utf8Length } from '../../kernel/utf8.ts';

export interface HttpRequestFacts {
  /** The same in every attempt. */
  requestId: string;
  timestampMs: number;
  sourceArn: string;
  /** '': none is sent. */
  accessKey: string;
  commonAttributes: Record<string, string>;
  contentEncoding: 'NONE' | 'GZIP';
  records: readonly Uint8Array[];
}

export interface HttpRequest {
  headers: Record<string, string>;
  /** As it is sent, compressed where that is asked for. */
  body: Uint8Array;
}

export const REQUEST_BYTES_MAX = 64 * 1024 * 1024;
export const REQUEST_RECORDS_MAX = 10_000;
export const RESPONSE_BYTES_MAX = 1024 * 1024;
export const RESPONSE_TIMEOUT_SECONDS = 180;

export function httpRequest({ requestId, timestampMs, records, contentEncoding, ...facts }: HttpRequestFacts): HttpRequest {
  const json = JSON.stringify({ requestId, timestamp: timestampMs, records: records.map((data) => ({ data: encodeBase64(data) })) });
  const text = encodeUtf8(json);
  const headers: Record<string, string> = {
    'X-Amz-Firehose-Protocol-Version': '1.0',
    'X-Amz-Firehose-Request-Id': requestId,
    'X-Amz-Firehose-Source-Arn': facts.sourceArn,
    'Content-Type': 'application/json',
  };
  if (facts.accessKey !== '') headers['X-Amz-Firehose-Access-Key'] = facts.accessKey;
  if (Object.keys(facts.commonAttributes).length > 0)
    headers['X-Amz-Firehose-Common-Attributes'] = JSON.stringify({ commonAttributes: facts.commonAttributes });
  if (contentEncoding === 'GZIP') headers['Content-Encoding'] = 'gzip';
  return { headers, body: contentEncoding === 'GZIP' ? gzipSync(text, { mtime: 0 }) : text };
}

/** `,{"data":""}` */
const RECORD_FRAME_BYTES = 12;

/** How long a record is in the body, with the comma before it. */
export const recordBodyBytes = (dataBytes: number): number => RECORD_FRAME_BYTES + 4 * Math.ceil(dataBytes / 3);

/** How long the body is before compression, without making it. */
export function bodyBytes(requestId: string, timestampMs: number, recordBytes: number): number {
  return `{"requestId":"${requestId}","timestamp":${timestampMs},"records":[]}`.length + Math.max(0, recordBytes - 1);
}

/** retry: within the retry duration · lost: for good, and the records are not backed up. */
export type HttpVerdict = 'delivered' | 'retry' | 'lost';

/** Only 200 with the request's own id is a success; an answer above 1 MiB counts as 500. */
export function httpVerdict(status: number, body: string, requestId: string): HttpVerdict {
  if (utf8Length(body) > RESPONSE_BYTES_MAX) return 'retry';
  if (status === 413) return 'lost';
  return status === 200 && answeredId(body) === requestId ? 'delivered' : 'retry';
}

function answeredId(body: string): unknown {
  try {
    return (JSON.parse(body) as { requestId?: unknown } | null)?.requestId;
  } catch {
    return undefined;
  }
}
