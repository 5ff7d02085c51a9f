/** Keeps how far somebody has come in a lesson, with each step that they take. */
import { useEffect, useRef } from 'react';
import type { SnapshotFrom } from 'xstate';
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import type { lessonMachine } from '../../lab/machines/lesson.machine.ts';
import { type LessonPlace, noteLesson, noteLessonPlace, progressStore } from '../../lab/progress/progress.ts';

/** How far one has come in the questions of a round. */
export type ItemsPlace = Pick<LessonPlace, 'seeds' | 'answered' | 'right'>;

const NO_ITEMS: ItemsPlace = { seeds: [], answered: 0, right: 0 };

interface KeptPlace {
  keepBlock(block: number): void;
  keepItems(items: ItemsPlace): void;
}

export function useKeptPlace(
  lesson: LessonSpec,
  kept: LessonPlace | null,
  { value, context }: SnapshotFrom<typeof lessonMachine>,
): KeptPlace {
  const { committed } = context;
  const block = useRef(kept?.block ?? 0);
  const items = useRef<ItemsPlace>(kept ?? NO_ITEMS);
  const keep = (part: LessonPlace['part'], { seeds, answered, right }: ItemsPlace) => {
    if (committed === undefined) return;
    noteLessonPlace({ lesson: lesson.id, committed, part, block: block.current, seeds: [...seeds], answered, right });
  };
  useEffect(() => {
    if (value === 'done' && progressStore.getState().lessons[lesson.id] === undefined) noteLesson(lesson.id, Date.now());
    if (value === kept?.part && context.round <= 1) return; // nothing has happened yet
    if (value === 'reading') keep('reading', NO_ITEMS);
    if (value === 'done') keep('done', items.current);
  }, [value]); // oxlint-disable-line react/exhaustive-deps -- once for each step
  return {
    keepBlock: (at) => {
      block.current = at;
      keep('reading', NO_ITEMS);
    },
    keepItems: (place) => {
      items.current = place;
      keep('items', place);
    },
  };
}
