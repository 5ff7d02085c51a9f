/** Names of objects, with cases of the guide and of captures. */
import { describe, expect, test } from 'vitest';
import type { S3Spec } from '../../../src/engine/firehose/delivery-stream-spec.ts';
import { errorOutputTypes, evaluatePrefix, objectKey, whyBadPrefix } from '../../../src/engine/firehose/formats/object-name.ts';
import { dice } from './records.ts';

const S3: S3Spec = {
  bucket: 'lake',
  prefix: '',
  errorOutputPrefix: '',
  compression: 'UNCOMPRESSED',
  fileExtension: '',
  timeZone: 'UTC',
  kmsKeyArn: null,
};

function evaluate(prefix: string, instant: string, more: Partial<Parameters<typeof evaluatePrefix>[0]> = {}): string {
  const facts = { prefix, errorOutputPrefix: '', timeZone: 'UTC', partition: null, errorOutputType: null, atEpochMs: Date.parse(instant) };
  return evaluatePrefix({ ...facts, ...more }, dice());
}

const error = (errorOutputPrefix: string, instant: string, errorOutputType = 'processing-failed') =>
  evaluate('', instant, { errorOutputPrefix, errorOutputType });

describe('prefixes', () => {
  test.each([
    ['', '2026-07-13T14:05:09Z', '2026/07/13/14/'],
    ['logs/', '2026-07-13T14:05:09Z', 'logs/2026/07/13/14/'],
    ['legacy', '2026-07-13T14:05:09Z', 'legacy2026/07/13/14/'],
    ["d=!{timestamp:yyyy'-'MM'-'dd}/", '2018-08-27T10:30:00Z', 'd=2018-08-27/'],
    ['!{timestamp:yyyy/DDD}/', '2018-08-27T10:30:00Z', '2018/239/'],
    ['y=!{timestamp:yyyy}/h=!{timestamp:HH}', '2018-07-06T23:00:00Z', 'y=2018/h=23'],
  ])('%s', (prefix, instant, expected) => {
    expect(evaluate(prefix, instant)).toBe(expected);
  });

  test.each([
    ['myFirehoseFailures/!{firehose:error-output-type}/', '2018-08-27T10:30:00Z', 'myFirehoseFailures/processing-failed/'],
    [
      'myFirehoseFailures/!{firehose:error-output-type}/!{timestamp:yyyy}/anyMonth/!{timestamp:dd}',
      '2018-08-27T10:30:00Z',
      'myFirehoseFailures/processing-failed/2018/anyMonth/27',
    ],
    [
      'myPrefix/result=!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}',
      '2018-08-03T00:00:00Z',
      'myPrefix/result=processing-failed/2018/08/03',
    ],
    ['errors/', '2018-08-03T00:00:00Z', 'errors/'],
  ])('of errors: %s', (prefix, instant, expected) => {
    expect(error(prefix, instant)).toBe(expected);
  });

  test('without an error prefix the folder stands between the prefix and the time', () => {
    const more = { errorOutputType: 'AmazonOpenSearchService_failed' };
    expect(evaluate('logs/', '2026-07-13T14:05:09Z', more)).toBe('logs/AmazonOpenSearchService_failed/2026/07/13/14/');
    expect(error('e/!{firehose:error-output-type}/', '2026-07-13T14:05:09Z', 'AmazonOpenSearchService_failed')).toBe(
      'e/AmazonOpenSearchService-failed/',
    );
  });

  test('partition keys take the place of the time, a random string does not', () => {
    const partition = { customer: 'a1', region: 'eu' };
    const prefix = 'c=!{partitionKeyFromQuery:customer}/r=!{partitionKeyFromLambda:region}/';
    expect(evaluate(prefix, '2026-07-13T14:05:09Z', { partition })).toBe('c=a1/r=eu/');
    expect(evaluate('!{firehose:random-string}/', '2026-07-13T14:05:09Z')).toMatch(/^[0-9A-Za-z]{11}\/2026\/07\/13\/14\/$/);
    const [first, second] = evaluate('!{firehose:random-string}|!{firehose:random-string}|!{timestamp:yyyy}', '2026-07-13T14:05:09Z').split(
      '|',
    );
    expect(first).toHaveLength(11);
    expect(first).not.toBe(second);
  });

  test.each([
    ['yy-u-M-d-H-h-m-s-S', '26-2026-7-5-0-12-4-9-0'],
    ['MMM MMMM MMMMM E EEEE', 'Jul July J Sun Sunday'],
    ['e ee a K KK k kk', '1 01 AM 0 00 24 24'],
    ['Q QQ QQQ QQQQ', '3 03 Q3 3rd quarter'],
    ["''yyyy'T'HH''mm''''ss", "'2026T00'04'09"],
    ['X XX x Z', 'Z Z +00 +0000'],
    ['YYYY-ww W F', '2026-28 2 5'],
    ['SSS yyyy.MM[dd]', '000 2026.0705'],
    ['XXXX XXXXX xxx ZZZZ ZZZZZ O VV', 'Z Z +00:00 GMT Z GMT UTC'],
    ["ppH'|'pppd'|'ppMM", ' 0|  5|07'],
  ])('pattern %s', (pattern, expected) => {
    expect(evaluate(`!{timestamp:${pattern}}`, '2026-07-05T00:04:09.987Z')).toBe(expected);
  });

  test('weeks begin on Sunday and the one with January 1 is the first', () => {
    const week = (instant: string) => evaluate("!{timestamp:YYYY'-W'ww}", instant);
    expect(week('2025-12-27T12:00:00Z')).toBe('2025-W52');
    expect(week('2025-12-28T12:00:00Z')).toBe('2026-W01');
    expect(week('2026-01-03T12:00:00Z')).toBe('2026-W01');
    expect(week('2026-01-04T12:00:00Z')).toBe('2026-W02');
    expect(week('2016-02-25T12:00:00Z')).toBe('2016-W09');
    expect(week('2022-12-31T12:00:00Z')).toBe('2022-W53');
  });
});

