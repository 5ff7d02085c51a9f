/** The frame that the page asks for: the world on screen, and beside it the branch that it is compared with. */
import type { Frame } from '../protocol/from-worker.ts';
import { deliveryFrame } from './frames/delivery-frame.ts';
import { examine } from './examine.ts';
import { readFrame } from './frames/read-frame.ts';
import { makeFrame, type FrameRequest, type RunState } from './frames/frames.ts';
import type { Horizon } from './branches.ts';
import type { Session } from './session.ts';
import { followPresent, horizonOfPresent, travelFrame } from './travel.ts';

/** No event is later than that: the compared branch tells none. */
const NO_EVENTS = Number.MAX_SAFE_INTEGER;

export function frameOf(session: Session, request: FrameRequest, nowMs: number): Frame {
  const { pacing, playing, pausedBecause, hidden, keyframes } = session;
  const run: RunState = {
    seed: session.seed,
    profile: session.scenario.profile,
    playing,
    speed: { wished: pacing.speed, reached: playing ? pacing.reached : null },
    pausedBecause: playing && hidden ? 'hidden' : pausedBecause,
    jump: session.jump,
    epoch: session.epoch,
    horizon: () => horizonOfPresent(session),
    travel: () => travelFrame(session),
    keyframeBytes: keyframes.bytes,
  };
  const frame = makeFrame(session.maker, session.head.world, run, request, nowMs);
  if (session.watchedReads !== null) frame.readBudgets = readFrame(session.head.world, session.watchedReads, frame.slow !== null);
  if (session.watchedDelivery !== null && frame.slow !== null) {
    const delivery = deliveryFrame(session.head.world, session.watchedDelivery);
    if (delivery !== null) frame.delivery = delivery;
  }
  if (session.round !== null && frame.slow !== null) frame.verdict = examine(session, session.round);
  followPresent(session, () => nowMs);
  const { other } = session;
  if (other === null) return frame;
  const ofOther = { epoch: run.epoch, eventsAfter: NO_EVENTS, slow: frame.slow !== null };
  return { ...frame, other: makeFrame(other.maker, other.head.world, { ...run, horizon: () => horizonOfOther(other) }, ofOther, nowMs) };
}

/** Of the whole branch where that is known. */
function horizonOfOther({ branch, head }: NonNullable<Session['other']>): Horizon {
  const { sim, meters } = head.world;
  const { horizon } = branch;
  return horizon !== null && horizon.atUs > sim.nowUs
    ? { ...horizon, history: [] }
    : { atUs: sim.nowUs, history: [], timeline: meters.timeline };
}
