/**
 * The Stage, mounted: three layers (SVG ground, canvas, SVG text and controls). The document is touched when slow state changes;
 * in between only the canvas is drawn.
 */
import type { Frame } from '../../protocol/from-worker.ts';
import { applyPalette, paletteOf } from '../palette.ts';
import type { MountedView, MountView, ViewSize, ViewState } from '../view.ts';
import { createCellRing, refreshCellRing } from './cell-ring.ts';
import type { Flows } from './flows.ts';
import { emptyFlows, feedFlows } from './flows.ts';
import { layoutStage } from './layout.ts';
import type { Detail } from './level-of-detail.ts';
import { detailFor, exchangeRate } from './level-of-detail.ts';
import type { StageLayout } from './marks.ts';
import { advance, clearMotion, flightSeconds, spawnLost, spawnPuts, spawnReads } from './motion.ts';
import type { Followed } from './paint.ts';
import { paintStage } from './paint.ts';
import type { Motion } from './particle-pool.ts';
import { createMotion } from './particle-pool.ts';
import type { Pointed } from './pointing.ts';
import { listen } from './pointing.ts';
import { createBackScene, updateBackScene } from './scene-back.ts';
import { createFrontScene, updateFrontScene } from './scene-front.ts';
import css from './stage.module.css';
import { followedWords } from './text.ts';
import { createTooltip } from './tooltip.ts';
import type { Transition } from './transition.ts';
import { createTransition, forget, isRunning, reshape } from './transition.ts';

/** Longer pauses between two frames are no motion: a tab that was hidden. */
const LONGEST_STEP_SECONDS = 0.1;
/** What came in a longer frame starts as if it had come in this time. */
const LONGEST_FRAME_SECONDS = 0.3;
const TEXTURE_PX_PER_SECOND = 180;
const FIRST_RECORD_MARK = 'kinelab:first-record';

let firstRecordMarked = false;

function markFirstRecord(): void {
  if (firstRecordMarked) return;
  firstRecordMarked = true;
  performance.mark(FIRST_RECORD_MARK);
}

interface Stage {
  state: ViewState | null;
  size: ViewSize;
  layout: StageLayout | null;
  nowUs: number;
  playing: boolean;
  /** Viewer's clock of the last frame and of the last drawing, in milliseconds. */
  framedAtMs: number;
  drawnAtMs: number;
  /** Simulated seconds that passed since the last drawing while paused: single steps. */
  steppedSeconds: number;
  /** Number of the last leap, as the frames count them; and whether what stands now has not been seen since. */
  jump: number | null;
  hasLeapt: boolean;
  detail: Detail;
  flows: Flows;
  followed: Followed | null;
  texturePx: number;
  lostBefore: Map<string, number>;
  request: number;
}

function newStage(): Stage {
  return {
    state: null,
    size: { width: 0, height: 0, pixelRatio: 1 },
    layout: null,
    nowUs: 0,
    playing: false,
    framedAtMs: 0,
    drawnAtMs: 0,
    steppedSeconds: 0,
    jump: null,
    hasLeapt: false,
    detail: { level: 'single', recordsPerDot: 1 },
    flows: emptyFlows(0, 0),
    followed: null,
    texturePx: 0,
    lostBefore: new Map(),
    request: 0,
  };
}

/** Another moment, branch or run: nothing of the last one is on its way any more, and no lane moves to where it stands now. */
function leap(stage: Stage, nowUs: number, motion: Motion, transition: Transition): void {
  stage.hasLeapt = true;
  stage.steppedSeconds = 0;
  stage.flows = emptyFlows(stage.flows.producers, stage.flows.shards);
  stage.detail = detailFor(0, stage.detail);
  stage.lostBefore.clear();
  if (stage.followed !== null && stage.followed.arrivalUs > nowUs) stage.followed = null;
  clearMotion(motion);
  forget(transition);
}

