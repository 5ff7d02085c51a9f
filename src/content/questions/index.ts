/** The question templates. */
import type { QuestionTemplate } from './question.ts';

export const questions: readonly QuestionTemplate[] = [];
