/** Everything of the timeline that is SVG. Nodes are touched only where something changed. */
import { classes, joinGroups, node, set, write } from '../stage/nodes.ts';
import type { BranchRow } from './branch-rows.ts';
import type { PinMark } from './clusters.ts';
import type { TimelineLayout } from './layout.ts';
import { isRoomy } from './layout.ts';
import { PIN_KINDS } from './pins.ts';
import type { Scene } from './scene.ts';
import css from './timeline.module.css';

function within({ left, right }: TimelineLayout, x: number): number {
  return Math.min(right, Math.max(left, x));
}

function drawAxis(scene: Scene, layout: TimelineLayout): void {
  const { base, left, right, endX, ticksY } = layout;
  const y = base + 0.5;
  const shownTo = within(layout, layout.isPast ? layout.playheadX : endX);
  set(scene.axis, { x1: left, x2: shownTo, y1: y, y2: y });
  set(scene.later, { x1: shownTo, x2: within(layout, endX), y1: y, y2: y });
  set(scene.future, { x1: within(layout, endX), x2: right, y1: y, y2: y });
  joinGroups(
    scene.ticks,
    layout.ticks,
    (tick) => String(tick.atUs),
    (group) => ({ line: node(group, 'line', css.tick), text: node(group, 'text') }),
    ({ line, text }, tick) => {
      set(line, { x1: tick.x, x2: tick.x, y1: ticksY - 13, y2: ticksY - 10 });
      set(text, { x: tick.x, y: ticksY, 'text-anchor': tick.anchor });
      write(text, tick.text);
    },
  );
}

function drawHeader(scene: Scene, { header, top }: TimelineLayout): void {
  const texts = [
    [scene.peak, header.peak],
    [scene.range, header.range],
    [scene.away, header.away],
    [scene.now, header.now],
  ] as const;
  for (const [element, placed] of texts) {
    set(element, { x: placed?.x ?? 0, y: top - 4, 'text-anchor': placed?.anchor ?? 'start' });
    write(element, placed?.text ?? '');
  }
}

function drawPins(scene: Scene, layout: TimelineLayout): void {
  const { pinsY, base } = layout;
  joinGroups(
    scene.spans,
    layout.spans,
    (span) => String(span.seq),
    (group) => node(group, 'rect'),
    (rect, span, group) => {
      set(group, { class: classes(css.span, css[span.kind], span.isLater && css.isLater) });
      set(rect, { x: span.x, y: base + 1.5, width: Math.max(1, span.width), height: 2.5 });
    },
  );
  joinGroups(
    scene.pins,
    layout.pins,
    (pin) => String(pin.pins[0].seq),
    (group) => ({ shape: node(group, 'path'), text: node(group, 'text', css.halo), number: node(group, 'text', css.number) }),
    ({ shape, text, number }, pin, group) => {
      set(group, { class: classes(css.pin, css[pin.kind], pin.isLater && css.isLater, pin.pins.length > 1 && css.isCluster) });
      set(shape, { d: shapeOf(pin), transform: `translate(${Math.round(pin.x * 10) / 10},${pinsY})` });
      write(number, pin.pins.length > 1 ? String(pin.pins.length) : '');
      set(number, { x: pin.x, y: pinsY + 3.5, 'text-anchor': 'middle' });
      // Words that the playhead's line would run through stay legible: they have a halo of the ground.
      set(text, { x: pin.anchor === 'start' ? pin.textFrom : pin.textTo, y: pinsY + 3.5, 'text-anchor': pin.anchor });
      write(text, pin.shownText);
    },
  );
}

function shapeOf({ pins, kind, halfPx }: PinMark): string {
  if (pins.length === 1 && kind !== 'several') return PIN_KINDS[kind].shape;
  const flat = Math.round((halfPx - 6) * 10) / 10;
  return `M${-flat},-6 H${flat} A6,6 0 0 1 ${flat},6 H${-flat} A6,6 0 0 1 ${-flat},-6 Z`;
}

function drawBranches(scene: Scene, layout: TimelineLayout): void {
  joinGroups(
    scene.branches,
    layout.rows,
    ({ branch }) => String(branch.id),
    (group) => ({
      line: node(group, 'line'),
      strong: node(group, 'line', css.strong),
      joint: node(group, 'path'),
      end: node(group, 'circle'),
      name: node(group, 'text', classes(css.branchName, css.halo)),
    }),
    (parts, row, group) => {
      set(group, { class: classes(css.branch, row.isPresent && css.isPresent) });
      drawRow(parts, row);
    },
  );
  const { more, left } = layout;
  set(scene.more, { x: left, y: (more?.y ?? 0) + 3.5 });
  write(scene.more, more?.text ?? '');
}

