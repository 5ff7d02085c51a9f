/** Where an exercise sends the learner on to. */
import type { Exercise } from '../../../content/exercises/exercise.ts';
import { exercises } from '../../../content/exercises/index.ts';
import { lessons } from '../../../content/lessons/index.ts';
import { questions } from '../../../content/questions/index.ts';

export interface NextPlace {
  href: string;
  title: string;
}

type ReadNext = Exercise['readNext'][number];

const LISTS: Record<ReadNext['kind'], { list: readonly { id: string; title: string }[]; path: string; word: string }> = {
  lesson: { list: lessons, path: '/learn', word: 'Lesson' },
  exercise: { list: exercises, path: '/exercises', word: 'Exercise' },
  // A drill of that question alone, with other numbers each time.
  question: { list: questions, path: '/exam/question', word: 'Question' },
};

/** Null where there is no such thing. */
export function nextPlace({ kind, id }: ReadNext): NextPlace | null {
  const { list, path, word } = LISTS[kind];
  const found = list.find((one) => one.id === id);
  return found === undefined ? null : { href: `${path}/${id}`, title: `${word}: ${found.title}` };
}
