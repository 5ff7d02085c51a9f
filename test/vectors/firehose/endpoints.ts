/** Names of indexes, and the protocol of HTTP endpoints. */
import { describe, expect, test } from 'vitest';
import { indexName } from '../../../src/engine/firehose/destinations/index-name.ts';
import {
  httpRequest,
  httpVerdict,
  REQUEST_BYTES_MAX,
  REQUEST_RECORDS_MAX,
  RESPONSE_BYTES_MAX,
  RESPONSE_TIMEOUT_SECONDS,
} from '../../../src/engine/firehose/destinations/http-protocol.ts';
import { backoffSeconds } from '../../../src/engine/firehose/destinations/retry.ts';
import type { Body } from '../../engine/firehose-api-driver.ts';

const MIB = 1024 * 1024;
const text = (data: Uint8Array): string => Buffer.from(data).toString();

export interface IndexRotation {
  index: string;
  arrival: string;
  expect: Record<string, string>;
}

/** Of the week AWS says two things: its example is followed. */
export function testIndexRotation(rotation: IndexRotation | undefined) {
  test.for(Object.entries(rotation?.expect ?? {}))('openSearchIndexRotation: %s', ([period, wanted]) => {
    expect(indexName(rotation!.index, period as 'OneDay', Date.parse(rotation!.arrival))).toBe(wanted);
  });
}

export interface HttpEndpoint {
  headers?: Record<string, string>;
  requestExample?: { requestId: string; timestamp: number; records: { data: string }[] };
  responseOk?: Body;
  verdicts?: { status?: number; bodyOk?: boolean; bodyBytes?: number; v: string }[];
  responseTimeoutS?: number;
  bodyMaxMiB?: number;
  recordsMax?: number;
  backoff?: { basesS: number[] };
}

export function testHttpEndpoint({ headers, requestExample, responseOk, verdicts = [], backoff, ...limits }: HttpEndpoint) {
  const example = requestExample ?? { requestId: 'r', timestamp: 1, records: [{ data: 'aGVsbG8=' }] };
  const request = (contentEncoding: 'NONE' | 'GZIP') =>
    httpRequest({
      requestId: example.requestId,
      timestampMs: example.timestamp,
      sourceArn: 'arn',
      accessKey: 'key',
      commonAttributes: { a: 'b' },
      contentEncoding,
      records: example.records.map(({ data }) => Buffer.from(data, 'base64')),
    });
  describe('httpEndpoint', () => {
    test.runIf(headers !== undefined)('headers', () => {
      expect(Object.keys(request('GZIP').headers).sort()).toEqual(Object.keys(headers!).sort());
      expect(request('NONE').headers).not.toHaveProperty('Content-Encoding');
      expect(request('GZIP').headers['X-Amz-Firehose-Common-Attributes']).toBe('{"commonAttributes":{"a":"b"}}');
    });
    test('the request', () => expect(JSON.parse(text(request('NONE').body))).toEqual(example));
    // a case without status and body is of the time an answer may take: told of by the limits below
    const told = verdicts.filter((one) => one.status !== undefined || one.bodyOk !== undefined || one.bodyBytes !== undefined);
    test.for(told)('$status $bodyBytes: $v', ({ status = 200, bodyOk = true, bodyBytes, v }) => {
      const id = (responseOk?.requestId as string | undefined) ?? 'r';
      const plain = bodyOk ? JSON.stringify({ ...responseOk, requestId: id }) : '{"requestId":"another"}';
      const body = bodyBytes === undefined ? plain : plain.padEnd(bodyBytes);
      const wanted = v.startsWith('delivered') ? 'delivered' : v.startsWith('permanent') ? 'lost' : 'retry';
      expect(httpVerdict(status, body, id)).toBe(wanted);
    });
    test.runIf(limits.bodyMaxMiB !== undefined)('limits', () => {
      expect({
        bodyMaxMiB: REQUEST_BYTES_MAX / MIB,
        recordsMax: REQUEST_RECORDS_MAX,
        responseTimeoutS: RESPONSE_TIMEOUT_SECONDS,
      }).toMatchObject(
        Object.fromEntries(Object.entries(limits).filter(([name]) => ['bodyMaxMiB', 'recordsMax', 'responseTimeoutS'].includes(name))),
      );
      expect(RESPONSE_BYTES_MAX).toBe(MIB);
    });
    test.for((backoff?.basesS ?? []).map((base, n) => [n, base]))('pause after failure %i: %i s', ([n, base]) => {
      expect(backoffSeconds(n, 0.5)).toBeCloseTo(base);
      expect(backoffSeconds(n, 0)).toBeCloseTo(base * 0.85);
      expect(backoffSeconds(n, 1)).toBeCloseTo(base * 1.15);
    });
  });
}
