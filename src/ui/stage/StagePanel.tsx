import { mountStage } from '../../views/stage/view.ts';
import { CutEditor } from './CutEditor.tsx';
import { MergeEditor } from './MergeEditor.tsx';
import { NoticeStrip } from './NoticeStrip.tsx';
import styles from './stage.module.css';
import { StageStates } from './StageStates.tsx';
import { StageWords } from './StageWords.tsx';
import { ViewHost } from './ViewHost.tsx';

/** The middle of the page: the one picture, its editors above it, and the same in words beside it. */
export function StagePanel() {
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
      <StageWords />
    </main>
  );
}
