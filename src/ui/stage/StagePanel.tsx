import { lazy, Suspense } from 'react';
import { mountStage } from '../../views/stage/view.ts';
import { CutEditor } from './CutEditor.tsx';
import { MergeEditor } from './MergeEditor.tsx';
import { NoticeStrip } from './NoticeStrip.tsx';
import styles from './stage.module.css';
import { StageStates } from './StageStates.tsx';
import { useLabState } from '../use-lab.ts';
import { Words } from './Words.tsx';
import { ViewHost } from './ViewHost.tsx';

const ShardMenu = lazy(() => import('./ShardMenu.tsx').then(({ ShardMenu: component }) => ({ default: component })));

/** The middle of the page: the one picture, its editors above it, and the same in words beside it. */
export function StagePanel() {
  const menu = useLabState(({ shardMenu }) => shardMenu);
  return (
    <main className={styles.panel} id="stage" tabIndex={-1} aria-label="Stage">
      <h1 className="visually-hidden">Kinelab: the Lab</h1>
      <div className={styles.strips}>
        <NoticeStrip />
        <CutEditor />
        <MergeEditor />
      </div>
      <div className={styles.stage}>
        <ViewHost className={styles.view} mount={mountStage} label="Stage: producers, hash-key axis, shards, consumers" />
        <StageStates />
      </div>
      <Words />
      {menu !== null && (
        <Suspense>
          <ShardMenu {...menu} />
        </Suspense>
      )}
    </main>
  );
}
