/** What can be taken hold of on the axis: the ticks of the most frequent keys, and the handle of a proposed cut. */
import type { Selection } from '../../protocol/selection.ts';
import type { CutMark, KeyMark, StageLayout } from './marks.ts';
import { classes, joinGroups, node, set, write } from './nodes.ts';
import css from './stage.module.css';

export interface AxisState {
  selection: Selection;
  keyColours: readonly string[];
}

interface KeyParts {
  hit: SVGRectElement;
  tick: SVGRectElement;
  text: SVGTextElement;
}

function createKey(group: SVGGElement): KeyParts {
  const tick = node(group, 'rect', classes(css.keyTick, css.passive));
  const text = node(group, 'text', classes(css.mono, css.halo));
  const hit = node(group, 'rect', css.hit);
  set(hit, { role: 'button', tabindex: '0', 'data-action': 'key', rx: 3 });
  return { hit, tick, text };
}

function updateKey(parts: KeyParts, mark: KeyMark, state: AxisState): void {
  const selected = state.selection?.kind === 'key' && state.selection.label === mark.label;
  const { x, y, width, height } = mark;
  set(parts.tick, {
    x,
    y,
    width,
    height,
    fill: state.keyColours[mark.colour],
    class: classes(css.keyTick, css.passive, selected && css.selected),
  });
  set(parts.text, { x: mark.text.x, y: mark.text.y, 'text-anchor': mark.text.anchor });
  write(parts.text, mark.text.text);
  set(parts.hit, {
    x: x - 4,
    y: y + height / 2 - 12,
    width: width + 8,
    height: 24,
    'aria-label': mark.aria,
    'aria-pressed': String(selected),
    'data-label': mark.label,
  });
}

interface CutParts {
  ground: SVGRectElement;
  line: SVGPathElement;
  handle: SVGGElement;
  text: SVGTextElement;
}

function createCut(group: SVGGElement): CutParts {
  const line = node(group, 'path', css.cutLine);
  const ground = node(group, 'rect', css.cutGround);
  const text = node(group, 'text', classes(css.note, css['tone-accent']));
  const handle = node(group, 'g', css.handle);
  set(handle, {
    role: 'slider',
    tabindex: '0',
    'data-action': 'cut',
    'aria-orientation': 'vertical',
    'aria-valuemin': '0',
    'aria-valuemax': '100',
  });
  set(node(handle, 'circle'), { r: 12 });
  set(node(handle, 'path'), { d: 'M-4,-2.5L0,-6.5L4,-2.5M-4,2.5L0,6.5L4,2.5' });
  return { ground, line, handle, text };
}

function updateCut(parts: CutParts, cut: CutMark, layout: StageLayout): void {
  const y = cut.y.toFixed(1);
  const laneY = cut.laneY.toFixed(1);
  const handleX = cut.axisX + layout.axis.width / 2;
  set(parts.line, { d: `M${cut.axisX - 8},${y}H${cut.axisX + layout.axis.width}L${cut.laneX},${laneY}H${cut.laneRight}` });
  const { x, y: top, width, height } = cut.label;
  set(parts.ground, { x, y: top, width, height, rx: 3 });
  set(parts.text, { x: x + 6, y: top + 12.5 });
  write(parts.text, cut.text);
  set(parts.handle, {
    transform: `translate(${handleX},${y})`,
    'aria-label': 'Where to cut the shard',
    'aria-valuenow': (cut.share * 100).toFixed(1),
    'aria-valuetext': cut.aria,
    'data-shard': cut.shardId,
  });
}

export function drawKeys(parent: SVGGElement, layout: StageLayout, state: AxisState): void {
  joinGroups(
    parent,
    layout.keys,
    (mark) => mark.label,
    createKey,
    (parts, mark) => updateKey(parts, mark, state),
  );
}

export function drawCut(parent: SVGGElement, layout: StageLayout): void {
  joinGroups(
    parent,
    layout.cut ? [layout.cut] : [],
    (cut) => cut.shardId,
    createCut,
    (parts, cut) => updateCut(parts, cut, layout),
  );
}
