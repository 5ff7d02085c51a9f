/** What is known about one field while the rows go by: type, samples, distinct values, rows that cannot be keyed by it. */
import { DISTINCT_MAX } from '../../protocol/import-messages.ts';
import type { FieldSummary, FieldType, LineCount } from '../../protocol/import-messages.ts';
import { readTime } from './read-time.ts';

/** AWS: a partition key has 1–256 characters. */
export const KEY_CHARACTERS_MAX = 256;

const SAMPLES_MAX = 5;
const SAMPLE_CHARACTERS = 80;
const LINES_MAX = 10;
/** So many values decide on the type; without a single time among the first few the search for times stops early. */
const TYPE_VALUES = 200;
const NO_TIME_VALUES = 20;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const TIME_NAME = /time|date|stamp|epoch|(?:^|[._ -])(?:ts|at)$|[a-z]At$/i;

export class FieldStats {
  readonly counts = new Map<string, number>();
  private readonly name: string;
  private countedRows = 0;
  private counting = true;
  private emptyKeys: LineCount;
  private longKeys: LineCount = { count: 0, lines: [] };
  private unreadableTimes: LineCount;
  private values = 0;
  private numbers = 0;
  private times = 0;
  private maybeTime = true;
  private earliestMs = Number.POSITIVE_INFINITY;
  private latestMs = Number.NEGATIVE_INFINITY;

  /** A field may appear late: `rowsBefore` rows had none, the first of them on `linesBefore`. */
  constructor(name: string, rowsBefore: number, linesBefore: number[]) {
    this.name = name;
    this.countedRows = rowsBefore;
    this.emptyKeys = { count: rowsBefore, lines: linesBefore.slice(0, LINES_MAX) };
    this.unreadableTimes = { count: rowsBefore, lines: linesBefore.slice(0, LINES_MAX) };
  }

  add(value: string, line: number): void {
    if (this.counting) this.countValue(value);
    if (value === '') note(this.emptyKeys, line);
    else if (value.length > KEY_CHARACTERS_MAX) note(this.longKeys, line);
    if (value !== '' && this.values < TYPE_VALUES) {
      this.values++;
      if (NUMBER.test(value)) this.numbers++;
    }
    if (this.maybeTime) this.addTime(value, line);
  }

  private countValue(value: string): void {
    const usable = value !== '' && value.length <= KEY_CHARACTERS_MAX;
    const count = usable ? (this.counts.get(value) ?? 0) : 0;
    if (usable && count === 0 && this.counts.size === DISTINCT_MAX) {
      this.counting = false;
      return;
    }
    if (usable) this.counts.set(value, count + 1);
    this.countedRows++;
  }

  private addTime(value: string, line: number): void {
    const time = value === '' ? Number.NaN : readTime(value);
    if (Number.isNaN(time)) note(this.unreadableTimes, line);
    else {
      this.times++;
      if (time < this.earliestMs) this.earliestMs = time;
      if (time > this.latestMs) this.latestMs = time;
    }
    if (this.times === 0 && this.values >= NO_TIME_VALUES) this.maybeTime = false;
  }

  private type(): FieldType {
    const allNumbers = this.values > 0 && this.numbers === this.values;
    const mostlyTimes = this.maybeTime && this.times > 0 && this.times >= this.unreadableTimes.count - this.emptyKeys.count;
    if (mostlyTimes && (!allNumbers || TIME_NAME.test(this.name))) return 'time';
    return allNumbers ? 'number' : 'text';
  }

  summary(): FieldSummary {
    const type = this.type();
    const isTime = type === 'time';
    return {
      name: this.name,
      type,
      samples: [...this.counts.keys()].slice(0, SAMPLES_MAX).map((value) => value.slice(0, SAMPLE_CHARACTERS)),
      distinct: this.counts.size,
      countedRows: this.countedRows,
      emptyKeys: this.emptyKeys,
      longKeys: this.longKeys,
      unreadableTimes: isTime ? this.unreadableTimes : { count: 0, lines: [] },
      timeRangeMs: isTime ? [this.earliestMs, this.latestMs] : null,
    };
  }
}

function note(list: LineCount, line: number): void {
  list.count++;
  if (list.lines.length < LINES_MAX) list.lines.push(line);
}
