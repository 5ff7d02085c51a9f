/** Figures of a topic, made from the facts: how many items, how many right, how sure that is, and how sure the learner was. */
import { TOPICS, type Topic } from '../../content/learning/topics.ts';
import { type Answer, countedStars, type ExerciseResult } from './progress.ts';

/** Below so many items a share says nothing. */
export const ITEMS_MIN = 8;

export interface Share {
  n: number;
  right: number;
  /** Where the true share lies with 95 % certainty (Wilson's interval); null where there are too few items to say. */
  interval: { from: number; to: number } | null;
}

export interface TopicFigures {
  topic: Topic;
  items: Share;
  /** Of the items that the learner was sure of. */
  sure: Share;
  isOverconfident: boolean;
  stars: number;
  starsMax: number;
}

export function topicFigures(
  { answers, results }: { answers: readonly Answer[]; results: readonly ExerciseResult[] },
  exercises: readonly { id: string; topic: Topic }[],
): TopicFigures[] {
  const fresh = freshAnswers(answers);
  return (Object.keys(TOPICS) as Topic[]).map((topic) => {
    const own = fresh.filter((answer) => answer.topic === topic);
    const sure = shareOf(own.filter(({ confidence }) => confidence === 'high'));
    const ofTopic = exercises.filter((exercise) => exercise.topic === topic);
    return {
      topic,
      items: shareOf(own),
      sure,
      isOverconfident: sure.interval !== null && sure.right / sure.n < 0.8,
      stars: ofTopic.reduce((sum, { id }) => sum + bestStars(results, id), 0),
      starsMax: 3 * ofTopic.length,
    };
  });
}

/** The same numbers answered again are no new item: the first answer counts. */
function freshAnswers(answers: readonly Answer[]): Answer[] {
  return [...new Map(answers.toReversed().map((answer) => [`${answer.template}:${answer.seed}`, answer])).values()];
}

export function bestStars(results: readonly ExerciseResult[], exercise: string): number {
  return Math.max(0, ...results.filter((result) => result.exercise === exercise).map(countedStars));
}

function shareOf(answers: readonly Answer[]): Share {
  const [n, right] = [answers.length, answers.filter(({ isRight }) => isRight).length];
  return { n, right, interval: n < ITEMS_MIN ? null : wilson(right, n) };
}

/** Wilson's score interval, 95 %. https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval */
export function wilson(right: number, n: number): { from: number; to: number } {
  const z = 1.959964;
  const share = right / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) };
}
