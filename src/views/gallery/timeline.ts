/** The timeline in a canned state; it obeys what it asks for at once, as the engine would. */
import type { Frame } from '../../protocol/from-worker.ts';
import type { TimelineFixture } from '../timeline/fixture.ts';
import { timelineState } from '../timeline/fixture.ts';
import { mountTimeline } from '../timeline/view.ts';
import type { ViewAction, ViewState } from '../view.ts';

const BUTTONS_PX = 82;

/** The window of a fixture is what a learner would have come to by the wheel. */
function zoomTo(host: HTMLElement, fixture: TimelineFixture, widthPx: number): void {
  const { window } = timelineState(fixture);
  const surface = host.querySelector<HTMLElement>('[role="slider"]');
  if (window === null || surface === null) return;
  const box = surface.getBoundingClientRect();
  const wheel = (clientX: number, deltaY: number, shiftKey = false) =>
    surface.dispatchEvent(new WheelEvent('wheel', { clientX, clientY: box.top + 20, deltaY, shiftKey, bubbles: true, cancelable: true }));
  const middle = (window.fromUs + window.toUs) / 2;
  // The fixtures that are zoomed are shorter than a minute: that is what is shown before.
  const x = box.left + 12 + (middle / 60e6) * (widthPx - BUTTONS_PX);
  for (let left = Math.log(60e6 / (window.toUs - window.fromUs)) / 0.0028; left > 0; left -= 100) wheel(x, -Math.min(100, left));
}

export function showTimeline(
  host: HTMLElement,
  fixture: TimelineFixture,
  question: URLSearchParams,
  send: (action: ViewAction) => void,
): void {
  const width = Number(question.get('width') ?? 1060);
  const height = Number(question.get('height') ?? 118);
  const below = Number(question.get('below') ?? 170);
  host.style.cssText = `width:${width}px;height:${height}px;margin-top:${below}px;`;
  host.style.background = question.get('theme') === 'dark' ? '#1c1f27' : '#fff';
  const { slow, nowUs, explained } = timelineState(fixture);
  const still = { playing: false, seq: slow.events.length, other: null, puts: new Float64Array(0), reads: new Float64Array(0) };
  const frameAt = (atUs: number, jump: number): Frame => ({ ...still, nowUs: atUs, jump, slow: null });
  let jump = 1;
  let state: ViewState = {
    slow,
    frame: frameAt(nowUs, jump),
    selection: null,
    proposedCut: null,
    theme: question.get('theme') === 'dark' ? 'dark' : 'light',
    motion: question.get('motion') === 'reduced' ? 'reduced' : 'full',
    events: slow.events,
    explained,
  };
  const view = mountTimeline(host, (action) => {
    send(action);
    jump += 1;
    const { travel } = state.slow;
    if (action.type === 'switch-branch') {
      state = { ...state, slow: { ...state.slow, travel: { ...travel, branchId: action.branchId } } };
    } else if (action.type === 'seek') {
      const inPast = action.atUs < travel.endUs;
      state = { ...state, slow: { ...state.slow, travel: { ...travel, inPast } }, frame: frameAt(action.atUs, jump) };
    }
    setTimeout(() => view.update(state), 30);
  });
  view.resize({ width, height, pixelRatio: window.devicePixelRatio });
  view.update(state);
  zoomTo(host, fixture, width);
}
