/** Whether an item was answered rightly, and what is kept of the answer. */
import type { Item, QuestionTemplate } from '../../content/questions/question.ts';
import type { Answer } from '../progress/progress.ts';

export type Confidence = NonNullable<Answer['confidence']>;

/** An item by its template and seed: enough to draw it again, the same. */
export interface DealtItem {
  template: string;
  seed: string;
}

export interface Choosing {
  /** Places in the item's list of options. */
  chosen: readonly number[];
  confidence: Confidence | null;
  tookMs: number;
}

/** All the right ones and no other. */
export function isRightAnswer({ options }: Item, chosen: readonly number[]): boolean {
  return options.every(({ isRight }, i) => isRight === chosen.includes(i));
}

export function answerOf(
  template: QuestionTemplate,
  item: Item,
  { chosen, confidence, tookMs }: Choosing,
  { mode, atEpochMs }: Pick<Answer, 'mode' | 'atEpochMs'>,
): Answer {
  return {
    template: template.id,
    seed: item.seed,
    topic: template.topic,
    atEpochMs,
    isRight: isRightAnswer(item, chosen),
    misconceptions: chosen.flatMap((i) => item.options[i]?.misconception ?? []),
    confidence,
    mode,
    tookMs,
  };
}
