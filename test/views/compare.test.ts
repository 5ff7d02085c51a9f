/** Two branches over each other: columns that can be compared, what the charts draw, what is read, and which shards differ. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COMPARE_FIXTURES, compareFixture, sideFixture } from '../../src/views/compare/fixture.ts';
import { layoutCompare, type CompareInput } from '../../src/views/compare/layout.ts';
import { columnsOf, measuredUs, readSeries, SERIES, type ComparedSide } from '../../src/views/compare/series.ts';
import { shardsOnlyIn } from '../../src/views/compare/shards.ts';
import { describeCompare, readingWords } from '../../src/views/compare/text.ts';
import { stageFixture } from '../../src/views/stage/fixtures.ts';

const BEAT_US = 250_000;
/** Numbers are tied to their units by narrow spaces; a test writes them as one would. */
const plain = <Words>(words: Words): Words => JSON.parse(JSON.stringify(words).replaceAll('\u202F', ' ')) as Words;
const [accepted, throttled, , unread, shards] = SERIES;

/** A side whose bins are written out. */
function side(bins: Partial<Record<'accepted' | 'throttled' | 'oldestUnreadMs' | 'openShards', number[]>>, binUs = BEAT_US): ComparedSide {
  const length = Math.max(...Object.values(bins).map((values) => values.length));
  const column = (values: number[] | undefined) => Uint32Array.from({ length }, (_, i) => values?.[i] ?? 0);
  const timeline = {
    binUs,
    accepted: column(bins.accepted),
    throttled: column(bins.throttled),
    read: column(undefined),
    oldestUnreadMs: Float64Array.from(column(bins.oldestUnreadMs)),
    openShards: column(bins.openShards),
  };
  return { name: 'Main', timeline, endUs: length * binUs };
}

const input = (more: Partial<CompareInput> = {}): CompareInput => ({
  ...compareFixture('split'),
  cursorUs: null,
  width: 850,
  height: 480,
  ...more,
});

describe('columns', () => {
  test('a rate is the records of a column over its seconds, an age the highest, a count of shards the last', () => {
    const one = side({ accepted: [100, 200, 300, 400], oldestUnreadMs: [5, 9, 7, 1], openShards: [4, 4, 5, 5] });
    expect([...columnsOf(accepted, one, 1e6, 1e6, 1)]).toEqual([1000]);
    expect([...columnsOf(unread, one, 1e6, 1e6, 1)]).toEqual([9]);
    expect([...columnsOf(shards, one, 1e6, 1e6, 1)]).toEqual([5]);
  });

  test('the newest column, not full yet, is of the last whole length, so that a rate does not fall between two polls', () => {
    const one = side({ accepted: [100, 100, 100, 100, 400] });
    expect([...columnsOf(accepted, one, 1.25e6, 1e6, 2)]).toEqual([400, 700]);
  });

  test('a bin that is still filling counts for the time that it has lasted', () => {
    const one = { ...side({ accepted: [2000, 500] }, 2e6), endUs: 2.5e6 };
    expect(measuredUs(one, 2.5e6)).toBe(2.5e6);
    expect([...columnsOf(accepted, one, 2.5e6, 2e6, 2)]).toEqual([1000, 1000]);
  });

  test('where nothing was measured there is no number, also beyond the end of a branch that does not run on', () => {
    const one = side({ accepted: Array.from({ length: 16 }, () => 10) });
    expect(measuredUs({ ...one, endUs: 2e6 }, 1e6)).toBe(2e6);
    expect(measuredUs({ ...one, endUs: 2e6 }, 3e6)).toBe(3e6);
    expect([...columnsOf(accepted, one, 2e6, 1e6, 4)]).toEqual([40, 40, Number.NaN, Number.NaN]);
  });

  test('no record is lost or counted twice by columns, whatever their length', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 4, maxLength: 60 }), fc.integer({ min: 1, max: 5 }), (bins, perColumn) => {
        const whole = bins.slice(0, bins.length - (bins.length % perColumn));
        const columnUs = perColumn * BEAT_US;
        const columns = whole.length / perColumn;
        const rates = columnsOf(throttled, side({ throttled: whole }), whole.length * BEAT_US, columnUs, columns);
        const records = rates.reduce((sum, rate) => sum + (rate * columnUs) / 1e6, 0);
        expect(records).toBeCloseTo(
          whole.reduce((sum, bin) => sum + bin, 0),
          6,
        );
      }),
    );
  });

  test('two branches whose bins differ in length are brought to the longer ones', () => {
    const short = sideFixture('Main', 60, () => ({ accepted: 1000, throttled: 0, unreadMs: 0, shards: 4 }));
    const long = sideFixture('Branch 2', 60, () => ({ accepted: 1000, throttled: 0, unreadMs: 0, shards: 4 }), 8 * BEAT_US);
    const { columnUs } = layoutCompare(input({ here: short, there: long }));
    expect(columnUs % (8 * BEAT_US)).toBe(0);
  });
});

