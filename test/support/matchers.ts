/** What a recorded answer may look like: literal values, and objects of `$` matchers. Members that are not named do not matter. */
import { decodeSequenceNumber } from '../../src/engine/index.ts';

/** Of the recording: its start, against which times are told. */
export interface Moment {
  startMs: number;
}

type Check = (wanted: unknown, actual: unknown, moment: Moment) => string | null;

/** In words, what is not as it must be. */
export function mismatches(wanted: unknown, actual: unknown, moment: Moment, path = 'body'): string[] {
  if (wanted === '$any') return actual === undefined || actual === null ? [`${path} is missing`] : [];
  if (wanted === '$absent') return actual === undefined || actual === null ? [] : [`${path} is there: ${shown(actual)}`];
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual)) return [`${path} is no list: ${shown(actual)}`];
    const length = actual.length === wanted.length ? [] : [`${path} has ${actual.length} entries, not ${wanted.length}`];
    return [...length, ...wanted.slice(0, actual.length).flatMap((item, i) => mismatches(item, actual[i], moment, `${path}[${i}]`))];
  }
  if (typeof wanted !== 'object' || wanted === null) return actual === wanted ? [] : [`${path} is ${shown(actual)}, not ${shown(wanted)}`];
  return Object.entries(wanted).flatMap(([name, member]) => {
    if (!name.startsWith('$'))
      return mismatches(member, (actual as Record<string, unknown> | null | undefined)?.[name], moment, `${path}.${name}`);
    const check = CHECKS[name];
    const problem = check === undefined ? `has no matcher ${name}` : check(member, actual, moment);
    return problem === null ? [] : [`${path} ${problem}`];
  });
}

/** JSON.stringify has nothing to say of undefined. */
const shown = (value: unknown): string => (value === undefined ? 'undefined' : JSON.stringify(value).slice(0, 160));

const CHECKS: Record<string, Check> = {
  $re: (pattern, actual) =>
    typeof actual === 'string' && new RegExp(pattern as string).test(actual)
      ? null
      : `is ${shown(actual)}, which does not match ${shown(pattern)}`,
  $num: (range, actual) => (typeof actual === 'number' && isIn(actual, range) ? null : `is ${shown(actual)}, not in ${shown(range)}`),
  $len: (length, actual) =>
    Array.isArray(actual) && actual.length === length
      ? null
      : `has ${(actual as unknown[] | undefined)?.length} entries, not ${shown(length)}`,
  $set: (items, actual) =>
    Array.isArray(actual) && sorted(actual) === sorted(items as unknown[]) ? null : `is ${shown(actual)}, not the set ${shown(items)}`,
  $gt: (bound, actual) =>
    isInteger(actual) && BigInt(actual) > BigInt(bound as string) ? null : `is ${shown(actual)}, not above ${shown(bound)}`,
  $dataBytes: (bytes, actual) => {
    const sum = ((actual ?? []) as { Data: string }[]).reduce((total, { Data }) => total + Buffer.byteLength(Data, 'base64'), 0);
    return sum === bytes ? null : `holds ${sum} bytes of data, not ${shown(bytes)}`;
  },
  $seq: (wanted, actual, { startMs }) => sequenceProblem(wanted as SequenceRule, actual, startMs),
  $datapoints: (wanted, actual) => datapointProblem(wanted as Datapoint[], (actual ?? []) as Datapoint[]),
};

const isIn = (value: number, range: unknown): boolean => value >= (range as number[])[0] && value <= (range as number[])[1];
const isInteger = (value: unknown): value is string => typeof value === 'string' && /^\d+$/.test(value);
const sorted = (items: unknown[]): string => JSON.stringify(items.map((item) => JSON.stringify(item)).toSorted((a, b) => (a < b ? -1 : 1)));

/** Of a sequence number: its shard, whether its counter is the first, the last or between, and its time after the start. */
interface SequenceRule {
  shard?: number;
  ix?: 'zero' | 'max' | 'mid';
  tOffsetMs?: [number, number];
}

function sequenceProblem({ shard, ix, tOffsetMs }: SequenceRule, actual: unknown, startMs: number): string | null {
  const parts = typeof actual === 'string' ? decodeSequenceNumber(actual) : null;
  if (parts === null) return `is no sequence number: ${shown(actual)}`;
  if (shard !== undefined && parts.shardIndex !== shard) return `is of shard ${parts.shardIndex}, not ${shard}`;
  const kind = parts.counter === 0n ? 'zero' : parts.counter === 2n ** 63n - 1n ? 'max' : 'mid';
  if (ix !== undefined && kind !== ix) return `has a counter that is ${kind}, not ${ix}`;
  const offsetMs = parts.seconds * 1000 - startMs;
  return tOffsetMs === undefined || isIn(offsetMs, tOffsetMs)
    ? null
    : `stands for ${offsetMs} ms after the start, not in ${shown(tOffsetMs)}`;
}

/** Of CloudWatch: exactly these minutes, each with these statistics. */
type Datapoint = { Timestamp: number | string } & Partial<Record<(typeof STATISTICS)[number], number>>;
const STATISTICS = ['SampleCount', 'Sum', 'Minimum', 'Maximum', 'Average'] as const;

function datapointProblem(wanted: Datapoint[], actual: Datapoint[]): string | null {
  const secondOf = ({ Timestamp: at }: Datapoint): number => (typeof at === 'number' ? at : Date.parse(at) / 1000);
  const bySecond = new Map(actual.map((point) => [secondOf(point), point]));
  const surplus = actual.find((point) => !wanted.some((other) => secondOf(other) === secondOf(point)));
  if (surplus !== undefined) return `has a surplus datapoint ${shown(surplus)}`;
  for (const point of wanted) {
    const found = bySecond.get(secondOf(point));
    const differs = STATISTICS.find((name) => !(Math.abs((found?.[name] ?? NaN) - point[name]!) <= 1e-6));
    if (differs !== undefined) return `has ${shown(found)}, not ${shown(point)}`;
  }
  return null;
}