describe('what is refused', () => {
  test.each([
    [
      '!{timestamp:yyyy/MM/dd}',
      '',
      /^The supplied prefix\(es\) do not satisfy the following constraint: ErrorOutputPrefix cannot be null or empty when/,
    ],
    ['a/', 'e/!{timestamp:yyyy}/', /must contain !\{firehose:error-output-type\}/],
    ['a/!{firehose:error-output-type}/', 'e/!{firehose:error-output-type}/', /belongs to ErrorOutputPrefix/],
    ['a/!{partitionKeyFromQuery:x}/', 'e/!{firehose:error-output-type}/', /only where dynamic partitioning/],
    ['a/!{timestamp:yyyy', 'e/!{firehose:error-output-type}/', /can only appear/],
    ['a/!{nothing:yyyy}', 'e/!{firehose:error-output-type}/', /Unknown namespace/],
    ['a/!{firehose:uuid}', 'e/!{firehose:error-output-type}/', /firehose namespace/],
    ['a/!{timestamp:yyyy-bb}', 'e/!{firehose:error-output-type}/', /Not a valid timestamp pattern/],
    ["a/!{timestamp:yyyy'}", 'e/!{firehose:error-output-type}/', /Not a valid timestamp pattern/],
    ['a/!{timestamp:yyyyp}', 'e/!{firehose:error-output-type}/', /Not a valid timestamp pattern/],
    ['a/!{timestamp:pMM}', 'e/!{firehose:error-output-type}/', /Not a valid timestamp pattern/],
    ['a/!{timestamp:V}', 'e/!{firehose:error-output-type}/', /Not a valid timestamp pattern/],
    ['a/!{timestamp:}', 'e/!{firehose:error-output-type}/', /Not a valid timestamp pattern/],
    ['x'.repeat(513), '', /at most 512/],
  ])('%s and %s', (prefix, errorPrefix, why) => {
    expect(whyBadPrefix(prefix, errorPrefix, false)).toMatch(why);
  });

  test('with partitioning: keys in the prefix, none in the error prefix', () => {
    expect(whyBadPrefix('a/', 'e/', true)).toMatch(/must contain the partition keys/);
    expect(whyBadPrefix('a/!{partitionKeyFromQuery:x}/', 'e/!{partitionKeyFromQuery:x}/!{firehose:error-output-type}/', true)).toMatch(
      /cannot contain partition keys/,
    );
    expect(whyBadPrefix('a/!{partitionKeyFromQuery:x}/', '', true)).toMatch(/cannot be null/);
    expect(whyBadPrefix('a/!{partitionKeyFromQuery:x}/', 'e/!{firehose:error-output-type}/', true)).toBeNull();
  });

  test('what is in order is not refused', () => {
    expect(whyBadPrefix('', '', false)).toBeNull();
    expect(whyBadPrefix('x'.repeat(512), '', false)).toBeNull();
    expect(whyBadPrefix('a/!{timestamp:yyyy}/!{firehose:random-string}/', 'e/!{firehose:error-output-type}/', false)).toBeNull();
    expect(errorOutputTypes).toContain('AmazonOpenSearchService-failed');
  });
});