/** What was lost since the last time falls out of the picture; the count stays in its producer's box. */
function dropLost(stage: Stage, motion: Motion, reduced: boolean): void {
  const { layout, state, lostBefore } = stage;
  for (const producer of state!.slow.producers) {
    const { id } = producer.spec;
    const before = lostBefore.get(id) ?? producer.lost;
    lostBefore.set(id, producer.lost);
    const box = layout!.producers.find((one) => one.id === id);
    if (reduced || !box || producer.lost <= before || layout!.stacked) continue;
    const dots = Math.min(4, producer.lost - before);
    for (let n = 0; n < dots; n += 1) spawnLost(motion, box.x + box.width / 2, box.y + box.height, layout!.height, n + producer.lost);
  }
}

function mountLayers(element: HTMLElement) {
  const host = document.createElement('div');
  host.className = css.stage;
  element.append(host);
  const back = createBackScene(host);
  const canvas = document.createElement('canvas');
  canvas.className = `${css.layer} ${css.passive}`;
  canvas.setAttribute('aria-hidden', 'true');
  host.append(canvas);
  const front = createFrontScene(host);
  return { host, back, canvas, context: canvas.getContext('2d')!, front, tooltip: createTooltip(host) };
}

export const mountStage: MountView = (element, send): MountedView => {
  const stage = newStage();
  const motion = createMotion();
  const ring = createCellRing();
  const transition = createTransition();
  const { host, back, canvas, context, front, tooltip } = mountLayers(element);
  const pointed: Pointed = { slow: null, layout: null, motion, nowUs: 0, selection: null, proposedCut: null };
  const follow = (followed: Followed) => {
    stage.followed = followed;
    wake();
  };
  const deafen = listen({ host, svg: front.svg, tooltip, pointed, send, follow });

  function orderOf(shardIndex: number): number {
    const { layout } = stage;
    return layout?.lanes[layout.laneOfShard.get(shardIndex) ?? -1]?.order ?? -1;
  }

  /** Reads the slow part: layout, text, changed columns. */
  function settle(): void {
    const { state, size } = stage;
    if (!state || size.width < 1 || size.height < 1) return;
    const { slow, selection, proposedCut, explained = null, splitLocked = null } = state;
    const palette = paletteOf(state.theme);
    const reduced = state.motion === 'reduced';
    const { width, height } = size;
    stage.layout = layoutStage({
      slow,
      nowUs: Math.max(stage.nowUs, slow.cells.newestSlotUs),
      width,
      height,
      proposedCut,
      reshape: (places) => reshape(transition, places, slow.shards, performance.now(), !reduced && !stage.hasLeapt),
    });
    if (stage.flows.producers !== slow.producers.length || stage.flows.shards !== slow.shards.length) {
      stage.flows = emptyFlows(slow.producers.length, slow.shards.length);
    }
    Object.assign(pointed, { slow, layout: stage.layout, selection, proposedCut });
    applyPalette(host, palette);
    updateBackScene(back, stage.layout, selection);
    const exchange = reduced ? '' : exchangeRate(stage.detail);
    if (selection?.kind !== 'record') stage.followed = null;
    const record = stage.followed;
    const followed = record ? followedWords(slow, record.shardIndex, record.arrivalUs, stage.nowUs) : '';
    updateFrontScene(front, stage.layout, {
      selection,
      reduced,
      flows: stage.flows,
      exchange,
      followed,
      keyColours: palette.key,
      explained,
      splitLocked,
    });
    const lit = selection?.kind === 'key' ? (slow.keys.find((key) => key.label === selection.label)?.colour ?? null) : null;
    refreshCellRing(ring, slow, stage.layout, palette, size.pixelRatio, lit);
    dropLost(stage, motion, reduced);
    if (reduced && slow.producers.some((producer) => producer.accepted > 0)) markFirstRecord();
  }

  /** Reads the fast part: what was put and read since the last frame. */
  function feed(frame: Frame): void {
    const nowMs = performance.now();
    const viewerSeconds = Math.min(LONGEST_FRAME_SECONDS, Math.max(0.001, (nowMs - stage.framedAtMs) / 1000));
    const simulatedSeconds = (frame.nowUs - stage.nowUs) / 1e6;
    stage.framedAtMs = nowMs;
    const leaps = (stage.jump !== null && frame.jump !== stage.jump) || simulatedSeconds < 0;
    stage.jump = frame.jump;
    if (leaps) leap(stage, frame.nowUs, motion, transition);
    stage.nowUs = frame.nowUs;
    stage.playing = frame.playing;
    pointed.nowUs = frame.nowUs;
    const { layout, state } = stage;
    // What a leap brings along happened before the moment that it leads to.
    if (!layout || !state || leaps) return;
    if (!frame.playing && simulatedSeconds > 0) stage.steppedSeconds += Math.min(simulatedSeconds, 1);
    feedFlows(stage.flows, frame.puts, simulatedSeconds, viewerSeconds, orderOf);
    if (state.motion === 'reduced') return;
    stage.detail = detailFor(stage.flows.perViewerSecond * flightSeconds(), stage.detail);
    const { recordsPerDot } = stage.detail;
    spawnPuts(motion, frame.puts, { layout, recordsPerDot, viewerSeconds, nowUs: frame.nowUs });
    spawnReads(motion, frame.reads, layout);
    if (motion.spawnedAny) markFirstRecord();
  }

  function draw(): void {
    stage.request = 0;
    const { state, size } = stage;
    const nowMs = performance.now();
    const isReshaping = isRunning(transition, nowMs);
    if (transition.before) settle();
    const { layout } = stage;
    if (!layout || !state) return;
    const isMoving = isReshaping || (stage.playing && motion.alive > 0);
    const seconds = stage.playing ? Math.min(LONGEST_STEP_SECONDS, (nowMs - stage.drawnAtMs) / 1000) : stage.steppedSeconds;
    stage.drawnAtMs = nowMs;
    stage.steppedSeconds = 0;
    advance(motion, seconds);
    stage.texturePx = (stage.texturePx + seconds * TEXTURE_PX_PER_SECOND) % 16;
    const { selection } = state;
    paintStage({
      context,
      ratio: size.pixelRatio,
      layout,
      palette: paletteOf(state.theme),
      ring,
      motion,
      flows: stage.flows,
      detail: stage.detail,
      nowUs: stage.nowUs,
      reduced: state.motion === 'reduced',
      followed: stage.followed,
      selectedProducer: selection?.kind === 'producer' ? layout.producers.findIndex((one) => one.id === selection.id) : -1,
      selectedConsumer: selection?.kind === 'consumer' ? layout.consumers.findIndex((one) => one.id === selection.id) : -1,
      texturePx: stage.texturePx,
    });
    if (isMoving) wake();
  }
  function wake(): void {
    if (stage.request === 0) stage.request = requestAnimationFrame(draw);
  }

  function fitCanvas(): void {
    const { width, height, pixelRatio } = stage.size;
    canvas.width = Math.max(1, Math.round(width * pixelRatio));
    canvas.height = Math.max(1, Math.round(height * pixelRatio));
    for (const svg of [back.svg, front.svg]) svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  }

  return {
    update(state) {
      const before = stage.state;
      stage.state = state;
      // Before the first layout there is no place for dots; the first slow part makes it.
      if (!stage.layout) settle();
      if (state.frame) feed(state.frame);
      const looksChanged =
        before === null ||
        before.slow !== state.slow ||
        before.selection !== state.selection ||
        before.proposedCut !== state.proposedCut ||
        before.explained !== state.explained ||
        before.splitLocked !== state.splitLocked ||
        before.theme !== state.theme ||
        before.motion !== state.motion;
      if (before?.motion !== state.motion && state.motion === 'reduced') clearMotion(motion);
      if (looksChanged) settle();
      if (state.frame?.slow) stage.hasLeapt = false;
      wake();
    },
    resize(size) {
      stage.size = size;
      forget(transition);
      fitCanvas();
      clearMotion(motion);
      settle();
      wake();
    },
    destroy() {
      if (stage.request !== 0) cancelAnimationFrame(stage.request);
      deafen();
      host.remove();
    },
  };
};
