/** The timeline, mounted: histogram, pins, branches and playhead of a run; the place from which one travels through it. */
import type { Palette } from '../palette.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import { set, write } from '../stage/nodes.ts';
import type { MountedView, MountView, ViewAction, ViewSize } from '../view.ts';
import { clock } from '../wording.ts';
import { drawBars } from './draw-bars.ts';
import { drawMarks, drawPlayhead } from './draw-marks.ts';
import { listenForGestures } from './gestures.ts';
import type { Hit } from './hit.ts';
import { hitAt } from './hit.ts';
import type { Intent } from './keys.ts';
import { intentOf } from './keys.ts';
import type { TimelineLayout } from './layout.ts';
import { isRoomy, layoutTimeline } from './layout.ts';
import type { TimelineModel } from './model.ts';
import {
  createModel,
  endOf,
  inputOf,
  isPast,
  noteState,
  setWindow,
  shownUsOf,
  signatureOf,
  valueText,
  wholeWindow,
  windowOf,
  wishFor,
} from './model.ts';
import { nextPinUs } from './pins.ts';
import type { Scene } from './scene.ts';
import { createScene } from './scene.ts';
import { createTip } from './tip.ts';
import { ratesAt, tipOf } from './tip-words.ts';
import type { TimeWindow } from './window.ts';
import { holds, isWhole, lengthOf, panned, ZOOM_STEP, zoomed } from './window.ts';

/** While the run plays, its moment is not told more often than this. */
const TELL_MS = 5000;
/** Around pins that are zoomed in on. */
const CLUSTER_ROOM = 1.6;

/** As the clock shows it: to the millisecond, none before its time. */
function seconds(atUs: number): string {
  return (Math.floor(atUs / 1000) / 1000).toFixed(3);
}

class TimelineView implements MountedView {
  private readonly model: TimelineModel = createModel();
  private readonly scene: Scene;
  private readonly send: (action: ViewAction) => void;
  private readonly tip: ReturnType<typeof createTip>;
  private size: ViewSize = { width: 0, height: 0, pixelRatio: 1 };
  private palette: Palette | null = null;
  private layout: TimelineLayout | null = null;
  private drawn = '';
  private toldAtMs = -Infinity;
  private toldUs = -1;
  private due = 0;
  private hovered: { x: number; y: number } | null = null;

  constructor(element: HTMLElement, send: (action: ViewAction) => void) {
    this.scene = createScene(element);
    this.send = send;
    this.tip = createTip(this.scene.host);
    listenForGestures(this.scene.surface, {
      layout: () => this.layout,
      scrub: (atUs, isDragging) => this.seek(atUs, { isDragging, isExact: false }),
      click: (hit) => this.click(hit),
      hover: (place) => this.hover(place),
      showPart: (window) => this.show(window),
    });
    this.scene.surface.addEventListener('keydown', (event) => {
      const intent = intentOf(event);
      if (intent === null || this.layout === null) return;
      event.preventDefault();
      this.obey(intent);
    });
    this.scene.controls.onPress((name) => {
      if (name === 'whole') this.obey({ kind: 'whole' });
      else if (name === 'zoom-in' || name === 'zoom-out')
        this.obey({ kind: 'zoom', factor: name === 'zoom-in' ? ZOOM_STEP : 1 / ZOOM_STEP });
      else this.obey({ kind: 'pan', by: name === 'earlier' ? -0.5 : 0.5 });
    });
  }

  update(next: Parameters<MountedView['update']>[0]): void {
    noteState(this.model, next, performance.now());
    if (signatureOf(this.model) !== this.drawn) return this.draw();
    if (this.layout === null) return;
    const { window, left, right } = this.layout;
    drawPlayhead(this.scene, this.layout, left + ((shownUsOf(this.model) - window.fromUs) / lengthOf(window)) * (right - left));
    if (this.model.playing || this.toldUs !== shownUsOf(this.model)) this.tell();
  }

  resize(size: ViewSize): void {
    this.size = size;
    const { canvas, svg } = this.scene;
    canvas.width = Math.max(1, Math.round(size.width * size.pixelRatio));
    canvas.height = Math.max(1, Math.round(size.height * size.pixelRatio));
    svg.setAttribute('viewBox', `0 0 ${size.width} ${size.height}`);
    this.draw();
  }

  destroy(): void {
    cancelAnimationFrame(this.due);
    this.scene.host.remove();
  }

  private draw(): void {
    const { scene, model, size } = this;
    const input = inputOf(model, size.width, size.height);
    if (input === null || size.width < 1) return;
    const palette = paletteOf(model.state!.theme);
    if (palette !== this.palette) applyPalette(scene.host, palette);
    this.palette = palette;
    this.drawn = signatureOf(model);
    const layout = layoutTimeline(input);
    this.layout = layout;
    drawBars({ context: scene.context, palette, ratio: size.pixelRatio }, layout);
    drawMarks(scene, layout);
    this.offerControls(layout);
    this.tell();
    this.hover(this.hovered);
  }