describe('object names', () => {
  const OBJECT_NAME =
    /^(.*?)([a-zA-Z0-9_.-]+)-(\d+)-(\d{4}-\d{2}-\d{2}-\d{2}-\d{2}-\d{2})-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})(\.[0-9a-z!\-_.*'()]+)?$/;
  const facts = {
    s3: S3,
    deliveryStream: 'clicks',
    version: 3,
    partition: null,
    errorOutputType: null,
    atEpochMs: Date.parse('2026-07-13T14:05:09.999Z'),
  };

  test.each([
    ['UNCOMPRESSED', undefined],
    ['GZIP', '.gz'],
    ['ZIP', '.zip'],
    ['Snappy', '.snappy'],
    ['HADOOP_SNAPPY', '.snappy'],
    ['parquet', '.parquet'],
  ] as const)('%s', (format, extension) => {
    const [, prefix, name, version, time, uuid, found] = OBJECT_NAME.exec(objectKey({ ...facts, format }, dice())) ?? [];
    expect([prefix, name, version, time, found]).toEqual(['2026/07/13/14/', 'clicks', '3', '2026-07-13-14-05-09', extension]);
    expect(uuid).toMatch(/^.{14}4.{4}[89ab]/);
  });

  test('another extension takes the place of the own one; zones move prefix and name', () => {
    const s3 = { ...S3, fileExtension: '.log', timeZone: 'Asia/Kolkata' };
    expect(evaluate("!{timestamp:HH:mm'|'X'|'xx'|'Z}", '2026-07-13T14:05:09Z', { timeZone: 'Asia/Kolkata' })).toBe(
      '19:35|+0530|+0530|+0530',
    );
    expect(evaluate("!{timestamp:xxx'|'XXXX'|'ZZZZ'|'ZZZZZ'|'O'|'VV}", '2026-07-13T14:05:09Z', { timeZone: 'Asia/Kolkata' })).toBe(
      '+05:30|+0530|GMT+05:30|+05:30|GMT+5:30|Asia/Kolkata',
    );
    expect(evaluate('!{timestamp:O}', '2026-07-13T14:05:09Z', { timeZone: 'America/New_York' })).toBe('GMT-4');
    expect(objectKey({ ...facts, s3, format: 'GZIP' }, dice())).toMatch(
      /^2026\/07\/13\/19\/clicks-3-2026-07-13-19-35-09-.*(?<!\.gz)\.log$/,
    );
  });
});
