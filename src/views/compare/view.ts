/**
 * The overlaid charts, mounted: SVG. Hovering, or the arrow keys, move a cursor that reads both branches; a click, or Enter, goes to the
 * moment that it stands on.
 */
import { applyPalette, paletteOf } from '../palette.ts';
import { joinGroups, node, set, write } from '../stage/nodes.ts';
import type { ViewAction, ViewSize } from '../view.ts';
import css from './compare.module.css';
import type { ChartMark, CompareInput, CompareLayout } from './layout.ts';
import { layoutCompare } from './layout.ts';
import { readingWords } from './text.ts';

export interface CompareState extends Omit<CompareInput, 'cursorUs' | 'width' | 'height'> {
  theme: 'light' | 'dark';
}

export interface MountedCompare {
  update(state: CompareState): void;
  resize(size: ViewSize): void;
  destroy(): void;
}

/** Columns that a key moves the cursor by. */
const KEY_COLUMNS: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
const SHIFT_FACTOR = 10;

function createScene(element: HTMLElement) {
  const host = document.createElement('div');
  host.className = css.compare;
  host.tabIndex = 0;
  host.setAttribute('role', 'slider');
  host.setAttribute('aria-label', 'Reading cursor of the overlaid charts');
  element.append(host);
  const svg = node(host, 'svg', css.chart);
  svg.setAttribute('aria-hidden', 'true');
  return {
    host,
    svg,
    moments: node(svg, 'g'),
    charts: node(svg, 'g'),
    ticks: node(svg, 'g'),
    cursor: node(svg, 'line', css.cursor),
    dots: node(svg, 'g'),
  };
}
type Scene = ReturnType<typeof createScene>;

/** The name of a chart, and the value at its top. */
function titleOf(group: SVGGElement) {
  const title = node(group, 'text', css.title);
  const name = node(title, 'tspan');
  const ceilingText = node(title, 'tspan', css.quiet);
  set(ceilingText, { dx: 8 });
  return { title, name, ceilingText };
}

function drawCharts(scene: Scene, layout: CompareLayout): void {
  const { left, right, width, names, isNarrow } = layout;
  const sentence = ({ reading: { here, there, difference } }: ChartMark) =>
    difference === 'the same' ? `${here} on both` : `${names.here}: ${here} · ${names.there}: ${there} · ${difference}`;
  joinGroups(
    scene.charts,
    layout.charts,
    ({ id }) => id,
    (group) => ({
      base: node(group, 'line', css.base),
      ceiling: node(group, 'line', css.base),
      here: node(group, 'path', css.here),
      there: node(group, 'path', css.there),
      ...titleOf(group),
      reading: node(group, 'text', css.reading),
      hereEnd: node(group, 'text', css.endHere),
      thereEnd: node(group, 'text', css.endThere),
    }),
    (parts, chart) => {
      const { top, base } = chart;
      set(parts.base, { x1: left, x2: right, y1: base + 0.5, y2: base + 0.5 });
      set(parts.ceiling, { x1: left, x2: right, y1: top + 0.5, y2: top + 0.5 });
      set(parts.here, { d: chart.here });
      set(parts.there, { d: chart.there });
      set(parts.title, { x: left, y: top - (isNarrow ? 20 : 5) });
      write(parts.name, chart.title);
      write(parts.ceilingText, `top: ${chart.topText}`);
      set(parts.reading, { x: isNarrow ? left : width - 6, y: top - 5, 'text-anchor': isNarrow ? 'start' : 'end' });
      write(parts.reading, sentence(chart));
      for (const [text, end] of [[parts.hereEnd, chart.hereEnd] as const, [parts.thereEnd, chart.thereEnd] as const]) {
        set(text, { x: end.x, y: end.y });
        write(text, end.text);
      }
    },
  );
}

