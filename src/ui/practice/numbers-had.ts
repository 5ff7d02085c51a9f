import type { QuestionTemplate } from '../../content/questions/question.ts';
import { keysOf } from '../../lab/exam/deal.ts';
import { progressStore } from '../../lab/progress/progress.ts';

/** Numbers that were answered before do not come again; a question without numbers may. */
export function numbersHad(templates: readonly QuestionTemplate[]): Set<string> {
  const withNumbers = templates.filter(({ numbers }) => Object.keys(numbers).length > 0);
  return keysOf(progressStore.getState().answers, withNumbers);
}
