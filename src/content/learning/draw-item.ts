/** A question with numbers: drawn until its options differ clearly, then shuffled. The same seed gives the same item. */
import { drawNumbers, seededRandom } from './draw.ts';
import type { Item, Option, QuestionTemplate } from '../questions/question.ts';

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

function shuffled(options: readonly Option[], random: () => number): Option[] {
  const list = [...options];
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

/** Whether all values differ from each other by more than 8 %: options that are too near are a matter of rounding. */
export function areDistinct(values: readonly number[]): boolean {
  return values.every((a, i) => values.every((b, j) => i === j || Math.abs(a - b) > 0.08 * Math.max(Math.abs(a), Math.abs(b))));
}
