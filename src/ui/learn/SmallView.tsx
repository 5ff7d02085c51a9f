/** The real view at a small size. What it asks for that only the Lab has (editors, the record inspector) is left alone. */
import { lazy, Suspense, useMemo } from 'react';
import type { EmbeddedLab } from '../../lab/embedded-lab.ts';
import type { ViewName } from '../../protocol/run-recipe.ts';
import { mountStage } from '../../views/stage/view.ts';
import type { ViewAction } from '../../views/view.ts';
import { ViewHost } from '../stage/ViewHost.tsx';
import { useLabState } from '../use-lab.ts';
import styles from './small-stage.module.css';

const ReadBudgets = lazy(() => import('../read-budgets/ReadBudgets.tsx').then(({ ReadBudgets: component }) => ({ default: component })));
const Buffers = lazy(() => import('../buffers/Buffers.tsx').then(({ Buffers: component }) => ({ default: component })));

export function SmallView({ view, lab, title }: { view: ViewName; lab: EmbeddedLab; title: string }) {
  const status = useLabState((state) => state.status);
  const hasRun = useLabState(({ slow }) => slow !== null);
  if (status.kind === 'failed')
    return (
      <p className={styles.empty} role="alert">
        This run has stopped: {status.message}
      </p>
    );
  if (view === 'read-budgets' || view === 'buffers') {
    const Board = view === 'buffers' ? Buffers : ReadBudgets;
    return (
      <div className={styles.board} data-view={view}>
        {hasRun && (
          <Suspense>
            <Board />
          </Suspense>
        )}
      </div>
    );
  }
  return <SmallPicture lab={lab} title={title} />;
}

function SmallPicture({ lab, title }: { lab: EmbeddedLab; title: string }) {
  const beside = useMemo(() => {
    const act = (action: ViewAction) => {
      if (action.type === 'select') lab.act(action);
    };
    return { source: lab.feed, act };
  }, [lab]);
  return (
    <div className={styles.stage}>
      <ViewHost className={styles.view} mount={mountStage} label={`Stage: ${title}`} beside={beside} />
    </div>
  );
}
