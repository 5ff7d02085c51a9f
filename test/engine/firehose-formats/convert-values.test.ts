/** Values of columns as the deserializers take them, and the records that do not fit. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ColumnType, ConversionSpec } from '../../../src/engine/firehose/delivery-stream-spec.ts';
import { convert } from '../../../src/engine/firehose/formats/convert.ts';
import { numberAt, recordAt } from '../../../src/engine/firehose/record-batch.ts';
import { convertTexts, specOf, startDuck, type More } from './conversions.ts';
import { batchOfTexts, textOf } from './records.ts';

const HIVE: ConversionSpec['deserializer'] = { kind: 'hive', timestampFormats: [] };

const rowsOf = startDuck();

async function valuesOf(type: ColumnType, values: unknown[], more?: More): Promise<unknown[]> {
  const { body } = convertTexts(
    { v: type },
    values.map((v) => JSON.stringify({ v })),
    more,
  );
  return (await rowsOf(body)).map(({ v }) => v);
}

describe('values', () => {
  test('OpenX reads numbers and truth out of strings, and text out of everything', async () => {
    expect(await valuesOf('int', ['42', 7])).toEqual([42, 7]);
    expect(await valuesOf('double', ['1.5e3', -2])).toEqual([1500, -2]);
    expect(await valuesOf('boolean', ['TRUE', 'false', true])).toEqual([true, false, true]);
    expect(await valuesOf('string', [1.5, true, { a: [1] }, 'x'])).toEqual(['1.5', 'true', '{"a":[1]}', 'x']);
  });

  test('integers keep all their digits', async () => {
    const { body } = convertTexts({ v: 'bigint', w: 'double', s: 'string' }, [
      '{"v":9223372036854775807,"w":1.2345678901234567890,"s":"1234567890123456789"}',
      '{"v":-9223372036854775808}',
    ]);
    expect(await rowsOf(body)).toEqual([
      { v: 9223372036854775807n, w: 1.2345678901234567, s: '1234567890123456789' },
      { v: -9223372036854775808n, w: null, s: null },
    ]);
  });

  test('OpenX timestamps: text of two kinds, seconds below 10^12, milliseconds from there', async () => {
    const values = ['2017-02-07T15:13:01.39256Z', '2017-2-7 15:13:1', 1518033528, 1518033528123, '1518033528', 1518033528.5];
    const found = await valuesOf('timestamp', values);
    expect(found.map((value) => (value as Date).toISOString())).toEqual([
      '2017-02-07T15:13:01.392Z',
      '2017-02-07T15:13:01.000Z',
      '2018-02-07T19:58:48.000Z',
      '2018-02-07T19:58:48.123Z',
      '2018-02-07T19:58:48.000Z',
      '2018-02-07T19:58:48.500Z',
    ]);
  });

  test('Hive timestamps by the patterns given', async () => {
    const hive = (timestampFormats: string[]): More => ({ deserializer: { kind: 'hive', timestampFormats } });
    const isos = async (values: unknown[], formats: string[]) =>
      (await valuesOf('timestamp', values, hive(formats))).map((v) => (v as Date).toISOString());
    expect(await isos(['2026-07-13 14:05:09.5'], [])).toEqual(['2026-07-13T14:05:09.500Z']);
    expect(await isos([1518033528123, '1518033528123'], ['millis'])).toEqual(['2018-02-07T19:58:48.123Z', '2018-02-07T19:58:48.123Z']);
    expect(await isos(['13/07/2026 2:05 PM', '20260713140509'], ['dd/MM/yyyy h:mm a', 'yyyyMMddHHmmss'])).toEqual([
      '2026-07-13T14:05:00.000Z',
      '2026-07-13T14:05:09.000Z',
    ]);
    expect(await isos(['7-3-2026 5h', '12-31-2026 23h'], ["M-d-yyyy H'h'"])).toEqual([
      '2026-07-03T05:00:00.000Z',
      '2026-12-31T23:00:00.000Z',
    ]);
    expect(await isos(['2026-07-13T14:05:09.250+0200'], ["yyyy-MM-dd'T'HH:mm:ss.SSSZ"])).toEqual(['2026-07-13T12:05:09.250Z']);
  });
});

describe('what does not fit', () => {
  const failureOf = (type: ColumnType, record: string, more?: More): [string, string] => {
    const { body, records, failures } = convertTexts({ v: type }, [record], more);
    expect([body, records.count, failures.length]).toEqual([null, 0, 1]);
    expect(failures[0]).toMatchObject({ folder: 'format-conversion-failed', attemptsMade: 1 });
    return [failures[0].errorCode.replace('DataFormatConversion.', ''), failures[0].errorMessage];
  };

  test.each([
    ['double', '{"v":"oops"}', 'MalformedData', 'Data does not match the schema. For input string: "oops"'],
    ['int', '{"v":2147483648}', 'MalformedData', 'Data does not match the schema. For input string: "2147483648"'],
    ['int', '{"v":1.5}', 'MalformedData', 'Data does not match the schema. For input string: "1.5"'],
    ['bigint', '{"v":9223372036854775808}', 'MalformedData', 'Data does not match the schema. For input string: "9223372036854775808"'],
    ['float', '{"v":1e39}', 'MalformedData', 'Data does not match the schema. For input string: "1e+39"'],
    ['date', '{"v":"2023-02-29"}', 'MalformedData', 'Data does not match the schema. For input string: "2023-02-29"'],
    [
      'timestamp',
      '{"v":"2026-05-21T14:00:00+00:00"}',
      'MalformedData',
      'Data does not match the schema. For input string: "2026-05-21T14:00:00+00:00"',
    ],
    ['string', 'this is not json', 'ParseError', 'Encountered malformed JSON.'],
    ['string', '{"v":1}{"v":', 'ParseError', 'Encountered malformed JSON.'],
    ['string', '  \n', 'MalformedData', 'The record was empty or contained only whitespace.'],
    ['string', '', 'MalformedData', 'The record was empty or contained only whitespace.'],
    ['string', '42', 'MalformedData', 'The input JSON contained a primitive at the top level. The top level must be an object or array.'],
    ['string', '[{"v":1},{"v":2}]', 'MalformedData', 'Data does not match the schema. An array of JSON documents is not a valid input.'],
  ] as const)('%s of %s', (type, record, code, message) => {
    expect(failureOf(type, record)).toEqual([code, message]);
  });

  test('Hive wants the types as they are', () => {
    const message = 'Data does not match the schema. Current token (VALUE_STRING) not numeric, can not use numeric value accessors';
    expect(failureOf('int', '{"v":"42"}', { deserializer: HIVE })).toEqual(['MalformedData', message]);
    expect(failureOf('string', '{"v":{"a":1}}', { deserializer: HIVE })[1]).toMatch(/^One or more fields have incorrect format/);
    expect(failureOf('boolean', '{"v":"true"}', { deserializer: HIVE })[0]).toBe('MalformedData');
  });

  test('a record fails alone and whole; the rest is converted, and all are accounted for', async () => {
    const texts = ['{"v":1}', 'nope', '{"v":2}{"v":"x"}', '{"v":3}', 'nope', '{"v":4}'];
    const { body, records, failures } = convert(specOf({ v: 'int' }), [
      batchOfTexts(texts.slice(0, 4), 10),
      batchOfTexts(texts.slice(4), 14),
    ]);
    expect(await rowsOf(body)).toEqual([{ v: 1 }, { v: 3 }, { v: 4 }]);
    expect([0, 1, 2].map((i) => [numberAt(records, i), textOf(recordAt(records, i))])).toEqual([
      [10, '{"v":1}'],
      [13, '{"v":3}'],
      [15, '{"v":4}'],
    ]);
    const failed = failures.flatMap(({ batch, errorCode }) =>
      Array.from({ length: batch.count }, (_, i) => [numberAt(batch, i), textOf(recordAt(batch, i)), errorCode.split('.')[1]]),
    );
    expect(failed).toEqual([
      [11, 'nope', 'ParseError'],
      [12, '{"v":2}{"v":"x"}', 'MalformedData'],
      [14, 'nope', 'ParseError'],
    ]);
  });

  test('whatever comes, every record is converted or failed, once', () => {
    const text = fc.constantFrom(
      '{"v":1}',
      '{"v":1}{"v":2}',
      '',
      '{"v":"x"}',
      '{"v":',
      '{"w":"ü"}',
      '[{"v":1}]',
      '{"v":null}',
      '\ufeff{"v":3}',
      '{"v":99999999999999999999}',
    );
    fc.assert(
      fc.property(fc.array(fc.array(text, { maxLength: 8 }), { maxLength: 4 }), (batches) => {
        let first = 0;
        const given = batches.map((texts) => {
          const batch = batchOfTexts(texts, first);
          first += texts.length;
          return batch;
        });
        const { body, records, failures } = convert(specOf({ v: 'int' }), given);
        const numbers = [records, ...failures.map(({ batch }) => batch)].flatMap((batch) =>
          Array.from({ length: batch.count }, (_, i) => numberAt(batch, i)),
        );
        expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: first }, (_, i) => i));
        expect(body === null).toBe(records.count === 0);
      }),
    );
  });
});
