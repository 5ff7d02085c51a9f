/** What a question is: numbers are drawn, the answer is computed by the engine's own functions, wrong options by named misconceptions. */
import type { Scenario } from '../../engine/scenario.ts';
import type { NumberRange, Numbers } from '../exercises/exercise.ts';
import type { ExamTag, Source, Topic } from '../learning/topics.ts';

export interface Option {
  /** With its unit. */
  text: string;
  isRight: boolean;
  /** One line: why it is right, or which mistake leads there. */
  reason: string;
  /** Name of the misconception; null of the right one. */
  misconception: string | null;
}

/** A question with its numbers: what is asked and shown. */
export interface Item {
  template: string;
  seed: string;
  numbers: Numbers;
  text: string;
  /** Four of a single choice; five or six where several are right. In the order in which they are shown. */
  options: readonly Option[];
  /** How many to choose. */
  choose: number;
}

export interface QuestionTemplate {
  id: string;
  title: string;
  topic: Topic;
  level: 'intro' | 'core' | 'advanced';
  exams: readonly ExamTag[];
  asOf: string;
  sources: readonly Source[];
  older?: string;
  numbers: Readonly<Record<string, NumberRange>>;
  /** At most 90 words, units always printed. */
  ask(numbers: Numbers): string;
  /** The right ones first; they are shuffled by the seed. Null where this draw is no good (options coincide or nearly so). */
  options(numbers: Numbers): readonly Option[] | null;
  /** The whole way to the answer, with the numbers. */
  explain(numbers: Numbers): readonly string[];
  /** The same numbers as a run, and what to look at there. */
  seeIt(numbers: Numbers): {
    scenario: Scenario;
    view?: 'stage' | 'read-budgets' | 'leases' | 'buffers' | 'delivery';
    untilSeconds: number;
    lookAt: string;
  };
  /** The lesson or exercise that teaches it. */
  teaches: { kind: 'lesson' | 'exercise'; id: string };
}

export const defineQuestion = (question: QuestionTemplate): QuestionTemplate => question;