interface RowParts {
  line: SVGLineElement;
  strong: SVGLineElement;
  joint: SVGPathElement;
  end: SVGCircleElement;
  name: SVGTextElement;
}

function drawRow(parts: RowParts, { y, line, strong, joint, endX, name, isPresent }: BranchRow): void {
  const place = (element: SVGLineElement, at: { x1: number; x2: number } | null) =>
    set(element, { x1: at?.x1 ?? 0, x2: at?.x2 ?? 0, y1: y, y2: y, visibility: at === null ? 'hidden' : null });
  place(parts.line, line);
  place(parts.strong, strong);
  set(parts.joint, {
    d: joint === null ? null : `M${round(joint.x)},${round(joint.fromY)} V${round(y)}`,
    class: joint?.isStrong ? css.strong : null,
  });
  set(parts.end, { cx: endX ?? 0, cy: y, r: isPresent ? 3 : 2.5, visibility: endX === null ? 'hidden' : null });
  set(parts.name, { x: name?.x ?? 0, y: y + 3.5, 'text-anchor': name?.anchor ?? 'start' });
  write(parts.name, name?.text ?? '');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function drawSteps(scene: Scene, layout: TimelineLayout): void {
  const { top, base } = layout;
  joinGroups(
    scene.stepSpans,
    layout.stepSpans,
    (span) => String(span.number),
    (group) => node(group, 'path', css.stepSpan),
    (path, { x1, x2, number }) => {
      const y = top + 12 + (number % 3) * 3;
      set(path, { d: `M${round(x1)},${y - 2} v4 m0,-2 H${round(x2)} m0,-2 v4` });
    },
  );
  joinGroups(
    scene.steps,
    layout.steps,
    (step) => String(step.numbers[0]),
    (group) => ({ line: node(group, 'line'), shape: node(group, 'rect'), text: node(group, 'text', css.number) }),
    ({ line, shape, text }, step, group) => {
      set(group, { class: css.step });
      set(line, { x1: step.x, x2: step.x, y1: top + 7, y2: base });
      set(shape, { x: step.numberX - step.halfPx, y: top - 7, width: step.halfPx * 2, height: 14, rx: 7 });
      set(text, { x: step.numberX, y: top + 3.8, 'text-anchor': 'middle' });
      write(text, step.text);
    },
  );
}

/** In the past the run's end has a mark of its own: a flag; its word is in the header. */
function drawEnd(scene: Scene, { endX, top, base, isPast, left, right }: TimelineLayout): void {
  const isShown = isPast && endX >= left && endX <= right;
  set(scene.end, { visibility: isShown ? null : 'hidden' });
  if (isShown) set(scene.end.children[0], { d: `M${round(endX)},${base + 4} V${top - 11} l-6,3.5 l6,3.5 Z` });
}

function drawMinimap(scene: Scene, { minimap, left, right }: TimelineLayout): void {
  set(scene.minimap, { visibility: minimap === null ? 'hidden' : null });
  if (minimap === null) return;
  const { y, height, x1, x2, runX, playheadX } = minimap;
  const [track, run, thumb, now] = scene.minimap.children;
  set(track, { x: left, y: y + height / 2 - 0.5, width: right - left, height: 1 });
  set(run, { x: left, y: y + height / 2 - 1, width: Math.max(0, runX - left), height: 2 });
  const width = Math.max(8, x2 - x1);
  set(thumb, { x: Math.min(x1, right - width), y, width, height, rx: 2.5 });
  set(now, { x: playheadX - 0.75, y: y - 2, width: 1.5, height: height + 4 });
}

/** Called for every frame: between two draws of everything only the playhead moves. */
export function drawPlayhead(scene: Scene, layout: TimelineLayout, playheadX: number): void {
  const { top, base, left, right, isPast } = layout;
  const isShown = playheadX >= left - 0.5 && playheadX <= right + 0.5;
  const [line, circle] = scene.playhead.children;
  set(scene.playhead, { class: classes(css.playhead, isPast && css.inPast), visibility: isShown ? null : 'hidden' });
  scene.playhead.style.transform = `translateX(${playheadX.toFixed(1)}px)`;
  set(line, { y1: top - 4, y2: base + 4 });
  set(circle, { cy: Math.max(6, top - 8), r: isRoomy(layout.height) ? 5 : 4.5 });
}

export function drawMarks(scene: Scene, layout: TimelineLayout): void {
  drawAxis(scene, layout);
  drawHeader(scene, layout);
  drawBranches(scene, layout);
  drawPins(scene, layout);
  drawSteps(scene, layout);
  drawEnd(scene, layout);
  drawMinimap(scene, layout);
  drawPlayhead(scene, layout, layout.playheadX);
}
