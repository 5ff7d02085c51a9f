/** The lanes: one mark per shard that can still be written or read. */
import type { ShardFrame, SlowFrame } from '../../protocol/from-worker.ts';
import { count, duration, mebibytes } from '../wording.ts';
import type { StageColumns } from './columns.ts';
import { canSplit } from './cut.ts';
import type { LanePlace, LanePlaces } from './lane-places.ts';
import { laneWords, ROOMY_LANE_PX } from './lane-words.ts';
import type { BudgetMark, CallSlotsMark, CursorMark, LaneMark, LaneMode, TextMark, WindowMark } from './marks.ts';

export interface LaneContext {
  slow: SlowFrame;
  nowUs: number;
  columns: StageColumns;
  places: LanePlaces;
  window: WindowMark;
}

const HEAD_PX = 28;
const CURSOR_STRIP_PX = 16;
/** Full size of a cell's row. */
const CELL_ROW_PX = 14;

/** Whether the budgets of all lanes have room for their units beside them. */
export function hasBudgetWords({ mode, gap, places }: LanePlaces, laneWidth: number): boolean {
  if (mode === 'full') return laneWidth >= 220;
  const lowest = Math.min(...places.filter(({ role }) => role === 'main').map(({ top, bottom }) => bottom - top - gap));
  return mode === 'compact' && laneWidth >= 230 && lowest >= 26;
}

function budgetMarks(
  shard: ShardFrame,
  mode: LaneMode,
  words: boolean,
  lane: { x: number; y: number; width: number; height: number },
): BudgetMark[] {
  const { write } = shard;
  const kinds = [
    { kind: 'records' as const, unit: 'rec/s', share: write.records / write.recordsLimit, atLimit: write.atLimit === 'records' },
    { kind: 'bytes' as const, unit: 'MiB/s', share: write.bytes / write.bytesLimit, atLimit: write.atLimit === 'bytes' },
  ];
  const roomy = mode === 'full' && lane.width >= ROOMY_LANE_PX;
  const width = mode === 'full' ? 42 : mode === 'compact' ? 30 : 18;
  const height = mode === 'full' ? 5.5 : mode === 'compact' ? 4 : Math.min(3, Math.max(0, lane.height / 2 - 1));
  const pitch = words ? 10.5 : mode === 'compact' ? 7 : height + 1;
  const top = mode === 'full' ? lane.y + 7 : lane.y + lane.height / 2 - (pitch + height) / 2;
  const shown = lane.height < 5 ? kinds.slice(0, 1) : kinds;
  return shown.map(({ kind, unit, share, atLimit }, i) => ({
    kind,
    label: words ? (atLimit && roomy ? `${unit} full` : unit) : '',
    share: Math.min(1, share),
    atLimit,
    x: lane.x + lane.width - width - (mode === 'full' ? 10 : 6),
    y: top + i * pitch,
    width,
    height,
  }));
}

function callSlots(shard: ShardFrame, columns: StageColumns, mode: LaneMode, centreY: number, height: number): CallSlotsMark | null {
  if (columns.stacked || height < 7) return null;
  const { read } = shard;
  const atLimit = read.refusedCalls > 0;
  const bytesFull = atLimit && read.calls < read.callsLimit;
  const text = bytesFull
    ? `${mebibytes(read.bytes)} of ${mebibytes(read.bytesLimit)} MiB/s`
    : `${count(read.calls)} of ${count(read.callsLimit)} calls`;
  return {
    x: columns.slotsX + 4,
    y: centreY,
    pitch: mode === 'bar' ? 6 : 8.5,
    radius: mode === 'bar' ? 1.8 : 3,
    used: Math.min(read.calls, read.callsLimit),
    limit: read.callsLimit,
    atLimit,
    text: atLimit && mode === 'full' ? text : '',
  };
}

