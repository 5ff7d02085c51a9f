/** What a goal measures, second by second, out of the record of a run and its history. Pure. */
import type { EngineEvent } from '../engine/events.ts';
import type { RunRecord } from '../engine/run-record.ts';
import type { JudgedWindow, Measure } from './goal.ts';

export interface Run {
  record: RunRecord;
  history: readonly EngineEvent[];
}

/** The value of a column at the end of a row; row −1 is the start of the run. */
function reader({ record }: Run, name: string): (row: number) => number {
  const column = record.columns[name];
  return (row) => (column === undefined ? NaN : row < 0 ? 0 : (column[row] ?? NaN));
}

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** Columns of all consumers, or of one. */
function consumerColumns(run: Run, what: string, consumer: string | undefined): ((row: number) => number)[] {
  const names =
    consumer === undefined
      ? Object.keys(run.record.columns).filter((name) => name.startsWith('consumer:') && name.endsWith(`:${what}`))
      : [`consumer:${consumer}:${what}`];
  return names.map((name) => reader(run, name));
}

/** Row of the record that ends with the given second. */
const rowAt = (run: Run, seconds: number): number => Math.round(seconds / run.record.everySeconds) - 1;

/** Value after each row of the window so far; totals are counted from the window's beginning. NaN where nothing was measured. */
export function measured(run: Run, measure: Measure, window: JudgedWindow): number[] {
  const first = rowAt(run, window.fromSeconds);
  const last = Math.min(rowAt(run, window.toSeconds), run.record.rows - 1);
  const at = valueIn(run, measure, window);
  const values: number[] = [];
  for (let row = first + 1; row <= last; row++) values.push(at(first, row));
  return values;
}

/** Asked for one row after the other, as `measured` does: what it has seen of the rows before it may keep. */
type ValueIn = (first: number, row: number) => number;

function valueIn(run: Run, measure: Measure, window: JudgedWindow): ValueIn {
  const read = (name: string) => reader(run, name);
  const grown = (name: string) => growth(run, name);
  switch (measure.kind) {
    case 'throttled-share': {
      const [refused, accepted] = [grown('refused'), grown('accepted')];
      return (first, row) => share(refused(first, row), refused(first, row) + accepted(first, row));
    }
    case 'attempts-per-record': {
      const [sent, made] = [grown('producers:sent'), grown('producers:made')];
      return (first, row) => share(sent(first, row), made(first, row));
    }
    case 'producer-lost':
      return grown('producers:lost');
    case 'producer-duplicates':
      return grown('producers:duplicated');
    case 'stored-share':
      return storedShare(read);
    case 'stored-bytes-per-second':
      return perSecond(run, grown('acceptedBytes'));
    case 'consumer-lost':
      return grown(`consumer:${measure.consumer}:lost`);
    case 'consumer-duplicates':
      return grown(`consumer:${measure.consumer}:duplicates`);
    case 'shards-reread': {
      const begun = new Set<string>();
      return countEvents(run, -Infinity, (event) => {
        if (event.type !== 'reading-started' || event.consumer !== measure.consumer) return false;
        return begun.size === begun.add(event.shardId).size;
      });
    }
    case 'out-of-order':
      return grown(`consumer:${measure.consumer}:outOfOrder`);
    case 'diverted':
      return grown(`consumer:${measure.consumer}:diverted`);
    case 'processed-share': {
      const [processed, accepted] = [read(`consumer:${measure.consumer}:processed`), read('accepted')];
      return (_first, row) => share(orZero(processed(row)), accepted(row));
    }
    case 'iterator-age': {
      const columns = consumerColumns(run, 'lagMs', measure.consumer);
      // One that is not there has no age; of all, the worst of those that are there.
      if (measure.consumer !== undefined) return (_first, row) => columns[0]!(row);
      return (_first, row) => Math.max(0, ...columns.map((at) => orZero(at(row))));
    }
    case 'put-to-read-p99': {
      const at = read(`consumer:${measure.consumer}:p99Ms`);
      return (_first, row) => at(row);
    }
    case 'read-throttles': {
      const columns = consumerColumns(run, 'refusedCalls', measure.consumer);
      return (first, row) => columns.reduce((sum, at) => sum + orZero(at(row)) - orZero(at(first)), 0);
    }
    case 'open-shards':
    case 'retention-hours':
    case 'cost-per-hour': {
      const at = read({ 'open-shards': 'openShards', 'retention-hours': 'retentionHours', 'cost-per-hour': 'costPerHour' }[measure.kind]);
      return (_first, row) => at(row);
    }
    case 'moves':
      return countEvents(run, -Infinity, ({ type }) => type === 'command-given');
    case 'refused-commands':
      return countEvents(run, -Infinity, ({ type }) => type === 'command-refused');
    case 'events':
      return countEvents(
        run,
        window.fromSeconds,
        (event) =>
          event.type === measure.type && (measure.consumer === undefined || ('consumer' in event && event.consumer === measure.consumer)),
      );
    default:
      return deliveryValue(run, measure);
  }
}

