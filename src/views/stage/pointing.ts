/** Pointer and keyboard on the stage: one set of listeners for everything; what was meant is read from the node. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { Selection } from '../../protocol/selection.ts';
import type { ViewAction } from '../view.ts';
import type { CellHit } from './cell-at.ts';
import { cellAt } from './cell-at.ts';
import { colourOrder } from './cell-ring.ts';
import { dragTo, keyOnCut } from './cut-handle.ts';
import { midpoint } from './cut.ts';
import type { StageLayout } from './marks.ts';
import type { Motion } from './particle-pool.ts';
import { particleNear } from './motion.ts';
import type { Followed } from './paint.ts';
import { consumerTip, laneTip, particleTip, producerTip } from './tips.ts';
import type { Tooltip } from './tooltip.ts';

/** What the listeners look at; the view keeps it up to date. */
export interface Pointed {
  slow: SlowFrame | null;
  layout: StageLayout | null;
  motion: Motion;
  nowUs: number;
  selection: Selection;
  proposedCut: { shardId: string; newStartingHashKey: string } | null;
}

export interface Pointing {
  host: HTMLElement;
  svg: SVGSVGElement;
  tooltip: Tooltip;
  pointed: Pointed;
  send: (action: ViewAction) => void;
  follow: (followed: Followed) => void;
}

const REACH_PX = 9;
const RECORDS_LIMIT = 100;

function placeOf(pointing: Pointing, event: MouseEvent): { x: number; y: number } {
  const box = pointing.svg.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function actionNode(target: EventTarget | null): Element | null {
  return target instanceof Element ? target.closest('[data-action]') : null;
}

function shardOf(node: Element): string {
  return node.closest('[data-shard]')?.getAttribute('data-shard') ?? '';
}

/** In a crowd not every lane has a node: the lane is found by its place. */
function laneUnder(pointing: Pointing, x: number, y: number): string | null {
  const { layout } = pointing.pointed;
  if (!layout?.crowded) return null;
  return layout.lanes.find((lane) => x >= lane.x && x < lane.x + lane.width && y >= lane.y && y < lane.y + lane.height)?.shardId ?? null;
}

function hitCell(pointing: Pointing, shardId: string, x: number, y: number): CellHit | null {
  const { slow, layout, nowUs } = pointing.pointed;
  const lane = layout?.lanes.find((one) => one.shardId === shardId);
  if (!slow || !layout || !lane) return null;
  return cellAt(slow, layout, nowUs, colourOrder(slow), lane, x, y);
}

/** The same thing again takes the selection back. */
function select(pointing: Pointing, selection: Exclude<Selection, null | { kind: 'record' }>): void {
  const before = pointing.pointed.selection;
  const same = before !== null && before.kind === selection.kind && JSON.stringify(before) === JSON.stringify(selection);
  pointing.send({ type: 'select', selection: same ? null : selection });
}

function act(pointing: Pointing, node: Element): void {
  const { slow } = pointing.pointed;
  const shardId = shardOf(node);
  switch (node.getAttribute('data-action')) {
    case 'producer':
      return select(pointing, { kind: 'producer', id: node.getAttribute('data-id')! });
    case 'consumer':
      return select(pointing, { kind: 'consumer', id: node.getAttribute('data-id')! });
    case 'key':
      return select(pointing, { kind: 'key', label: node.getAttribute('data-label')! });
    case 'shard':
      return select(pointing, { kind: 'shard', id: shardId });
    case 'records':
      return pointing.send({ type: 'inspect-records', query: { shardId, limit: RECORDS_LIMIT } });
    case 'split': {
      const shard = slow?.shards.find((one) => one.id === shardId);
      if (shard) pointing.send({ type: 'propose-cut', cut: { shardId, newStartingHashKey: midpoint(shard) } });
      return;
    }
    default:
  }
}

function followParticle(pointing: Pointing, i: number): void {
  const { motion, slow } = pointing.pointed;
  const shard = slow?.shards.find((one) => one.index === motion.shard[i]);
  if (!shard) return;
  const position = motion.position[i];
  pointing.follow({ shardIndex: shard.index, position, hash: motion.hash[i], arrivalUs: motion.bornUs[i] });
  pointing.send({ type: 'select', selection: { kind: 'record', shardId: shard.id, position } });
  pointing.send({ type: 'inspect-records', query: { shardId: shard.id, position, limit: 1 } });
}

function click(pointing: Pointing, event: MouseEvent): void {
  const { x, y } = placeOf(pointing, event);
  const node = actionNode(event.target);
  const action = node?.getAttribute('data-action');
  const particle = particleUnder(pointing, action, x, y);
  if (particle >= 0) return followParticle(pointing, particle);
  if (!node) {
    const id = laneUnder(pointing, x, y);
    return pointing.send({ type: 'select', selection: id === null ? null : { kind: 'shard', id } });
  }
  const cell = action === 'shard' ? hitCell(pointing, shardOf(node), x, y) : null;
  if (!cell || cell.colour === null) return act(pointing, node);
  const { lane, fromUs, toUs, colour } = cell;
  pointing.send({ type: 'select', selection: { kind: 'shard', id: lane.shardId } });
  pointing.send({ type: 'inspect-records', query: { shardId: lane.shardId, fromUs, toUs, colour, limit: RECORDS_LIMIT } });
}

/** A record can lie over a lane or a key, nothing else is in its way. */
function particleUnder(pointing: Pointing, action: string | null | undefined, x: number, y: number): number {
  const free = !action || action === 'shard' || action === 'key';
  return free ? particleNear(pointing.pointed.motion, x, y, REACH_PX) : -1;
}

function tipOf(pointing: Pointing, node: Element | null, x: number, y: number): string {
  const { slow, motion } = pointing.pointed;
  if (!slow) return '';
  const action = node?.getAttribute('data-action');
  const particle = particleUnder(pointing, action, x, y);
  if (particle >= 0) return particleTip(motion, particle);
  if (!node) {
    const id = laneUnder(pointing, x, y);
    return id === null ? '' : laneTip(slow, id, hitCell(pointing, id, x, y));
  }
  switch (action) {
    case 'shard':
      return laneTip(slow, shardOf(node), hitCell(pointing, shardOf(node), x, y));
    case 'producer':
      return producerTip(slow, node.getAttribute('data-id'));
    case 'consumer':
      return consumerTip(slow, node.getAttribute('data-id'));
    case 'key':
      return node.getAttribute('aria-label') ?? '';
    case 'cut':
      return node.getAttribute('aria-valuetext') ?? '';
    default:
      return '';
  }
}

function keyDown(pointing: Pointing, event: KeyboardEvent): void {
  const node = actionNode(event.target);
  if (!node) return;
  if (node.getAttribute('data-action') === 'cut') {
    if (keyOnCut(pointing, event)) event.preventDefault();
    return;
  }
  if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) return openMenu(pointing, node, event);
  if (event.key !== 'Enter' && event.key !== ' ') return;
  event.preventDefault();
  act(pointing, node);
}

