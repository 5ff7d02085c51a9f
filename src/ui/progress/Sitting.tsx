/** One sitting: cards one after the other, each with numbers that were not had before; it ends by itself, and nothing is lost by leaving. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { exercises } from '../../content/exercises/index.ts';
import { questions } from '../../content/questions/index.ts';
import { measureName } from '../../judge/goal-text.ts';
import { startRound } from '../../content/learning/round.ts';
import { dealFrom, keysOf } from '../../lab/exam/deal.ts';
import { exerciseAddress, freshSeed } from '../../lab/exercise-address.ts';
import type { Card } from '../../lab/progress/cards.ts';
import { progressStore } from '../../lab/progress/progress.ts';
import { Button } from '../controls/Button.tsx';
import { QuestionCard } from '../question/QuestionCard.tsx';
import { counted } from './progress-words.ts';
import styles from './progress.module.css';

interface SittingProps {
  cards: readonly Card[];
  minutes: number;
  onEnd(): void;
}

export function Sitting({ cards, minutes, onEnd }: SittingProps) {
  const [at, setAt] = useState(0);
  const [right, setRight] = useState({ of: 0, right: 0 });
  const [startedAtMs, setStartedAtMs] = useState(() => Date.now());
  const [isLong, setIsLong] = useState(false);
  const next = () => {
    setAt(at + 1);
    setIsLong(Date.now() - startedAtMs > minutes * 60_000);
  };
  const goOn = () => {
    setStartedAtMs(Date.now());
    setIsLong(false);
  };
  if (at >= cards.length || isLong) {
    return <Stop right={right} left={cards.length - at} onGoOn={at < cards.length ? goOn : null} onEnd={onEnd} />;
  }
  const place = `Card ${at + 1} of ${cards.length}`;
  const card = cards[at];
  return (
    <div className={styles.sitting}>
      <div className={styles.sittingHead}>
        <h1 className="visually-hidden">Review</h1>
        <span className={styles.quiet}>At most {minutes} min</span>
        <Button look="quiet" onPress={onEnd}>
          Stop here
        </Button>
      </div>
      {card.kind === 'question' ? (
        <QuestionAgain
          key={at}
          id={card.id}
          place={place}
          onAnswered={(isRight) => setRight({ of: right.of + 1, right: right.right + (isRight ? 1 : 0) })}
          onNext={next}
        />
      ) : (
        <ExerciseAgain key={at} card={card} place={place} onNext={next} />
      )}
    </div>
  );
}

function QuestionAgain({
  id,
  place,
  onAnswered,
  onNext,
}: {
  id: string;
  place: string;
  onAnswered(isRight: boolean): void;
  onNext(): void;
}) {
  const template = questions.find((question) => question.id === id)!;
  const seed = useState(() => {
    const had = keysOf(
      progressStore.getState().answers.filter((answer) => answer.template === id),
      questions,
    );
    return (dealFrom(template, had, Math.random) ?? { seed: '1' }).seed;
  })[0];
  return (
    <QuestionCard
      template={template}
      seed={seed}
      mode="review"
      place={place}
      takesFocus
      onAnswered={({ isRight }) => onAnswered(isRight)}
      onNext={onNext}
      nextLabel="Next card"
    />
  );
}

function ExerciseAgain({ card, place, onNext }: { card: Card; place: string; onNext(): void }) {
  const exercise = exercises.find(({ id }) => id === card.id)!;
  const seed = useState(freshSeed)[0];
  const missed = useMemo(() => {
    const goals = startRound(exercise, seed).rules.goals.filter(({ id }) => card.missed.includes(id));
    return [...new Set(goals.map(({ measure }) => measureName(measure)))];
  }, [exercise, seed, card]);
  return (
    <article className={styles.again}>
      <p className={styles.quiet}>{place} · Exercise, with other numbers</p>
      <h2 className={styles.stopTitle}>{exercise.title}</h2>
      {missed.length > 0 && <p>Missed last time: {missed.join(', ')}.</p>}
      <div className={styles.buttons}>
        <a className={styles.open} href={`#${exerciseAddress(exercise.id, seed)}`}>
          Open the exercise
        </a>
        <Button onPress={onNext}>Later</Button>
      </div>
    </article>
  );
}

interface StopProps {
  right: { of: number; right: number };
  left: number;
  onGoOn: (() => void) | null;
  onEnd(): void;
}

/** Takes the focus: the card that had it is gone. */
function Stop({ right, left, onGoOn, onEnd }: StopProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={styles.again}>
      <h1 ref={heading} tabIndex={-1} className={styles.stopTitle}>
        {onGoOn === null ? 'That was this sitting.' : 'A good place to stop.'}
      </h1>
      {right.of > 0 && (
        <p>
          {right.right} of {counted(right.of, 'answer')} right. What was missed comes back within 24 hours.
        </p>
      )}
      {left > 0 && <p>{counted(left, 'card')} can wait: nothing is lost.</p>}
      <div className={styles.buttons}>
        <Button look="primary" onPress={onEnd}>
          Done
        </Button>
        {onGoOn !== null && <Button onPress={onGoOn}>Go on</Button>}
      </div>
    </div>
  );
}
