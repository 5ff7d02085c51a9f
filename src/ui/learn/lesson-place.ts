/** Where somebody stopped in a lesson: what of it still fits the lesson, and which block of the text is being read. */
import type { LessonSpec } from '../../content/lessons/lesson.ts';
import type { LessonPlace } from '../../lab/progress/progress.ts';

/** Null where there is none, or the lesson has changed so much since that it means nothing. */
export function usablePlace(place: LessonPlace | undefined, { opens, blocks, items }: LessonSpec): LessonPlace | null {
  if (place === undefined || (place.committed !== null && place.committed >= opens.options.length)) return null;
  const block = Math.min(place.block, blocks.length - 1);
  const fits = place.seeds.length === items.length && place.answered <= items.length && place.right <= place.answered;
  return place.part === 'reading' || fits ? { ...place, block } : { ...place, block, part: 'reading' };
}

/** What ends above this line is out of sight; as much room is left above a block that is brought into view. */
const READ_AT_PX = 24;

/** The first block that is not above where one reads; the last one where all are. */
export function blockBeingRead(blocks: readonly { bottom: number }[]): number {
  const first = blocks.findIndex(({ bottom }) => bottom > READ_AT_PX);
  return first === -1 ? Math.max(0, blocks.length - 1) : first;
}
