/** Every measure against a record that was written by hand: 20 seconds, judged from 10 to 20. */
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../src/engine/events.ts';
import type { Measure } from '../../src/judge/goal.ts';
import { measureName, valueText } from '../../src/judge/goal-text.ts';
import { measured } from '../../src/judge/measure.ts';

const WINDOW = { fromSeconds: 10, toSeconds: 20 };
const ROWS = 20;
/** Grows by `before` each second up to the window, by `within` in it. */
const growing = (before: number, within: number): number[] =>
  Array.from({ length: ROWS }, (_, i) => Math.min(i + 1, 10) * before + Math.max(0, i - 9) * within);
const level = (before: number, within: number): number[] => Array.from({ length: ROWS }, (_, i) => (i < 10 ? before : within));

const COLUMNS: Record<string, number[]> = {
  accepted: growing(100, 90),
  acceptedBytes: growing(500, 900),
  refused: growing(50, 10),
  openShards: level(4, 2),
  retentionHours: level(24, 48),
  costPerHour: level(0.06, 0.03),
  'producers:made': growing(100, 100),
  'producers:sent': growing(150, 120),
  'producers:accepted': growing(100, 90),
  'producers:lost': growing(3, 1),
  'producers:duplicated': growing(0, 2),
  'consumer:a:processed': growing(100, 80),
  'consumer:a:duplicates': growing(7, 1),
  'consumer:a:lost': growing(9, 3),
  'consumer:a:diverted': growing(1, 4),
  'consumer:a:outOfOrder': growing(2, 6),
  'consumer:a:refusedCalls': growing(5, 1),
  'consumer:a:lagMs': level(0, 700),
  'consumer:a:p99Ms': level(100, 250),
  'consumer:b:refusedCalls': growing(0, 2),
  'consumer:b:lagMs': level(0, 4000),
  'delivery:d:accepted': growing(100, 100),
  'delivery:d:delivered': growing(100, 50),
  'delivery:d:dropped': growing(1, 2),
  'delivery:d:failed': growing(1, 3),
  'delivery:d:lost': growing(1, 4),
  'delivery:d:duplicates': growing(1, 5),
  'delivery:d:flushes': growing(0, 1),
  'delivery:d:flushedBytes': growing(0, 1_048_576),
  'delivery:d:ageMs': level(0, 60_000),
  'delivery:d:above:delivered': growing(2, 6),
  'delivery:d:above:failed': growing(3, 7),
};

const event = (atSeconds: number, body: object): EngineEvent =>
  ({ seq: 1, cause: null, atUs: atSeconds * 1e6, ...body }) as unknown as EngineEvent;
const started = (atSeconds: number, shardId: string) => event(atSeconds, { type: 'reading-started', consumer: 'a', shardId });
const HISTORY = [
  event(2, { type: 'command-given' }),
  event(3, { type: 'command-refused' }),
  event(12, { type: 'command-given' }),
  event(5, { type: 'iterator-expired', consumer: 'a' }),
  event(13, { type: 'iterator-expired', consumer: 'a' }),
  event(14, { type: 'iterator-expired', consumer: 'b' }),
  started(1, 's0'),
  started(11, 's1'),
  started(15, 's0'),
];

const run = { record: { everySeconds: 1, rows: ROWS, columns: COLUMNS }, history: HISTORY };
const at20 = (measure: Measure): number => measured(run, measure, WINDOW).at(-1)!;

/** What each measure gives at the window's end, counted by hand; the table must name every kind. */
const EXPECTED = {
  'throttled-share': [{ kind: 'throttled-share' }, 100 / 1000],
  'attempts-per-record': [{ kind: 'attempts-per-record' }, 1.2],
  'producer-lost': [{ kind: 'producer-lost' }, 10],
  'producer-duplicates': [{ kind: 'producer-duplicates' }, 20],
  'stored-share': [{ kind: 'stored-share' }, (1900 - 20) / (2000 - 30)],
  'stored-bytes-per-second': [{ kind: 'stored-bytes-per-second' }, 900],
  'consumer-lost': [{ kind: 'consumer-lost', consumer: 'a' }, 30],
  'consumer-duplicates': [{ kind: 'consumer-duplicates', consumer: 'a' }, 10],
  'shards-reread': [{ kind: 'shards-reread', consumer: 'a' }, 1],
  'out-of-order': [{ kind: 'out-of-order', consumer: 'a' }, 60],
  diverted: [{ kind: 'diverted', consumer: 'a' }, 40],
  'processed-share': [{ kind: 'processed-share', consumer: 'a' }, 1800 / 1900],
  'iterator-age': [{ kind: 'iterator-age', consumer: 'a' }, 700],
  'put-to-read-p99': [{ kind: 'put-to-read-p99', consumer: 'a' }, 250],
  'read-throttles': [{ kind: 'read-throttles', consumer: 'a' }, 10],
  'open-shards': [{ kind: 'open-shards' }, 2],
  'retention-hours': [{ kind: 'retention-hours' }, 48],
  'cost-per-hour': [{ kind: 'cost-per-hour' }, 0.03],
  moves: [{ kind: 'moves' }, 2],
  'refused-commands': [{ kind: 'refused-commands' }, 1],
  events: [{ kind: 'events', type: 'iterator-expired', consumer: 'a' }, 1],
  'object-bytes': [{ kind: 'object-bytes', deliveryStream: 'd' }, 1_048_576],
  'objects-per-hour': [{ kind: 'objects-per-hour', deliveryStream: 'd' }, 3600],
  'delivery-age': [{ kind: 'delivery-age', deliveryStream: 'd' }, 60_000],
  'delivery-failed': [{ kind: 'delivery-failed', deliveryStream: 'd' }, 30],
  'delivery-dropped': [{ kind: 'delivery-dropped', deliveryStream: 'd' }, 20],
  'delivery-lost': [{ kind: 'delivery-lost', deliveryStream: 'd' }, 40],
  'delivery-duplicates': [{ kind: 'delivery-duplicates', deliveryStream: 'd' }, 50],
  'sought-delivered': [{ kind: 'sought-delivered', deliveryStream: 'd', sought: 'above', name: 'Orders above 950' }, 60],
  'sought-failed': [{ kind: 'sought-failed', deliveryStream: 'd', sought: 'above', name: 'Orders above 950' }, 70],
  'delivered-share': [{ kind: 'delivered-share', deliveryStream: 'd' }, 1500 / 2000],
} as const satisfies Record<Measure['kind'], readonly [Measure, number]>;