describe('what is read', () => {
  test('both values and their difference, with unit and sign', () => {
    expect(plain(readSeries(accepted, 1850, 1200))).toMatchObject({ here: '1 850 rec/s', there: '1 200 rec/s', difference: '−650 rec/s' });
    expect(plain(readSeries(shards, 4, 5))).toMatchObject({ here: '4 shards', there: '5 shards', difference: '+1 shard' });
    expect(plain(readSeries(unread, 900, 2400))).toMatchObject({ here: '900 ms', there: '2.4 s', difference: '+1.5 s' });
  });

  test('what is written alike is the same, and what was not measured has no difference', () => {
    expect(readSeries(accepted, 1000.2, 1000.4).difference).toBe('the same');
    expect(readSeries(accepted, 1000, Number.NaN)).toMatchObject({ there: '–', difference: '–' });
  });

  test('between two beats the newest measured one is read', () => {
    const { here, there } = compareFixture('split');
    const reading = (nowUs: number) =>
      layoutCompare(input({ here: { ...here, endUs: nowUs }, there: { ...there, endUs: nowUs }, nowUs })).charts[0].reading;
    expect(reading(44e6).here).not.toBe('–');
    expect(reading(44.2e6)).toEqual(reading(44e6));
    expect(reading(44.2e6).difference).not.toBe('–');
  });

  test('at the present moment until the cursor is moved, and never outside the run', () => {
    const { nowUs } = compareFixture('split');
    expect(layoutCompare(input()).cursorUs).toBe(nowUs);
    expect(layoutCompare(input({ cursorUs: 20e6 })).cursorUs).toBe(20e6);
    expect(layoutCompare(input({ cursorUs: 1e12 })).cursorUs).toBe(62.4e6);
    expect(plain(readingWords(layoutCompare(input({ cursorUs: 60e6 })), { here: 'Main', there: 'Branch 2' }))).toContain(
      'Open shards: Main 4 shards, Branch 2 –',
    );
  });
});