  private offerControls({ window, whole, height }: TimelineLayout): void {
    const isAll = isWhole(window, whole);
    const canZoomIn = zoomed(window, whole, window.fromUs, ZOOM_STEP).toUs < window.toUs;
    this.scene.controls.enable(
      {
        'zoom-in': canZoomIn,
        'zoom-out': !isAll,
        earlier: window.fromUs > whole.fromUs,
        later: window.toUs < whole.toUs,
        whole: !isAll,
      },
      isRoomy(height),
    );
    write(this.scene.part, isAll ? 'The whole run is shown.' : `Zoomed: ${clock(window.fromUs, 1)} to ${clock(window.toUs, 1)} is shown.`);
  }

  /** Keeps the slider's value: at once while the run stands, now and then while it plays. */
  private tell(note = ''): void {
    const { model, layout } = this;
    const nowMs = performance.now();
    const isQuiet = model.playing && model.wish === null && note === '';
    if (layout === null || (isQuiet && nowMs - this.toldAtMs < TELL_MS)) return;
    this.toldAtMs = nowMs;
    const shownUs = shownUsOf(model);
    this.toldUs = shownUs;
    set(this.scene.surface, {
      'aria-valuemax': seconds(endOf(model)),
      'aria-valuenow': seconds(shownUs),
      'aria-valuetext': valueText(model, ratesAt(layout, Math.min(shownUs, endOf(model) - 1)), note),
      'data-past': String(isPast(model)),
    });
  }

  /** Several wishes of one frame are drawn once. */
  private schedule(): void {
    cancelAnimationFrame(this.due);
    this.due = requestAnimationFrame(() => this.draw());
  }

  private show(window: TimeWindow | null): void {
    setWindow(this.model, window);
    // What the next gesture measures from must not wait for the draw.
    const input = inputOf(this.model, this.size.width, this.size.height);
    if (input !== null) this.layout = layoutTimeline(input);
    this.schedule();
  }

  private seek(atUs: number, how: { isDragging: boolean; isExact: boolean }, note = ''): void {
    if (this.model.state === null) return;
    const meantUs = wishFor(this.model, atUs, how, performance.now());
    this.send({ type: 'seek', atUs: meantUs, isDragging: how.isDragging });
    this.draw();
    if (note !== '') this.tell(note);
  }

  private click(hit: Hit): void {
    const exact = { isDragging: false, isExact: true };
    switch (hit.kind) {
      case 'moment':
        return this.seek(hit.atUs, { ...exact, isExact: false });
      case 'pins': {
        const { pins } = hit.mark;
        const [fromUs, toUs] = [pins[0].atUs, pins[pins.length - 1].atUs];
        if (toUs === fromUs) return this.seek(fromUs, exact);
        const roomUs = ((toUs - fromUs) * CLUSTER_ROOM) / 2;
        return this.show({ fromUs: (fromUs + toUs) / 2 - roomUs, toUs: (fromUs + toUs) / 2 + roomUs });
      }
      case 'step':
        return this.seek(hit.mark.atUs, exact);
      case 'branch':
        return hit.isPresent
          ? this.seek(hit.atUs, { ...exact, isExact: false })
          : this.send({ type: 'switch-branch', branchId: hit.branch.id });
      case 'playhead-away':
        return this.obey({ kind: 'show-playhead' });
      case 'minimap':
      case 'more-branches':
        return;
    }
  }

  /** What is under the pointer may become another thing without it moving: the run goes on, the window pans. */
  private hover(place: { x: number; y: number } | null): void {
    const { layout } = this;
    const { state } = this.model;
    this.hovered = place;
    const hit = place === null || layout === null ? null : hitAt(layout, place.x, place.y, false);
    const { travel } = state?.slow ?? {};
    const tip = hit === null || travel === undefined ? null : tipOf(hit, layout!, place!.x, travel.branches, travel.branchId);
    if (tip === null) this.tip.hide();
    else this.tip.show(tip, place!.x);
    this.scene.surface.dataset.over = hit?.kind ?? '';
  }

  private obey(intent: Intent): void {
    const { model } = this;
    const [window, whole, shownUs] = [windowOf(model), wholeWindow(model), shownUsOf(model)];
    const exact = { isDragging: false, isExact: true };
    switch (intent.kind) {
      case 'step':
        return this.seek(shownUs + intent.byUs, exact);
      case 'go-to':
        return this.seek(intent.where === 'start' ? 0 : endOf(model), exact);
      case 'pin': {
        const atUs = nextPinUs(model.board.pins, shownUs, intent.by);
        if (atUs === null) return this.tell(intent.by > 0 ? 'no pin after this' : 'no pin before this');
        return this.seek(atUs, exact);
      }
      case 'zoom':
        return this.show(zoomed(window, whole, holds(window, shownUs) ? shownUs : (window.fromUs + window.toUs) / 2, intent.factor));
      case 'whole':
        return this.show(null);
      case 'pan':
        return this.show(panned(window, whole, intent.by * lengthOf(window)));
      case 'show-playhead':
        return this.show(panned(window, whole, shownUs - (window.fromUs + window.toUs) / 2));
    }
  }
}

export const mountTimeline: MountView = (element, send): MountedView => new TimelineView(element, send);
