/** Names of objects and their bytes: prefixes, extensions, frames of the compression, lines of failed records. */
import { describe, expect, test } from 'vitest';
import type { FailureFolder } from '../../../src/engine/firehose/account.ts';
import type { Compression } from '../../../src/engine/firehose/delivery-stream-spec.ts';
import { contentHeaders, encodeBody } from '../../../src/engine/firehose/formats/encode-body.ts';
import { failureLines } from '../../../src/engine/firehose/formats/failure-lines.ts';
import { errorOutputTypes, evaluatePrefix, extensionOf, whyBadPrefix } from '../../../src/engine/firehose/formats/object-name.ts';
import { batchOf } from '../../../src/engine/firehose/record-batch.ts';
import { createRandom } from '../../../src/engine/kernel/random.ts';
import { base64, BUCKET, drive, hints, processing, START, toS3, type Body } from '../../engine/firehose-api-driver.ts';

const NAME = { DeliveryStreamName: 's' };
const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const ID = '0190a1b2-c3d4-4e5f-8a6b-7c8d9e0f1a2b';

export interface PrefixCase {
  id: string;
  prefix: string;
  instantUTC: string;
  expect?: string;
  expectRegex?: string;
  regex?: string;
  errorType?: string;
  field?: string;
  expectPattern?: string;
  timeZone?: string;
  customTimeZone?: string;
  CustomTimeZone?: string;
  /** Of dynamic partitioning, by whatever name they go. */
  partitionKeys?: Record<string, string>;
  keys?: Record<string, string>;
  partition?: Record<string, string>;
}

export function testPrefix(cases: PrefixCase[] = []) {
  describe.runIf(cases.length > 0)('prefix', () => {
    test.for(cases)('$id', ({ prefix, instantUTC, expect: wanted, errorType, field, ...more }) => {
      const isError = field === 'ErrorOutputPrefix';
      const got = evaluatePrefix(
        {
          prefix: isError ? '' : prefix,
          errorOutputPrefix: isError ? prefix : '',
          atEpochMs: Date.parse(instantUTC),
          timeZone: more.timeZone ?? more.customTimeZone ?? more.CustomTimeZone ?? 'UTC',
          partition: more.partitionKeys ?? more.keys ?? more.partition ?? null,
          errorOutputType: errorType ?? null,
        },
        createRandom('vectors', prefix),
      );
      const pattern = more.expectRegex ?? more.regex ?? more.expectPattern;
      expect(got).toEqual(pattern === undefined ? wanted : expect.stringMatching(new RegExp(pattern)));
    });
  });
}

export type PrefixInvalid = { prefix: string; errorOutputPrefix: string | null; expectError: string; why: string }[];

export function testPrefixInvalid(cases: PrefixInvalid = []) {
  describe.runIf(cases.length > 0)('prefixInvalid', () => {
    test.for(cases)('$prefix $errorOutputPrefix: $why', async ({ prefix, errorOutputPrefix, expectError }) => {
      const keys = [...prefix.matchAll(/partitionKeyFromQuery:(\w+)/g)].map(([, key]) => key);
      expect(whyBadPrefix(prefix, errorOutputPrefix ?? '', keys.length > 0)).not.toBeNull();
      const query = `{${keys.map((key) => `${key}:.${key}`).join(',')}}`;
      const partitioned =
        keys.length === 0
          ? {}
          : {
              DynamicPartitioningConfiguration: { Enabled: true },
              ...processing(['MetadataExtraction', { MetadataExtractionQuery: query }]),
              ...hints(64, 60),
            };
      const answer = await drive().refusal('CreateDeliveryStream', {
        ...NAME,
        ...toS3({ Prefix: prefix, ...(errorOutputPrefix === null ? {} : { ErrorOutputPrefix: errorOutputPrefix }), ...partitioned }),
      });
      expect(answer.type).toBe(expectError);
    });
  });
}

export function testErrorOutputTypes({ values = [] }: { values?: string[] }) {
  test.for(values.map((value) => [value]))('errorOutputTypes: %s', ([value]) => expect(errorOutputTypes).toContain(value));
}

export interface ObjectName {
  regex?: string;
  fileExtensionRegex?: string;
  fileExtensionMaxLen?: number;
  fileExtensionReplaces?: boolean;
}

export function testObjectName({ regex, fileExtensionRegex, fileExtensionMaxLen = 128, fileExtensionReplaces }: ObjectName) {
  describe('objectName', () => {
    test.runIf(regex !== undefined)('prefix, name, version, time of the oldest record, uuid, extension', async () => {
      const { api, ok, create, seconds } = drive();
      await create('my.stream_1', toS3({ ...hints(1, 60), Prefix: 'logs/', CompressionFormat: 'GZIP' }));
      await ok('PutRecord', { DeliveryStreamName: 'my.stream_1', Record: { Data: base64('a') } });
      await ok('UpdateDestination', {
        DeliveryStreamName: 'my.stream_1',
        CurrentDeliveryStreamVersionId: '1',
        DestinationId: 'destinationId-000000000001',
        ExtendedS3DestinationUpdate: {},
      });
      await seconds(70);
      const [{ key }] = api.objects(BUCKET);
      const [, prefix, name, version, time, , extension] = new RegExp(regex!).exec(key)!;
      const arrived = new Date(START + 120_000).toISOString();
      expect({ prefix: prefix + name, version, time, extension }).toEqual({
        prefix: 'logs/2026/07/13/14/my.stream_1',
        version: '1',
        time: arrived.slice(0, 19).replace('T', '-').replaceAll(':', '-'),
        extension: '.gz',
      });
    });
    test.runIf(fileExtensionRegex !== undefined)('file extensions', async () => {
      const type = async (FileExtension: string) =>
        (await drive().refusal('CreateDeliveryStream', { ...NAME, ...toS3({ FileExtension }) })).type;
      for (const extension of ['', '.json', '.JSON', 'json', ".a!-_.*'()", '.a b', `.${'a'.repeat(fileExtensionMaxLen - 1)}`])
        expect([extension, await type(extension)]).toEqual([
          extension,
          new RegExp(fileExtensionRegex!).test(extension) ? 'taken' : 'ValidationException',
        ]);
      expect(await type(`.${'a'.repeat(fileExtensionMaxLen)}`)).toBe('ValidationException');
    });
    test.runIf(fileExtensionReplaces === true)("an extension takes the place of the format's", () =>
      expect(extensionOf('GZIP', '.json')).toBe('.json'),
    );
  });
}

