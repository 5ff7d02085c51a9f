/** The lessons, in the order in which they are offered. */
import type { LessonSpec } from './lesson.ts';

export const lessons: readonly LessonSpec[] = [];
