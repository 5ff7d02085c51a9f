/** Whole-run series of both branches over each other, with their table twin. */
import { useEffect, useId, useRef, useState } from 'react';
import type { SlowFrame } from '../../protocol/from-worker.ts';
import type { BranchFrame } from '../../protocol/travel.ts';
import type { CompareRange } from '../../views/compare/layout.ts';
import type { ComparedSide } from '../../views/compare/series.ts';
import { describeCompare } from '../../views/compare/text.ts';
import { type CompareState, type MountedCompare, mountCompare } from '../../views/compare/view.ts';
import { Button } from '../controls/Button.tsx';
import { WordsTable } from '../stage/WordsTable.tsx';
import { watchSize } from '../stage/ViewHost.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './compare.module.css';
import { Switch } from './Switch.tsx';

const RANGES = [
  { value: 'run' as const, label: 'Whole run' },
  { value: 'fork' as const, label: 'Since the fork' },
];

interface OverlaidChartsProps {
  here: BranchFrame;
  there: BranchFrame;
  forkUs: number | null;
  differsUs: number | null;
  hereSlow: SlowFrame;
  thereSlow: SlowFrame | null;
}

export function OverlaidCharts({ here, there, forkUs, differsUs, hereSlow, thereSlow }: OverlaidChartsProps) {
  const lab = useLab();
  const id = useId();
  const theme = useLabState((state) => state.theme);
  const [range, setRange] = useState<CompareRange>('run');
  const [hasTable, setHasTable] = useState(false);
  const { nowUs } = lab.feed;
  const state: CompareState = {
    here: sideOf(here, hereSlow),
    there: sideOf(there, thereSlow ?? hereSlow),
    nowUs,
    forkUs,
    differsUs,
    range,
    theme,
  };
  return (
    <section className={styles.overlaid} aria-label="Both branches over each other">
      <div className={styles.chartTools}>
        <Switch label="Which part of the run" value={range} options={RANGES} onChange={(next) => setRange(next)} />
        <p className={styles.hint}>Point at a moment, or use ← and → on the charts, to read it; click, or press Enter, to go there.</p>
        <Button look="quiet" aria-expanded={hasTable} aria-controls={id} onPress={() => setHasTable(!hasTable)}>
          {hasTable ? 'Hide the table' : 'The charts as a table'}
        </Button>
      </div>
      {thereSlow !== null && <Charts state={state} />}
      <div id={id}>{hasTable && thereSlow !== null && <TableTwin state={state} />}</div>
    </section>
  );
}

const sideOf = ({ name, endUs }: BranchFrame, { timeline }: SlowFrame): ComparedSide => ({ name, timeline, endUs });

function Charts({ state }: { state: CompareState }) {
  const lab = useLab();
  const element = useRef<HTMLDivElement>(null);
  const view = useRef<MountedCompare>(null);
  useEffect(() => {
    const host = element.current;
    if (host === null) return;
    const mounted = mountCompare(host, lab.act);
    view.current = mounted;
    const stopSizes = watchSize(host, (size) => mounted.resize(size));
    return () => {
      stopSizes();
      mounted.destroy();
    };
  }, [lab]);
  useEffect(() => view.current?.update(state));
  return <div className={styles.charts} ref={element} data-view="Charts of both branches" />;
}

function TableTwin({ state }: { state: CompareState }) {
  const { summary, table } = describeCompare(state);
  return (
    <div className={styles.tableBox} role="group" aria-label="The charts as a table" tabIndex={0}>
      <p>{summary}</p>
      <WordsTable {...table} />
    </div>
  );
}
