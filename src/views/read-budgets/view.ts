/**
 * The read budgets of one shard, mounted: canvas for what moves, DOM for what is read and focused. Every consumer's row can have the
 * focus; the arrow keys go from call to call.
 */
import type { ReadFacts, ReadFrame } from '../../protocol/read-frame.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import { createTooltip } from '../stage/tooltip.ts';
import type { MountedView, ViewAction, ViewSize, ViewState } from '../view.ts';
import { type Call, callsOf, gotOf } from './calls.ts';
import { type CallMark, layoutMarks, type Marks, type Places, placeRows } from './layout.ts';
import { paint } from './paint.ts';
import css from './read-budgets.module.css';
import { createRow, createWords, placeRow, placeWords, type Row, writeRow } from './rows.ts';
import { callWords } from './text.ts';

/** How near to a call the pointer has to be, in pixels. */
const REACH = 6;

interface Shown {
  state: ViewState;
  reads: ReadFrame;
  facts: ReadFacts;
  nowUs: number;
}

const isSame = (a: Call | null, b: Call | null): boolean =>
  a !== null && b !== null && a.atUs === b.atUs && a.reader === b.reader && a.outcome === b.outcome;

function polledPerSecond(reads: ReadFrame, nowUs: number): number {
  const polled = callsOf(reads).filter(({ outcome }) => outcome === 'answered');
  const { bytes, seconds } = gotOf(polled, null, nowUs, reads.windowUs);
  return bytes / seconds;
}

