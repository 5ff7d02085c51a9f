/** Buffers: which hint is reached first and when, which buffers stand side by side, where everything stands, and what is said of it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DeliveryStreamSpec } from '../../../src/engine/firehose/delivery-stream-spec.ts';
import { BACKUP_HINTS, hintRange } from '../../../src/engine/firehose/limits.ts';
import { crossoverBytesPerSecond, flushPrediction } from '../../../src/engine/formulas.ts';
import { layoutCrossover } from '../../../src/views/buffers/crossover.ts';
import { BUFFERS_FIXTURES, BUFFERS_NOW_US, buffersFixture, deliveryFrame, FIXTURE_SPEC } from '../../../src/views/buffers/fixture.ts';
import { boundsOf, hintsOf, intervalAt, MIB, sizeAt, withHints } from '../../../src/views/buffers/hints.ts';
import { chosenFlush, chosenLane, factorAt, type LaneState, lanesOf } from '../../../src/views/buffers/lanes.ts';
import { dialSeconds, timeWindow } from '../../../src/views/buffers/axis.ts';
import { layoutMarks, placeBoard, pointsOf } from '../../../src/views/buffers/layout.ts';
import { textWidth } from '../../../src/views/text-width.ts';
import { crossoverOf, predict, secondsToFlush } from '../../../src/views/buffers/predict.ts';
import {
  crossoverWords,
  describeBuffers,
  flushWords,
  folderWords,
  growthWords,
  laneName,
  nextDetail,
  nextWords,
  sideWords,
} from '../../../src/views/buffers/text.ts';

const plain = (words: string): string => words.replaceAll('\u202F', ' ');
const NOTHING = { lane: null, draft: null, rate: null };
const laneIn = (name: (typeof BUFFERS_FIXTURES)[number], key: string | null = null): LaneState =>
  chosenLane(lanesOf(buffersFixture(name), NOTHING), key)!;

describe('the first hint reached', () => {
  // vectors/firehose-analytics.json, bufferTriggers
  test.each([
    { sizeMiB: 5, intervalSeconds: 300, bytesPerSecond: 1_048_576, flushAt: 5, trigger: 'size' },
    { sizeMiB: 1, intervalSeconds: 60, bytesPerSecond: 17_476, flushAt: 60, trigger: 'interval', bytes: 1_048_560 },
    { sizeMiB: 5, intervalSeconds: 300, bytesPerSecond: 524_288, flushAt: 10, trigger: 'size' },
  ])('$sizeMiB MiB or $intervalSeconds s at $bytesPerSecond B/s: after $flushAt s, $trigger', (given) => {
    const { sizeMiB, intervalSeconds, bytesPerSecond, flushAt, trigger } = given;
    const next = predict({ nowUs: 0, openedUs: 0, bytes: 0, bytesPerSecond, sizeBytes: sizeMiB * MIB, intervalSeconds });
    expect([next.atUs / 1e6, next.trigger]).toEqual([flushAt, trigger]);
    expect(next.bytes).toBe(given.bytes ?? sizeMiB * MIB);
  });

  test('a prediction made on the way is the one made at the start', () => {
    const rate = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(
        rate,
        fc.integer({ min: 1, max: 128 }),
        fc.integer({ min: 1, max: 900 }),
        fc.double({ min: 0, max: 0.99, noNaN: true }),
        (bytesPerSecond, mib, intervalSeconds, share) => {
          const sizeBytes = mib * MIB;
          const first = predict({ nowUs: 0, openedUs: 0, bytes: 0, bytesPerSecond, sizeBytes, intervalSeconds });
          const nowUs = first.atUs * share;
          const bytes = (bytesPerSecond * nowUs) / 1e6;
          const later = predict({ nowUs, openedUs: 0, bytes, bytesPerSecond, sizeBytes, intervalSeconds });
          expect(Math.abs(later.atUs - first.atUs)).toBeLessThan(1000);
          expect(first.atUs / 1e6).toBeCloseTo(secondsToFlush(bytesPerSecond, sizeBytes, intervalSeconds), 6);
          // On one side of the crossover it is the size, on the other the time.
          const crossing = crossoverOf(sizeBytes, intervalSeconds);
          if (Math.abs(bytesPerSecond / crossing - 1) > 1e-6) expect(first.trigger).toBe(bytesPerSecond > crossing ? 'size' : 'interval');
        },
      ),
    );
  });

  test('5 MiB and 60 s cross at 87 kB/s; without buffering nothing crosses', () => {
    expect(crossoverOf(5 * MIB, 60)).toBeCloseTo(87_381, 0);
    expect(crossoverOf(5 * MIB, 0)).toBe(Infinity);
    expect(plain(crossoverWords(5 * MIB, 60))).toBe('Size first from 85.3 KiB/s on');
    expect(predict({ nowUs: 7, openedUs: 7, bytes: 0, bytesPerSecond: 1, sizeBytes: MIB, intervalSeconds: 0 }).trigger).toBe(
      'no-buffering',
    );
  });

  test('the engine’s formulas say the same', () => {
    for (const bytesPerSecond of [100, 17_476, 87_381, 87_382, 5_000_000]) {
      const hints = { sizeMiB: 5, intervalSeconds: 60 };
      const told = flushPrediction(hints, bytesPerSecond);
      const next = predict({ nowUs: 0, openedUs: 0, bytes: 0, bytesPerSecond, sizeBytes: 5 * MIB, intervalSeconds: 60 });
      expect([next.atUs / 1e6, next.trigger]).toEqual([told.seconds, told.trigger]);
      expect(crossoverOf(5 * MIB, 60)).toBeCloseTo(crossoverBytesPerSecond(hints), 3);
    }
  });

  test('nothing comes: the time is up all the same; a hint below the fill is reached at once', () => {
    const gathering = { nowUs: 10e6, openedUs: 4e6, bytes: 3 * MIB, bytesPerSecond: 0, sizeBytes: 5 * MIB, intervalSeconds: 60 };
    expect(predict(gathering)).toEqual({ atUs: 64e6, trigger: 'interval', bytes: 3 * MIB });
    expect(predict({ ...gathering, sizeBytes: 2 * MIB })).toEqual({ atUs: 10e6, trigger: 'size', bytes: 3 * MIB });
  });
});

describe('hints', () => {
  const withDestination = (destination: unknown, more: Partial<DeliveryStreamSpec> = {}) =>
    ({ ...FIXTURE_SPEC, ...more, destination }) as DeliveryStreamSpec;
  const s3 = FIXTURE_SPEC.destination;
  const partitioning = { query: '{a:.a}', deaggregation: null };

  test.each([
    ['S3', FIXTURE_SPEC],
    ['S3 with partitions', withDestination(s3, { partitioning })],
    ['S3 with conversion', withDestination(s3, { conversion: {} as DeliveryStreamSpec['conversion'] })],
    ['Redshift', withDestination({ kind: 'redshift' })],
    ['OpenSearch', withDestination({ kind: 'opensearch' })],
    ['Splunk', withDestination({ kind: 'splunk' })],
    ['HTTP', withDestination({ kind: 'http' })],
  ])('the bounds of %s are those that the service has', (_, spec) => {
    const range = hintRange(spec);
    const { size, interval } = boundsOf(spec, 'main');
    expect([size.min, size.max, interval.min, interval.max]).toEqual([
      range.sizeMiBMin,
      range.sizeMiBMax,
      range.intervalSecondsMin,
      range.intervalSecondsMax,
    ]);
  });

  test('a backup waits at least 60 s, a function gathers 0.2 to 3 MiB', () => {
    const { size, interval } = boundsOf(FIXTURE_SPEC, 'source-backup');
    expect([size.max, interval.min]).toEqual([BACKUP_HINTS.sizeMiBMax, BACKUP_HINTS.intervalSecondsMin]);
    const transform = boundsOf(FIXTURE_SPEC, 'transform');
    expect([sizeAt(0, transform), sizeAt(0.333, transform), sizeAt(9, transform)]).toEqual([0.2, 0.3, 3]);
    const main = boundsOf(FIXTURE_SPEC, 'main');
    expect([sizeAt(0.2, main), sizeAt(5.4, main), sizeAt(500, main)]).toEqual([1, 5, 128]);
    expect([intervalAt(-3, main), intervalAt(61, main), intervalAt(61, main, true), intervalAt(307, main), intervalAt(2000, main)]).toEqual(
      [0, 60, 61, 310, 900],
    );
  });

  test('are written where they were read, and nothing else is', () => {
    const hints = { sizeMiB: 2, intervalSeconds: 77 };
    const transform = { functionName: 'f', code: '', timeoutSeconds: 60, numberOfRetries: 3, bufferSizeMiB: 1, bufferIntervalSeconds: 60 };
    const sourceBackup = { ...(s3 as Extract<typeof s3, { kind: 's3' }>).s3, hints: { sizeMiB: 5, intervalSeconds: 300 } };
    const spec = { ...FIXTURE_SPEC, transform, destination: { ...s3, sourceBackup } as DeliveryStreamSpec['destination'] };
    for (const way of ['main', 'transform', 'source-backup'] as const) {
      const changed = withHints(spec, way, hints);
      expect(hintsOf(changed, way)).toEqual(hints);
      expect(withHints(changed, way, hintsOf(spec, way))).toEqual(spec);
      for (const other of ['main', 'transform', 'source-backup'] as const)
        if (other !== way) expect(hintsOf(changed, other)).toEqual(hintsOf(spec, other));
    }
  });
});

describe('buffers side by side', () => {
  test('stand by name, at most twelve; one that has just flushed stays', () => {
    expect(lanesOf(buffersFixture('shards'), NOTHING).map(laneName)).toEqual(['shard 0', 'shard 1', 'shard 2', 'shard 3']);
    expect(lanesOf(buffersFixture('partitions'), NOTHING)).toHaveLength(12);
    const frame = buffersFixture('sketch');
    const flushed = lanesOf({ ...frame, buffers: [] }, NOTHING);
    expect(flushed).toHaveLength(1);
    expect(flushed[0].bytes).toBe(0);
    expect(nextWords(flushed[0], frame.nowUs)).toBe('empty: it opens with its next record');
  });

  test('a hint in hand changes the prediction at once, of this way only', () => {
    const frame = buffersFixture('sketch');
    const before = lanesOf(frame, NOTHING)[0];
    const after = lanesOf(frame, { ...NOTHING, draft: { sizeMiB: 50, intervalSeconds: 60 } })[0];
    expect(before.next!.trigger).toBe('size');
    expect(after.next!.trigger).toBe('interval');
    expect(after.next!.atUs).toBe(after.open!.openedUs + 60e6);
  });

  test('a rate in hand changes it too; before the first record an empty buffer stands there, with its hints', () => {
    const frame = buffersFixture('sketch');
    const slower = lanesOf(frame, { ...NOTHING, rate: { factor: 0.05, sinceUs: null } })[0];
    expect(slower.next!.trigger).toBe('interval');
    const lanes = lanesOf({ ...frame, buffers: [], flushes: [] }, NOTHING);
    expect(lanes).toHaveLength(1);
    expect(lanes[0]).toMatchObject({ bytes: 0, sizeBytes: 5 * MIB, intervalSeconds: 60, next: null });
  });

  test('a rate that was set counts in full from then on, however much of it is measured yet', () => {
    const [before, factor, sinceUs] = [100, 4, 20e6];
    for (const seconds of [0, 2.5, 7, 9.9]) {
      const measured = before * (1 - seconds / 10) + before * factor * (seconds / 10);
      expect(measured * factorAt({ factor, sinceUs }, sinceUs + seconds * 1e6)).toBeCloseTo(400, 6);
    }
    expect(factorAt({ factor, sinceUs }, sinceUs + 10e6)).toBe(1);
    expect(factorAt({ factor, sinceUs }, sinceUs - 1)).toBe(1);
    expect(factorAt({ factor: 0, sinceUs }, sinceUs + 5e6)).toBe(0);
  });

  test('a grown buffer says so, and keeps its growth under another hint', () => {
    const grown = laneIn('grown');
    expect(plain(growthWords(grown)!)).toBe('Delivery falls behind: gathers up to 20 MiB, 4 times the hint.');
    expect(growthWords(laneIn('sketch'))).toBeNull();
    expect(lanesOf(buffersFixture('grown'), { ...NOTHING, draft: { sizeMiB: 10, intervalSeconds: 60 } })[0].sizeBytes).toBe(40 * MIB);
  });

  test('the newest flush that has arrived is looked at, or the one that was chosen', () => {
    const lane = laneIn('sketch');
    const newest = lane.flushes.at(-1)!;
    expect(chosenFlush(lane, null)).toBe(newest);
    expect(chosenFlush(lane, lane.flushes[0].number)).toBe(lane.flushes[0]);
    const coming = { ...lane, flushes: [...lane.flushes, { ...newest, number: 99, arrival: null }] };
    expect(chosenFlush(coming, null)).toBe(newest);
    expect(chosenFlush(null, null)).toBeNull();
  });
});

describe('where everything stands', () => {
  const marksOf = (name: (typeof BUFFERS_FIXTURES)[number], width = 853, motion: 'full' | 'reduced' = 'full') => {
    const frame = buffersFixture(name);
    const lanes = lanesOf(frame, NOTHING);
    const lane = chosenLane(lanes, null)!;
    const places = placeBoard(width);
    const { intervalSeconds } = hintsOf(frame.spec, lane.way);
    const marks = layoutMarks({ places, lanes, lane, nowUs: frame.nowUs, setIntervalSeconds: intervalSeconds, motion, heldTopBytes: null });
    return { places, marks, lane };
  };

  test.each(BUFFERS_FIXTURES.flatMap((name) => [853, 366].map((width) => [name, width] as const)))(
    '%s at %i px: inside, in order, labels apart',
    (name, width) => {
      const { places, marks, lane } = marksOf(name, width);
      const { plot } = places;
      expect(marks.nowX).toBeGreaterThan(plot.left);
      expect(marks.nowX).toBeLessThan(plot.right);
      expect(marks.hintY).toBeGreaterThanOrEqual(plot.top - 8);
      expect(marks.hintY).toBeLessThan(plot.bottom);
      expect(marks.flushes.map(({ x }) => x)).toEqual(marks.flushes.map(({ x }) => x).toSorted((a, b) => a - b));
      for (const { x } of marks.flushes) expect(x).toBeLessThanOrEqual(marks.nowX + 0.001);
      marks.boxes.slice(1).forEach((box, i) => expect(box.left).toBeGreaterThanOrEqual(marks.boxes[i].left));
      if (marks.next !== null) {
        expect(marks.next.x).toBeGreaterThanOrEqual(marks.nowX - 0.001);
        expect(marks.next.x).toBeLessThanOrEqual(plot.right);
        const half = (words: string) => textWidth(words, 11) / 2;
        for (const { label, x } of marks.flushes) if (label !== '') expect(x + half(label)).toBeLessThan(marks.next.labelLeft);
      }
      expect(lane.bytes).toBeLessThanOrEqual(lane.sizeBytes * 1.2);
    },
  );

  test('a box is as high as its bytes, filled as far as they are stored', () => {
    const { boxes } = marksOf('sketch').marks;
    expect(boxes.length).toBeGreaterThan(2);
    const [first] = boxes;
    for (const { flush, height, storedShare } of boxes) {
      expect(height / first.height).toBeCloseTo(flush.bytes / first.flush.bytes, 1);
      expect(storedShare).toBeCloseTo(0.159, 2);
    }
  });

  test('the scale of the tank is that of the chart, there and back', () => {
    const { marks } = marksOf('sketch');
    expect(marks.bytesAt(marks.hintY)).toBeCloseTo(5 * MIB, 0);
    expect(marks.fillTop).toBeGreaterThan(marks.hintY);
  });

  test('where the hint lies far above all that gathers, the chart has a scale of its own, and the tank keeps its', () => {
    const { marks, places } = marksOf('partitions');
    expect(marks.isFar).toBe(true);
    expect(marks.bytesAt(marks.hintY)).toBeCloseTo(64 * MIB, 0);
    expect(marks.flushes[0].y).toBeLessThan((places.plot.top + places.plot.bottom) / 2 + 10);
    expect(marksOf('sketch').marks.isFar).toBe(false);
  });

  test('the axis begins with the run, then moves with now; without motion it stands for a while', () => {
    expect(timeWindow(21e6, 60, false).fromUs).toBe(0);
    const moving = timeWindow(BUFFERS_NOW_US, 60, false);
    expect((BUFFERS_NOW_US - moving.fromUs) / 1e6).toBeCloseTo(180, 6);
    expect(timeWindow(BUFFERS_NOW_US, 60, true)).toEqual(timeWindow(BUFFERS_NOW_US + 3e6, 60, true));
    expect(timeWindow(900e6, 300, false).toUs - 900e6).toBeCloseTo(90e6, 0);
    expect([0, 10, 45, 60, 61, 900].map(dialSeconds)).toEqual([10, 10, 60, 60, 120, 900]);
  });

  test('a prediction beyond the axis ends at its edge', () => {
    const frame = deliveryFrame([{ rate: () => 1000 }], 301e6, {
      spec: { ...FIXTURE_SPEC, buffering: { sizeMiB: 5, intervalSeconds: 300 } },
    });
    const lanes = lanesOf(frame, NOTHING);
    const marks = layoutMarks({
      places: placeBoard(853),
      lanes,
      lane: lanes[0],
      nowUs: 301e6,
      setIntervalSeconds: 300,
      motion: 'full',
      heldTopBytes: null,
    });
    expect(marks.next).toMatchObject({ isBeyond: true, x: placeBoard(853).plot.right });
  });

  test('a curve is drawn through all of its points, from empty on', () => {
    expect(pointsOf([2, 10, 3, 25], 1)).toEqual([
      [1, 0],
      [2, 10],
      [3, 25],
    ]);
  });

  test('the crossover: level before it, falling after, the present rate on the curve', () => {
    const given = { width: 280, height: 90, sizeBytes: 5 * MIB, intervalSeconds: 60 };
    const slow = layoutCrossover({ ...given, bytesPerSecond: 40_000 });
    const fast = layoutCrossover({ ...given, bytesPerSecond: 200_000 });
    expect(slow.now!.x).toBeLessThan(slow.cross!.x);
    expect(slow.now!.y).toBeCloseTo(slow.cross!.y, 6);
    expect(fast.now!.x).toBeGreaterThan(fast.cross!.x);
    expect(fast.now!.y).toBeGreaterThan(fast.cross!.y);
    expect(layoutCrossover({ ...given, intervalSeconds: 0, bytesPerSecond: 5 }).cross).toBeNull();
  });
});

describe('in words', () => {
  test('the next flush, the side of the crossover, a flush', () => {
    const frame = buffersFixture('sketch');
    const lane = laneIn('sketch');
    expect(plain(nextWords(lane, frame.nowUs))).toMatch(/^in \d+(\.\d)? s, size first$/);
    expect(plain(nextDetail(lane))).toMatch(/^at 0\d:\d\d\.\d, with 5 MiB$/);
    expect(plain(sideWords(lane))).toMatch(/: size first$/);
    expect(plain(flushWords(lane.flushes[0]))).toMatch(/^8 \d{3} records · 5\.\d MiB in, \d+ KiB stored · size first at 00:28\.5$/);
    expect(nextWords(laneIn('unbuffered'), frame.nowUs)).toMatch(/^(no buffering|empty)/);
  });

  test('a request is sent: how many bytes its body had is not claimed', () => {
    const flush = laneIn('sketch').flushes[0];
    const arrival = { ...flush.arrival!, bucket: null, bytes: flush.bytes };
    expect(plain(flushWords({ ...flush, arrival }))).toMatch(/ MiB in, sent · size first at /);
    const frame = buffersFixture('sketch');
    const { rows, columns } = describeBuffers({ ...frame, flushes: [{ ...flush, arrival }] }).flushes;
    expect(rows[0][columns.indexOf('Bytes stored')]).toBe('–');
  });

  test('error folders and losses', () => {
    const { folders, lost } = folderWords(buffersFixture('sketch'));
    expect(folders).toEqual(['errors/processing-failed/…: 12 records that the function did not transform (Lambda.ProcessingFailedStatus)']);
    expect(lost).toBeNull();
    const losing = { ...buffersFixture('sketch'), losses: [{ reason: 'payload-too-large' as const, records: 3 }] };
    expect(folderWords(losing).lost).toBe('3 lost: the endpoint answered 413');
  });

  test.each(BUFFERS_FIXTURES)('%s as tables: a row a buffer and a flush', (name) => {
    const frame = buffersFixture(name);
    const { summary, buffers, flushes } = describeBuffers(frame);
    expect(summary.startsWith('to-s3: ')).toBe(true);
    expect(buffers.rows).toHaveLength(lanesOf(frame, NOTHING).length);
    expect(flushes.rows).toHaveLength(Math.min(40, frame.flushes.length));
    for (const table of [buffers, flushes]) for (const row of table.rows) expect(row).toHaveLength(table.columns.length);
  });
});
