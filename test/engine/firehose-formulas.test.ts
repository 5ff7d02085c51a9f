/** Predictions and prices of Firehose as pure arithmetic. The engine's own flushes are held against them in the vectors. */
import { describe, expect, test } from 'vitest';
import { FIREHOSE_LIMIT_SOURCES } from '../../src/engine/index.ts';
import { crossoverBytesPerSecond, firehoseBilledBytes, firehoseCost, flushPrediction } from '../../src/engine/formulas.ts';

const MIB = 1024 * 1024;

describe('flushPrediction', () => {
  const hints = { sizeMiB: 5, intervalSeconds: 300 };
  test('size first where it is full before the interval ends, time first otherwise', () => {
    expect(flushPrediction(hints, MIB)).toEqual({ trigger: 'size', seconds: 5, objectBytes: 5 * MIB });
    expect(flushPrediction(hints, 1000)).toEqual({ trigger: 'interval', seconds: 300, objectBytes: 300_000 });
    expect(flushPrediction(hints, 0)).toEqual({ trigger: 'interval', seconds: 300, objectBytes: 0 });
    expect(flushPrediction({ ...hints, intervalSeconds: 0 }, MIB).trigger).toBe('no-buffering');
  });
  test('the crossover lies where both come at once', () => {
    const rate = crossoverBytesPerSecond(hints);
    expect(rate).toBeCloseTo(17_476.27, 2);
    expect(flushPrediction(hints, rate * 1.001).trigger).toBe('size');
    expect(flushPrediction(hints, rate * 0.999).trigger).toBe('interval');
  });
});

describe('firehoseCost', () => {
  test('records are rounded one by one', () => {
    expect([0, 1, 5120, 5121].map((bytes) => firehoseBilledBytes(bytes) / 1024)).toEqual([5, 5, 5, 10]);
  });
  test('tiers go on where the month stands', () => {
    const gb = (count: number) => ({ records: count * 1024 * 1024, averageRecordBytes: 1024 });
    // a KB is billed as five
    expect(firehoseCost(gb(100), 1)).toMatchObject({ gb: 500, usd: 500 * 0.029 });
    expect(firehoseCost({ ...gb(100), gbBefore: 511_750 }, 1).usd).toBeCloseTo(250 * 0.029 + 250 * 0.025, 6);
    expect(firehoseCost({ ...gb(100), gbBefore: 6_000_000 }, 1).usd).toBeCloseTo(500 * 0.02, 6);
  });
  test('parts add up', () => {
    const use = {
      records: 1_000_000,
      averageRecordBytes: 3000,
      converts: true,
      vpcZones: 2,
      partitioning: { objects: 4000, jqHours: 1.5 },
    };
    const { gb, usd, parts } = firehoseCost(use, 10);
    expect(parts.map(({ name }) => name)).toEqual(['ingestion', 'format conversion', 'VPC delivery', 'dynamic partitioning']);
    expect(usd).toBeCloseTo(gb * (0.029 + 0.018 + 0.01 + 0.02) + 10 * 2 * 0.01 + 4 * 0.005 + 1.5 * 0.07, 9);
  });
});

test('limits are shown with the figures that hold, and where they come from', () => {
  const shown = Object.fromEntries(FIREHOSE_LIMIT_SOURCES.map(({ key, value }) => [key, value]));
  expect(shown).toMatchObject({
    s3Hints: '1–128 MiB (5), 0–900 s (300)',
    splunkHints: '1–5 MiB (5), 0–60 s (60)',
    backupHints: '1–128 MiB (5), 60–900 s (300)',
    recordBytes: '1,024,000 B before base64',
    directPut: '500,000 records/s, 2,000 requests/s, 5 MiB/s',
    directPutOther: '100,000 records/s, 1,000 requests/s, 1 MiB/s',
    lambdaBuffer: '0.2–3 MB (1; 256 KB for Splunk), 0–900 s (60)',
  });
  for (const { key, source, asOf } of FIREHOSE_LIMIT_SOURCES)
    expect([key, source.length > 10, /^20\d\d-\d\d/.test(asOf)]).toEqual([key, true, true]);
});
