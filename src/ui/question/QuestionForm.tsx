/** A question as it is asked: its text, options and confidence, by mouse, keys and reading voice. It keeps nothing itself. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { TOPICS } from '../../content/learning/topics.ts';
import type { Item, QuestionTemplate } from '../../content/questions/question.ts';
import type { Confidence } from '../../lab/exam/answer.ts';
import { ConfidenceChoice } from './ConfidenceChoice.tsx';
import { OptionList } from './OptionList.tsx';
import { questionKeyOf, withOption } from './question-keys.ts';
import styles from './question.module.css';

export interface QuestionFormProps {
  template: QuestionTemplate;
  item: Item;
  chosen: readonly number[];
  confidence: Confidence | null;
  isRevealed: boolean;
  /** Before the title: `Question 3 of 20`. */
  place?: string;
  /** Takes the focus when it comes: after a step that the learner took. */
  takesFocus?: boolean;
  onChoose(chosen: number[]): void;
  onConfidence(confidence: Confidence): void;
  onEnter(): void;
  onNext?(): void;
  onFlag?(): void;
  /** Below the options: buttons, and what is said after the answer. */
  children?: ReactNode;
}

export function QuestionForm(props: QuestionFormProps) {
  const { template, item, chosen, confidence, isRevealed, place, takesFocus = false, onChoose, onConfidence, children } = props;
  const card = useRef<HTMLElement>(null);
  const titleId = useId();
  const textId = useId();
  useEffect(() => {
    if (takesFocus) card.current?.focus();
  }, [takesFocus, item]);
  const press = (event: KeyboardEvent) => {
    const key = event.defaultPrevented || event.repeat ? null : questionKeyOf(event, item.options.length);
    if (key === null) return;
    if (key.type === 'choose') {
      if (isRevealed || key.option >= item.options.length) return;
      onChoose(withOption(chosen, key.option, item.choose));
    } else if (key.type === 'enter') props.onEnter();
    else if (key.type === 'next') props.onNext?.();
    else props.onFlag?.();
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are a second way to controls that stand inside
    <section ref={card} className={styles.card} tabIndex={-1} aria-labelledby={titleId} aria-describedby={textId} onKeyDown={press}>
      <p className={styles.kicker}>
        {place !== undefined && <>{place} · </>}
        {TOPICS[template.topic]}
      </p>
      <h2 className={styles.title} id={titleId}>
        {template.title}
      </h2>
      <p className={styles.text} id={textId}>
        {item.text}
      </p>
      <OptionList item={item} chosen={chosen} isRevealed={isRevealed} onChoose={onChoose} />
      {!isRevealed && <ConfidenceChoice value={confidence} onChange={onConfidence} />}
      {children}
    </section>
  );
}
