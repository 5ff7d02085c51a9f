/** Bodies of objects, opened again by other implementations. */
import { gunzipSync, inflateRawSync, crc32 as crc32ByNode } from 'node:zlib';
import * as fc from 'fast-check';
import { gzipSync } from 'fflate';
import { snappyUncompress } from 'hysnappy';
import { describe, expect, test } from 'vitest';
import type { Compression } from '../../../src/engine/firehose/delivery-stream-spec.ts';
import { contentHeaders, encodeBody } from '../../../src/engine/firehose/formats/encode-body.ts';
import { batchOf } from '../../../src/engine/firehose/record-batch.ts';
import { crc32 } from '../../../src/engine/firehose/formats/crc32.ts';
import { gzipOf } from '../../../src/engine/firehose/formats/gzip-file.ts';
import { ARRIVAL_MS, batchOfTexts, ENTRY_ID, textOf } from './records.ts';

const FORMATS: Compression[] = ['UNCOMPRESSED', 'GZIP', 'ZIP', 'Snappy', 'HADOOP_SNAPPY'];

const encode = (texts: string[], compression: Compression, delimiter = false) =>
  encodeBody([batchOfTexts(texts)], { compression, delimiter, id: ENTRY_ID });

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The one entry of an archive, found from its end as readers do. */
function unzip(bytes: Uint8Array): { name: string; content: Uint8Array } {
  const view = viewOf(bytes);
  const endAt = bytes.length - 22;
  expect(view.getUint32(endAt, true)).toBe(0x06054b50);
  expect([view.getUint16(endAt + 8, true), view.getUint16(endAt + 10, true)]).toEqual([1, 1]);
  const at = view.getUint32(endAt + 16, true);
  expect(view.getUint32(at, true)).toBe(0x02014b50);
  expect(at + view.getUint32(endAt + 12, true)).toBe(endAt);
  expect(view.getUint16(at + 10, true)).toBe(8);
  const [crc, packed, whole, nameLength] = [
    view.getUint32(at + 16, true),
    view.getUint32(at + 20, true),
    view.getUint32(at + 24, true),
    view.getUint16(at + 28, true),
  ];
  const localAt = view.getUint32(at + 42, true);
  expect(view.getUint32(localAt, true)).toBe(0x04034b50);
  expect(bytes.slice(localAt + 6, localAt + 30)).toEqual(bytes.slice(at + 8, at + 32));
  const dataAt = localAt + 30 + view.getUint16(localAt + 26, true) + view.getUint16(localAt + 28, true);
  const content = new Uint8Array(inflateRawSync(bytes.subarray(dataAt, dataAt + packed)));
  expect([content.length, crc32ByNode(content)]).toEqual([whole, crc]);
  return { name: textOf(bytes.subarray(at + 46, at + 46 + nameLength)), content };
}

function lengthOfBlock(block: Uint8Array): number {
  let [length, shift, at] = [0, 0, 0];
  for (;;) {
    const byte = block[at++];
    length += (byte & 127) * 2 ** shift;
    if (byte < 128) return length;
    shift += 7;
  }
}

function unsnappy(bytes: Uint8Array, hadoop: boolean): Uint8Array {
  const view = viewOf(bytes);
  const pieces: Uint8Array[] = [];
  let at = hadoop ? 0 : 16;
  if (!hadoop) expect([...bytes.subarray(0, 16)]).toEqual([0x82, ...new TextEncoder().encode('SNAPPY'), 0, 0, 0, 0, 1, 0, 0, 0, 1]);
  while (at < bytes.length) {
    const told = hadoop ? view.getUint32(at) : null;
    if (hadoop) at += 4;
    const size = view.getUint32(at);
    const block = bytes.slice(at + 4, at + 4 + size);
    const length = lengthOfBlock(block);
    if (told !== null) expect(told).toBe(length);
    expect(length).toBeLessThanOrEqual(32 * 1024);
    pieces.push(snappyUncompress(block, length).slice());
    at += 4 + size;
  }
  expect(at).toBe(bytes.length);
  return new Uint8Array(Buffer.concat(pieces));
}

