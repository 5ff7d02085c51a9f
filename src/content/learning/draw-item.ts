/** A question with numbers: drawn until its options differ clearly, then shuffled. The same seed gives the same item. */
import { drawNumbers, seededRandom, shuffled } from './draw.ts';
import type { Item, QuestionTemplate } from '../questions/question.ts';

/** A template must give a good draw within so many. */
const DRAWS_MAX = 50;

export function drawItem(template: QuestionTemplate, seed: string): Item {
  for (let draw = 0; draw < DRAWS_MAX; draw++) {
    const numbers = drawNumbers(template.numbers, `${template.id}:${seed}:${draw}`);
    const options = template.options(numbers);
    if (options === null) continue;
    return {
      template: template.id,
      seed,
      numbers,
      text: template.ask(numbers),
      options: shuffled(options, seededRandom(`order:${template.id}:${seed}`)),
      choose: options.filter(({ isRight }) => isRight).length,
    };
  }
  throw new Error(`The question ${template.id} finds no numbers with seed ${seed}.`);
}

/** Whether all values differ from each other by more than 8 %: options that are too near are a matter of rounding. */
export function areDistinct(values: readonly number[]): boolean {
  return values.every((a, i) => values.every((b, j) => i === j || Math.abs(a - b) > 0.08 * Math.max(Math.abs(a), Math.abs(b))));
}
