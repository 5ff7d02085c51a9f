/** Canned states for the timeline. Everything is computed from a few figures, nothing is random. */
import type { Explanation } from '../../engine/explain/explanation.ts';
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { BranchFrame } from '../../protocol/travel.ts';
import { noise } from '../stage/fixture.ts';
import { stageFixture } from '../stage/fixtures.ts';
import { EXPLANATION, LONG_EVENTS, manyEvents, SPLIT, THROTTLED_EVENTS } from './fixture-events.ts';
import type { TimeWindow } from './window.ts';

export interface TimelineState {
  slow: SlowFrame;
  /** The moment on screen. */
  nowUs: number;
  explained: Explanation | null;
  /** Null: the whole run. */
  window: TimeWindow | null;
}

interface RunPlan {
  seconds: number;
  binUs: number;
  throttledFromUs?: number;
  events?: SlowFrame['events'];
  /** Where one stands, if not at the end. */
  nowUs?: number;
  branches?: BranchFrame[];
  branchId?: number;
  explained?: Explanation;
  window?: TimeWindow;
}

function binned(bins: number, binUs: number, rate: (atUs: number) => number): Uint32Array {
  return Uint32Array.from({ length: bins }, (_, i) => Math.round((rate(i * binUs) * binUs * (0.75 + 0.5 * noise(i, 1, 2))) / 1e6));
}

function stateOf(plan: RunPlan): TimelineState {
  const { seconds, binUs, throttledFromUs = Infinity, events = [], explained = null, window = null } = plan;
  const endUs = seconds * 1e6;
  const nowUs = plan.nowUs ?? endUs;
  const slow = stageFixture('calm');
  const bins = Math.ceil(endUs / binUs);
  const accepted = binned(bins, binUs, () => 1700);
  const throttled = binned(bins, binUs, (atUs) => (atUs < throttledFromUs ? 0 : Math.min(900, (atUs - throttledFromUs) / 20_000)));
  const main: BranchFrame = { id: 0, name: 'Main', parentId: null, forkUs: 0, endUs, ownCommands: 0, firstOwn: null };
  const travel = { ...slow.travel, endUs, inPast: nowUs < endUs, branches: plan.branches ?? [main], branchId: plan.branchId ?? 0 };
  return { slow: { ...slow, timeline: { ...slow.timeline, binUs, accepted, throttled }, events, travel }, nowUs, explained, window };
}

function branch(id: number, parentId: number | null, forkUs: number, endUs: number, ownCommands = 1): BranchFrame {
  const name = id === 0 ? 'Main' : `Branch ${id + 1}`;
  return { id, name, parentId, forkUs, endUs, ownCommands, firstOwn: ownCommands > 0 ? { atUs: forkUs, command: SPLIT } : null };
}

/** One that left the first history, one that left that one, and one that is short. */
const THREE_MORE = [branch(0, null, 0, 41.2e6, 0), branch(1, 0, 12e6, 52e6, 2), branch(2, 1, 30e6, 47e6), branch(3, 0, 20e6, 26e6)];

const throttled: RunPlan = { seconds: 41.2, binUs: 200_000, throttledFromUs: 28e6, events: THROTTLED_EVENTS };
const long: RunPlan = { seconds: 7200, binUs: 10e6, throttledFromUs: 3e9, events: LONG_EVENTS };

const plans = {
  nothing: { seconds: 0, binUs: 250_000 },
  early: { seconds: 3, binUs: 200_000 },
  throttled,
  long,
  past: { ...throttled, nowUs: 22.4e6 },
  branches: { ...throttled, seconds: 47, branches: THREE_MORE, branchId: 2 },
  'branches-past': { ...throttled, seconds: 52, branches: THREE_MORE, branchId: 1, nowUs: 35e6 },
  'many-branches': { ...throttled, branches: [...THREE_MORE, ...[4, 5, 6].map((id) => branch(id, 0, id * 5e6, id * 7e6))] },
  zoomed: { ...throttled, window: { fromUs: 29e6, toUs: 44e6 } },
  'zoomed-away': { ...throttled, window: { fromUs: 11.6e6, toUs: 13.4e6 } },
  clustered: { seconds: 14_400, binUs: 16e6, throttledFromUs: 9e9, events: manyEvents(500, 14_300e6) },
  explained: { ...throttled, explained: EXPLANATION },
  days: { seconds: 400_000, binUs: 128e6, throttledFromUs: 2.5e11, events: manyEvents(40, 390_000e6) },
} satisfies Record<string, RunPlan>;

export type TimelineFixture = keyof typeof plans;
export const TIMELINE_FIXTURES = Object.keys(plans) as TimelineFixture[];

export function timelineState(name: TimelineFixture): TimelineState {
  return stateOf(plans[name]);
}

/** The slow part of it alone. */
export function timelineFixture(name: TimelineFixture): SlowFrame {
  return timelineState(name).slow;
}
