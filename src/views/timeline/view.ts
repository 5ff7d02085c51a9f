/** The timeline, mounted: bars on canvas, axis, pins and playhead as SVG. */
import { applyPalette, paletteOf } from '../palette.ts';
import type { Palette } from '../palette.ts';
import { joinGroups, node, set, write } from '../stage/nodes.ts';
import { createTooltip } from '../stage/tooltip.ts';
import type { MountedView, MountView, ViewSize, ViewState } from '../view.ts';
import { clock, count, duration } from '../wording.ts';
import type { TimelineLayout } from './layout.ts';
import { layoutTimeline } from './layout.ts';
import { pinWords } from './pins.ts';
import { describeTimeline } from './text.ts';
import css from './timeline.module.css';

const PEAK_ROOM_PX = 130;

interface Scene {
  host: HTMLElement;
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
  svg: SVGSVGElement;
  axis: SVGLineElement;
  future: SVGLineElement;
  peak: SVGTextElement;
  ticks: SVGGElement;
  pins: SVGGElement;
  playhead: SVGGElement;
}

function createScene(element: HTMLElement): Scene {
  const host = document.createElement('div');
  host.className = css.timeline;
  element.append(host);
  const canvas = document.createElement('canvas');
  canvas.className = `${css.layer} ${css.passive}`;
  host.append(canvas);
  const svg = node(host, 'svg', css.layer);
  set(svg, { role: 'img' });
  const axis = node(svg, 'line', css.axis);
  const future = node(svg, 'line', css.future);
  const peak = node(svg, 'text');
  const ticks = node(svg, 'g');
  const pins = node(svg, 'g');
  const playhead = node(svg, 'g', `${css.playhead} ${css.passive}`);
  node(playhead, 'line');
  node(playhead, 'circle');
  return { host, canvas, context: canvas.getContext('2d')!, svg, axis, future, peak, ticks, pins, playhead };
}

function drawBars(scene: Scene, layout: TimelineLayout, palette: Palette, ratio: number): void {
  const { context } = scene;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, scene.canvas.width, scene.canvas.height);
  const bar = (x: number, width: number, from: number, height: number) => {
    const left = Math.round(x * ratio);
    const top = Math.round((layout.base - from - height) * ratio);
    context.fillRect(
      left,
      top,
      Math.max(1, Math.round((x + width) * ratio) - left - (width >= 3 ? Math.round(ratio) - 1 : 0)),
      Math.max(1, Math.round((layout.base - from) * ratio) - top),
    );
  };
  context.globalAlpha = 0.45;
  context.fillStyle = palette.ink3;
  for (const { x, width, height, throttledHeight } of layout.bars)
    if (height > throttledHeight) bar(x, width, throttledHeight, height - throttledHeight);
  context.globalAlpha = 1;
  context.fillStyle = palette.limit;
  for (const { x, width, throttledHeight } of layout.bars) if (throttledHeight > 0) bar(x, width, 0, throttledHeight);
}

function drawAxis(scene: Scene, layout: TimelineLayout): void {
  const { base, left, right, playheadX } = layout;
  set(scene.axis, { x1: left, x2: playheadX, y1: base + 0.5, y2: base + 0.5 });
  set(scene.future, { x1: playheadX, x2: right, y1: base + 0.5, y2: base + 0.5 });
  // At the side where the playhead is not.
  const isRight = right - playheadX > PEAK_ROOM_PX;
  set(scene.peak, { x: isRight ? right : left, y: layout.top - 3, 'text-anchor': isRight ? 'end' : 'start' });
  write(scene.peak, layout.bars.some((bar) => bar.height > 0) ? `top: ${count(layout.peakPerSecond)} rec/s` : '');
  joinGroups(
    scene.ticks,
    layout.ticks,
    (tick) => tick.text,
    (group) => node(group, 'text'),
    (text, tick) => {
      set(text, { x: tick.x, y: layout.height - 5, 'text-anchor': tick.anchor });
      write(text, tick.text);
    },
  );
}

