/** After the judged window: stars, goals, prediction; then the question what happened, and only then the explanation. */
import { useEffect, useRef, useState } from 'react';
import type { Predicted } from '../../../content/learning/predicted.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { TimedCommand } from '../../../engine/commands.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { countedStars } from '../../../lab/progress/progress.ts';
import { Button } from '../../controls/Button.tsx';
import { saveFile } from '../../export/save-file.ts';
import { predictionWords } from '../predict/prediction-words.ts';
import { starText, takenText } from '../score/score-rows.ts';
import { Stars } from '../score/Stars.tsx';
import { BesideSolution } from './BesideSolution.tsx';
import { Explanation } from './Explanation.tsx';
import { GoalByGoal } from './GoalByGoal.tsx';
import { resemblance } from './resemblance.ts';
import { resultText } from './result-text.ts';
import styles from './result.module.css';
import { starRows } from './star-rows.ts';
import { useSolutionVerdict } from './use-solution-verdict.ts';
import { WhatHappened } from './WhatHappened.tsx';

interface ResultProps {
  round: Round;
  /** Final. */
  verdict: Verdict;
  predicted: Predicted | null;
  hints: number;
  sawSolution: boolean;
  /** The learner's own, in this branch. */
  commands: readonly TimedCommand[];
  /** Plays the solution beside the learner's run. */
  onWatchSolution(): void;
  /** Other numbers. */
  onAgain(): void;
  /** Goes to a moment of the run. */
  onGoTo(seconds: number): void;
  /** The learner has said what happened: the explanation stands open. */
  onExplained(): void;
}

export function Result(props: ResultProps) {
  const { round, verdict, predicted, commands, onAgain, onGoTo, onExplained, onWatchSolution } = props;
  const [explained, setExplained] = useState<string | null>(null);
  const isExplained = explained === round.seed;
  const explanation = useRef<HTMLElement>(null);
  // The buttons that were pressed have gone; what was asked for stands right below them.
  useEffect(() => {
    if (isExplained) explanation.current?.focus({ preventScroll: true });
  }, [isExplained]);
  const solution = useSolutionVerdict(round);
  const like = resemblance(round, verdict, commands);
  const explain = () => {
    setExplained(round.seed);
    onExplained();
  };
  const save = () => {
    const text = resultText({ ...props, like, solution: solution.verdict });
    saveFile(`kinelab-${round.exercise.id}-${round.seed}.txt`, new Blob([text], { type: 'text/plain' }));
  };
  return (
    <div className={styles.result} data-stars={verdict.stars}>
      <h2>Result</h2>
      <StarsEarned {...props} />
      {predicted !== null && <PredictedAndBecame round={round} verdict={verdict} predicted={predicted} />}
      <GoalByGoal round={round} verdict={verdict} solution={isExplained ? solution.verdict : null} predicted={predicted} onGoTo={onGoTo} />
      <WhatHappened key={round.seed} round={round} verdict={verdict} like={like} onAnswered={explain} />
      {isExplained && (
        <section className={styles.explained} aria-label="Explanation" ref={explanation} tabIndex={-1}>
          <Explanation round={round} like={like} moves={verdict.moves} />
          <BesideSolution round={round} own={verdict} solution={solution} onWatch={onWatchSolution} />
        </section>
      )}
      <p className={styles.buttons}>
        <Button look="primary" onPress={onAgain}>
          Again with other numbers
        </Button>
        <Button isDisabled={!isExplained} onPress={save}>
          Save the result as text
        </Button>
        {!isExplained && <span className={styles.small}>The text holds the explanation: first say what happened.</span>}
      </p>
    </div>
  );
}

function StarsEarned({ verdict, hints, sawSolution }: ResultProps) {
  const counted = countedStars({ stars: verdict.stars, hints, sawSolution });
  const taken = takenText(verdict.stars, hints, sawSolution);
  return (
    <div className={styles.earned}>
      <div className={styles.big}>
        <Stars stars={counted} label={`${starText(counted)} of 3 counted`} />
        <p>{verdict.refused === null ? `${starText(verdict.stars)} of 3 earned` : 'Not judged'}</p>
      </div>
      <dl className={styles.starRows}>
        {starRows(verdict).map(({ name, isEarned, text }) => (
          <div key={name} data-earned={isEarned}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {taken !== null && <p className={styles.note}>{taken}</p>}
      {verdict.refused !== null && <p className={styles.refused}>{verdict.refused}</p>}
    </div>
  );
}

function PredictedAndBecame({ round, verdict, predicted }: { round: Round; verdict: Verdict; predicted: Predicted }) {
  const { said, became } = predictionWords(round, verdict, predicted);
  const { question } = round.exercise.predict(round.numbers);
  return (
    <div className={styles.block}>
      <h3>Your prediction</h3>
      <p className={styles.small}>{question}</p>
      <p>
        {said} {became !== null && <strong>{became}</strong>}
      </p>
    </div>
  );
}
