/** How far somebody is with an item of an exam. */
import type { ExamItem } from '../../lab/machines/exam.machine.ts';

/** `incomplete`: not as many are chosen as are asked for, so that it cannot be right. */
export type Standing = 'open' | 'incomplete' | 'answered';

export function standingOf({ chosen }: Pick<ExamItem, 'chosen'>, choose: number): Standing {
  if (chosen.length === 0) return 'open';
  return chosen.length === choose ? 'answered' : 'incomplete';
}