function cursorMarks(slow: SlowFrame, shard: ShardFrame, window: WindowMark): CursorMark[] {
  const slotMs = slow.cells.slotUs / 1000;
  return slow.consumers.flatMap((consumer, order): CursorMark[] => {
    const cursor = consumer.cursors.find((one) => one.shardIndex === shard.index);
    if (!cursor || cursor.state === 'drained') return [];
    return [{ consumer: order, state: cursor.state, offsetPx: (cursor.lagMs / slotMs) * window.columnWidth, lagMs: cursor.lagMs }];
  });
}

/** Top, height and rows of a lane's cells, and the line of its cursors. */
function cellBand(mode: LaneMode, role: LanePlace['role'], y: number, height: number) {
  if (mode === 'full' && role === 'main') {
    const cellTop = y + HEAD_PX;
    const cellHeight = Math.max(0, height - HEAD_PX - CURSOR_STRIP_PX);
    return {
      cellTop,
      cellHeight,
      rows: Math.max(cellHeight >= 12 ? 2 : 1, Math.round(cellHeight / CELL_ROW_PX)),
      cursorY: y + height - 11,
    };
  }
  const roomForCursors = height >= 20 ? 7 : 0;
  const inset = height >= 8 ? 2 : height >= 4 ? 1 : 0;
  const cellHeight = Math.max(0, height - 2 * inset - roomForCursors);
  const rows = cellHeight >= 15 && role === 'main' ? Math.max(2, Math.round(cellHeight / 9)) : 0;
  return { cellTop: y + inset, cellHeight, rows, cursorY: y + height - (roomForCursors ? 8 : Math.min(6, height / 2 + 3)) };
}

function beyondMark(cursors: CursorMark[], slow: SlowFrame, window: WindowMark, y: number): TextMark | null {
  const far = cursors.filter((cursor) => cursor.offsetPx > window.width && cursor.state !== 'waiting');
  if (far.length === 0) return null;
  const text = far.map((cursor) => `${slow.consumers[cursor.consumer].spec.id} ${duration(cursor.lagMs)} behind`).join(' · ');
  return { x: window.x + window.width - 12, y, text, anchor: 'end' };
}

export function laneMark(place: LanePlace, context: LaneContext): LaneMark {
  const { slow, columns, places, window } = context;
  const shard = slow.shards[place.order];
  const { mode, gap } = places;
  const x = columns.laneX;
  const y = place.top + gap / 2;
  const height = Math.max(0, place.bottom - place.top - gap);
  const width = columns.laneWidth;
  const rect = { x, y, width, height };
  const full = mode === 'full' && place.role === 'main';
  const isTaking = shard.state === 'open' || shard.state === 'closing' || (place.role === 'main' && full);
  const words = hasBudgetWords(places, width);
  const band = cellBand(mode, place.role, y, height);
  const cursors = cursorMarks(slow, shard, window);
  return {
    shardId: shard.id,
    index: shard.index,
    order: place.order,
    role: place.role,
    state: shard.state,
    mode,
    hot: shard.write.atLimit !== null,
    ...rect,
    ...laneWords(shard, { ...context, rect, mode, full, stacked: columns.stacked, windowX: window.x }),
    budgets: isTaking ? budgetMarks(shard, mode, words, rect) : [],
    slots: shard.state === 'opening' ? null : callSlots(shard, columns, mode, y + height / 2, height),
    ...band,
    cursors,
    beyond: height >= 13 ? beyondMark(cursors, slow, window, band.cursorY + 7) : null,
    tools: { x: x + width - (mode === 'full' || !isTaking ? 10 : words ? 76 : 44), y: full ? y + height - 28 : y + height / 2 - 12 },
    canSplit: shard.state === 'open' && canSplit(shard),
  };
}

/** Labels that would touch are hidden; those of hot shards have the first right to their place. */
export function thinLabels(lanes: LaneMark[]): void {
  const spacing = 12;
  const taken: number[] = [];
  for (const wanted of [true, false]) {
    for (const lane of lanes) {
      if (lane.hot !== wanted) continue;
      lane.labelFits = taken.every((y) => Math.abs(y - lane.label.y) >= spacing);
      if (lane.labelFits) taken.push(lane.label.y);
    }
  }
}
