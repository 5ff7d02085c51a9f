import { useState } from 'react';
import { Label } from 'react-aria-components/Label';
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup';
import type { Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { Button } from '../../controls/Button.tsx';
import look from '../option.module.css';
import type { Resemblance } from './resemblance.ts';
import styles from './result.module.css';
import { whatHappened } from './what-happened.ts';

interface WhatHappenedProps {
  round: Round;
  verdict: Verdict;
  like: Resemblance | null;
  onAnswered(): void;
}

/** Asked once; it is not scored. */
export function WhatHappened({ round, verdict, like, onAnswered }: WhatHappenedProps) {
  const [options] = useState(() => whatHappened(round, verdict, like));
  const [chosen, setChosen] = useState<string | null>(null);
  const [isAnswered, setAnswered] = useState(false);
  const answer = () => {
    setAnswered(true);
    onAnswered();
  };
  return (
    <div className={styles.block}>
      <h3>What happened?</h3>
      <RadioGroup className={styles.options} value={chosen} onChange={setChosen} isReadOnly={isAnswered}>
        <Label>Which of these does your run show to be true? It is not scored; the explanation comes after it.</Label>
        {options.map(({ text, isRight, why }, i) => (
          <div key={text} className={styles.optionBox}>
            <Radio className={look.option} value={String(i)}>
              {text}
            </Radio>
            {isAnswered && (isRight || chosen === String(i)) && (
              <p className={isRight ? styles.right : styles.wrong}>
                <b>{isRight ? 'Yes.' : 'No.'}</b> {why}
              </p>
            )}
          </div>
        ))}
      </RadioGroup>
      {!isAnswered && (
        <p className={styles.buttons}>
          <Button look={chosen === null ? 'plain' : 'primary'} isDisabled={chosen === null} onPress={answer}>
            That is it: explain
          </Button>
          <Button look="quiet" onPress={answer}>
            I do not know
          </Button>
        </p>
      )}
      <p className={styles.hidden} role="status">
        {isAnswered ? 'The explanation follows below.' : ''}
      </p>
    </div>
  );
}
