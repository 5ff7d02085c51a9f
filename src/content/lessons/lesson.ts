/** What a lesson is: a question first, prose with small live Stages, three items without notes at its end, and an exercise to go on with. */
import type { Scenario } from '../../engine/scenario.ts';
import type { Command } from '../../engine/commands.ts';
import type { ExamTag, Source, Topic } from '../learning/topics.ts';
import type { ViewName } from '../../protocol/run-recipe.ts';

export type Block =
  | { kind: 'heading'; text: string }
  /** Words between *asterisks* are emphasised, between `backticks` they are AWS's own names. */
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  /** A run of its own inside the page: its view, what to look at, and a few things to try, each a labelled button. */
  | {
      kind: 'stage';
      id: string;
      scenario: Scenario;
      view: ViewName;
      caption: string;
      tries: readonly { label: string; commands: readonly Command[]; lookAt: string }[];
    }
  /** A figure with its source, and what older notes say. */
  | { kind: 'fact'; text: string; asOf: string; source: Source; older?: string };

export interface LessonSpec {
  id: string;
  title: string;
  topic: Topic;
  exams: readonly ExamTag[];
  asOf: string;
  sources: readonly Source[];
  /** Asked before anything is explained; answered by the lesson. Commit first. */
  opens: { question: string; options: readonly string[]; right: number; answer: string };
  blocks: readonly Block[];
  /** Question templates asked at the end, without the notes. */
  items: readonly [string, string, string];
  /** The exercise that it ends in. */
  exercise: string;
}

export const defineLesson = (lesson: LessonSpec): LessonSpec => lesson;