function drawMoments(scene: Scene, { moments, ticks, bottom, height, top }: CompareLayout): void {
  joinGroups(
    scene.moments,
    moments,
    ({ kind }) => kind,
    (group) => ({ line: node(group, 'line'), sign: node(group, 'path'), text: node(group, 'text', css.mono) }),
    ({ line, sign, text }, moment, group) => {
      const y = 4 + moment.row * 14;
      set(group, { class: `${css.moment} ${css[moment.kind] ?? ''}` });
      set(line, { x1: moment.x, x2: moment.x, y1: y, y2: bottom });
      set(sign, { d: moment.kind === 'differs' ? `M${moment.x},${top - 9}l4,4l-4,4l-4,-4z` : '' });
      set(text, { x: moment.x + (moment.anchor === 'start' ? 5 : -5), y: y + 9, 'text-anchor': moment.anchor });
      write(text, moment.text);
    },
  );
  joinGroups(
    scene.ticks,
    ticks,
    ({ text }) => text,
    (group) => node(group, 'text', css.tick),
    (text, tick) => {
      set(text, { x: tick.x, y: height - 6, 'text-anchor': tick.anchor });
      write(text, tick.text);
    },
  );
}

function drawCursor(scene: Scene, { charts, cursorX, bottom, top }: CompareLayout): void {
  set(scene.cursor, { x1: cursorX, x2: cursorX, y1: top, y2: bottom });
  const dots = charts.flatMap(({ id, hereAt, thereAt }) => [
    { key: `${id} there`, y: thereAt, name: css.dotThere, radius: 4 },
    { key: `${id} here`, y: hereAt, name: css.dotHere, radius: 2.5 },
  ]);
  joinGroups(
    scene.dots,
    dots.filter(({ y }) => y !== null),
    ({ key }) => key,
    (group) => node(group, 'circle'),
    (circle, dot) => set(circle, { cx: cursorX, cy: dot.y, r: dot.radius, class: dot.name ?? '' }),
  );
}

export function mountCompare(element: HTMLElement, send: (action: ViewAction) => void): MountedCompare {
  const scene = createScene(element);
  const { host, svg } = scene;
  let state: CompareState | null = null;
  let size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
  let layout: CompareLayout | null = null;
  let cursorUs: number | null = null;

  function draw(): void {
    if (state === null || size.width < 1) return;
    layout = layoutCompare({ ...state, cursorUs, width: size.width, height: size.height });
    svg.setAttribute('viewBox', `0 0 ${layout.width} ${layout.height}`);
    applyPalette(host, paletteOf(state.theme));
    drawMoments(scene, layout);
    drawCharts(scene, layout);
    drawCursor(scene, layout);
    for (const [name, value] of [
      ['aria-valuemin', Math.round(layout.fromUs / 1000)],
      ['aria-valuemax', Math.round(layout.untilUs / 1000)],
      ['aria-valuenow', Math.round(layout.cursorUs / 1000)],
      ['aria-valuetext', readingWords(layout, { here: state.here.name, there: state.there.name })],
    ] as const)
      host.setAttribute(name, String(value));
  }

  function read(atUs: number | null): void {
    if (layout === null) return;
    cursorUs = atUs === null ? null : Math.min(layout.untilUs, Math.max(layout.fromUs, atUs));
    draw();
  }

  const timeAt = (event: PointerEvent | MouseEvent): number | null => {
    if (layout === null) return null;
    const { left, right, fromUs, untilUs } = layout;
    const x = event.clientX - host.getBoundingClientRect().left;
    return fromUs + Math.min(1, Math.max(0, (x - left) / (right - left))) * (untilUs - fromUs);
  };
  const seek = (atUs: number | null) => {
    if (atUs !== null) send({ type: 'seek', atUs, isDragging: false });
  };
  const onKey = (event: KeyboardEvent) => {
    if (layout === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const columns = KEY_COLUMNS[event.key];
    if (columns !== undefined) read(layout.cursorUs + columns * (event.shiftKey ? SHIFT_FACTOR : 1) * layout.columnUs);
    else if (event.key === 'Home') read(layout.fromUs);
    else if (event.key === 'End') read(layout.untilUs);
    else if (event.key === 'Enter') seek(layout.cursorUs);
    else if (event.key === 'Escape' && cursorUs !== null) read(null);
    else return;
    event.preventDefault();
    event.stopPropagation(); // the page's own keys move the playhead
  };
  host.addEventListener('keydown', onKey);
  svg.addEventListener('pointermove', (event) => read(timeAt(event)));
  svg.addEventListener('pointerleave', () => read(null));
  svg.addEventListener('click', (event) => seek(timeAt(event)));
  host.addEventListener('blur', () => read(null));

  return {
    update(next) {
      state = next;
      draw();
    },
    resize(next) {
      size = next;
      draw();
    },
    destroy: () => host.remove(),
  };
}
