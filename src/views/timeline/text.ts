/** The timeline in words: what was put so far, and a table of what happened when. */
import type { SlowFrame } from '../../protocol/from-worker.ts';
import { clock, count, percent } from '../wording.ts';
import { pinsOf, pinWords } from './pins.ts';

export interface TimelineText {
  summary: string;
  table: { caption: string; columns: string[]; rows: string[][] };
}

function total(values: Uint32Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

export function describeTimeline(slow: SlowFrame, events: SlowFrame['events'], nowUs: number): TimelineText {
  const accepted = total(slow.timeline.accepted);
  const throttled = total(slow.timeline.throttled);
  const share =
    throttled > 0
      ? `, ${count(throttled)} times a record was throttled (${percent(throttled / (accepted + throttled))} of the attempts)`
      : ', none throttled';
  return {
    summary: `${clock(nowUs)} since the start: ${count(accepted)} records accepted${share}.`,
    table: {
      caption: 'What is pinned to the timeline',
      columns: ['Time', 'What'],
      rows: pinsOf(events).map((pin) => [clock(pin.atUs), pinWords(pin)]),
    },
  };
}
