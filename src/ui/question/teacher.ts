/** What teaches a question: where it is, and its title. */
import { exercises } from '../../content/exercises/index.ts';
import { lessons } from '../../content/lessons/index.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';

type Teacher = QuestionTemplate['teaches'];

/** A page of the app, without the hash. */
export const teacherAddress = ({ kind, id }: Teacher): string => (kind === 'lesson' ? `/learn/${id}` : `/exercises/${id}`);

/** `the exercise “Tiny records”`. */
export function teacherInWords({ kind, id }: Teacher): string {
  const title = (kind === 'lesson' ? lessons : exercises).find((one) => one.id === id)?.title ?? id;
  return `the ${kind} “${title}”`;
}
