/** The score so far: every goal with what was measured and its limit, and the stars; it goes along with the run. */
import { useId } from 'react';
import type { Predicted } from '../../../content/learning/predicted.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { countedStars } from '../../../lab/progress/progress.ts';
import { Button } from '../../controls/Button.tsx';
import { predictionWords } from '../predict/prediction-words.ts';
import { scoreRows, starsInReach, starText, takenText, windowText } from './score-rows.ts';
import styles from './score.module.css';
import { Stars, StateIcon } from './Stars.tsx';

interface ScoreProps {
  round: Round;
  verdict: Verdict | null;
  predicted: Predicted | null;
  /** Opened so far. */
  hints: number;
  sawSolution: boolean;
  /** Goes to the first moment a goal was missed. */
  onGoTo?(seconds: number): void;
}

export function Score({ round, verdict, predicted, hints, sawSolution, onGoTo }: ScoreProps) {
  const headId = useId();
  const moves = verdict?.moves ?? 0;
  return (
    <section className={styles.score} aria-labelledby={headId}>
      <header className={styles.head}>
        <h3 id={headId}>{verdict?.isFinal ? 'Score' : 'Score so far'}</h3>
        <p>{windowText(round, verdict)}</p>
      </header>
      {verdict?.refused != null && (
        <p className={styles.refused} role="alert">
          Not judged: {verdict.refused}
        </p>
      )}
      <div className={styles.body}>
        <GoalRows round={round} verdict={verdict} moves={moves} onGoTo={onGoTo} />
        <StarsSoFar verdict={verdict} hints={hints} sawSolution={sawSolution} />
      </div>
      {predicted !== null && <p className={styles.predicted}>{predictionWords(round, null, predicted).said}</p>}
    </section>
  );
}

interface GoalRowsProps {
  round: Round;
  verdict: Verdict | null;
  moves: number;
  onGoTo?: ((seconds: number) => void) | undefined;
}

function GoalRows({ round, verdict, moves, onGoTo }: GoalRowsProps) {
  const { par } = round.exercise;
  return (
    <table className={styles.rows}>
      <thead className={styles.hidden}>
        <tr>
          <th scope="col">Goal</th>
          <th scope="col">Measured</th>
          <th scope="col">Limit</th>
          <th scope="col">State</th>
        </tr>
      </thead>
      <tbody>
        {scoreRows(round, verdict).map((row) => (
          <tr key={row.id} title={row.sentence} data-state={row.state}>
            <th scope="row">
              <StateIcon state={row.state} />
              {row.name}
            </th>
            <td className={styles.measured}>{row.measured}</td>
            <td className={styles.limit}>{row.limit}</td>
            <td>
              {row.missedAtSeconds === null || onGoTo === undefined ? (
                <span className={styles.state}>{row.stateText}</span>
              ) : (
                <Button look="link" aria-label={`${row.name}: ${row.stateText}, go there`} onPress={() => onGoTo(row.missedAtSeconds!)}>
                  {row.stateText}
                </Button>
              )}
            </td>
          </tr>
        ))}
        <tr>
          <th scope="row">
            <span className={styles.noIcon} />
            Moves given
          </th>
          <td className={styles.measured}>{moves}</td>
          <td className={styles.limit} colSpan={2}>
            par {par}
          </td>
        </tr>
      </tbody>
    </table>
  );
}

function StarsSoFar({ verdict, hints, sawSolution }: { verdict: Verdict | null; hints: number; sawSolution: boolean }) {
  const stars = verdict === null ? 3 : starsInReach(verdict);
  const counted = countedStars({ stars, hints, sawSolution });
  const isFinal = verdict?.isFinal === true;
  const text = isFinal ? `${starText(counted)} of 3` : `${starText(counted)} in reach`;
  return (
    <div className={styles.starBox}>
      <Stars stars={counted} open={!isFinal} label={text} />
      <p aria-hidden="true">{text}</p>
      {takenText(stars, hints, sawSolution) !== null && <p className={styles.taken}>{takenText(stars, hints, sawSolution)}</p>}
    </div>
  );
}