/** What a column has grown by since the window's beginning. */
function growth(run: Run, name: string): ValueIn {
  const at = reader(run, name);
  return (first, row) => at(row) - orZero(at(first));
}

function deliveryValue(run: Run, measure: Extract<Measure, { deliveryStream: string }>): ValueIn {
  const read = (what: string) => reader(run, `delivery:${measure.deliveryStream}:${what}`);
  const grownIn = (what: string) => growth(run, `delivery:${measure.deliveryStream}:${what}`);
  switch (measure.kind) {
    case 'object-bytes': {
      const [delivered, flushes, bytes] = [grownIn('delivered'), grownIn('flushes'), grownIn('flushedBytes')];
      return (first, row) => (delivered(first, row) > 0 && flushes(first, row) > 0 ? bytes(first, row) / flushes(first, row) : NaN);
    }
    case 'objects-per-hour':
      return objectsPerHour(run, read('flushes'));
    case 'delivery-age': {
      const at = read('ageMs');
      return (_first, row) => at(row);
    }
    case 'delivery-failed':
    case 'delivery-dropped':
    case 'delivery-lost':
    case 'delivery-duplicates':
      return grownIn(measure.kind.slice('delivery-'.length));
    case 'sought-delivered':
    case 'sought-failed':
      return grownIn(`${measure.sought}:${measure.kind.slice('sought-'.length)}`);
    case 'delivered-share': {
      const [delivered, accepted] = [read('delivered'), read('accepted')];
      return (_first, row) => share(delivered(row), accepted(row));
    }
  }
}

/**
 * At the pace from the first object of the window to the last: a window of twenty minutes has room for four objects or for five, whatever
 * the buffer says. Where there is one, or none, it is over the window.
 */
function objectsPerHour({ record }: Run, flushes: (row: number) => number): ValueIn {
  let [begin, end, looked] = [-1, -1, -1];
  return (first, row) => {
    for (looked = Math.max(looked, first); looked < row; looked++) {
      if (orZero(flushes(looked + 1)) === orZero(flushes(looked))) continue;
      end = looked + 1;
      if (begin < 0) begin = end;
    }
    const [from, to] = end > begin ? [begin, end] : [first, row];
    return ((flushes(to) - orZero(flushes(from))) * 3600) / ((to - from) * record.everySeconds);
  };
}

/** Of all records made, but for those that were lost before the window: whoever mends it within the time that is given can reach all. */
function storedShare(read: (name: string) => (row: number) => number): ValueIn {
  const [accepted, twice, made] = [read('producers:accepted'), read('producers:duplicated'), read('producers:made')];
  const lost = read('producers:lost');
  return (first, row) => share(accepted(row) - twice(row), made(row) - orZero(lost(first)));
}

const perSecond =
  ({ record }: Run, total: ValueIn): ValueIn =>
  (first, row) =>
    total(first, row) / ((row - first) * record.everySeconds);

const share = (part: number, whole: number): number => (whole > 0 ? part / whole : NaN);

/** Events since a moment, by the end of a row. */
function countEvents({ history, record }: Run, fromSeconds: number, counts: (event: EngineEvent) => boolean): ValueIn {
  const atUs = history.filter((event) => event.atUs >= fromSeconds * 1e6 && counts(event)).map((event) => event.atUs);
  return (_first, row) => {
    const untilUs = (row + 1) * record.everySeconds * 1e6;
    let count = 0;
    while (count < atUs.length && atUs[count] <= untilUs) count++;
    return count;
  };
}
