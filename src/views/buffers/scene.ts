/** The drawing: tank, dial, saw-tooth, prediction and what came of the flushes. Nodes are made once; only what changed is touched. */
import { joinGroups, node, set, write } from '../stage/nodes.ts';
import css from './buffers.module.css';
import { type BoxMark, type FlushMark, type Marks, type Places } from './layout.ts';
import { boxWords, mibWords } from './text.ts';
import { MIB } from './hints.ts';
import { createDial, createTank, type Draw, type Shown } from './vessel.ts';

export interface Scene {
  svg: SVGSVGElement;
  draw(shown: Shown): void;
}

const cls = (name: string): string => css[name] ?? '';

export function createScene(parent: HTMLElement): Scene {
  const svg = node(parent, 'svg', cls('drawing'));
  svg.setAttribute('aria-hidden', 'true');
  const drawTank = createTank(node(svg, 'g'));
  const drawDial = createDial(node(svg, 'g'));
  const drawChart = createChart(node(svg, 'g'));
  const drawBoxes = createBoxes(node(svg, 'g'));
  return {
    svg,
    draw(shown) {
      const { width, height } = shown.places;
      set(svg, { width, height, viewBox: `0 0 ${width} ${height}` });
      drawTank(shown);
      drawDial(shown);
      drawChart(shown);
      drawBoxes(shown);
    },
  };
}

/** Names of clip paths are the document's. */
let clips = 0;

function createChart(group: SVGGElement): Draw {
  const rows = node(group, 'g');
  const ticks = node(group, 'g');
  const clip = node(node(group, 'clipPath'), 'rect');
  clip.parentElement!.id = `buffers-plot-${++clips}`;
  const now = node(group, 'line', cls('now'));
  const inside = node(group, 'g');
  set(inside, { 'clip-path': `url(#buffers-plot-${clips})` });
  const others = node(inside, 'g');
  const flushes = node(inside, 'g');
  const openArea = node(inside, 'path', cls('area'));
  const openLine = node(inside, 'path', cls('saw'));
  const hint = node(group, 'line', cls('hintDashed'));
  const setHint = node(group, 'line', cls('hintSet'));
  const setLabel = node(group, 'text', cls('caption'));
  const far = node(group, 'text', cls('far'));
  const deadline = node(group, 'line', cls('deadline'));
  const nowLabel = node(group, 'text', cls('caption'));
  const next = node(group, 'path', cls('next'));
  const nextEnd = node(group, 'circle', cls('nextEnd'));
  const nextLabel = node(group, 'text', cls('nextLabel'));
  const base = node(group, 'line', cls('base'));
  return ({ places: { plot }, marks, lane }) => {
    set(clip, { x: plot.left, y: plot.top - 30, width: plot.right - plot.left + 20, height: plot.bottom - plot.top + 34 });
    drawRows(rows, marks, plot);
    drawTicks(ticks, marks, plot);
    joinGroups(
      others,
      marks.others,
      ({ key }) => key,
      (g) => node(g, 'path', cls('other')),
      (path, { path: d }) => set(path, { d }),
    );
    joinGroups(flushes, marks.flushes, ({ flush }) => String(flush.number), createFlush, drawFlush);
    set(openArea, { d: marks.open?.area ?? null });
    set(openLine, { d: marks.open?.outline ?? null });
    set(base, { x1: plot.left, x2: plot.right, y1: plot.bottom, y2: plot.bottom });
    set(hint, { x1: plot.left, x2: plot.right, y1: marks.hintY, y2: marks.hintY, visibility: marks.isFar ? 'hidden' : null });
    set(far, { x: plot.left + 4, y: plot.top + 4 });
    write(far, marks.isFar ? `Up to ${boxWords(marks.chartTop)} here: the hint of ${mibWords(lane.sizeBytes / MIB)} lies far above` : '');
    const isGrown = marks.setHintY !== null;
    set(setHint, {
      x1: plot.left,
      x2: plot.right,
      y1: marks.setHintY ?? 0,
      y2: marks.setHintY ?? 0,
      visibility: isGrown ? null : 'hidden',
    });
    set(setLabel, { x: plot.left + 4, y: (marks.setHintY ?? 0) - 4, 'text-anchor': 'start' });
    write(setLabel, isGrown ? `set: ${mibWords(lane.sizeBytes / lane.growth / MIB)}` : '');
    set(now, { x1: marks.nowX, x2: marks.nowX, y1: plot.top - 12, y2: plot.bottom });
    set(nowLabel, { x: marks.nowX, y: plot.top - 16, 'text-anchor': 'middle' });
    write(nowLabel, 'now');
    const at = marks.deadlineX;
    set(deadline, { x1: at ?? 0, x2: at ?? 0, y1: plot.top, y2: plot.bottom, visibility: at === null ? 'hidden' : null });
    drawNext({ next, nextEnd, nextLabel }, marks);
  };
}

