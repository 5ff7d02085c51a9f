/**
 * A small DynamoDB table: items by key, conditional writes, and capacity. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/
 * A write of an item up to 1 KB takes one write unit, also where its condition fails; an eventually consistent read takes half a
 * read unit for each 4 KB. Provisioned capacity that is not used is kept for up to 300 s. On demand nothing is refused.
 * Simplified: answers come at once, reads see the latest write, one partition, on-demand tables never throttle.
 */
import { refill, type TokenBucket } from '../../kernel/token-bucket.ts';
import { SECOND } from '../../kernel/time.ts';

/** For how long unused capacity is kept. */
const BURST_SECONDS = 300;
const MICRO = 1_000_000;
const READ_UNIT_BYTES = 4096;

export interface Capacity {
  /** Units a second. */
  readUnits: number;
  writeUnits: number;
}

export interface TableState<Item> {
  items: Record<string, Item>;
  /** Of a typical item, for what reading costs. */
  itemBytes: number;
  /** Null on demand. */
  provisioned: Capacity | null;
  /** A fault: it takes only so much, and keeps nothing for later; null while there is none. */
  forced: Capacity | null;
  reads: TokenBucket;
  writes: TokenBucket;
  totals: { readUnits: number; writeUnits: number; throttled: number };
  /** The second that runs, and the last whole one before it in which anything was asked. */
  usage: {
    second: number;
    read: number;
    write: number;
    throttled: number;
    before: { second: number; read: number; write: number; throttled: number };
  };
  lastThrottledUs: number | null;
}

export type WriteAnswer = 'ok' | 'condition-failed' | 'throttled';

export function createTable<Item>(itemBytes: number, provisioned: Capacity | null, nowUs: number): TableState<Item> {
  const none = { second: 0, read: 0, write: 0, throttled: 0 };
  return {
    items: {},
    itemBytes,
    provisioned,
    forced: null,
    reads: { level: (provisioned?.readUnits ?? 0) * MICRO, updatedUs: nowUs },
    writes: { level: (provisioned?.writeUnits ?? 0) * MICRO, updatedUs: nowUs },
    totals: { readUnits: 0, writeUnits: 0, throttled: 0 },
    usage: { ...none, before: { ...none } },
    lastThrottledUs: null,
  };
}

export const capacityOf = (table: TableState<unknown>): Capacity | null => table.forced ?? table.provisioned;

/** Another billing, or a fault begins or ends: what was saved up is gone. */
export function setCapacity(table: TableState<unknown>, provisioned: Capacity | null, forced: Capacity | null, nowUs: number): void {
  table.provisioned = provisioned;
  table.forced = forced;
  const capacity = capacityOf(table);
  table.reads = { level: (capacity?.readUnits ?? 0) * MICRO, updatedUs: nowUs };
  table.writes = { level: (capacity?.writeUnits ?? 0) * MICRO, updatedUs: nowUs };
}

/** All items, in the order of their creation; null where it is throttled. */
export function scan<Item>(table: TableState<Item>, nowUs: number): Item[] | null {
  const items = Object.values(table.items);
  return takeUnits(table, 'read', readUnitsFor(items.length * table.itemBytes), nowUs) ? items : null;
}

/** One item, undefined where there is none; null where it is throttled. */
export function get<Item>(table: TableState<Item>, key: string, nowUs: number): Item | undefined | null {
  return takeUnits(table, 'read', readUnitsFor(table.itemBytes), nowUs) ? table.items[key] : null;
}

/** The items that an index finds (keys only: 100 bytes an item); null where it is throttled. */
export function query<Item>(table: TableState<Item>, isWanted: (item: Item) => boolean, nowUs: number): Item[] | null {
  const found = Object.values(table.items).filter(isWanted);
  return takeUnits(table, 'read', readUnitsFor(found.length * 100), nowUs) ? found : null;
}

export function putIfAbsent<Item>(table: TableState<Item>, key: string, item: Item, nowUs: number): WriteAnswer {
  if (!takeUnits(table, 'write', 1, nowUs)) return 'throttled';
  if (table.items[key] !== undefined) return 'condition-failed';
  table.items[key] = item;
  return 'ok';
}

/** Changes an item in place where it exists and the condition holds. */
export function updateIf<Item>(
  table: TableState<Item>,
  key: string,
  condition: (item: Item) => boolean,
  change: (item: Item) => void,
  nowUs: number,
  units = 1,
): WriteAnswer {
  if (!takeUnits(table, 'write', units, nowUs)) return 'throttled';
  const item = table.items[key];
  if (item === undefined || !condition(item)) return 'condition-failed';
  change(item);
  return 'ok';
}

export function deleteItem<Item>(table: TableState<Item>, key: string, nowUs: number): WriteAnswer {
  if (!takeUnits(table, 'write', 1, nowUs)) return 'throttled';
  delete table.items[key];
  return 'ok';
}

const readUnitsFor = (bytes: number): number => 0.5 * Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES));

/** A bucket that is not empty lets a request through, however large, and may go below zero: a scan is charged page by page in life. */
function takeUnits(table: TableState<unknown>, what: 'read' | 'write', units: number, nowUs: number): boolean {
  const usage = usageAt(table, nowUs);
  const capacity = capacityOf(table);
  if (capacity !== null) {
    const bucket = what === 'read' ? table.reads : table.writes;
    const perSecond = what === 'read' ? capacity.readUnits : capacity.writeUnits;
    refill(bucket, table.forced === null ? perSecond * BURST_SECONDS : perSecond, perSecond, nowUs);
    if (bucket.level < Math.min(units, 1) * MICRO) {
      table.totals.throttled++;
      usage.throttled++;
      table.lastThrottledUs = nowUs;
      return false;
    }
    bucket.level -= units * MICRO;
  }
  usage[what] += units;
  table.totals[what === 'read' ? 'readUnits' : 'writeUnits'] += units;
  return true;
}

function usageAt({ usage }: TableState<unknown>, nowUs: number): TableState<unknown>['usage'] {
  const second = Math.floor(nowUs / SECOND);
  if (second !== usage.second) {
    const { before } = usage;
    before.second = usage.second;
    before.read = usage.read;
    before.write = usage.write;
    before.throttled = usage.throttled;
    usage.second = second;
    usage.read = usage.write = usage.throttled = 0;
  }
  return usage;
}

/** What was used in the last whole second before `nowUs`. */
export function usedInLastSecond({ usage }: TableState<unknown>, nowUs: number): { read: number; write: number; throttled: number } {
  const last = Math.floor(nowUs / SECOND) - 1;
  const { read, write, throttled } = usage.second === last ? usage : usage.before.second === last ? usage.before : NOTHING;
  return { read, write, throttled };
}

const NOTHING = { read: 0, write: 0, throttled: 0 };