export type CompressionCases = { format: string; ext: string; contentEncoding: string | null; contentType: string }[];

export function testCompression(cases: CompressionCases = []) {
  describe.runIf(cases.length > 0)('compression', () => {
    // the lab writes no ORC
    test.for(cases.filter(({ format }) => !format.startsWith('ORC')))('$format', ({ format, ext, contentEncoding, contentType }) => {
      const ours = /parquet/i.test(format) ? 'parquet' : (format as Compression);
      expect(extensionOf(ours, '')).toBe(ext);
      expect(contentHeaders(ours)).toEqual({ contentType, contentEncoding });
    });
  });
}

/** The payload is not known: what its frames add is. */
export function testCompressionSizes(
  sizes: { payloadBytes: number; snappyObjectBytes: number; hadoopObjectBytes: number; impliedRawBlock: number } | undefined,
) {
  test.runIf(sizes !== undefined)('compressionSizeCheck', () => {
    const { payloadBytes, snappyObjectBytes, hadoopObjectBytes, impliedRawBlock } = sizes!;
    const payload = bytes('{"order":1,"total":12.5}'.repeat(60).slice(0, payloadBytes));
    const size = (compression: Compression) => encodeBody([batchOf([payload], 0, 0)], { delimiter: false, compression, id: ID }).length;
    const raw = size('HADOOP_SNAPPY') - (hadoopObjectBytes - impliedRawBlock);
    expect(size('Snappy')).toBe(raw + snappyObjectBytes - impliedRawBlock);
    const empty = encodeBody([batchOf([payload], 0, 0)], { delimiter: false, compression: 'HADOOP_SNAPPY', id: ID });
    expect(new DataView(empty.buffer, empty.byteOffset).getUint32(4)).toBe(raw);
  });
}

export function testDelimiter(section: { default?: string; AppendDelimiterToRecord?: string } | undefined) {
  test.runIf(section !== undefined)('delimiter: none, or one between records', () => {
    const body = (delimiter: boolean) => {
      const batches = [batchOf([bytes('abc'), bytes('abc')], 0, 0), batchOf([bytes('abc')], 0, 2)];
      return Buffer.from(encodeBody(batches, { delimiter, compression: 'UNCOMPRESSED', id: ID })).toString();
    };
    expect(body(false)).toBe('abcabcabc');
    expect(body(true)).toBe('abc\nabc\nabc');
  });
}

/** Serverless OpenSearch is no destination of the lab; Splunk's and HTTP's fields are those of their examples. */
const FOLDERS: Record<string, FailureFolder> = {
  'processing-failed': 'processing-failed',
  'format-conversion-failed': 'format-conversion-failed',
  opensearch: 'AmazonOpenSearchService_failed',
  splunk: 'splunk-failed',
  http: 'http-endpoint-failed',
  'decompression-failed': 'decompression-failed',
};

export function testFailureRecords(
  sections: Record<
    string,
    { fields?: string[]; example?: Body; dataCatalogTable?: string[]; lambdaARN?: string; attemptsMade?: number }
  > = {},
) {
  describe.runIf(Object.keys(sections).length > 0)('failureRecords', () => {
    test.for(Object.entries(sections).filter(([name]) => name in FOLDERS))(
      '%s',
      ([name, { fields, example, dataCatalogTable, lambdaARN, attemptsMade = 4 }]) => {
        const failure = {
          folder: FOLDERS[name],
          batch: batchOf([bytes('one'), bytes('two')], START, 7),
          errorCode: 'Code',
          errorMessage: 'why',
          attemptsMade,
        };
        const facts = {
          lambdaArn: 'arn:aws:lambda:us-east-1:111122223333:function:f',
          attemptEndingMs: START + 1,
          region: 'us-east-1',
          accountId: '111122223333',
          table: { database: 'd', table: 't' },
          indexAt: () => 'i',
        };
        const text = Buffer.from(failureLines([failure], facts)).toString();
        const lines = text
          .trimEnd()
          .split('\n')
          .map((line) => JSON.parse(line) as Body);
        expect(lines.map(({ rawData }) => rawData)).toEqual([base64('one'), base64('two')]);
        // recorded objects spell it so
        const wanted = (fields ?? Object.keys(example ?? {})).map((field) => (field === 'lambdaArn' ? 'lambdaARN' : field));
        if (wanted.length > 0) expect(Object.keys(lines[0]).sort()).toEqual([...wanted].sort());
        if (dataCatalogTable !== undefined)
          expect(Object.keys(lines[0].dataCatalogTable as Body).sort()).toEqual([...dataCatalogTable].sort());
        if (lambdaARN === 'absent') expect(lines[0]).not.toHaveProperty('lambdaARN');
        expect(lines[0]).toMatchObject({ attemptsMade, arrivalTimestamp: START, attemptEndingTimestamp: START + 1 });
      },
    );
  });
}
