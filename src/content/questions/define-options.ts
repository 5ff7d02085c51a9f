/** Options of a question with one right figure: wrong ones are taken in their order, those too near to the right one or to each other are left out. */
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

/** Null where fewer than three wrong ones differ clearly. */
export function defineOptions(right: RightFigure, wrong: readonly WrongFigure[]): readonly Option[] | null {
  const chosen: RightFigure[] = [right];
  const options: Option[] = [{ text: right.text, reason: right.reason, isRight: true, misconception: null }];
  for (const figure of wrong) {
    if (options.length > WRONG_OPTIONS) break;
    if (!isFit(figure, chosen)) continue;
    chosen.push(figure);
    options.push({ text: figure.text, reason: figure.reason, isRight: false, misconception: figure.misconception });
  }
  return right.value > 0 && options.length > WRONG_OPTIONS ? options : null;
}

function isFit({ value, text }: RightFigure, chosen: readonly RightFigure[]): boolean {
  if (!Number.isFinite(value) || value <= 0 || chosen.some((other) => other.text === text)) return false;
  return areDistinct([...chosen.map((other) => other.value), value]);
}
