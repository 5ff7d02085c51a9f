/** The readings of two branches at the same moment, with their differences. Whether more is better is not for a table to say. */
import type { ReadingsFrame, SlowFrame } from '../../protocol/from-worker.ts';
import { count, duration } from '../../views/wording.ts';
import { dollars, durationParts, percentValue } from '../readings/figures.ts';

export interface ComparedReading {
  name: string;
  /** Over which time, or of what. */
  of: string;
  here: string;
  there: string;
  /** The second less the first, with its sign and unit, and how many times as much it is. */
  difference: string;
}

interface ReadingKind {
  name: string;
  of(readings: ReadingsFrame): string;
  /** Null where nothing was measured. */
  read(slow: SlowFrame): number | null;
  say(value: number): string;
  /** The size of a difference. */
  sayDifference?(size: number): string;
}

const THIN = '\u202F';
const lastSeconds = ({ windowSeconds }: ReadingsFrame): string => `last ${count(windowSeconds)}${THIN}s`;
const sinceStart = () => 'since the start';
const now = () => 'now';
const total = (slow: SlowFrame, which: 'accepted' | 'lost'): number => slow.producers.reduce((sum, producer) => sum + producer[which], 0);
const records = (value: number): string => `${count(value)} ${value === 1 ? 'record' : 'records'}`;

function time(ms: number): string {
  const { value, unit } = durationParts(ms);
  return `${value}${THIN}${unit}`;
}

const KINDS: readonly ReadingKind[] = [
  {
    name: 'Throttled writes',
    of: lastSeconds,
    read: ({ readings }) => readings.throttledShare,
    say: (share) => `${percentValue(share)}${THIN}%`,
    sayDifference: (share) => `${(share * 100).toFixed(share < 0.001 ? 2 : 1)} points`,
  },
  { name: 'Put → read, p50', of: lastSeconds, read: ({ readings }) => readings.putToRead?.p50Ms ?? null, say: time },
  { name: 'Put → read, p99', of: lastSeconds, read: ({ readings }) => readings.putToRead?.p99Ms ?? null, say: time },
  { name: 'Iterator age', of: now, read: ({ readings }) => readings.iteratorAge?.ms ?? null, say: time, sayDifference: duration },
  { name: 'Lag', of: () => 'not read yet', read: ({ readings }) => readings.lagRecords, say: records },
  { name: 'Records accepted', of: sinceStart, read: (slow) => total(slow, 'accepted'), say: records },
  { name: 'Records lost', of: sinceStart, read: (slow) => total(slow, 'lost'), say: records },
  {
    name: 'Open shards',
    of: now,
    read: ({ stream }) => stream.openShards,
    say: (shards) => `${count(shards)} ${shards === 1 ? 'shard' : 'shards'}`,
  },
  { name: 'Cost', of: () => 'per hour', read: ({ readings }) => readings.costPerHour.usd, say: dollars },
];

export function comparedReadings(here: SlowFrame, there: SlowFrame): ComparedReading[] {
  return KINDS.map((kind) => {
    const [ofHere, ofThere] = [kind.read(here), kind.read(there)];
    const say = (value: number | null) => (value === null ? 'not measured' : kind.say(value));
    return {
      name: kind.name,
      of: kind.of(here.readings),
      here: say(ofHere),
      there: say(ofThere),
      difference: differenceOf(kind, ofHere, ofThere),
    };
  });
}

function differenceOf({ say, sayDifference = say }: ReadingKind, here: number | null, there: number | null): string {
  if (here === null || there === null) return here === there ? 'the same' : '–';
  const size = sayDifference(Math.abs(there - here));
  // What is written alike is no difference to see.
  if (here === there || say(here) === say(there)) return 'the same';
  return `${there > here ? '+' : '−'}${size}${factorOf(here, there)}`;
}

/** `, 1.5 times`: two figures; not said where one is 0, or where it is past all comparing. */
function factorOf(here: number, there: number): string {
  if (here <= 0 || there <= 0) return '';
  const factor = there / here;
  if (factor >= 1000 || factor < 0.01) return '';
  const words = factor >= 9.95 ? count(Math.round(factor)) : factor >= 0.995 ? factor.toFixed(1) : factor.toFixed(2);
  return words === '1.0' || words === '1.00' ? '' : `, ${words}${THIN}×`;
}
