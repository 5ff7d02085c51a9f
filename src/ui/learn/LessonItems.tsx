/** The questions at the end, one after another, while the notes are folded away. */
import { useEffect, useRef, useState } from 'react';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { dealFrom, keysOf } from '../../lab/exam/deal.ts';
import { progressStore } from '../../lab/progress/progress.ts';
import { Button } from '../controls/Button.tsx';
import { QuestionCard } from '../question/QuestionCard.tsx';
import styles from './lesson.module.css';
import type { ItemsPlace } from './use-kept-place.ts';

interface LessonItemsProps {
  templates: readonly QuestionTemplate[];
  /** The numbers of a round that was left. */
  kept: readonly string[] | null;
  answered: number;
  right: number;
  /** Told as soon as the questions are dealt, and with each answer, before one goes on from it. */
  onPlace(place: ItemsPlace): void;
  onAnswered(isRight: boolean): void;
  onReturn(): void;
}

/** Mounted anew for each round: each has numbers that were not had before. */
export function LessonItems({ templates, kept, answered, right, onPlace, onAnswered, onReturn }: LessonItemsProps) {
  const [seeds] = useState(() => (kept === null ? seedsFor(templates) : [...kept]));
  const isRight = useRef(false);
  useEffect(() => onPlace({ seeds, answered, right }), []); // oxlint-disable-line react/exhaustive-deps -- on beginning the round
  const template = templates[answered];
  const isLast = answered === templates.length - 1;
  return (
    <section className={styles.items} aria-label="Without the notes">
      <p className={styles.quiet}>
        The notes are folded away on purpose: what is fetched from memory stays there. Going back to them begins the questions anew.
      </p>
      <QuestionCard
        key={answered}
        template={template}
        seed={seeds[answered]}
        mode="lesson"
        place={`Question ${answered + 1} of ${templates.length}`}
        takesFocus
        onAnswered={(answer) => {
          isRight.current = answer.isRight;
          onPlace({ seeds, answered: answered + 1, right: right + (answer.isRight ? 1 : 0) });
        }}
        onNext={() => onAnswered(isRight.current)}
        nextLabel={isLast ? 'Finish the lesson' : 'Next question'}
      />
      <Button look="quiet" onPress={onReturn}>
        Back to the notes
      </Button>
    </section>
  );
}

const FIRST_SEED = '1';

function seedsFor(templates: readonly QuestionTemplate[]): string[] {
  const ids = new Set(templates.map(({ id }) => id));
  const answers = progressStore.getState().answers.filter(({ template }) => ids.has(template));
  const had = keysOf(answers, templates);
  return templates.map((template) => dealFrom(template, had, Math.random)?.seed ?? FIRST_SEED);
}
