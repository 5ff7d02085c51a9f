/** The chart of a goal, mounted: SVG. Where a curve may be drawn, a stroke of the pointer sets it; its typed twin stands beside it on the page. */
import { applyPalette, paletteOf } from '../palette.ts';
import { joinGroups, node, set, write } from '../stage/nodes.ts';
import type { ViewSize } from '../view.ts';
import { strokeOver } from './drawing.ts';
import css from './goal-chart.module.css';
import { type ChartPoint, type GoalChartData, type GoalChartLayout, layoutGoalChart } from './layout.ts';
import { describeGoalChart } from './text.ts';

export interface GoalChartState extends GoalChartData {
  theme: 'light' | 'dark';
  /** Takes the curve as a stroke changes it; absent: the prediction is not to be changed. */
  onDraw?(points: ChartPoint[]): void;
}

export interface MountedGoalChart {
  update(state: GoalChartState): void;
  resize(size: ViewSize): void;
  destroy(): void;
}

function createScene(element: HTMLElement) {
  const host = document.createElement('div');
  host.className = css.chart ?? '';
  host.setAttribute('role', 'img');
  element.append(host);
  const svg = node(host, 'svg', css.svg);
  return {
    host,
    svg,
    beyond: node(svg, 'rect', css.beyond),
    base: node(svg, 'line', css.base),
    ceiling: node(svg, 'line', css.base),
    limit: node(svg, 'line', css.limit),
    predicted: node(svg, 'path', css.predicted),
    solution: node(svg, 'path', css.solution),
    own: node(svg, 'path', css.own),
    handles: node(svg, 'g'),
    missedLine: node(svg, 'line', css.missed),
    missedSign: node(svg, 'path', css.missedSign),
    missedText: node(svg, 'text', css.limitText),
    limitText: node(svg, 'text', css.limitText),
    topText: node(svg, 'text', css.quiet),
    baseText: node(svg, 'text', css.quiet),
    ticks: node(svg, 'g'),
    ends: node(svg, 'g'),
  };
}
type Scene = ReturnType<typeof createScene>;

function drawFrame(scene: Scene, layout: GoalChartLayout): void {
  const { left, right, top, base, limit } = layout;
  set(scene.base, { x1: left, x2: right, y1: base + 0.5, y2: base + 0.5 });
  set(scene.ceiling, { x1: left, x2: right, y1: top + 0.5, y2: top + 0.5 });
  set(scene.topText, { x: left - 4, y: top + 4, 'text-anchor': 'end' });
  write(scene.topText, layout.topText);
  set(scene.baseText, { x: left - 4, y: base + 4, 'text-anchor': 'end' });
  write(scene.baseText, layout.baseText);
  for (const part of [scene.beyond, scene.limit, scene.limitText]) set(part, { visibility: limit === null ? 'hidden' : null });
  if (limit !== null) {
    set(scene.beyond, { x: left, width: right - left, y: limit.beyond.y, height: Math.max(0, limit.beyond.height) });
    set(scene.limit, { x1: left, x2: right, y1: limit.y, y2: limit.y });
    set(scene.limitText, { x: limit.textX, y: limit.textY, 'text-anchor': limit.anchor });
    write(scene.limitText, `limit ${limit.text}`);
  }
  joinGroups(
    scene.ticks,
    layout.ticks,
    ({ anchor }) => anchor,
    (group) => node(group, 'text', css.quiet),
    (text, tick) => {
      set(text, { x: tick.x, y: base + 15, 'text-anchor': tick.anchor });
      write(text, tick.text);
    },
  );
}

function drawLines(scene: Scene, layout: GoalChartLayout, isDrawn: boolean): void {
  const { missed, top, base } = layout;
  for (const name of ['own', 'solution', 'predicted'] as const) set(scene[name], { d: layout[name] });
  joinGroups(
    scene.handles,
    isDrawn ? layout.handles : [],
    (_, i) => String(i),
    (group) => node(group, 'circle', css.handle),
    (circle, { x, y }) => set(circle, { cx: x, cy: y, r: 4.5 }),
  );
  for (const part of [scene.missedLine, scene.missedSign, scene.missedText]) set(part, { visibility: missed === null ? 'hidden' : null });
  if (missed !== null) {
    const { x, y, anchor } = missed;
    set(scene.missedLine, { x1: x, x2: x, y1: top, y2: base });
    set(scene.missedSign, { d: `M${x - 4},${y - 4}l8,8m0,-8l-8,8` });
    set(scene.missedText, { x: x + (anchor === 'start' ? 5 : -5), y: top - 6, 'text-anchor': anchor });
    write(scene.missedText, missed.text);
  }
  joinGroups(
    scene.ends,
    layout.ends,
    (end) => end.line,
    (group) => node(group, 'text'),
    (text, end) => {
      set(text, { x: end.x, y: end.y, class: css[`${end.line}End`] ?? '' });
      write(text, end.text);
    },
  );
}

export function mountGoalChart(element: HTMLElement): MountedGoalChart {
  const scene = createScene(element);
  const { host, svg } = scene;
  let state: GoalChartState | null = null;
  let size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
  let layout: GoalChartLayout | null = null;
  /** Where the stroke was last; null while none lasts. */
  let stroke: ChartPoint | null = null;
  let points: readonly ChartPoint[] = [];

  function draw(): void {
    if (state === null || size.width < 1) return;
    layout = layoutGoalChart({ ...state, width: size.width, height: size.height });
    set(svg, { viewBox: `0 0 ${layout.width} ${layout.height}` });
    applyPalette(host, paletteOf(state.theme));
    set(host, {
      class: `${css.chart}${state.onDraw === undefined ? '' : ` ${css.drawn}`}`,
      'aria-label': describeGoalChart(state).summary,
    });
    drawFrame(scene, layout);
    drawLines(scene, layout, state.onDraw !== undefined);
  }

  function placeOf(event: PointerEvent): ChartPoint | null {
    if (layout === null) return null;
    const box = host.getBoundingClientRect();
    return layout.pointAt(event.clientX - box.left, event.clientY - box.top);
  }
  function strokeTo(event: PointerEvent): void {
    const to = placeOf(event);
    if (to === null || stroke === null || state?.onDraw === undefined) return;
    points = strokeOver(points, stroke, to);
    stroke = to;
    state.onDraw([...points]);
  }
  svg.addEventListener('pointerdown', (event) => {
    if (state?.onDraw === undefined || state.predicted === null) return;
    event.preventDefault();
    svg.setPointerCapture(event.pointerId);
    points = state.predicted;
    stroke = placeOf(event);
    strokeTo(event);
  });
  svg.addEventListener('pointermove', strokeTo);
  for (const end of ['pointerup', 'pointercancel'] as const) svg.addEventListener(end, () => (stroke = null));

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