function open(bytes: Uint8Array, compression: Compression): Uint8Array {
  if (compression === 'GZIP') return new Uint8Array(gunzipSync(bytes));
  if (compression === 'ZIP') return unzip(bytes).content;
  return compression === 'UNCOMPRESSED' ? bytes : unsnappy(bytes, compression === 'HADOOP_SNAPPY');
}

describe('bodies', () => {
  test('records follow each other byte for byte; a delimiter stands between them only', () => {
    expect(textOf(encode(['abc', 'abc', 'abc'], 'UNCOMPRESSED'))).toBe('abcabcabc');
    expect(textOf(encode(['abc', '', 'abc'], 'UNCOMPRESSED', true))).toBe('abc\n\nabc');
    const batches = [batchOfTexts(['']), batchOfTexts([]), batchOfTexts(['a', 'b']), batchOfTexts(['c'])];
    expect(textOf(encodeBody(batches, { compression: 'UNCOMPRESSED', delimiter: true, id: ENTRY_ID }))).toBe('\na\nb\nc');
    expect(encode([], 'UNCOMPRESSED', true)).toHaveLength(0);
  });

  test.each(FORMATS)('%s is opened by others', (compression) => {
    const lines = Array.from({ length: 3000 }, (_, i) => `{"order": ${i}, "customer": "größe-${i % 37}"}`);
    const body = encode(lines, compression, true);
    expect(textOf(open(body, compression))).toBe(lines.join('\n'));
    if (compression !== 'UNCOMPRESSED') expect(body.length).toBeLessThan(lines.join('\n').length / 2);
  });

  test.each(FORMATS)('%s: any records, alone or in several batches', (compression) => {
    const records = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 20 });
    fc.assert(
      fc.property(records, records, fc.boolean(), (first, second, delimiter) => {
        const all = [...first, ...second];
        const parts = all.flatMap((record, i) => (delimiter && i > 0 ? [Uint8Array.of(10), record] : [record]));
        const batches = [batchOf(first, ARRIVAL_MS, 0), batchOf(second, ARRIVAL_MS, first.length)];
        const body = encodeBody(batches, { compression, delimiter, id: ENTRY_ID });
        expect(Buffer.from(open(body, compression))).toEqual(Buffer.concat(parts));
      }),
      { numRuns: 60 },
    );
  });

  test('the sum of bytes is CRC-32, at every length and wherever the bytes lie in their memory', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70 }), fc.nat(9), (bytes, skipped) => {
        const some = bytes.subarray(skipped);
        expect(crc32(some)).toBe(crc32ByNode(some));
      }),
    );
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });

  test('a GZIP file is as small as the library’s own at the same level, and says nothing of when and where it was made', () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `{"n":${i},"key":"customer-${i % 1000}","amount":${(i * 7919) % 10007}}\n`);
    const content = new TextEncoder().encode(lines.join(''));
    const file = gzipOf(content);
    expect(file.length).toBeLessThan(1.01 * gzipSync(content, { level: 1 }).length);
    expect([...file.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 3]);
    expect(gzipOf(content.slice())).toEqual(file);
  });

  test('an entry of a ZIP has the id as its name', () => {
    expect(unzip(encode(['abc'], 'ZIP')).name).toBe(ENTRY_ID);
  });

  test('the two Snappy framings differ by what was seen: 193 and 181 bytes around the same block', () => {
    const payload = ['x'.repeat(690)];
    const [stream, hadoop] = [encode(payload, 'Snappy'), encode(payload, 'HADOOP_SNAPPY')];
    expect(stream.length - 16 - 4).toBe(hadoop.length - 4 - 4);
    expect(viewOf(stream).getUint32(16)).toBe(stream.length - 20);
  });

  test('headers', () => {
    const encodings = [...FORMATS, 'parquet' as const].map((format) => contentHeaders(format).contentEncoding);
    expect(encodings).toEqual([null, 'gzip', 'zip', 'snappy-java', 'hadoop-snappy', 'hadoop-snappy']);
    expect(contentHeaders('GZIP').contentType).toBe('application/octet-stream');
  });
});
