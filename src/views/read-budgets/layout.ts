/**
 * Where everything stands: rows from the facts and the width; marks from the reads and the moment. Pure. Time runs to the right, with one
 * second beyond now: there the budgets reach that are used up in advance.
 */
import type { ReadFacts, ReadFrame } from '../../protocol/read-frame.ts';
import { type Call, callsOf, isRefused, passThrough, takeSlots, transferUs } from './calls.ts';

export interface RowPlace {
  id: string;
  retrieval: 'polling' | 'fan-out';
  /** 1–6, by the consumer's name among all. */
  colour: number;
  top: number;
  height: number;
  /** Of its blocks. */
  barTop: number;
  barHeight: number;
  /** Where its switch stands, for the page. */
  controls: { left: number; top: number; width: number };
  /** Where its latencies are drawn. */
  latency: { left: number; top: number; width: number; height: number };
}

export interface Places {
  width: number;
  height: number;
  isNarrow: boolean;
  plotLeft: number;
  plotRight: number;
  /** Seconds on the axis before and after now. */
  pastSeconds: number;
  axisTop: number;
  sharedTop: number;
  slots: { top: number; height: number; gap: number; count: number };
  pipe: { top: number; height: number };
  dedicatedTop: number;
  rows: RowPlace[];
}

const FUTURE_SECONDS = 1;
const LABEL_WIDTH = 164;
const LATENCY_WIDTH = 138;
const CONTROLS_WIDTH = 150;
const NARROW_BELOW = 680;
const SLOT_HEIGHT = 5;
const SLOT_GAP = 2;
const PIPE_HEIGHT = 22;
const HEADING = 26;
const NARROW_ROW = 104;

const rowHeightOf = (consumers: number): number => (consumers <= 6 ? 50 : consumers <= 12 ? 45 : 40);

export function placeRows(facts: ReadFacts, width: number): Places {
  const isNarrow = width < NARROW_BELOW;
  const plotLeft = isNarrow ? 12 : LABEL_WIDTH;
  const plotRight = isNarrow ? width - 12 : width - LATENCY_WIDTH - CONTROLS_WIDTH - 20;
  const ids = facts.consumers.map(({ id }) => id).toSorted();
  const rowHeight = isNarrow ? NARROW_ROW : rowHeightOf(facts.consumers.length);
  const rows: RowPlace[] = [];
  const stack = (retrieval: RowPlace['retrieval'], from: number): number => {
    let top = from;
    for (const { id } of facts.consumers.filter((consumer) => consumer.retrieval === retrieval)) {
      rows.push(placeRow({ id, retrieval, colour: 1 + (ids.indexOf(id) % 6), top, height: rowHeight }, isNarrow, width));
      top += rowHeight;
    }
    return top;
  };
  const axisTop = 4;
  const sharedTop = 22;
  const slots = {
    top: sharedTop + HEADING + (isNarrow ? 14 : 0),
    height: SLOT_HEIGHT,
    gap: SLOT_GAP,
    count: facts.shared.callsPerSecondLimit,
  };
  const slotsEnd = slots.top + slots.count * (SLOT_HEIGHT + SLOT_GAP);
  const pipe = { top: slotsEnd + (isNarrow ? 26 : 10), height: PIPE_HEIGHT };
  const pollingEnd = stack('polling', pipe.top + PIPE_HEIGHT + 12);
  const dedicatedTop = pollingEnd + 8;
  const hasPushes = facts.consumers.some(({ retrieval }) => retrieval === 'fan-out');
  const end = stack('fan-out', dedicatedTop + HEADING);
  const height = hasPushes ? end + 8 : dedicatedTop + HEADING + 22;
  const pastSeconds = plotRight - plotLeft >= 300 ? 3 : 2;
  return { width, height, isNarrow, plotLeft, plotRight, pastSeconds, axisTop, sharedTop, slots, pipe, dedicatedTop, rows };
}

function placeRow(row: Pick<RowPlace, 'id' | 'retrieval' | 'colour' | 'top' | 'height'>, isNarrow: boolean, width: number): RowPlace {
  const { top, height } = row;
  if (isNarrow) {
    const controls = { left: width - 12 - CONTROLS_WIDTH, top: top + 60, width: CONTROLS_WIDTH };
    return { ...row, barTop: top + 36, barHeight: 18, controls, latency: { left: 12, top: top + 62, width: LATENCY_WIDTH, height: 30 } };
  }
  const barHeight = height >= 45 ? 20 : 16;
  const left = width - CONTROLS_WIDTH - 8;
  return {
    ...row,
    barTop: top + Math.round((height - barHeight) / 2),
    barHeight,
    controls: { left, top: top + 2, width: CONTROLS_WIDTH },
    latency: { left: left - LATENCY_WIDTH - 4, top: top + Math.round((height - 30) / 2), width: LATENCY_WIDTH, height: 30 },
  };
}

