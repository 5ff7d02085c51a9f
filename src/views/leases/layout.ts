/** The board of an application's leases: workers as rows by zone and instance, shards as columns in the order of the key space. */
import type { KclFrame, KclLeaseFrame, KclWorkerFrame } from '../../protocol/kcl-frame.ts';

export interface RowMark {
  worker: KclWorkerFrame;
  y: number;
  height: number;
  /** Begins a zone: its name is written above. */
  zone: string | null;
  zoneY: number;
}

export interface ColumnMark {
  leaseKey: string;
  shardIndex: number;
  /** Its middle. */
  x: number;
  /** Every so many columns have their number written, so that the numbers do not touch. */
  isNamed: boolean;
}

export interface LeaseMark {
  lease: KclLeaseFrame;
  x: number;
  y: number;
  /** In whose row it stands: who may renew and checkpoint; null in the row without owner. */
  holder: string | null;
  look: 'held' | 'expired' | 'unowned' | 'ended';
  /** 1 just renewed … 0 expired; null where nothing runs out. */
  left: number | null;
  /** Graceful handoff: in whose row it will stand. */
  handoffY: number | null;
  /** Rows of workers that still run its shard consumer without holding it. */
  zombies: { worker: string; y: number }[];
  /** Height of its bar of lag, 0–1. */
  lag: number;
}

export interface BoardLayout {
  width: number;
  height: number;
  labelWidth: number;
  columnWidth: number;
  /** Half the side of a token. */
  tokenRadius: number;
  /** Wide enough for a ring and the shard's number in it. */
  isRoomy: boolean;
  rows: RowMark[];
  columns: ColumnMark[];
  leases: LeaseMark[];
  unowned: { y: number; height: number };
  lag: { y: number; height: number; fullMs: number };
  checkpointY: number | null;
}

/** From here on a row has two lines of words. */
export const TALL_ROW_PX = 40;
const HEADER_PX = 24;
const ZONE_PX = 20;
const LAG_PX = 40;
const CHECKPOINT_PX = 18;
const GAP_PX = 8;
const COLUMN_MIN_PX = 10;
const COLUMN_MAX_PX = 132;
const TOKEN_MAX_PX = 15;
const ROOMY_RADIUS_PX = 10;
/** A lag that is drawn as a full bar is at least this, so that calm looks calm. */
const LAG_FULL_MIN_MS = 5000;

/** Children beside their parents, at the place of their key range; parents first. */
export function inHashOrder(leases: readonly KclLeaseFrame[]): KclLeaseFrame[] {
  return leases
    .map((lease) => ({ lease, start: BigInt(lease.startingHashKey) }))
    .toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : a.lease.shardIndex - b.lease.shardIndex))
    .map(({ lease }) => lease);
}

const byPlace = (a: KclWorkerFrame, b: KclWorkerFrame) =>
  compare(a.zone, b.zone) || compare(a.instance, b.instance) || a.id.localeCompare(b.id, 'en', { numeric: true });

const compare = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** Who may renew and checkpoint the lease. */
export const holderOf = ({ checkpointOwner, leaseOwner }: KclLeaseFrame): string | null => checkpointOwner ?? leaseOwner;

/** It runs the shard consumer though it may neither renew nor checkpoint: it was frozen, or has not noticed yet. */
export function isZombie(worker: string, running: readonly string[], lease: KclLeaseFrame): boolean {
  return worker !== holderOf(lease) && worker !== lease.leaseOwner && running.includes(lease.leaseKey);
}

export const isAtEnd = ({ checkpoint }: KclLeaseFrame): boolean => checkpoint === 'SHARD_END';

/** 1 just renewed … 0 expired; null where nothing runs out. */
export function shareLeft({ expiresUs }: KclLeaseFrame, failoverTimeMs: number, nowUs: number): number | null {
  if (expiresUs === null) return null;
  return Math.min(1, Math.max(0, (expiresUs - nowUs) / (failoverTimeMs * 1000)));
}

export function lookOf(lease: KclLeaseFrame, nowUs: number): LeaseMark['look'] {
  if (isAtEnd(lease)) return 'ended';
  if (holderOf(lease) === null) return 'unowned';
  return lease.expiresUs !== null && lease.expiresUs <= nowUs ? 'expired' : 'held';
}

