/** What an exam says about somebody: counts by topic, with how little a few items tell. No pass mark and no chance of passing. */
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import type { Answer } from '../progress/progress.ts';
import { type Share, wilson } from '../progress/topic-figures.ts';

/** Below so many items of a topic nothing is said about it but the counts. */
export const ENOUGH_ITEMS = 8;
/** So many answers given with high confidence, before over-confidence can be spoken of. */
const ENOUGH_SURE = 4;
/** Of what one is sure of, this much should be right. */
const SURE_IS_RIGHT = 0.8;

/** An item of the exam: its answer, or none. */
export interface Marked {
  topic: Topic;
  answer: Pick<Answer, 'isRight' | 'confidence'> | null;
}

export interface Tally {
  /** Items, answered or not. */
  items: number;
  right: number;
  unanswered: number;
  /** Of those answered with high confidence. */
  sure: { items: number; right: number };
  /** Shares between which the true one lies in 19 of 20 cases; null: not enough data. */
  interval: Share['interval'];
  isOverConfident: boolean;
}

export interface Report extends Tally {
  topics: (Tally & { topic: Topic })[];
}

export function reportOf(marked: readonly Marked[]): Report {
  const topics = (Object.keys(TOPICS) as Topic[]).filter((topic) => marked.some((item) => item.topic === topic));
  return { ...tally(marked), topics: topics.map((topic) => ({ topic, ...tally(marked.filter((item) => item.topic === topic)) })) };
}

function tally(marked: readonly Marked[]): Tally {
  const answers = marked.flatMap(({ answer }) => answer ?? []);
  const right = answers.filter(({ isRight }) => isRight).length;
  const sureAnswers = answers.filter(({ confidence }) => confidence === 'high');
  const sure = { items: sureAnswers.length, right: sureAnswers.filter(({ isRight }) => isRight).length };
  return {
    items: marked.length,
    right,
    unanswered: marked.length - answers.length,
    sure,
    interval: marked.length < ENOUGH_ITEMS ? null : wilson(right, marked.length),
    isOverConfident: sure.items >= ENOUGH_SURE && sure.right < SURE_IS_RIGHT * sure.items,
  };
}
