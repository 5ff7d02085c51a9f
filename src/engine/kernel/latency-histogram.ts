/**
 * Durations by the second: one histogram per second of simulated time, for the last 60. Buckets are eight to a power of
 * two, so a percentile is right to within about 6 %.
 */
const SECONDS = 64;
const PER_OCTAVE = 8;
/** 2^37 µs = 38 h. */
const BUCKETS = 37 * PER_OCTAVE;

export interface LatencyHistogram {
  /** Which second each row of the ring stands for, or −1. */
  second: Int32Array;
  counts: Uint32Array;
}

export const createLatencyHistogram = (): LatencyHistogram => ({
  second: new Int32Array(SECONDS).fill(-1),
  counts: new Uint32Array(SECONDS * BUCKETS),
});

export function noteDuration(histogram: LatencyHistogram, nowUs: number, durationUs: number, times: number): void {
  const second = Math.floor(nowUs / 1_000_000);
  const row = second % SECONDS;
  if (histogram.second[row] !== second) {
    histogram.second[row] = second;
    histogram.counts.fill(0, row * BUCKETS, (row + 1) * BUCKETS);
  }
  const at = row * BUCKETS + bucketOf(durationUs);
  histogram.counts[at] = histogram.counts[at] + times;
}

function bucketOf(durationUs: number): number {
  if (durationUs < PER_OCTAVE) return Math.max(0, Math.floor(durationUs));
  let exponent = 3;
  let scaled = durationUs;
  while (scaled >= 2 * PER_OCTAVE) {
    scaled /= 2;
    exponent++;
  }
  return Math.min(BUCKETS - 1, (exponent - 2) * PER_OCTAVE + Math.floor(scaled) - PER_OCTAVE);
}

/** Middle of a bucket, µs. */
function middleOf(bucket: number): number {
  if (bucket < PER_OCTAVE) return bucket + 0.5;
  const octave = Math.floor(bucket / PER_OCTAVE) - 1;
  return (PER_OCTAVE + (bucket % PER_OCTAVE) + 0.5) * 2 ** octave;
}

/** Percentiles (0–1) over the seconds (fromSecond, toSecond], in µs, and the number of samples; null without any. */
export function percentiles(
  histograms: readonly LatencyHistogram[],
  fromSecond: number,
  toSecond: number,
  shares: readonly number[],
): { us: number[]; samples: number } | null {
  const sum = new Float64Array(BUCKETS);
  let samples = 0;
  for (const { second, counts } of histograms)
    for (let row = 0; row < SECONDS; row++) {
      if (second[row] <= fromSecond || second[row] > toSecond) continue;
      for (let bucket = 0; bucket < BUCKETS; bucket++) {
        const count = counts[row * BUCKETS + bucket];
        if (count === 0) continue;
        sum[bucket] = sum[bucket] + count;
        samples += count;
      }
    }
  if (samples === 0) return null;
  const us = shares.map((share) => {
    let left = Math.ceil(share * samples);
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      left -= sum[bucket];
      if (left <= 0) return middleOf(bucket);
    }
    return middleOf(BUCKETS - 1);
  });
  return { us, samples };
}

/**
 * How many bins `distribution` counts in, two to a power of two, parted at 1.5 times it. Bin i begins at 2^(12 + ⌊i/2⌋) µs, or 1.5 times
 * that where i is odd: the first ends at 6 ms and holds all that is shorter, the last begins at 101 s and holds all that is longer.
 */
const DISTRIBUTION_BINS = 30;
const FIRST_BIN_OCTAVE = 12;

/** Durations of the seconds (fromSecond, toSecond] by half powers of two. */
export function distribution({ second, counts }: LatencyHistogram, fromSecond: number, toSecond: number): number[] {
  const bins = Array.from({ length: DISTRIBUTION_BINS }, () => 0);
  const halfOctave = PER_OCTAVE / 2;
  const first = (FIRST_BIN_OCTAVE - 2) * PER_OCTAVE; // where 2^12 stands, see bucketOf
  for (let row = 0; row < SECONDS; row++) {
    if (second[row] <= fromSecond || second[row] > toSecond) continue;
    for (let bucket = 0; bucket < BUCKETS; bucket++) {
      const count = counts[row * BUCKETS + bucket];
      if (count === 0) continue;
      bins[Math.min(DISTRIBUTION_BINS - 1, Math.max(0, Math.floor((bucket - first) / halfOctave)))] += count;
    }
  }
  return bins;
}