export function layoutBoard(kcl: KclFrame, nowUs: number, width: number): BoardLayout {
  const rowHeight = kcl.workers.length <= 8 ? 42 : kcl.workers.length <= 12 ? 32 : 26;
  const labelWidth = width < 520 || rowHeight < TALL_ROW_PX ? 132 : 168;
  const columns = inHashOrder(kcl.leases);
  const columnWidth = Math.min(COLUMN_MAX_PX, Math.max(COLUMN_MIN_PX, (width - labelWidth - GAP_PX) / Math.max(1, columns.length)));
  const tokenRadius = Math.min(TOKEN_MAX_PX, columnWidth / 2 - 1, rowHeight / 2 - 3);
  const unowned = { y: HEADER_PX, height: Math.min(rowHeight, 36) };
  const { rows, endY } = placeRows(kcl.workers, unowned.y + unowned.height, rowHeight);
  const lag = { y: endY + GAP_PX, height: LAG_PX, fullMs: lagScale(kcl.leases) };
  const hasCheckpoints = columnWidth >= 40;
  const yOf = (worker: string | null) => {
    const row = rows.find((each) => each.worker.id === worker) ?? unowned;
    return row.y + row.height / 2;
  };
  const columnMarks = placeColumns(columns, labelWidth, columnWidth);
  return {
    width: Math.max(width, labelWidth + columnWidth * columns.length + GAP_PX),
    height: lag.y + lag.height + (hasCheckpoints ? CHECKPOINT_PX : 0) + GAP_PX,
    labelWidth,
    columnWidth,
    tokenRadius,
    isRoomy: tokenRadius >= ROOMY_RADIUS_PX,
    rows,
    columns: columnMarks,
    leases: columns.map((lease, i) => placeLease(lease, kcl, nowUs, columnMarks[i].x, yOf, lag.fullMs)),
    unowned,
    lag,
    checkpointY: hasCheckpoints ? lag.y + lag.height + CHECKPOINT_PX - 4 : null,
  };
}

function placeRows(workers: readonly KclWorkerFrame[], top: number, height: number): { rows: RowMark[]; endY: number } {
  let y = top;
  let zone: string | null = null;
  const rows = workers.toSorted(byPlace).map((worker): RowMark => {
    const begins = worker.zone !== zone;
    zone = worker.zone;
    if (begins) y += ZONE_PX;
    const row = { worker, y, height, zone: begins ? worker.zone : null, zoneY: y - 5 };
    y += height;
    return row;
  });
  return { rows, endY: y };
}

function placeColumns(leases: readonly KclLeaseFrame[], labelWidth: number, columnWidth: number): ColumnMark[] {
  const longest = Math.max(1, ...leases.map(({ shardIndex }) => String(shardIndex).length));
  const every = Math.max(1, Math.ceil((longest * 7 + 5) / columnWidth));
  return leases.map(({ leaseKey, shardIndex }, i) => ({
    leaseKey,
    shardIndex,
    x: labelWidth + columnWidth * (i + 0.5),
    isNamed: i % every === 0,
  }));
}

function placeLease(
  lease: KclLeaseFrame,
  { workers, failoverTimeMs }: KclFrame,
  nowUs: number,
  x: number,
  yOf: (worker: string | null) => number,
  fullMs: number,
): LeaseMark {
  const holder = holderOf(lease);
  const isHandedOn = lease.checkpointOwner !== null && lease.checkpointOwner !== lease.leaseOwner;
  const zombies = workers.filter(({ id, running }) => isZombie(id, running, lease));
  return {
    lease,
    x,
    y: yOf(holder),
    holder,
    look: lookOf(lease, nowUs),
    left: shareLeft(lease, failoverTimeMs, nowUs),
    handoffY: isHandedOn ? yOf(lease.leaseOwner) : null,
    zombies: zombies.map(({ id }) => ({ worker: id, y: yOf(id) })),
    lag: Math.min(1, lease.lagMs / fullMs),
  };
}

/** The lag that fills a bar: a round figure at or above the worst. */
export function lagScale(leases: readonly KclLeaseFrame[]): number {
  const worst = leases.reduce((most, { lagMs }) => Math.max(most, lagMs), 0);
  let full = LAG_FULL_MIN_MS;
  for (const factor of [2, 2, 1.5, 2, 5, 2, 3, 2, 2, 6]) if (full < worst) full *= factor;
  return Math.max(full, worst);
}
