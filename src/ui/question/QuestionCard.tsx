/**
 * A question that is answered at once: asked, answered, explained option by option. It draws its own item, and keeps the answer in
 * the learner's progress. Give it a `key` of template and seed: another item is another card.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { drawItem } from '../../content/learning/draw-item.ts';
import type { QuestionTemplate } from '../../content/questions/question.ts';
import { answerOf, type Confidence } from '../../lab/exam/answer.ts';
import { type Answer, noteAnswer } from '../../lab/progress/progress.ts';
import { Button } from '../controls/Button.tsx';
import { Explanation } from './Explanation.tsx';
import { inWords } from './OptionList.tsx';
import { letterOf } from './question-keys.ts';
import { QuestionForm } from './QuestionForm.tsx';
import styles from './question.module.css';

export interface QuestionCardProps {
  template: QuestionTemplate;
  /** 1–8 hex digits. */
  seed: string;
  mode: Answer['mode'];
  place?: string;
  takesFocus?: boolean;
  /** It is in the progress already. */
  onAnswered?(answer: Answer): void;
  /** Offers to go on after the answer; key N. */
  onNext?(): void;
  nextLabel?: string;
}

export function QuestionCard({
  template,
  seed,
  mode,
  place,
  takesFocus,
  onAnswered,
  onNext,
  nextLabel = 'Next question',
}: QuestionCardProps) {
  const item = useMemo(() => drawItem(template, seed), [template, seed]);
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [confidence, setConfidence] = useState<Confidence | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [shownAtMs] = useState(() => Date.now());
  const isReady = chosen.length === item.choose;
  const giveAnswer = () => {
    if (!isReady || answer !== null) return;
    const atEpochMs = Date.now();
    const given = answerOf(template, item, { chosen, confidence, tookMs: atEpochMs - shownAtMs }, { mode, atEpochMs });
    noteAnswer(given);
    setAnswer(given);
    onAnswered?.(given);
  };
  return (
    <QuestionForm
      template={template}
      item={item}
      chosen={chosen}
      confidence={confidence}
      isRevealed={answer !== null}
      place={place}
      takesFocus={takesFocus}
      onChoose={setChosen}
      onConfidence={setConfidence}
      onEnter={answer === null ? giveAnswer : () => onNext?.()}
      onNext={answer === null ? undefined : onNext}
    >
      {answer === null ? (
        <div className={styles.actions}>
          <Button look="primary" isDisabled={!isReady} onPress={giveAnswer}>
            Answer
          </Button>
          <span className={styles.keys}>
            {isReady ? 'or Enter' : `Choose ${inWords(item.choose)} first: keys A–${letterOf(item.options.length - 1)}`}
          </span>
        </div>
      ) : (
        <>
          <Outcome isRight={answer.isRight} rightOnes={item.options.flatMap(({ isRight }, i) => (isRight ? letterOf(i) : []))} />
          <Explanation template={template} item={item} />
          {onNext !== undefined && (
            <div className={styles.actions}>
              <Button look="primary" onPress={onNext}>
                {nextLabel}
              </Button>
              <span className={styles.keys}>or N</span>
            </div>
          )}
        </>
      )}
    </QuestionForm>
  );
}

/** Takes the focus, so that it is read out and the next key finds the card. */
function Outcome({ isRight, rightOnes }: { isRight: boolean; rightOnes: readonly string[] }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  return (
    <h3 ref={heading} className={styles.outcome} data-right={isRight} tabIndex={-1}>
      {isRight ? 'Right.' : `Not right: the answer is ${rightOnes.join(' and ')}.`}
    </h3>
  );
}