/** By key, the menu opens where the focus is. */
function openMenu(pointing: Pointing, node: Element, event: KeyboardEvent): void {
  const shardId = shardOf(node);
  if (shardId === '') return;
  event.preventDefault();
  const { left, bottom, top } = node.getBoundingClientRect();
  pointing.send({ type: 'open-shard-menu', shardId, x: left + 12, y: Math.min(bottom, top + 26) });
}

/** Returns what takes the listeners away again. */
export function listen(pointing: Pointing): () => void {
  const { svg, tooltip } = pointing;
  const ending = new AbortController();
  const { signal } = ending;
  let dragging = false;
  let draggedTo = false;
  svg.addEventListener(
    'click',
    (event) => {
      // A drag ends with a click where the pointer was let go.
      const dragged = draggedTo;
      draggedTo = false;
      if (!dragged && actionNode(event.target)?.getAttribute('data-action') !== 'cut') click(pointing, event);
    },
    { signal },
  );
  svg.addEventListener('keydown', (event) => keyDown(pointing, event), { signal });
  svg.addEventListener(
    'contextmenu',
    (event) => {
      const node = actionNode(event.target);
      if (!node || shardOf(node) === '') return;
      event.preventDefault();
      pointing.tooltip.hide();
      pointing.send({ type: 'open-shard-menu', shardId: shardOf(node), x: event.clientX, y: event.clientY });
    },
    { signal },
  );
  svg.addEventListener(
    'pointerdown',
    (event) => {
      if (actionNode(event.target)?.getAttribute('data-action') !== 'cut') return;
      dragging = true;
      draggedTo = true;
      tooltip.hide();
      svg.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  svg.addEventListener(
    'pointermove',
    (event) => {
      const { x, y } = placeOf(pointing, event);
      if (dragging) return dragTo(pointing, y);
      const text = tipOf(pointing, actionNode(event.target), x, y);
      if (text) tooltip.show(text, x, y);
      else tooltip.hide();
    },
    { signal },
  );
  const drop = () => (dragging = false);
  svg.addEventListener('pointerup', drop, { signal });
  svg.addEventListener('pointercancel', drop, { signal });
  svg.addEventListener('pointerleave', () => tooltip.hide(), { signal });
  return () => ending.abort();
}
