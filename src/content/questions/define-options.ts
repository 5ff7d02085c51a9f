/**
 * Options of a question with one right figure. The first wrong one, the commonest mistake, is always tried first; the others change with
 * the figures, lest the right one be known by its place among the sizes. Those too near to the right one or to each other are left out.
 */
import { seededRandom, shuffled } from '../learning/draw.ts';
import { areDistinct } from '../learning/draw-item.ts';
import type { Option } from './question.ts';

export interface RightFigure {
  value: number;
  text: string;
  reason: string;
}

export interface WrongFigure extends RightFigure {
  misconception: string;
}

const WRONG_OPTIONS = 3;

/** An order of the wrong ones may leave two out for the sake of a third: so many orders are tried. */
const ORDERS_MAX = 8;

/** Null where fewer than three wrong ones differ clearly. */
export function defineOptions(right: RightFigure, wrong: readonly WrongFigure[]): readonly Option[] | null {
  const [commonest, ...others] = wrong;
  if (right.value <= 0 || commonest === undefined) return null;
  const seed = [right, ...wrong].map(({ text }) => text).join('|');
  for (let order = 0; order < ORDERS_MAX; order++) {
    const chosen = chosenOf(right, [commonest, ...shuffled(others, seededRandom(`${order}:${seed}`))]);
    if (chosen.length === WRONG_OPTIONS) return [optionOf(right, null), ...chosen.map((figure) => optionOf(figure, figure.misconception))];
  }
  return null;
}

const optionOf = ({ text, reason }: RightFigure, misconception: string | null): Option => ({
  text,
  reason,
  isRight: misconception === null,
  misconception,
});

function chosenOf(right: RightFigure, wrong: readonly WrongFigure[]): WrongFigure[] {
  const chosen: WrongFigure[] = [];
  for (const figure of wrong) {
    if (chosen.length < WRONG_OPTIONS && isFit(figure, [right, ...chosen])) chosen.push(figure);
  }
  return chosen;
}

function isFit({ value, text }: RightFigure, chosen: readonly RightFigure[]): boolean {
  if (!Number.isFinite(value) || value <= 0 || chosen.some((other) => other.text === text)) return false;
  return areDistinct([...chosen.map((other) => other.value), value]);
}
