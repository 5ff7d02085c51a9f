/** A life-cycle as the machine that runs defines it, with the state that it is in lit and the last transition drawn stronger. */
import type { MachineChart } from '../../protocol/machine-chart.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import { node, joinGroups, set, write } from '../stage/nodes.ts';
import { type ArrowMark, CHART_TEXT, layoutChart, pathAlong, type StateMark } from './layout.ts';
import styles from './state-chart.module.css';
import { describeChart } from './text.ts';

/** Where a thing is in its life-cycle. */
export interface ChartMoment {
  /** The live state; null where the thing is no more. */
  state: string | null;
  last: { from: string; to: string } | null;
  /** Many things at once: what to say inside each state that some of them are in. Those states are lit. */
  within?: Readonly<Record<string, string>>;
}

export interface MountedChart {
  update(chart: MachineChart, moment: ChartMoment, how: { width: number; theme: 'light' | 'dark' }): void;
  destroy(): void;
}

const LINE_PX = 14;

interface StateParts {
  box: SVGRectElement;
  name: SVGGElement;
  kept: SVGTextElement;
  start: SVGCircleElement;
  inner: SVGRectElement;
}

interface ArrowParts {
  line: SVGPathElement;
  label: SVGTextElement;
  title: SVGTitleElement;
}

export function mountStateChart(element: HTMLElement): MountedChart {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', styles.chart);
  svg.setAttribute('role', 'img');
  defineHeads(svg);
  const arrows = node(svg, 'g');
  const states = node(svg, 'g');
  element.append(svg);
  let drawn = '';
  return {
    update(chart, moment, { width, theme }) {
      const now = JSON.stringify([chart.machine, moment, width, theme]);
      if (now === drawn || width <= 0) return;
      drawn = now;
      applyPalette(element, paletteOf(theme));
      const layout = layoutChart(chart, width);
      set(svg, { width, height: layout.height, viewBox: `0 0 ${width} ${layout.height}`, 'aria-label': describeChart(chart, moment) });
      const isLast = ({ from, to }: ArrowMark) => moment.last?.from === from && moment.last.to === to;
      // The stronger one is drawn over the others.
      const inOrder = layout.arrows.toSorted((a, b) => Number(isLast(a)) - Number(isLast(b)));
      joinGroups(
        arrows,
        inOrder,
        ({ from, to }) => `${from}→${to}`,
        createArrow,
        (parts, mark, group) => {
          const leaves = mark.from === moment.state;
          drawArrow(parts, mark, isLast(mark));
          set(group, { 'data-last': isLast(mark) ? 'true' : null, 'data-open': leaves ? 'true' : null });
        },
      );
      joinGroups(
        states,
        layout.states,
        ({ name }) => name,
        createState,
        (parts, mark, group) => {
          const within = moment.within?.[mark.name];
          drawState(parts, within === undefined ? mark : { ...mark, kept: within });
          set(group, { 'data-state-name': mark.name, 'data-live': mark.name === moment.state || within !== undefined ? 'true' : null });
        },
      );
    },
    destroy: () => svg.remove(),
  };
}

function defineHeads(svg: SVGSVGElement): void {
  const definitions = node(svg, 'defs');
  for (const look of ['plain', 'open', 'last']) {
    const marker = node(definitions, 'marker', styles[look]);
    set(marker, { id: `chart-head-${look}`, viewBox: '0 0 8 8', refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: 'auto' });
    set(marker, { markerUnits: 'userSpaceOnUse' });
    set(node(marker, 'path'), { d: 'M0,0.5 L8,4 L0,7.5 Z' });
  }
}

function createState(group: SVGGElement): StateParts {
  const box = node(group, 'rect', styles.state);
  const inner = node(group, 'rect', styles.inner);
  const start = node(group, 'circle', styles.start);
  const name = node(group, 'g');
  const kept = node(group, 'text', styles.kept);
  return { box, name, kept, start, inner };
}

function drawState({ box, name, kept, start, inner }: StateParts, mark: StateMark): void {
  const { x, y, width, height } = mark;
  const middle = x + width / 2;
  const middleY = y + height / 2;
  set(box, { x, y, width, height, rx: 8 });
  set(inner, { x: x + 3, y: y + 3, width: width - 6, height: height - 6, rx: 6, visibility: mark.final ? null : 'hidden' });
  set(start, { cx: x + 9, cy: y + 9, r: 3.5, visibility: mark.initial ? null : 'hidden' });
  const lines = mark.lines.length + Number(mark.kept !== '');
  const firstY = middleY + 4 - ((lines - 1) * LINE_PX) / 2;
  joinGroups(
    name,
    mark.lines,
    (_, i) => String(i),
    (group) => node(group, 'text', styles.name),
    (text, line, group) => {
      const at = mark.lines.indexOf(line);
      set(text, { x: middle, y: firstY + at * LINE_PX, 'text-anchor': 'middle', 'font-size': CHART_TEXT.name });
      write(text, line);
      set(group, { 'data-line': at });
    },
  );
  set(kept, { x: middle, y: firstY + mark.lines.length * LINE_PX, 'text-anchor': 'middle' });
  write(kept, mark.kept);
}

function createArrow(group: SVGGElement): ArrowParts {
  const line = node(group, 'path', styles.arrow);
  const label = node(group, 'text', styles.label);
  const title = node(group, 'title');
  return { line, label, title };
}

function drawArrow({ line, label, title }: ArrowParts, mark: ArrowMark, isLast: boolean): void {
  set(line, { d: pathAlong(mark.points), 'data-from': mark.from, 'data-to': mark.to, 'data-head': isLast ? 'last' : null });
  set(label, { x: mark.labelX, y: mark.labelY, 'text-anchor': mark.labelEnds === 'right' ? 'start' : 'end' });
  write(label, mark.label);
  write(title, `${mark.from} → ${mark.to}: ${mark.fullLabel}`);
}
