import { useId } from 'react';
import type { Item } from '../../content/questions/question.ts';
import { withStop } from '../../views/wording.ts';
import { MarkedText } from '../glossary/MarkedText.tsx';
import { letterOf, withOption } from './question-keys.ts';
import styles from './question.module.css';

interface OptionListProps {
  item: Item;
  chosen: readonly number[];
  /** Right and wrong are shown, with a line of reason each, and nothing can be chosen any more. */
  isRevealed: boolean;
  onChoose(chosen: number[]): void;
}

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six'];
export const inWords = (count: number): string => NUMBERS[count] ?? String(count);

export function OptionList({ item, chosen, isRevealed, onChoose }: OptionListProps) {
  const name = useId();
  const isSingle = item.choose === 1;
  return (
    <fieldset className={styles.options}>
      <legend className={styles.legend}>
        Choose {inWords(item.choose)}.
        {!isSingle && !isRevealed && (
          <span role="status">
            {' '}
            {chosen.length} of {item.choose} chosen{chosen.length > item.choose ? ': take one away' : ''}
          </span>
        )}
      </legend>
      {item.options.map((option, i) => {
        const isChosen = chosen.includes(i);
        const verdict = option.isRight ? 'right' : isChosen ? 'wrong' : 'other';
        const id = `${name}-${i}`;
        return (
          <div key={id} className={styles.option} data-chosen={isChosen} data-verdict={isRevealed ? verdict : undefined}>
            <input
              type={isSingle ? 'radio' : 'checkbox'}
              id={id}
              name={name}
              checked={isChosen}
              disabled={isRevealed}
              aria-describedby={isRevealed ? `${id}-reason` : undefined}
              onChange={() => onChoose(withOption(chosen, i, item.choose))}
            />
            <label htmlFor={id}>
              <span className={styles.letter}>{letterOf(i)}</span>
              <span>{option.text}</span>
            </label>
            {isRevealed && (
              <p className={styles.reason} id={`${id}-reason`}>
                <strong>{verdictInWords(option.isRight, isChosen)}</strong>{' '}
                {isChosen && option.misconception !== null && <em>{withStop(option.misconception)} </em>}
                <MarkedText text={option.reason} />
              </p>
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

function verdictInWords(isRight: boolean, isChosen: boolean): string {
  if (isRight) return isChosen ? '✓ Your choice, and right.' : '✓ Right.';
  return isChosen ? '✕ Your choice, not the answer.' : 'Not the answer.';
}
