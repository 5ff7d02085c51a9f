/** Read budgets: what a call takes of them, where everything stands, and what is said of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ReadOutcome } from '../../src/protocol/read-frame.ts';
import { withRetrieval } from '../../src/ui/read-budgets/retrieval-change.ts';
import { type Call, callsOf, gotOf, passThrough, takeSlots } from '../../src/views/read-budgets/calls.ts';
import { framedCalls, reader, READS_FIXTURES, readFacts, READS_NOW_US, readsFixture } from '../../src/views/read-budgets/fixture.ts';
import { layoutMarks, placeRows } from '../../src/views/read-budgets/layout.ts';
import {
  callWords,
  describeReadBudgets,
  emptyWords,
  gotWords,
  headings,
  pipeWords,
  refusedWords,
  size,
  slotsWords,
} from '../../src/views/read-budgets/text.ts';
import { textWidth } from '../../src/views/text-width.ts';

const MIB = 1_048_576;
const plain = (words: string): string => words.replaceAll('\u202F', ' ');
const call = (atUs: number, bytes: number, outcome: ReadOutcome = 'answered', who = 'a'): Call => ({
  reader: who,
  atUs,
  outcome,
  records: Math.ceil(bytes / 1000),
  bytes,
});
const second = (at: number): number => at * 1e6;

describe('the headings', () => {
  const facts = readFacts([]);
  test('say all there is where there is room', () => {
    const { shared, dedicated } = headings(facts, 900);
    expect(plain(shared)).toBe('Shared: polling, 2.00 MiB/s and 5 calls/s for everybody');
    expect(plain(dedicated)).toBe('Dedicated: enhanced fan-out, 2.00 MiB/s each, pushed');
  });
  test.each([358, 320, 280])('stay within a view of %i px, and keep the figures', (width) => {
    for (const text of Object.values(headings(facts, width))) {
      expect(textWidth(text, 13)).toBeLessThan(width - 20);
      expect(plain(text)).toContain('2.00 MiB/s');
    }
  });
});

describe('the shared budgets', () => {
  test('bytes pass one call after another at 2 MiB/s; what is refused or pushed takes nothing of them', () => {
    const calls = [call(0, MIB), call(second(0.1), MIB / 2), call(second(0.2), 0, 'refused-by-bytes'), call(second(2), MIB, 'pushed')];
    expect(passThrough(calls, 2 * MIB).map(({ fromUs, toUs }) => [fromUs, toUs])).toEqual([
      [0, second(0.5)],
      [second(0.5), second(0.75)],
    ]);
  });

  test('a page of 10 MiB takes five seconds, as documented', () => {
    expect(passThrough([call(0, 10 * MIB)], 2 * MIB)[0].toUs).toBe(second(5));
  });

  test('five calls take five slots for a second; the sixth finds none, and one when the second is over', () => {
    const calls = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 1].map((at) => call(second(at), 100));
    expect(takeSlots(calls, 5).map(({ call: { atUs }, slot }) => [atUs / 1e6, slot])).toEqual([
      [0, 0],
      [0.1, 1],
      [0.2, 2],
      [0.3, 3],
      [0.4, 4],
      [1, 0],
    ]);
  });

  test('no slot is ever taken twice at a time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4_000_000 }), { maxLength: 60 }), (times) => {
        const taken = takeSlots(
          times.toSorted((a, b) => a - b).map((atUs) => call(atUs, 1)),
          5,
        );
        for (let slot = 0; slot < 5; slot++) {
          const own = taken.filter((one) => one.slot === slot).map((one) => one.call.atUs);
          expect(own.every((atUs, i) => i === 0 || atUs - own[i - 1] >= 1e6)).toBe(true);
        }
      }),
    );
  });
});

describe('what a reader got', () => {
  const calls = [
    call(second(5.5), 100),
    call(second(6), 0, 'refused-by-calls'),
    call(second(7), 300),
    call(second(7.5), 50, 'pushed', 'b'),
  ];

  test('calls, bytes and refusals of the window are its own', () => {
    const got = gotOf(calls, 'a', second(10), second(4));
    expect(got).toMatchObject({ calls: 1, bytes: 300, refusedByCalls: 0, pushes: 0, seconds: 4 });
    expect(gotOf(calls, 'a', second(10), second(5))).toMatchObject({ calls: 2, refusedByCalls: 1, waitMs: 750 });
    expect(gotOf(calls, null, second(10), second(5))).toMatchObject({ pushes: 1, bytes: 450 });
  });

  test('a run shorter than the window is measured over its own time', () => {
    expect(gotOf(calls, 'a', second(2), second(5)).seconds).toBe(2);
  });
});

describe('places', () => {
  test.each([390, 853, 1000])('at %i px rows keep clear of one another, and of their switches', (width) => {
    for (const name of READS_FIXTURES) {
      const places = placeRows(readsFixture(name).facts, width);
      const sorted = places.rows.toSorted((a, b) => a.top - b.top);
      sorted.forEach((row, i) => {
        if (i > 0) expect(row.top).toBeGreaterThanOrEqual(sorted[i - 1].top + sorted[i - 1].height);
        expect(row.controls.left + row.controls.width).toBeLessThanOrEqual(width);
        expect(row.barTop + row.barHeight).toBeLessThanOrEqual(row.top + row.height);
        if (!places.isNarrow) expect(row.latency.left).toBeGreaterThan(places.plotRight);
      });
      expect(places.plotRight - places.plotLeft).toBeGreaterThan(250);
    }
  });

  test('twenty rows are lower than five, and a switch of 24 px still fits with its price', () => {
    const five = placeRows(readsFixture('five').facts, 853);
    const twenty = placeRows(readsFixture('twenty').facts, 853);
    expect(twenty.rows).toHaveLength(20);
    expect(twenty.rows[0].height).toBeLessThan(five.rows[0].height);
    expect(twenty.rows[0].height).toBeGreaterThanOrEqual(24 + 14);
  });

  test('a consumer keeps its colour when it is listed elsewhere', () => {
    const facts = readsFixture('five').facts;
    const turned = { ...facts, consumers: facts.consumers.toReversed() };
    const colours = (from: typeof facts) => Object.fromEntries(placeRows(from, 853).rows.map(({ id, colour }) => [id, colour]));
    expect(colours(turned)).toEqual(colours(facts));
  });
});

describe('marks', () => {
  const consumers = [reader('a', 'polling', 300), reader('b', 'fan-out', 70)];
  const facts = readFacts(consumers);
  const marksOf = (calls: Call[], motion: 'full' | 'reduced' = 'full', nowUs = READS_NOW_US) => {
    const places = placeRows(facts, 853);
    return { places, marks: layoutMarks({ places, reads: framedCalls(calls, facts), facts, nowUs, motion }) };
  };

  test('a block is as long as its bytes take: half a MiB of 2 MiB/s is a quarter of a second', () => {
    const { places, marks } = marksOf([call(READS_NOW_US - second(2), MIB / 2)]);
    const secondPx = (places.plotRight - places.plotLeft) / 4;
    const [mark] = marks.rows[0].calls;
    expect(mark.right - mark.left).toBeCloseTo(secondPx / 4, 3);
    expect(marks.nowX - mark.left).toBeCloseTo(2 * secondPx, 3);
  });

  test('the pipe reaches the right end exactly where the bucket is empty', () => {
    const { places, marks } = marksOf([call(READS_NOW_US, 2 * MIB)]);
    expect(marks.pipe[0].right).toBeCloseTo(places.plotRight, 3);
    expect(marks.aheadSeconds).toBe(1);
    expect(plain(pipeWords(2 * MIB, marks.aheadSeconds, facts))).toBe('2.00 of 2.00 MiB/s: full');
    expect(plain(pipeWords(MIB, 0.5, facts))).toBe('1.00 of 2.00 MiB/s');
  });

  test('what lies before the axis is not drawn, an empty answer and a refusal are', () => {
    const calls = [call(READS_NOW_US - second(4.5), 1000), call(READS_NOW_US - second(1), 0), call(READS_NOW_US, 0, 'refused-by-calls')];
    const { marks } = marksOf(calls);
    expect(marks.rows[0].calls.map((mark) => mark.call.outcome)).toEqual(['answered', 'refused-by-calls']);
    expect(marks.slotsTaken).toBe(0);
  });

  test('nothing is drawn outside of the axis', () => {
    for (const name of READS_FIXTURES)
      for (const width of [390, 853]) {
        const { frame, facts: own, nowUs } = readsFixture(name);
        const places = placeRows(own, width);
        const marks = layoutMarks({ places, reads: frame, facts: own, nowUs, motion: 'full' });
        const spans = [...marks.slots, ...marks.pipe, ...marks.rows.flatMap(({ calls, waits }) => [...calls, ...waits])];
        for (const { left, right } of spans) {
          expect(left).toBeGreaterThanOrEqual(places.plotLeft);
          expect(right).toBeLessThanOrEqual(places.plotRight);
        }
      }
  });

  test('without motion the axis stands still within a second', () => {
    const at = READS_NOW_US - second(1);
    const left = (nowUs: number) => marksOf([call(at, 5000)], 'reduced', nowUs).marks.rows[0].calls[0].left;
    expect(left(41_000_000)).toBe(left(41_900_000));
    const moving = (nowUs: number) => marksOf([call(at, 5000)], 'full', nowUs).marks.rows[0].calls[0].left;
    expect(moving(41_000_000)).toBeGreaterThan(moving(41_900_000));
  });
});

describe('words', () => {
  const facts = readsFixture('mixed').facts;

  test('sizes have units', () => {
    expect([size(0), size(419_430), size(2 * MIB)].map(plain)).toEqual(['0 B', '410 KiB', '2.00 MiB']);
  });

  test('a refused call names the limit that refused it', () => {
    expect(plain(callWords(call(second(41), 0, 'refused-by-calls'), facts))).toContain('refused: 5 calls within the last second');
    expect(plain(callWords(call(second(41), 0, 'refused-by-bytes'), facts))).toContain('refused: 2.00 MiB/s are used up');
    expect(plain(callWords(call(second(41.25), 2048), facts))).toBe('a · 00:41.250 · 3 records, 2 KiB');
    expect(callWords(call(second(41), 0), facts)).toContain('takes a call slot all the same');
  });

  test('five pollers get one call and 410 KiB a second each', () => {
    const { frame, facts: five, nowUs } = readsFixture('five');
    const got = gotOf(callsOf(frame), 'search', nowUs, frame.windowUs);
    expect(plain(gotWords(five.consumers[1], got, five))).toBe('1 call/s · 410 KiB/s');
  });

  test('who is refused is told how often, and by what', () => {
    const { frame, nowUs } = readsFixture('mixed');
    expect(plain(refusedWords(gotOf(callsOf(frame), 'fraud', nowUs, frame.windowUs)))).toMatch(/^✕ [67] refused in 5\.0 s: calls$/);
    expect(refusedWords(gotOf(callsOf(frame), 'audit', nowUs, frame.windowUs))).toBe('');
    expect(slotsWords(5, facts)).toBe('5 of 5 taken: full');
  });

  test('an empty picture says why', () => {
    const words = (name: 'closed' | 'nobody' | 'five') => {
      const { frame, facts: own } = readsFixture(name);
      return emptyWords(own, callsOf(frame));
    };
    expect(words('nobody')).toBe('Nobody reads this stream.');
    expect(words('closed')).toContain('New ones are in shard 4 and shard 5');
    expect(words('five')).toBeNull();
    expect(emptyWords(facts, [])).toContain('Nothing was read of shard 2');
  });

  test('the table has a row for every consumer and a cell for every column', () => {
    for (const name of READS_FIXTURES) {
      const { frame, facts: own, nowUs } = readsFixture(name);
      const { table } = describeReadBudgets(frame, own, nowUs);
      expect(table.rows.map(([id]) => id)).toEqual(own.consumers.map(({ id }) => id));
      for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
    }
  });
});

test('a consumer that turns to fan-out and back keeps its name, start and work, and polls as it did', () => {
  const before = {
    kind: 'polling',
    id: 'a',
    stream: 's',
    start: 'LATEST',
    pollIntervalMs: 250,
    limit: 500,
    processingUsPerRecord: 7,
  } as const;
  const pushed = withRetrieval(before, 'fan-out');
  expect(pushed).toEqual({ kind: 'fan-out', id: 'a', stream: 's', start: 'LATEST', processingUsPerRecord: 7 });
  expect(withRetrieval(pushed, 'polling', before)).toEqual(before);
});