test.each([
  [250, 14.4],
  [300, 12],
  [900, 4],
])('objects of an hour are those of the pace, not of what a window happens to hold: each %i s are %f', (everySeconds, expected) => {
  const flushes = Array.from({ length: 1260 }, (_, i) => Math.floor((i + 1 + everySeconds - 260) / everySeconds));
  const long = { record: { everySeconds: 1, rows: 1260, columns: { 'delivery:d:flushes': flushes } }, history: [] };
  const values = measured(long, { kind: 'objects-per-hour', deliveryStream: 'd' }, { fromSeconds: 60, toSeconds: 1260 });
  expect(values.at(-1)).toBeCloseTo(expected, 12);
});

test.each(Object.entries(EXPECTED))('%s', (_, [measure, expected]) => {
  expect(at20(measure)).toBeCloseTo(expected, 12);
});

describe('what is not one column', () => {
  test('without a consumer, the age is the worst of all and refused calls are those of all', () => {
    expect(at20({ kind: 'iterator-age' })).toBe(4000);
    expect(at20({ kind: 'read-throttles' })).toBe(30);
    expect(at20({ kind: 'events', type: 'iterator-expired' })).toBe(2);
  });

  test('a window of ten seconds has ten values, as many as have passed, and none before it begins', () => {
    const after = (rows: number) => measured({ ...run, record: { ...run.record, rows } }, { kind: 'open-shards' }, WINDOW);
    expect([after(20).length, after(14).length, after(10).length, after(3).length]).toEqual([10, 4, 0, 0]);
  });

  test('totals begin at nothing with the window: what was before does not count', () => {
    expect(measured(run, { kind: 'producer-lost' }, WINDOW)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(measured(run, { kind: 'producer-lost' }, { fromSeconds: 0, toSeconds: 20 }).at(-1)).toBe(40);
  });

  test('a share of nothing is no number', () => {
    const nothing = { record: { everySeconds: 1, rows: 20, columns: { refused: level(0, 0), accepted: level(0, 0) } }, history: [] };
    expect(measured(nothing, { kind: 'throttled-share' }, WINDOW)).toEqual(Array.from({ length: 10 }, () => NaN));
  });

  test('a record with a row every five seconds has two values in the window', () => {
    const columns = { openShards: [4, 4, 3, 2] };
    expect(measured({ record: { everySeconds: 5, rows: 4, columns }, history: [] }, { kind: 'open-shards' }, WINDOW)).toEqual([3, 2]);
  });
});

describe('what the learner reads of a measure', () => {
  const plain = (text: string) => text.replaceAll('\u202F', ' ');
  test.each(Object.entries(EXPECTED))('%s has a name and a value in words', (_, [measure, expected]) => {
    for (const text of [measureName(measure), valueText(measure, expected)]) {
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      expect(text.trim()).not.toBe('');
    }
    expect(measureName(measure)).toMatch(/^[A-Z]/);
  });

  test.each([
    [{ kind: 'throttled-share' }, 0.0123, '1.23 %'],
    [{ kind: 'iterator-age' }, 999, '999 ms'],
    [{ kind: 'iterator-age' }, 1400, '1.4 s'],
    [{ kind: 'iterator-age' }, 600_000, '10 min'],
    [{ kind: 'iterator-age' }, 86_400_000, '24 h'],
    [{ kind: 'cost-per-hour' }, 0.1474, '$0.147/h'],
    [{ kind: 'retention-hours' }, 48, '48 h'],
    [{ kind: 'object-bytes', deliveryStream: 'd' }, 5_242_880, '5 MiB'],
    [{ kind: 'objects-per-hour', deliveryStream: 'd' }, 12, '12/h'],
    // 13 would read as if the limit had been kept.
    [{ kind: 'objects-per-hour', deliveryStream: 'd' }, 13.34, '13.3/h'],
    [{ kind: 'producer-lost' }, 1_234_567, '1 234 567'],
  ] as const)('%o of %d is %s', (measure, value, text) => {
    expect(plain(valueText(measure, value))).toBe(text);
  });
});