function drawRows(group: SVGGElement, marks: Marks, plot: Places['plot']): void {
  joinGroups(
    group,
    marks.rows.filter(({ bytes }) => bytes > 0),
    ({ bytes }) => String(bytes),
    (g) => node(g, 'line', cls('row')),
    (line, { y }) => set(line, { x1: plot.left, x2: plot.right, y1: y, y2: y }),
  );
}

function drawTicks(group: SVGGElement, marks: Marks, plot: Places['plot']): void {
  joinGroups(
    group,
    marks.ticks,
    ({ label }) => label,
    (g) => node(g, 'text', cls('tick')),
    (text, { x, label }) => {
      set(text, { x, y: plot.bottom + 16 });
      write(text, label);
    },
  );
}

interface FlushParts {
  area: SVGPathElement;
  saw: SVGPathElement;
  tip: SVGPathElement;
  label: SVGTextElement;
}

function createFlush(group: SVGGElement): FlushParts {
  return {
    area: node(group, 'path', cls('area')),
    saw: node(group, 'path', cls('saw')),
    tip: node(group, 'path'),
    label: node(group, 'text'),
  };
}

function drawFlush({ area, saw, tip, label }: FlushParts, { x, y, area: d, outline, label: words, trigger }: FlushMark): void {
  set(area, { d });
  set(saw, { d: outline });
  const isSize = trigger === 'size';
  // A bar where the size was reached, a dot where the time was up.
  const [left, right] = [x - 4, x + 4];
  set(tip, {
    d: isSize ? `M${left},${y - 1.5}H${right}V${y + 1.5}H${left}Z` : `M${x - 3},${y}a3,3 0 1 0 6,0a3,3 0 1 0 -6,0`,
    class: isSize ? cls('tipSize') : cls('tipTime'),
  });
  set(label, { x, y: y - 8, class: isSize ? cls('labelSize') : cls('labelTime') });
  write(label, words);
}

interface NextParts {
  next: SVGPathElement;
  nextEnd: SVGCircleElement;
  nextLabel: SVGTextElement;
}

function drawNext({ next, nextEnd, nextLabel }: NextParts, { next: mark }: Marks): void {
  set(next, { d: mark?.path ?? null });
  set(nextEnd, { cx: mark?.x ?? 0, cy: mark?.y ?? 0, r: mark === null || mark.isBeyond ? 0 : 4 });
  set(nextLabel, { x: mark?.labelX ?? 0, y: (mark?.y ?? 0) - 9, 'text-anchor': mark?.anchor ?? 'middle' });
  write(nextLabel, mark?.label ?? '');
}

interface BoxParts {
  stem: SVGLineElement;
  outer: SVGRectElement;
  stored: SVGRectElement;
  label: SVGTextElement;
}

function createBoxes(group: SVGGElement): Draw {
  const create = (g: SVGGElement): BoxParts => ({
    stem: node(g, 'line', cls('stem')),
    outer: node(g, 'rect'),
    stored: node(g, 'rect', cls('stored')),
    label: node(g, 'text', cls('boxLabel')),
  });
  return ({ places: { plot }, marks, flush }) =>
    joinGroups(
      group,
      marks.boxes,
      (box) => String(box.flush.number),
      create,
      (parts, box) => drawBox(parts, box, plot.bottom, box.flush.number === flush?.number),
    );
}

function drawBox({ stem, outer, stored, label }: BoxParts, box: BoxMark, bottom: number, isChosen: boolean): void {
  const { left, width, top, height, storedShare, label: words } = box;
  const x = left + width / 2;
  set(stem, { x1: x, x2: x, y1: bottom + 20, y2: top });
  const look = isChosen ? 'boxChosen' : storedShare === null ? 'boxOnItsWay' : 'box';
  set(outer, { x: left, y: top, width, height, rx: Math.min(4, width / 3, height / 3), class: cls(look) });
  const inner = Math.max(0, (storedShare ?? 0) * (height - 2));
  set(stored, { x: left + 1, y: top + height - 1 - inner, width: Math.max(0, width - 2), height: inner });
  set(label, { x, y: top + height / 2 + 3.5 });
  write(label, words);
}
