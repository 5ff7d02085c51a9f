/** The steps of an open answer to "why?": numbered as in its list; where two would cover each other they share a mark. */
import type { Explanation } from '../../engine/explain/explanation.ts';
import { textWidth } from '../text-width.ts';
import { mergeMarks } from './merge-marks.ts';

export interface StepMark {
  x: number;
  /** Of its first step. */
  atUs: number;
  /** Counted from 1. */
  numbers: number[];
  /** `2`, `3–5`, `2, 4`. */
  text: string;
  halfPx: number;
  /** The middle of its number, which stays inside where the step itself is at the edge. */
  numberX: number;
}

export interface StepSpan {
  number: number;
  x1: number;
  x2: number;
}

const FONT_PX = 10.5;
/** So far a number may stand out of the axis. */
const EDGE_PX = 11;

function textOf(numbers: readonly number[]): string {
  const [first] = numbers;
  const last = numbers[numbers.length - 1];
  if (numbers.length === 1) return String(first);
  return last - first === numbers.length - 1 ? `${first}–${last}` : numbers.join(', ');
}

function halfOf(text: string): number {
  return Math.max(7, textWidth(text, FONT_PX) / 2 + 4);
}

export function stepMarks(
  explained: Explanation | null,
  x: (atUs: number) => number,
  left: number,
  right: number,
): { marks: StepMark[]; spans: StepSpan[] } {
  if (explained === null) return { marks: [], spans: [] };
  const numbered = explained.steps.map((step, i) => ({ ...step, number: i + 1, x: x(step.atUs) }));
  const spans = numbered
    .filter(({ atUs, untilUs }) => untilUs > atUs)
    .map(({ number, x: x1, untilUs }) => ({ number, x1: Math.max(left, x1), x2: Math.min(right, x(untilUs)) }))
    .filter(({ x1, x2 }) => x2 > x1);
  const single = numbered
    .map(({ x: at, atUs, number }): StepMark => ({
      x: at,
      atUs,
      numbers: [number],
      text: String(number),
      halfPx: halfOf(String(number)),
      numberX: at,
    }))
    .sort((a, b) => a.atUs - b.atUs || a.numbers[0] - b.numbers[0]);
  const marks = mergeMarks(single, 1, (into, from) => {
    into.numbers = [...into.numbers, ...from.numbers].sort((a, b) => a - b);
    into.text = textOf(into.numbers);
    into.halfPx = halfOf(into.text);
  }).filter((mark) => mark.x >= left - 1 && mark.x <= right + 1);
  for (const mark of marks) mark.numberX = Math.max(left - EDGE_PX + mark.halfPx, Math.min(right + EDGE_PX - mark.halfPx, mark.x));
  return { marks, spans };
}
