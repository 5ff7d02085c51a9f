/** Objects as the bucket browser opens them: packed here by other implementations than the ones that unpack them. */
import { deflateRawSync, gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { HEX_LIMIT_BYTES, TEXT_LIMIT_BYTES } from '../../src/ui/bucket/bounds.ts';
import { type Content, previewOf, textOf } from '../../src/ui/bucket/preview.ts';
import { convertTexts } from '../engine/firehose-formats/conversions.ts';
import { ROWS_SHOWN } from '../../src/ui/bucket/parquet.ts';
import { unpack } from '../../src/ui/bucket/unpack.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const EVENTS = Array.from({ length: 4000 }, (_, i) => JSON.stringify({ order: i, country: ['FR', 'DE', 'US'][i % 3], cents: i * 7 }));
const LINES = EVENTS.join('\n');
const open = async (bytes: Uint8Array, contentEncoding: string | null = null) => previewOf(bytes, { contentEncoding });
const textIn = (content: Content): string => {
  if (content.kind !== 'text') throw new Error(`${content.kind}, not text`);
  return content.lines.map(({ text }) => text).join('\n');
};

/** Literals only: a Snappy block that any reader must take, made by the format's description. */
function snappyLiteral(data: Uint8Array): Uint8Array {
  const parts: number[] = [];
  for (let left = data.length; ; left >>>= 7) {
    parts.push(left < 128 ? left : (left & 127) | 128);
    if (left < 128) break;
  }
  for (let at = 0; at < data.length; at += 60) {
    const piece = data.subarray(at, at + 60);
    parts.push((piece.length - 1) << 2, ...piece);
  }
  return Uint8Array.from(parts);
}

function u32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

describe('unpacking', () => {
  test('GZIP, as Node packs it, several members too', async () => {
    const { packing, content } = await open(gzipSync(LINES), 'gzip');
    expect(packing).toBe('gzip');
    expect(textIn(content)).toBe(LINES);
    const two = Buffer.concat([gzipSync('{"a":1}\n'), gzipSync('{"b":2}')]);
    expect(textIn((await open(two)).content)).toBe('{"a":1}\n{"b":2}');
  });

  test('ZIP: the one entry and its name', async () => {
    const zip = zipSync({ 'b2f0c7a4-0000-4000-8000-000000000000': bytesOf(LINES) });
    const { packing, entry, content } = await open(zip, 'zip');
    expect([packing, entry]).toEqual(['zip', 'b2f0c7a4-0000-4000-8000-000000000000']);
    expect(textIn(content)).toBe(LINES);
  });

  test('ZIP whose entry another implementation deflated, with the size only behind it', async () => {
    const body = deflateRawSync(LINES);
    const header = [0x50, 0x4b, 3, 4, 20, 0, 8, 0, 8, 0, 0, 0, 0, 0, ...Array<number>(12).fill(0), 3, 0, 0, 0, ...bytesOf('one')];
    const zip = Buffer.concat([Uint8Array.from(header), body, Uint8Array.from([0x50, 0x4b, 7, 8])]);
    expect(textIn((await open(zip)).content)).toBe(LINES);
  });

  test('Snappy in snappy-java’s stream and in Hadoop’s framing', async () => {
    const halves = [bytesOf(LINES).subarray(0, 50_000), bytesOf(LINES).subarray(50_000)];
    const blocks = halves.map((half) => ({ half, block: snappyLiteral(half) }));
    const header = [0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0, ...u32(1), ...u32(1)];
    const xerial = Uint8Array.from([...header, ...blocks.flatMap(({ block }) => [...u32(block.length), ...block])]);
    const hadoop = Uint8Array.from(blocks.flatMap(({ half, block }) => [...u32(half.length), ...u32(block.length), ...block]));
    for (const [bytes, encoding, packing] of [
      [xerial, 'snappy-java', 'snappy'],
      [hadoop, 'hadoop-snappy', 'hadoop-snappy'],
    ] as const) {
      const preview = await open(bytes, encoding);
      expect(preview.packing).toBe(packing);
      expect(textIn(preview.content)).toBe(LINES);
    }
  });

  test('nothing beyond the limit is unpacked', () => {
    const huge = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a'));
    const { bytes, isCut } = unpack(huge, 'gzip', TEXT_LIMIT_BYTES);
    expect(bytes.length).toBe(TEXT_LIMIT_BYTES);
    expect(isCut).toBe(true);
    expect(unpack(bytesOf('abc'), null, 3).isCut).toBe(false);
  });

  test('what is broken is said, and shown as bytes', async () => {
    const broken = gzipSync(LINES).subarray(0, 40);
    broken.fill(0xff, 12);
    const { content } = await open(broken, 'gzip');
    expect(content).toMatchObject({ kind: 'hex', why: expect.stringMatching(/^It cannot be read as gzip: /) });
  });
});

describe('what is shown', () => {
  test('JSON by lines, indented, and other text as it stands', async () => {
    const { content } = await open(bytesOf('{"a":1}\n<img src=x onerror=alert(1)>\n'));
    expect(content).toEqual({
      kind: 'text',
      isJson: true,
      isCut: false,
      lines: [
        { text: '{"a":1}', pretty: '{\n  "a": 1\n}' },
        { text: '<img src=x onerror=alert(1)>', pretty: null },
      ],
    });
  });

  test('a character that the limit cuts in two does not make it binary', () => {
    expect(textOf(bytesOf('aé').subarray(0, 2), true)).toBe('a');
    expect(textOf(bytesOf('aé').subarray(0, 2), false)).toBeNull();
  });

  test('bytes that are no text: 16 a row, up to a limit', async () => {
    const { content } = await open(Uint8Array.from({ length: HEX_LIMIT_BYTES + 1 }, (_, i) => (i * 37) % 256));
    if (content.kind !== 'hex') throw new Error(content.kind);
    expect(content.rows.length).toBe(HEX_LIMIT_BYTES / 16);
    expect(content.rows[0]).toMatch(/^00000000 {2}00 25 4a /);
    expect(content).toMatchObject({ isCut: true, why: null });
  });

  test('error lines: the reason, and the data decoded beside it', async () => {
    const line = (fields: object) => JSON.stringify({ attemptsMade: 4, arrivalTimestamp: 1_772_000_000_000, ...fields });
    const rawData = Buffer.from('{"order":"née"}').toString('base64');
    const text = [
      line({ errorCode: 'Lambda.FunctionError', errorMessage: 'boom', rawData, lambdaARN: 'arn:aws:lambda:x' }),
      line({
        lastErrorCode: 'DataFormatConversion.ParseError',
        lastErrorMessage: 'not JSON',
        rawData: '/w==',
        dataCatalogTable: { databaseName: 'd' },
      }),
    ].join('\n');
    const { content } = await open(bytesOf(text));
    if (content.kind !== 'failures') throw new Error(content.kind);
    const [first, second] = content.lines;
    expect(first).toMatchObject({ errorCode: 'Lambda.FunctionError', errorMessage: 'boom', attemptsMade: 4, data: '{"order":"née"}' });
    expect(first.rest).toEqual({ arrivalTimestamp: '1772000000000', lambdaARN: 'arn:aws:lambda:x' });
    expect(second).toMatchObject({ errorCode: 'DataFormatConversion.ParseError', data: null, dataBytes: 1 });
    expect(second.rest['dataCatalogTable']).toBe('{"databaseName":"d"}');
  });

  for (const codec of ['SNAPPY', 'GZIP', 'UNCOMPRESSED'] as const) {
    test(`Parquet (${codec}): the schema and the first rows`, async () => {
      const count = ROWS_SHOWN + 50;
      const all = Array.from({ length: count }, (_, i) => i);
      const file = parquetWriteBuffer({
        codec,
        compressors: { GZIP: (data) => new Uint8Array(gzipSync(data)) },
        columnData: [
          { name: 'order', data: all.map(BigInt), type: 'INT64' },
          { name: 'country', data: all.map((i) => (i % 5 === 0 ? null : 'FR')), type: 'STRING' },
          { name: 'at', data: all.map((i) => new Date(Date.UTC(2026, 10, 20, 5, 0, i))), type: 'TIMESTAMP' },
        ],
      });
      const { packing, content } = await open(new Uint8Array(file), 'hadoop-snappy');
      if (content.kind !== 'parquet') throw new Error(content.kind);
      const { table } = content;
      expect(packing).toBe('parquet');
      expect(table.rowsInAll).toBe(count);
      expect(table.rows.length).toBe(ROWS_SHOWN);
      expect(table.columns.map(({ name }) => name)).toEqual(['order', 'country', 'at']);
      expect(table.rows[5]).toEqual(['5', null, '2026-11-20T05:00:05.000Z']);
      expect(table.rows[6]).toEqual(['6', 'FR', '2026-11-20T05:00:06.000Z']);
    });
  }

  test('Parquet: nested columns stand as one each, their values as JSON', async () => {
    const { body } = convertTexts({ id: 'int', tags: 'array<string>', at: 'struct<city:string,n:bigint>' }, [
      '{"id":1,"tags":["a","b"],"at":{"city":"Rome","n":9007199254740993}}',
    ]);
    const { content } = await open(body!, 'hadoop-snappy');
    if (content.kind !== 'parquet') throw new Error(content.kind);
    expect(content.table.columns).toEqual([
      { name: 'id', type: 'INT32' },
      { name: 'tags', type: 'LIST' },
      { name: 'at', type: 'STRUCT' },
    ]);
    expect(content.table.rows).toEqual([['1', '["a","b"]', '{"city":"Rome","n":"9007199254740993"}']]);
  });
});