/** A call of a row: as long as its bytes take, or a cross where it was refused. */
export interface CallMark {
  call: Call;
  left: number;
  right: number;
}

export interface RowMarks {
  place: RowPlace;
  /** Oldest first; those in sight. */
  calls: CallMark[];
  /** From where nothing passes to the next call, in pixels. */
  waits: { left: number; right: number }[];
}

export interface Marks {
  nowX: number;
  ticks: { x: number; atUs: number }[];
  rows: RowMarks[];
  slots: { call: Call; slot: number; left: number; right: number }[];
  pipe: { call: Call; left: number; right: number }[];
  /** Slots that a call finds taken at this moment, and how far ahead the bytes are used up, in seconds. */
  slotsTaken: number;
  aheadSeconds: number;
}

interface MarksInput {
  places: Places;
  reads: Pick<ReadFrame, 'rows' | 'readers'>;
  facts: ReadFacts;
  nowUs: number;
  /** Without motion the axis stands still for a second at a time. */
  motion: 'full' | 'reduced';
}

/** A block without bytes is still seen. */
const LEAST_BLOCK = 3;

export function layoutMarks({ places, reads, facts, nowUs, motion }: MarksInput): Marks {
  const { plotLeft, plotRight, pastSeconds } = places;
  const rightUs = (motion === 'reduced' ? Math.floor(nowUs / 1e6) * 1e6 + 1e6 : nowUs) + FUTURE_SECONDS * 1e6;
  const leftUs = rightUs - (pastSeconds + FUTURE_SECONDS + (motion === 'reduced' ? 1 : 0)) * 1e6;
  const scale = (plotRight - plotLeft) / (rightUs - leftUs);
  const xOf = (atUs: number) => plotLeft + (atUs - leftUs) * scale;
  const inside = (fromUs: number, toUs: number) => {
    const left = Math.max(plotLeft, xOf(fromUs));
    const right = Math.min(plotRight, Math.max(xOf(toUs), left + LEAST_BLOCK));
    return right > left && toUs >= leftUs ? { left, right } : null;
  };
  const calls = callsOf(reads);
  const passing = passThrough(calls, facts.shared.bytesPerSecondLimit);
  const taken = takeSlots(calls, places.slots.count);
  const seen = <Part extends { fromUs: number; toUs: number }>(parts: readonly Part[]) =>
    parts.flatMap((part) => {
      const place = inside(part.fromUs, part.toUs);
      return place === null ? [] : [{ ...part, ...place }];
    });
  return {
    nowX: xOf(nowUs),
    ticks: ticksOf(leftUs, rightUs, xOf),
    rows: places.rows.map((place) => rowMarks(place, calls, facts, { nowUs, leftUs, inside, xOf, plotLeft })),
    slots: seen(taken.map(({ call, slot }) => ({ call, slot, fromUs: call.atUs, toUs: call.atUs + 1e6 }))),
    pipe: seen(passing),
    slotsTaken: taken.filter(({ call }) => call.atUs > nowUs - 1e6).length,
    aheadSeconds: Math.max(0, ((passing.at(-1)?.toUs ?? nowUs) - nowUs) / 1e6),
  };
}

function ticksOf(leftUs: number, rightUs: number, xOf: (atUs: number) => number): Marks['ticks'] {
  const ticks = [];
  for (let atUs = Math.max(0, Math.ceil(leftUs / 1e6) * 1e6); atUs <= rightUs; atUs += 1e6) ticks.push({ atUs, x: xOf(atUs) });
  return ticks;
}

interface Window {
  nowUs: number;
  leftUs: number;
  plotLeft: number;
  inside(fromUs: number, toUs: number): { left: number; right: number } | null;
  xOf(atUs: number): number;
}

function rowMarks(place: RowPlace, all: readonly Call[], facts: ReadFacts, window: Window): RowMarks {
  const { inside, nowUs, plotLeft, xOf } = window;
  const own = all.filter(({ reader }) => reader === place.id);
  const endOf = (call: Call) => {
    const limit = call.outcome === 'pushed' ? facts.fanOutBytesPerSecondLimit : facts.shared.bytesPerSecondLimit;
    return call.atUs + transferUs(call.bytes, limit);
  };
  const calls = own.flatMap((call, i) => {
    // A pipe that has saved some budget lets a push follow sooner than the bytes before it would take.
    const nextUs = call.outcome === 'pushed' ? (own[i + 1]?.atUs ?? Infinity) : Infinity;
    const spot = isRefused(call) ? inside(call.atUs, call.atUs) : inside(call.atUs, Math.min(endOf(call), nextUs));
    return spot === null ? [] : [{ call, ...spot }];
  });
  const waits = own.flatMap((call, i) => {
    const left = Math.max(plotLeft, xOf(endOf(call)) + LEAST_BLOCK);
    const right = xOf(own[i + 1]?.atUs ?? nowUs) - LEAST_BLOCK;
    return right > left + 2 ? [{ left, right }] : [];
  });
  return { place, calls, waits };
}
