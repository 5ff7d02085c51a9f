import { useState } from 'react';
import type { Predicted } from '../../../content/learning/predicted.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { Verdict } from '../../../judge/goal.ts';
import { valueText } from '../../../judge/goal-text.ts';
import { Button } from '../../controls/Button.tsx';
import { GoalChart, goalChartData } from '../score/GoalChart.tsx';
import { scoreRows, type ScoreRow } from '../score/score-rows.ts';
import { StateIcon } from '../score/Stars.tsx';
import styles from './result.module.css';

interface GoalByGoalProps {
  round: Round;
  verdict: Verdict;
  solution: Verdict | null;
  predicted: Predicted | null;
  onGoTo(seconds: number): void;
}

/** Every goal with its chart; of those that were missed the first on each measure stands open. */
export function GoalByGoal({ round, verdict, solution, predicted, onGoTo }: GoalByGoalProps) {
  const rows = scoreRows(round, verdict);
  return (
    <div className={styles.block}>
      <h3>Goal by goal</h3>
      <ul className={styles.goals}>
        {rows.map((row, i) => (
          <GoalRow
            key={row.id}
            isOpenFirst={isFirstMissed(row, rows.slice(0, i))}
            {...{ row, round, verdict, solution, predicted, onGoTo }}
          />
        ))}
      </ul>
    </div>
  );
}

const isFirstMissed = (row: ScoreRow, before: readonly ScoreRow[]): boolean =>
  row.state === 'missed' && !before.some(({ state, name }) => state === 'missed' && name === row.name);

interface GoalRowProps extends GoalByGoalProps {
  row: ScoreRow;
  isOpenFirst: boolean;
}

function GoalRow({ row, isOpenFirst, round, verdict, solution, predicted, onGoTo }: GoalRowProps) {
  const [isOpen, setOpen] = useState(isOpenFirst);
  const find = (one: Verdict | null) => one?.goals.find(({ goal }) => goal.id === row.id);
  const own = find(verdict);
  return (
    <li data-state={row.state}>
      <p className={styles.goal}>
        <StateIcon state={row.state} />
        <span className={styles.sentence}>{row.sentence}</span>
        <span>
          Measured: <b>{row.measured}</b> · {row.stateText}
          {own?.missedValue != null && ` with ${valueText(own.goal.measure, own.missedValue)}`}
        </span>
        {row.missedAtSeconds !== null && (
          <Button look="link" aria-label={`Go to the moment at which ${row.name} was missed`} onPress={() => onGoTo(row.missedAtSeconds!)}>
            Go there
          </Button>
        )}
        <Button look="link" aria-expanded={isOpen} aria-label={`Chart of ${row.name}`} onPress={() => setOpen(!isOpen)}>
          {isOpen ? 'Hide the chart' : 'Chart'}
        </Button>
      </p>
      {isOpen && own !== undefined && <GoalChart data={goalChartData(round, own.goal, { own, solution: find(solution), predicted })} />}
    </li>
  );
}