export function mountReadBudgets(element: HTMLElement, send: (action: ViewAction) => void): MountedView {
  const board = document.createElement('div');
  board.className = css.board ?? '';
  element.append(board);
  const canvas = document.createElement('canvas');
  canvas.className = css.canvas ?? '';
  canvas.setAttribute('aria-hidden', 'true');
  const context = canvas.getContext('2d')!;
  const words = createWords(board);
  const rows = new Map<string, Row>();
  const above = document.createElement('div');
  above.className = css.above ?? '';
  board.append(above);
  const tip = createTooltip(above);
  let size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
  let shown: Shown | null = null;
  let facts: ReadFacts | null = null;
  let places: Places | null = null;
  let marks: Marks | null = null;
  let marked: Call | null = null;
  /** Figures change a few times a second, with the facts; blocks move with every frame. */
  let isTextDue = true;

  function rowOf(id: string): Row {
    const known = rows.get(id);
    if (known !== undefined) return known;
    const row = createRow(board, id);
    board.append(canvas); // above the grounds of all rows
    row.host.addEventListener('keydown', (event) => onKey(event, id));
    row.host.addEventListener('focus', () => mark(id, callsIn(id).at(-1)?.call ?? null));
    row.host.addEventListener('blur', () => mark(id, null));
    row.host.addEventListener('pointermove', (event) => onMove(event, id));
    row.host.addEventListener('pointerleave', () => mark(id, null));
    row.host.addEventListener('click', () => send({ type: 'select', selection: { kind: 'consumer', id } }));
    rows.set(id, row);
    return row;
  }

  const callsIn = (id: string): CallMark[] => marks?.rows.find(({ place }) => place.id === id)?.calls ?? [];

  function draw(): void {
    if (shown === null || size.width < 1) return;
    const { state, reads, nowUs } = shown;
    facts = shown.facts;
    places = placeRows(facts, size.width);
    marks = layoutMarks({ places, reads, facts, nowUs, motion: state.motion });
    const palette = paletteOf(state.theme);
    applyPalette(board, palette);
    fitCanvas(places);
    if (isTextDue || rows.size !== places.rows.length) {
      placeWords(words, places, facts, marks, polledPerSecond(reads, nowUs));
      drawRows(shown, places);
    }
    isTextDue = false;
    paint({ context, places, marks, facts, palette, marked }, size.pixelRatio);
    followMarked();
  }

  function fitCanvas({ width, height }: Places): void {
    const [across, down] = [Math.round(width * size.pixelRatio), Math.round(height * size.pixelRatio)];
    if (canvas.width === across && canvas.height === down) return;
    canvas.width = across;
    canvas.height = down;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }

  function drawRows({ state, reads, facts: now, nowUs }: Shown, at: Places): void {
    const calls = callsOf(reads);
    for (const place of at.rows) {
      const row = rowOf(place.id);
      placeRow(row, place, at);
      const consumer = now.consumers.find(({ id }) => id === place.id)!;
      writeRow(row, place, consumer, gotOf(calls, place.id, nowUs, reads.windowUs), now);
      row.host.dataset.selected = String(state.selection?.kind === 'consumer' && state.selection.id === place.id);
      // Who walks from call to call with the keyboard hears the one they are at, and nothing between.
      if (document.activeElement !== row.host) describe(row, place.id);
    }
    for (const [id, row] of rows) {
      if (at.rows.some((place) => place.id === id)) continue;
      row.host.remove();
      row.latency.remove();
      rows.delete(id);
    }
  }

  /** What a row says of the call that is looked at. */
  function describe({ host }: Row, id: string): void {
    const calls = callsIn(id);
    const at = calls.findIndex(({ call }) => isSame(call, marked));
    const text = calls.length === 0 ? 'no calls in sight' : callWords(calls[at < 0 ? calls.length - 1 : at].call, facts!);
    const values = { min: 0, max: Math.max(0, calls.length - 1), now: at < 0 ? Math.max(0, calls.length - 1) : at };
    for (const [name, value] of Object.entries(values)) host.setAttribute(`aria-value${name}`, String(value));
    host.setAttribute('aria-valuetext', text);
  }

  function mark(id: string, call: Call | null): void {
    if (call === null && marked !== null && marked.reader !== id) return;
    marked = call;
    const row = rows.get(id);
    if (row !== undefined && facts !== null) describe(row, id);
    draw();
  }

  /** The tip moves along with its call, and goes with it. */
  function followMarked(): void {
    const place = places?.rows.find(({ id }) => id === marked?.reader);
    const spot = place === undefined ? undefined : callsIn(place.id).find(({ call }) => isSame(call, marked));
    if (place === undefined || spot === undefined || facts === null) tip.hide();
    else tip.show(callWords(spot.call, facts), spot.left, place.barTop + place.barHeight / 2);
  }

  function onMove(event: PointerEvent, id: string): void {
    const x = event.clientX - board.getBoundingClientRect().left;
    const distance = ({ left, right }: CallMark) => Math.max(left - x, x - right, 0);
    const near = callsIn(id).filter((spot) => distance(spot) <= REACH);
    const nearest = near.toSorted((a, b) => distance(a) - distance(b)).at(0);
    if (nearest !== undefined || marked !== null) mark(id, nearest?.call ?? null);
  }

  function onKey(event: KeyboardEvent, id: string): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const calls = callsIn(id);
    const at = calls.findIndex(({ call }) => isSame(call, marked));
    const now = at < 0 ? calls.length - 1 : at;
    const steps: Record<string, number> = {
      ArrowLeft: now - 1,
      ArrowDown: now - 1,
      ArrowRight: now + 1,
      ArrowUp: now + 1,
      Home: 0,
      End: calls.length - 1,
    };
    if (event.key === 'Escape' && marked !== null) mark(id, null);
    else if (event.key === 'Enter') send({ type: 'select', selection: { kind: 'consumer', id } });
    else if (event.key in steps) mark(id, calls[Math.min(calls.length - 1, Math.max(0, steps[event.key]))]?.call ?? null);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page's own keys move the playhead
  }

  return {
    update(state) {
      const reads = state.frame?.readBudgets;
      isTextDue = reads === undefined || reads.facts !== null;
      if (reads !== undefined) {
        const known = reads.facts ?? (shown?.facts.shardId === reads.shardId ? shown.facts : null);
        shown = known === null ? null : { state, reads, facts: known, nowUs: state.frame!.nowUs };
      } else if (shown !== null) shown = { ...shown, state };
      draw();
    },
    resize(next) {
      size = next;
      isTextDue = true;
      draw();
    },
    destroy: () => board.remove(),
  };
}
