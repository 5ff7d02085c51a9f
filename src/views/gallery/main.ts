/**
 * A page for development: any view in any canned state, size and theme, moving or still.
 * gallery.html?view=stage&fixture=hot&width=853&height=640&theme=dark&motion=reduced&seconds=3&select=shard:shardId-000000000001
 */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { BUFFERS_FIXTURES } from '../buffers/fixture.ts';
import { COMPARE_FIXTURES } from '../compare/fixture.ts';
import { DELIVERY_FIXTURES, type DeliveryFixture } from '../delivery/fixture.ts';
import { LEASES_FIXTURES, type LeasesFixture } from '../leases/fixture.ts';
import { midpoint } from '../stage/cut.ts';
import { FIXTURE_NOW_US } from '../stage/fixture.ts';
import type { StageFixture } from '../stage/fixtures.ts';
import { STAGE_FIXTURES, stageFixture } from '../stage/fixtures.ts';
import { mountStage } from '../stage/view.ts';
import type { TimelineFixture } from '../timeline/fixture.ts';
import { TIMELINE_FIXTURES } from '../timeline/fixture.ts';
import type { Selection } from '../../protocol/selection.ts';
import type { MountedView, ViewAction, ViewState } from '../view.ts';
import { READS_FIXTURES } from '../read-budgets/fixture.ts';
import { showBuffers } from './buffers.ts';
import { showCompare } from './compare.ts';
import { showDelivery } from './delivery.ts';
import { nextFrame, startClockwork } from './frames.ts';
import { GOAL_CHART_FIXTURES } from '../goal-chart/fixture.ts';
import { showGoalChart } from './goal-chart.ts';
import { showReadBudgets } from './read-budgets.ts';
import { showLeases } from './leases.ts';
import { showTimeline } from './timeline.ts';
import './gallery.css';

const question = new URLSearchParams(location.search);
const host = document.getElementById('gallery')!;

declare global {
  interface Window {
    /** Milliseconds of script per frame, and what the view asked for. */
    gallery: { scriptMs: number[]; actions: ViewAction[]; still: boolean };
  }
}
window.gallery = { scriptMs: [], actions: [], still: false };

/** Times all script of a frame: what the page does and what the view does. */
function measureFrames(): void {
  const request = window.requestAnimationFrame.bind(window);
  const { scriptMs } = window.gallery;
  let frameAtMs = -1;
  window.requestAnimationFrame = (callback) =>
    request((atMs) => {
      const begun = performance.now();
      callback(atMs);
      const tookMs = performance.now() - begun;
      if (atMs === frameAtMs) scriptMs[scriptMs.length - 1] += tookMs;
      else scriptMs.push(tookMs);
      frameAtMs = atMs;
    });
}

function listLinks(): void {
  const nav = document.createElement('nav');
  const link = (view: string, fixture: string) => {
    for (const theme of ['light', 'dark']) {
      const anchor = document.createElement('a');
      anchor.href = `?view=${view}&fixture=${fixture}&theme=${theme}`;
      anchor.textContent = `${view}: ${fixture}, ${theme}`;
      nav.append(anchor);
    }
  };
  for (const fixture of STAGE_FIXTURES) link('stage', fixture);
  for (const fixture of TIMELINE_FIXTURES) link('timeline', fixture);
  for (const fixture of COMPARE_FIXTURES) link('compare', fixture);
  for (const fixture of READS_FIXTURES) link('read-budgets', fixture);
  for (const fixture of LEASES_FIXTURES) link('leases', fixture);
  for (const fixture of DELIVERY_FIXTURES) link('delivery', fixture);
  for (const fixture of GOAL_CHART_FIXTURES) link('goal-chart', fixture);
  for (const fixture of BUFFERS_FIXTURES) link('buffers', fixture);
  host.append(nav);
}

function selectionOf(text: string | null): Selection {
  if (!text) return null;
  const [kind, name] = text.split(':');
  return kind === 'key' ? { kind, label: name } : { kind: kind as 'shard', id: name };
}

function stateOf(slow: SlowFrame): ViewState {
  const cut = slow.shards.find((shard) => shard.index === Number(question.get('cut') ?? Number.NaN));
  return {
    slow,
    frame: null,
    selection: selectionOf(question.get('select')),
    proposedCut: cut ? { shardId: cut.id, newStartingHashKey: midpoint(cut) } : null,
    theme: question.get('theme') === 'dark' ? 'dark' : 'light',
    motion: question.get('motion') === 'reduced' ? 'reduced' : 'full',
    events: slow.events,
  };
}

/** Runs the state on for so many seconds of the viewer's time; then stands still. */
function run(view: MountedView, shown: { state: ViewState }, forSeconds: number): void {
  measureFrames();
  const clockwork = startClockwork(FIXTURE_NOW_US);
  const startedMs = performance.now();
  let beforeMs = startedMs;
  const tick = (nowMs: number) => {
    const over = (nowMs - startedMs) / 1000 > forSeconds;
    const { frame, slow } = nextFrame(shown.state.slow, clockwork, Math.min(0.1, Math.max(0.001, (nowMs - beforeMs) / 1000)));
    beforeMs = nowMs;
    shown.state = { ...shown.state, slow, frame: { ...frame, playing: !over } };
    view.update(shown.state);
    if (over) window.gallery.still = true;
    else requestAnimationFrame(tick);
  };
  requestAnimationFrame(tick);
}

function show(fixture: StageFixture): void {
  const width = Number(question.get('width') ?? 853);
  const height = Number(question.get('height') ?? 640);
  host.style.cssText = `width:${width}px;height:${height}px`;
  const slow = stageFixture(fixture);
  const shown = { state: stateOf(slow) };
  const view = mountStage(host, (action) => {
    window.gallery.actions.push(action);
    if (action.type === 'select') shown.state = { ...shown.state, selection: action.selection };
    if (action.type === 'propose-cut') shown.state = { ...shown.state, proposedCut: action.cut };
    if (seconds === 0) view.update(shown.state);
  });
  const seconds = Number(question.get('seconds') ?? 0);
  view.resize({ width, height, pixelRatio: window.devicePixelRatio });
  const frame = { nowUs: FIXTURE_NOW_US, playing: false, jump: 0, seq: slow.events.length, other: null, slow: null };
  view.update({ ...shown.state, frame: { ...frame, puts: new Float64Array(0), reads: new Float64Array(0) } });
  if (seconds > 0) run(view, shown, seconds);
  else window.gallery.still = true;
}

const [viewName, fixture] = [question.get('view') ?? 'stage', question.get('fixture')];
const noteAction = (action: ViewAction) => void window.gallery.actions.push(action);
if (fixture === null) listLinks();
else if (viewName === 'compare') showCompare(host, fixture, question, noteAction);
else if (viewName === 'read-budgets') showReadBudgets(host, fixture, question, noteAction);
else if (viewName === 'leases') showLeases(host, fixture as LeasesFixture, question);
else if (viewName === 'buffers') showBuffers(host, fixture, question, noteAction);
else if (viewName === 'delivery') showDelivery(host, fixture as DeliveryFixture, question);
else if (viewName === 'goal-chart') {
  showGoalChart(host, fixture, question);
  window.gallery.still = true;
} else if (viewName === 'timeline') showTimeline(host, fixture as TimelineFixture, question, noteAction);
else show(fixture as StageFixture);
