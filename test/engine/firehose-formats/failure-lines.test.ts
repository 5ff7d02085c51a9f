/** Lines of error objects, field by field as documented or captured. */
import { describe, expect, test } from 'vitest';
import type { FailureFolder } from '../../../src/engine/firehose/account.ts';
import { indexName } from '../../../src/engine/firehose/destinations/index-name.ts';
import { failureLines } from '../../../src/engine/firehose/formats/failure-lines.ts';
import { createBatch } from '../../../src/engine/firehose/record-batch.ts';
import { ARRIVAL_MS, batchOfTexts, textOf } from './records.ts';

const FACTS = {
  lambdaArn: 'arn:aws:lambda:us-east-1:111122223333:function:clean:$LATEST',
  attemptEndingMs: ARRIVAL_MS + 61_000,
  region: 'us-east-1',
  accountId: '111122223333',
  table: { database: 'lake', table: 'clicks' },
  indexAt: (ms: number) => indexName('clicks', 'OneHour', ms),
};

function linesOf(folder: FailureFolder, facts = FACTS, texts = ['größe', '']): Record<string, unknown>[] {
  const failure = { folder, batch: batchOfTexts(texts, 40), errorCode: 'A.Code', errorMessage: 'why "so"', attemptsMade: 4 };
  const text = textOf(failureLines([failure], facts as typeof FACTS));
  expect(text.endsWith('}\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const COMMON = ['attemptsMade', 'arrivalTimestamp', 'errorCode', 'errorMessage', 'attemptEndingTimestamp'];

describe('lines of failures', () => {
  test.each([
    ['processing-failed', [...COMMON, 'rawData', 'lambdaARN']],
    ['decompression-failed', [...COMMON, 'rawData']],
    ['AmazonOpenSearchService_failed', [...COMMON, 'esDocumentId', 'esIndexName', 'esTypeName', 'rawData']],
    ['splunk-failed', [...COMMON, 'rawData', 'EventId']],
    ['http-endpoint-failed', [...COMMON, 'rawData', 'subsequenceNumber', 'dataId']],
    [
      'format-conversion-failed',
      [
        'attemptsMade',
        'arrivalTimestamp',
        'lastErrorCode',
        'lastErrorMessage',
        'attemptEndingTimestamp',
        'rawData',
        'sequenceNumber',
        'subSequenceNumber',
        'dataCatalogTable',
      ],
    ],
  ] as const)('%s', (folder, fields) => {
    const [first, second] = linesOf(folder);
    expect(Object.keys(first)).toEqual(fields);
    expect(Object.values(first).slice(0, 5)).toEqual([4, ARRIVAL_MS, 'A.Code', 'why "so"', ARRIVAL_MS + 61_000]);
    expect(Buffer.from(String(first.rawData), 'base64').toString()).toBe('größe');
    expect(second.rawData).toBe('');
  });

  test('no function, no ARN of it', () => {
    expect(linesOf('processing-failed', { ...FACTS, lambdaArn: null as unknown as string })[0]).not.toHaveProperty('lambdaARN');
  });

  test('the table of a conversion, and the ids of the others', () => {
    const [conversion] = linesOf('format-conversion-failed');
    expect(conversion.dataCatalogTable).toEqual({
      catalogId: '111122223333',
      databaseName: 'lake',
      tableName: 'clicks',
      region: 'us-east-1',
      versionId: 'LATEST',
      catalogArn: 'arn:aws:glue:us-east-1:111122223333:catalog',
    });
    const ids = linesOf('splunk-failed').map(({ EventId }) => EventId);
    expect(ids[0]).toMatch(/^\d{56}\.0$/);
    expect(new Set(ids).size).toBe(2);
  });

  test('documents on both sides of an hour are told by the index that each was meant for', () => {
    const hour = 3_600_000;
    const turn = Math.ceil(ARRIVAL_MS / hour) * hour;
    const batch = createBatch({ ...batchOfTexts(['a', 'b'], 40), arrivalMs: Float64Array.of(turn - 1, turn) });
    const failure = { folder: 'AmazonOpenSearchService_failed', batch, errorCode: '400', errorMessage: '', attemptsMade: 1 } as const;
    const names = textOf(failureLines([failure], FACTS))
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { esIndexName: string }).esIndexName);
    expect(names).toEqual([indexName('clicks', 'OneHour', turn - 1), indexName('clicks', 'OneHour', turn)]);
    expect(names[0]).not.toBe(names[1]);
  });

  test('as many lines as records, beyond what is put together at a time', () => {
    expect(
      linesOf(
        'processing-failed',
        FACTS,
        Array.from({ length: 2500 }, (_, i) => `${i}`),
      ),
    ).toHaveLength(2500);
  });
});