describe('the charts', () => {
  test('every series has both lines; the second begins where the branches fork', () => {
    const layout = layoutCompare(input());
    expect(layout.charts.map(({ id }) => id)).toEqual(['accepted', 'throttled', 'read', 'unread', 'shards']);
    const forkX = layout.left + (12.3e6 / layout.untilUs) * (layout.right - layout.left);
    const columnPx = (layout.columnUs / layout.untilUs) * (layout.right - layout.left);
    for (const { here, there } of layout.charts) {
      expect(Number(/^M([\d.]+)/.exec(here)?.[1])).toBeLessThanOrEqual(layout.left + columnPx);
      const begins = Number(/^M([\d.]+)/.exec(there)?.[1]);
      expect(begins).toBeLessThanOrEqual(forkX);
      expect(begins).toBeGreaterThan(forkX - 3 * columnPx);
    }
  });

  test('fork, first difference, the end of the other branch and the present moment are marked; the first two as one where they are', () => {
    expect(layoutCompare(input()).moments.map(({ text }) => text)).toEqual(['fork, first difference 00:12.30', 'now 00:44.20']);
    const { moments } = layoutCompare(input({ differsUs: 15e6, nowUs: 60e6 }));
    expect(moments.map(({ kind }) => kind)).toEqual(['fork', 'differs', 'end', 'now']);
    expect(moments[2].text).toBe('end of Branch 2 00:55.00');
  });

  test('since the fork: the axis begins shortly before it, and all that is drawn lies on it', () => {
    const layout = layoutCompare(input({ range: 'fork' }));
    expect(layout.fromUs).toBeLessThan(12.3e6);
    expect(layout.fromUs).toBeGreaterThan(6e6);
    for (const { x } of [...layout.moments, ...layout.ticks]) expect(x).toBeGreaterThanOrEqual(layout.left);
  });

  test('words above the charts do not cover each other, at any width', () => {
    fc.assert(
      fc.property(fc.integer({ min: 320, max: 1400 }), fc.nat(60_000_000), fc.nat(60_000_000), (width, differsUs, nowUs) => {
        const { moments } = layoutCompare(input({ width, differsUs, nowUs }));
        const spans = moments.map(({ x, text, anchor, row }) => {
          const wide = text.length * 6.3 + 5;
          return { row, from: anchor === 'start' ? x : x - wide, to: anchor === 'start' ? x + wide : x };
        });
        for (const [i, one] of spans.entries())
          for (const other of spans.slice(i + 1)) expect(one.row !== other.row || one.to <= other.from || other.to <= one.from).toBe(true);
      }),
    );
  });

  test('names at the ends of lines stand apart', () => {
    for (const { hereEnd, thereEnd } of layoutCompare(input({ ...compareFixture('begun'), width: 390 })).charts)
      expect(Math.abs(hereEnd.y - thereEnd.y) >= 11 || Math.abs(hereEnd.x - thereEnd.x) > 40).toBe(true);
  });

  test('nothing measured yet draws nothing and breaks nothing', () => {
    const layout = layoutCompare(input(compareFixture('nothing')));
    for (const { here, there, hereAt, reading } of layout.charts)
      expect([here, there, hereAt, reading.difference]).toEqual(['', '', null, '–']);
  });

  test('all that is drawn lies inside, in every canned state and size', () => {
    for (const name of COMPARE_FIXTURES)
      for (const [width, height] of [
        [360, 480],
        [744, 400],
        [1240, 620],
      ]) {
        const layout = layoutCompare(input({ ...compareFixture(name), width, height }));
        for (const { here, there, top, base } of layout.charts)
          for (const [, x, y] of `${here}${there}`.matchAll(/[ML]([\d.-]+),([\d.-]+)/g)) {
            expect(Number(x)).toBeGreaterThanOrEqual(layout.left - 0.1);
            expect(Number(x)).toBeLessThanOrEqual(layout.right + 0.1);
            expect(Number(y)).toBeGreaterThanOrEqual(top - 0.1);
            expect(Number(y)).toBeLessThanOrEqual(base + 0.1);
          }
      }
  });
});

test('the table has a row for as many moments as can be read, with both values and the difference', () => {
  const { summary, table } = plain(describeCompare(input()));
  expect(summary).toBe(
    'Main and Branch 2 are one history until 00:12.300. They first differ at 00:12.300. Main was run to 01:02.40, Branch 2 to 00:55.00.',
  );
  expect(table.rows.length).toBeGreaterThan(20);
  expect(table.rows.length).toBeLessThanOrEqual(63);
  for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  expect(table.rows[0].at(-1)).toBe('4 shards, the same');
  expect(table.rows[40].at(-1)).toBe('4 shards; 5 shards (+1 shard)');
});

describe('shards that only one has', () => {
  const four = stageFixture('calm').shards;

  test('none among equals; those of a split on their side, and none on the other as long as the parent is kept', () => {
    expect(shardsOnlyIn(four, four)).toEqual([]);
    const children = four.slice(0, 2).map((shard, i) => ({ ...shard, id: `shardId-00000000000${i + 4}`, index: i + 4 }));
    expect(shardsOnlyIn([...four, ...children], four).map(({ index }) => index)).toEqual([4, 5]);
    expect(shardsOnlyIn(four, [...four, ...children])).toEqual([]);
  });

  test('one number for two ranges is two shards', () => {
    const elsewhere = four.map((shard) => (shard.index === 3 ? { ...shard, startingHashKey: '7' } : shard));
    expect(shardsOnlyIn(four, elsewhere).map(({ index }) => index)).toEqual([3]);
    expect(shardsOnlyIn(elsewhere, four).map(({ index }) => index)).toEqual([3]);
  });
});
