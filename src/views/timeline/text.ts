/** The timeline in words: where one stands, what was put so far, the branches, and a table of what happened when. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { BranchFrame, TravelFrame } from '../../protocol/travel.ts';
import type { TimeMark } from '../view.ts';
import { clock, count, percent } from '../wording.ts';
import type { Pin } from './pins.ts';
import { PIN_KINDS, pinsOf, pinWords, withMarks } from './pins.ts';
import { branchWords } from './tip-words.ts';

export interface PinRow {
  seq: number;
  atUs: number;
  time: string;
  what: string;
  kind: string;
  /** Recorded, and later than the moment on screen. */
  isLater: boolean;
}

export interface TimelineText {
  /** Live, or how far back in which branch. */
  place: string;
  summary: string;
  branches: { branch: BranchFrame; isPresent: boolean; words: string }[];
  pins: PinRow[];
}

/** Whole bins up to a moment, and of the bin it lies in as much as has passed. */
function totalBy(values: Uint32Array, binUs: number, atUs: number): number {
  let sum = 0;
  for (let i = 0; i < values.length && i * binUs < atUs; i += 1) sum += values[i] * Math.min(1, (atUs - i * binUs) / binUs);
  return sum;
}

export function placeWords({ branchId, branches, inPast, endUs }: TravelFrame, nowUs: number): string {
  const name = branches.length > 1 ? branches.find(({ id }) => id === branchId)?.name : undefined;
  const where = name === undefined ? '' : ` of ${name}`;
  return inPast
    ? `In the past: ${clock(nowUs, 3)}${where}, which has been run to ${clock(endUs, 3)}. A change made here starts a branch.`
    : `At the end${where}: ${clock(nowUs, 3)}.`;
}

function summaryOf({ timeline: { binUs, accepted, throttled }, travel }: SlowFrame, nowUs: number): string {
  // At the end of the run every bin counts whole: the last one has just been begun.
  const untilUs = travel.inPast ? nowUs : Infinity;
  const taken = totalBy(accepted, binUs, untilUs);
  const refused = totalBy(throttled, binUs, untilUs);
  const about = travel.inPast ? 'about ' : '';
  const share =
    Math.round(refused) > 0
      ? `, ${count(refused)} times a record was throttled (${percent(refused / (taken + refused))} of the attempts)`
      : ', none throttled';
  return `${clock(nowUs)} since the start: ${about}${count(taken)} records accepted${share}.`;
}

function rowOf(pin: Pin, nowUs: number): PinRow {
  const { seq, atUs, kind } = pin;
  return { seq, atUs, time: clock(atUs, 3), what: pinWords(pin), kind: PIN_KINDS[kind].one, isLater: atUs > nowUs };
}

/** `events` are those of the whole branch. */
export function describeTimeline(
  slow: SlowFrame,
  events: SlowFrame['events'],
  nowUs: number,
  marks: readonly TimeMark[] = [],
): TimelineText {
  const { travel } = slow;
  const branches = travel.branches.map((branch) => ({
    branch,
    isPresent: branch.id === travel.branchId,
    words: branchWords(branch, travel.branches),
  }));
  return {
    place: placeWords(travel, nowUs),
    summary: summaryOf(slow, nowUs),
    branches,
    pins: withMarks(pinsOf(events), marks).map((pin) => rowOf(pin, nowUs)),
  };
}