function drawPins(scene: Scene, layout: TimelineLayout): void {
  const { base, untilUs, left, right } = layout;
  const px = (us: number) => (us / untilUs) * (right - left);
  const roomy = layout.height >= 70;
  joinGroups(
    scene.pins,
    layout.pins,
    (pin) => String(pin.seq),
    (group) => ({ span: node(group, 'rect'), line: node(group, 'line'), text: node(group, 'text') }),
    ({ span, line, text }, pin, group) => {
      set(group, { class: `${css.pin} ${css[pin.kind] ?? ''}` });
      const end = pin.lastsUs === null ? layout.playheadX : pin.x + px(pin.lastsUs);
      set(span, { x: pin.x, y: base + 3, width: Math.max(0, end - pin.x), height: 3 });
      set(line, { x1: pin.x, x2: pin.x, y1: base + 2, y2: base + 9 });
      set(text, { x: pin.x + (pin.anchor === 'start' ? 4 : -4), y: base + 16, 'text-anchor': pin.anchor });
      write(text, roomy ? pin.shownText : '');
    },
  );
}

function drawPlayhead(scene: Scene, layout: TimelineLayout): void {
  const [line, circle] = scene.playhead.children;
  set(line, { x1: layout.playheadX, x2: layout.playheadX, y1: 6, y2: layout.base + 4 });
  set(circle, { cx: layout.playheadX, cy: 6, r: 4.5 });
}

function tipAt(layout: TimelineLayout, x: number): string {
  const pins = layout.pins.filter((pin) => Math.abs(pin.x - x) <= 5).map((pin) => `${clock(pin.atUs)} ${pinWords(pin)}`);
  const bar = layout.bars.find((one) => x >= one.x && x < one.x + one.width + 1);
  if (bar) {
    const throttled = bar.throttled > 0 ? `, ${count(bar.throttled)} throttled` : '';
    pins.unshift(
      `${clock(bar.fromUs, 1)}, ${duration((bar.toUs - bar.fromUs) / 1000)}: ${count(bar.accepted)} records accepted${throttled}`,
    );
  }
  return pins.join('\n');
}

export const mountTimeline: MountView = (element): MountedView => {
  const scene = createScene(element);
  const tooltip = createTooltip(scene.host);
  let state: ViewState | null = null;
  let size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
  let nowUs = 0;
  let layout: TimelineLayout | null = null;

  function draw(): void {
    if (!state || size.width < 1) return;
    const palette = paletteOf(state.theme);
    applyPalette(scene.host, palette);
    const events = state.events ?? state.slow.events;
    layout = layoutTimeline({ slow: state.slow, events, nowUs, width: size.width, height: size.height });
    drawBars(scene, layout, palette, size.pixelRatio);
    drawAxis(scene, layout);
    drawPins(scene, layout);
    drawPlayhead(scene, layout);
    set(scene.svg, { 'aria-label': `Timeline. ${describeTimeline(state.slow, events, nowUs).summary}` });
  }
  const move = (event: PointerEvent) => {
    const box = scene.svg.getBoundingClientRect();
    const text = layout ? tipAt(layout, event.clientX - box.left) : '';
    if (text) tooltip.show(text, event.clientX - box.left, event.clientY - box.top);
    else tooltip.hide();
  };
  scene.svg.addEventListener('pointermove', move);
  scene.svg.addEventListener('pointerleave', () => tooltip.hide());

  return {
    update(next) {
      const before = state;
      state = next;
      if (next.frame) nowUs = next.frame.nowUs;
      if (before?.slow !== next.slow || before.theme !== next.theme || before.events !== next.events) draw();
    },
    resize(next) {
      size = next;
      scene.canvas.width = Math.max(1, Math.round(size.width * size.pixelRatio));
      scene.canvas.height = Math.max(1, Math.round(size.height * size.pixelRatio));
      scene.svg.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
      draw();
    },
    destroy() {
      scene.host.remove();
    },
  };
};
