import type { Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { Button } from '../../controls/Button.tsx';
import { comparedFigures } from './comparison.ts';
import styles from './result.module.css';
import type { SolutionVerdict } from './use-solution-verdict.ts';

interface BesideSolutionProps {
  round: Round;
  own: Verdict;
  solution: SolutionVerdict;
  onWatch(): void;
}

/** Figures give nothing away; watching the solution does, and the page asks before. */
export function BesideSolution({ round, own, solution, onWatch }: BesideSolutionProps) {
  return (
    <div className={styles.block}>
      <h3>Beside the solution</h3>
      {solution.state === 'playing' && <p role="status">The solution is being played …</p>}
      {solution.state === 'failed' && <p>The solution could not be played here.</p>}
      {solution.verdict !== null && (
        <table className={styles.compared}>
          <thead>
            <tr>
              <th scope="col">Figure</th>
              <th scope="col">Your run</th>
              <th scope="col">Solution</th>
            </tr>
          </thead>
          <tbody>
            {comparedFigures(round, own, solution.verdict).map(({ name, own: mine, solution: its, isSame }) => (
              <tr key={name} data-same={isSame}>
                <th scope="row">{name}</th>
                <td>{mine}</td>
                <td>{its}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.buttons}>
        <Button onPress={onWatch}>Watch the solution beside your run</Button>
        <span className={styles.small}>After that, these numbers do not count any more; others do.</span>
      </p>
    </div>
  );
}
