/**
 * What the mounted timeline remembers between frames: which part is shown, whether it goes with the playhead, and the moment that was
 * asked for and has not come yet. Knows no document; real time is handed in.
 */
import type { Frame } from '../../protocol/from-worker.ts';
import type { ViewState } from '../view.ts';
import { clock } from '../wording.ts';
import type { TimelineInput } from './layout.ts';
import type { PinBoard } from './pins.ts';
import { createPinBoard, pinWords, readPins, withMarks } from './pins.ts';
import type { TimeWindow } from './window.ts';
import { bounded, followed, holds, isWhole, lengthOf, revealed, stretchedTo, wholeOf } from './window.ts';

/** A moment that was asked for: the playhead stands there at once. */
interface Wish {
  atUs: number;
  isDragging: boolean;
  askedAtMs: number;
}

export interface TimelineModel {
  state: ViewState | null;
  nowUs: number;
  playing: boolean;
  jump: number;
  /** Null: the whole run. */
  window: TimeWindow | null;
  /** Whether the window goes with the playhead; not after the learner has panned away from it. */
  follows: boolean;
  wish: Wish | null;
  board: PinBoard;
}

/** Of the window, at least this much shows what has been run. */
const SEEN_SHARE = 0.1;
/** After this the engine has had its say, whatever it was. */
const WISH_MS = 1500;

export function createModel(): TimelineModel {
  return { state: null, nowUs: 0, playing: false, jump: -1, window: null, follows: true, wish: null, board: createPinBoard() };
}

/** How far the branch has been run. A frame may be newer than the slow part. */
export function endOf({ state, nowUs }: TimelineModel): number {
  return Math.max(state?.slow.travel.endUs ?? 0, nowUs);
}

/** The moment that the playhead stands at. */
export function shownUsOf({ wish, nowUs }: TimelineModel): number {
  return wish?.atUs ?? nowUs;
}

export function isPast(model: TimelineModel): boolean {
  return shownUsOf(model) < endOf(model) && (model.wish !== null || model.state?.slow.travel.inPast === true);
}

export function wholeWindow(model: TimelineModel): TimeWindow {
  return wholeOf(endOf(model));
}

export function windowOf(model: TimelineModel): TimeWindow {
  const whole = wholeWindow(model);
  return model.window === null ? whole : bounded(model.window, whole);
}

export function noteState(model: TimelineModel, next: ViewState, nowMs: number): void {
  const isFirst = model.state === null;
  model.state = next;
  if (next.frame !== null) noteFrame(model, next.frame, nowMs);
  // Before the first frame the slow part says where the run stands, if it stands at its end.
  else if (isFirst && !next.slow.travel.inPast) model.nowUs = next.slow.travel.endUs;
}

function noteFrame(model: TimelineModel, frame: Frame, nowMs: number): void {
  const jumped = frame.jump !== model.jump;
  model.jump = frame.jump;
  model.nowUs = frame.nowUs;
  model.playing = frame.playing;
  const { wish } = model;
  if (wish !== null && !wish.isDragging) {
    // Frames that were on their way when the wish was uttered show the moment before it: they are no answer.
    const isGranted = Math.abs(frame.nowUs - wish.atUs) < 1 || (jumped && frame.playing) || nowMs - wish.askedAtMs > WISH_MS;
    if (isGranted) model.wish = null;
  }
  moveWindow(model, jumped);
}

function moveWindow(model: TimelineModel, jumped: boolean): void {
  if (model.window === null) return;
  const whole = wholeWindow(model);
  // Another run, or the same one from its beginning: nothing of what was looked at is there any more.
  if (model.window.fromUs > endOf(model)) return setWindow(model, null);
  if (model.wish !== null) return;
  if (jumped) {
    model.window = revealed(bounded(model.window, whole), whole, model.nowUs);
    model.follows = true;
  } else if (model.follows) {
    model.window = followed(bounded(model.window, whole), whole, model.nowUs, model.state?.motion === 'reduced');
  }
}

/** Something of the run stays in sight: nobody pans off into what has not been run. */
function touching(window: TimeWindow, endUs: number): TimeWindow {
  const latestUs = Math.max(0, endUs - SEEN_SHARE * lengthOf(window));
  return window.fromUs <= latestUs ? window : { fromUs: latestUs, toUs: latestUs + lengthOf(window) };
}

/** What the learner wants to see. It goes with the playhead if the playhead is in it. */
export function setWindow(model: TimelineModel, wished: TimeWindow | null): void {
  const whole = wholeWindow(model);
  const window = wished === null ? whole : touching(bounded(wished, whole), endOf(model));
  model.window = isWhole(window, whole) ? null : window;
  model.follows = holds(window, shownUsOf(model));
}

/** The moment that is meant, to the millisecond and within what has been run; the window shows it. */
export function wishFor(model: TimelineModel, atUs: number, how: { isDragging: boolean; isExact: boolean }, nowMs: number): number {
  const roundUs = how.isExact ? 1 : 1000;
  const meantUs = Math.max(0, Math.min(endOf(model), Math.round(atUs / roundUs) * roundUs));
  model.wish = { atUs: meantUs, isDragging: how.isDragging, askedAtMs: nowMs };
  if (model.window !== null) {
    const whole = wholeWindow(model);
    const window = bounded(model.window, whole);
    model.window = how.isDragging ? stretchedTo(window, whole, meantUs) : revealed(window, whole, meantUs);
    model.follows = true;
  }
  return meantUs;
}

export function inputOf(model: TimelineModel, width: number, height: number): TimelineInput | null {
  const { state, window, board } = model;
  if (state === null) return null;
  return {
    slow: state.slow,
    pins: withMarks(readPins(board, state.events ?? state.slow.events), state.marks ?? []),
    explained: state.explained ?? null,
    shownUs: shownUsOf(model),
    endUs: endOf(model),
    isPast: isPast(model),
    window,
    width,
    height,
  };
}

/** Says when a draw would look different. Where the run is live, the playhead alone moves from frame to frame. */
export function signatureOf(model: TimelineModel): string {
  const { state, window } = model;
  if (state === null) return '';
  const { timeline, travel, epoch, events } = state.slow;
  const last = timeline.accepted.length - 1;
  return [
    epoch,
    timeline.binUs,
    `${last} ${timeline.accepted[last]} ${timeline.throttled[last]}`,
    (state.events ?? events).length,
    (state.marks ?? []).map(({ atUs }) => atUs).join(' '),
    isPast(model) ? shownUsOf(model) : 'live',
    JSON.stringify(travel),
    window === null ? wholeWindow(model).toUs : `${window.fromUs} ${window.toUs}`,
    `${state.theme} ${state.motion} ${state.explained?.seq ?? ''} ${state.explained?.steps.length ?? ''}`,
  ].join('|');
}

/** Where the playhead stands, in words: the clock, how that lies to the end, what happens there. `note` is added. */
export function valueText(model: TimelineModel, rates: string | null, note = ''): string {
  const shownUs = shownUsOf(model);
  const place = isPast(model)
    ? `${clock(shownUs, 3)} of ${clock(endOf(model), 3)}, in the past`
    : `${clock(shownUs, 3)}, the end of the run`;
  const here = model.board.pins.filter((pin) => pin.atUs === shownUs).map(pinWords);
  return [place, ...here, ...(rates === null ? [] : [rates]), ...(note === '' ? [] : [note])].join('; ');
}
