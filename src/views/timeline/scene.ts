/** The nodes of the timeline: a canvas for the bars, SVG for the rest, one focusable surface over both, buttons beside them. */
import { node, set } from '../stage/nodes.ts';
import type { Controls } from './controls.ts';
import { createControls } from './controls.ts';
import css from './timeline.module.css';

export interface Scene {
  host: HTMLElement;
  /** Takes the pointer and the keys; a slider over the moments of the run. */
  surface: HTMLElement;
  /** Says which part is shown, for whoever cannot see it. */
  part: HTMLElement;
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
  svg: SVGSVGElement;
  axis: SVGLineElement;
  later: SVGLineElement;
  future: SVGLineElement;
  peak: SVGTextElement;
  range: SVGTextElement;
  ticks: SVGGElement;
  branches: SVGGElement;
  more: SVGTextElement;
  spans: SVGGElement;
  pins: SVGGElement;
  end: SVGGElement;
  now: SVGTextElement;
  stepSpans: SVGGElement;
  steps: SVGGElement;
  /** By itself, so that it moves from frame to frame without anything else being drawn. */
  playhead: SVGSVGElement;
  away: SVGTextElement;
  minimap: SVGGElement;
  controls: Controls;
}

/** How wide the playhead's own picture is; its line stands in the middle. */
const PLAYHEAD_PX = 16;

/** Two timelines may be on one page. */
let scenes = 0;

function createSurface(host: HTMLElement): { surface: HTMLElement; part: HTMLElement } {
  scenes += 1;
  const part = document.createElement('p');
  part.id = `timeline-part-${scenes}`;
  part.className = css.unseen;
  const surface = document.createElement('div');
  surface.className = css.surface;
  surface.tabIndex = 0;
  set(surface, {
    role: 'slider',
    'aria-label': 'Moment of the run',
    'aria-orientation': 'horizontal',
    'aria-valuemin': '0',
    'aria-valuemax': '0',
    'aria-valuenow': '0',
    'aria-describedby': part.id,
  });
  host.append(surface, part);
  return { surface, part };
}

export function createScene(element: HTMLElement): Scene {
  const host = document.createElement('div');
  host.className = css.timeline;
  element.append(host);
  const { surface, part } = createSurface(host);
  const canvas = document.createElement('canvas');
  canvas.className = css.layer;
  surface.append(canvas);
  const svg = node(surface, 'svg', css.layer);
  set(svg, { 'aria-hidden': 'true' });
  const group = (className = '') => node(svg, 'g', className);
  const scene = {
    axis: node(svg, 'line', css.axis),
    later: node(svg, 'line', css.later),
    future: node(svg, 'line', css.future),
    peak: node(svg, 'text', css.halo),
    range: node(svg, 'text', css.halo),
    ticks: group(),
    branches: group(),
    more: node(svg, 'text', css.branchName),
    spans: group(),
    pins: group(),
    end: group(css.end),
    now: node(svg, 'text', css.halo),
    stepSpans: group(),
    steps: group(),
    playhead: node(surface, 'svg', css.playhead),
    away: node(svg, 'text', css.away),
    minimap: group(css.minimap),
  };
  // For tests and tools: what is what, whatever its looks.
  set(scene.playhead, { 'data-mark': 'playhead', 'aria-hidden': 'true' });
  set(scene.pins, { 'data-mark': 'pins' });
  node(scene.end, 'path');
  set(node(scene.playhead, 'line'), { x1: PLAYHEAD_PX / 2, x2: PLAYHEAD_PX / 2 });
  set(node(scene.playhead, 'circle'), { cx: PLAYHEAD_PX / 2 });
  for (const name of ['track', 'run', 'thumb', 'now']) node(scene.minimap, 'rect', css[name]);
  return { host, surface, part, canvas, context: canvas.getContext('2d')!, svg, controls: createControls(host), ...scene };
}
