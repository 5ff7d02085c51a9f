/** The chart of one goal's measure over the judged window, with its table twin on demand. */
import { useEffect, useId, useRef, useState } from 'react';
import { curveMoments, type CurvePoint, type Predicted, unitFactor } from '../../../content/learning/predicted.ts';
import type { Round } from '../../../content/learning/round.ts';
import type { Goal, GoalVerdict } from '../../../judge/goal.ts';
import { limitText, measureName, valueText } from '../../../judge/goal-text.ts';
import type { GoalChartData } from '../../../views/goal-chart/layout.ts';
import { describeGoalChart } from '../../../views/goal-chart/text.ts';
import { type GoalChartState, type MountedGoalChart, mountGoalChart } from '../../../views/goal-chart/view.ts';
import { Button } from '../../controls/Button.tsx';
import { watchSize } from '../../stage/ViewHost.tsx';
import { WordsTable } from '../../stage/WordsTable.tsx';
import { useLabState } from '../../use-lab.ts';
import styles from './score.module.css';

interface GoalChartProps {
  data: GoalChartData;
  /** The chart can be drawn on. */
  onDraw?(points: CurvePoint[]): void;
}

export function GoalChart({ data, onDraw }: GoalChartProps) {
  const theme = useLabState((state) => state.theme);
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<MountedGoalChart>(null);
  const tableId = useId();
  const [hasTable, setHasTable] = useState(false);
  useEffect(() => {
    const host = element.current;
    if (host === null) return;
    const mounted = mountGoalChart(host);
    view.current = mounted;
    const stopSizes = watchSize(host, (size) => mounted.resize(size));
    return () => {
      stopSizes();
      mounted.destroy();
    };
  }, []);
  useEffect(() => {
    const state: GoalChartState = { ...data, theme, ...(onDraw !== undefined && { onDraw }) };
    view.current?.update(state);
  });
  return (
    <div className={styles.chartBox}>
      <div className={styles.chart} ref={element} />
      {onDraw === undefined && (
        <Button look="link" aria-expanded={hasTable} aria-controls={tableId} onPress={() => setHasTable(!hasTable)}>
          {hasTable ? 'Hide the table' : 'As a table'}
        </Button>
      )}
      <div id={tableId}>{hasTable && <TableTwin data={data} />}</div>
    </div>
  );
}

function TableTwin({ data }: { data: GoalChartData }) {
  const { summary, table } = describeGoalChart(data);
  return (
    <div className={styles.tableBox} role="group" aria-label={table.caption} tabIndex={0}>
      <p>{summary}</p>
      <WordsTable {...table} />
    </div>
  );
}

interface Shown {
  own?: GoalVerdict | undefined;
  solution?: GoalVerdict | undefined;
  predicted?: Predicted | null;
}

/** What the chart of a goal shows, of the learner's run, the solution's and what was predicted. */
export function goalChartData({ rules: { window }, scenario, exercise, numbers }: Round, goal: Goal, shown: Shown): GoalChartData {
  const { own, solution, predicted } = shown;
  const prediction = exercise.predict(numbers);
  const isPredicted = prediction.kind === 'curve' && prediction.goal === goal.id && predicted?.kind === 'curve';
  const factor = prediction.kind === 'curve' ? unitFactor(prediction.unit) : 1;
  return {
    title: measureName(goal.measure),
    ...window,
    everySeconds: scenario.record?.everySeconds ?? 1,
    own: own?.series ?? [],
    solution: solution?.series ?? null,
    predicted: isPredicted ? predicted.points.map(({ atSeconds, value }) => ({ atSeconds, value: value * factor })) : null,
    limit: { value: goal.value, is: goal.is, text: limitText(goal) },
    missedAtSeconds: own?.missedAtSeconds ?? null,
    format: (value) => valueText(goal.measure, value),
  };
}

/** A curve to begin with: level, in the middle of its scale. */
export function levelCurve(round: Round, value: number): CurvePoint[] {
  return curveMoments(round.rules.window).map((atSeconds) => ({ atSeconds, value }));
}
