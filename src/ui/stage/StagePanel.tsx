import { lazy, type ReactNode, Suspense } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import type { ViewName } from '../../protocol/run-recipe.ts';
import { mountStage } from '../../views/stage/view.ts';
import { Button } from '../controls/Button.tsx';
import { useHasRun } from '../use-has-run.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { NoticeStrip } from './NoticeStrip.tsx';
import styles from './stage.module.css';
import panelStyles from './stage-panel.module.css';
import { StageStates } from './StageStates.tsx';
import { ViewHost } from './ViewHost.tsx';
import { Words } from './Words.tsx';

const ShardMenu = lazy(() => import('./ShardMenu.tsx').then(({ ShardMenu: component }) => ({ default: component })));
const CutEditor = lazy(() => import('./CutEditor.tsx').then(({ CutEditor: component }) => ({ default: component })));
const MergeEditor = lazy(() => import('./MergeEditor.tsx').then(({ MergeEditor: component }) => ({ default: component })));
const Compare = lazy(() => import('../compare/Compare.tsx').then(({ Compare: component }) => ({ default: component })));

const ReadBudgets = lazy(() => import('../read-budgets/ReadBudgets.tsx').then(({ ReadBudgets: component }) => ({ default: component })));
const LeasesView = lazy(() => import('../leases/LeasesView.tsx').then(({ LeasesView: component }) => ({ default: component })));
const Buffers = lazy(() => import('../buffers/Buffers.tsx').then(({ Buffers: component }) => ({ default: component })));
const DeliveryPath = lazy(() => import('../delivery/DeliveryPath.tsx').then(({ DeliveryPath: component }) => ({ default: component })));
const BucketBrowser = lazy(() => import('../bucket/BucketBrowser.tsx').then(({ BucketBrowser: component }) => ({ default: component })));

const VIEWS: readonly { id: ViewName; name: string }[] = [
  { id: 'stage', name: 'Stage' },
  { id: 'read-budgets', name: 'Read budgets' },
  { id: 'leases', name: 'Leases' },
  { id: 'buffers', name: 'Buffers' },
  { id: 'delivery', name: 'Delivery path' },
  { id: 'bucket', name: 'Bucket' },
  { id: 'compare', name: 'Compare' },
];

interface StagePanelProps {
  /** The views that are offered; all where absent. */
  offered?: readonly ViewName[];
  /** The page's heading, for whoever cannot see it; null where the page has another. */
  heading?: string | null;
}

/** The middle of the page: the views of the run as tabs, editors above them, and the stage in words beside it. */
export function StagePanel({ offered, heading = 'Kinelab: the Lab' }: StagePanelProps) {
  const lab = useLab();
  const view = useLabState((state) => state.view);
  const menu = useLabState(({ shardMenu }) => shardMenu);
  const hasRun = useHasRun();
  const hasCut = useLabState(({ proposedCut }) => proposedCut !== null);
  const hasMerge = useLabState(({ proposedMerge }) => proposedMerge !== null);
  return (
    <main className={styles.panel} id="stage" tabIndex={-1} aria-label="Stage">
      <Tabs className={panelStyles.views} selectedKey={view} onSelectionChange={(key) => lab.store.setState({ view: key as ViewName })}>
        <div className={styles.strips}>
          {heading !== null && <h1 className="visually-hidden">{heading}</h1>}
          <div className={panelStyles.row}>
            <TabList className={panelStyles.tabs} aria-label="Views of the run">
              {VIEWS.filter(({ id }) => offered?.includes(id) ?? true).map(({ id, name }) => (
                <Tab className={panelStyles.tab} id={id} key={id}>
                  {name}
                </Tab>
              ))}
            </TabList>
            <Button look="quiet" isDisabled={!hasRun} onPress={() => lab.store.setState({ dialog: { kind: 'export' } })}>
              Export…
            </Button>
          </div>
          <NoticeStrip />
          <Suspense>
            {hasCut && <CutEditor />}
            {hasMerge && <MergeEditor />}
          </Suspense>
        </div>
        <TabPanel className={styles.stage} id="stage">
          <ViewHost className={styles.view} mount={mountStage} label="Stage: producers, hash-key axis, shards, consumers" />
          <StageStates />
        </TabPanel>
        <TabPanel className={panelStyles.compare} id="read-budgets">
          <LazyPlace opening="Opening the read budgets">
            <ReadBudgets />
          </LazyPlace>
        </TabPanel>
        <TabPanel className={panelStyles.compare} id="leases">
          <LazyPlace opening="Opening the leases">
            <LeasesView />
          </LazyPlace>
        </TabPanel>
        <TabPanel className={panelStyles.compare} id="buffers">
          <LazyPlace opening="Opening the buffers">
            <Buffers />
          </LazyPlace>
        </TabPanel>
        <TabPanel className={panelStyles.compare} id="delivery">
          <LazyPlace opening="Opening the delivery path">
            <DeliveryPath />
          </LazyPlace>
        </TabPanel>
        <TabPanel className={panelStyles.compare} id="bucket">
          <LazyPlace opening="Opening the bucket">
            <BucketBrowser />
          </LazyPlace>
        </TabPanel>
        <TabPanel className={panelStyles.compare} id="compare">
          <LazyPlace opening="Opening the comparison">
            <Compare />
          </LazyPlace>
        </TabPanel>
      </Tabs>
      <Words />
      {menu !== null && (
        <Suspense>
          <ShardMenu {...menu} />
        </Suspense>
      )}
    </main>
  );
}

/** Where no run stands, or it has stopped, that is said in place of a view. */
function LazyPlace({ opening, children }: { opening: string; children: ReactNode }) {
  const isHeldUp = useLabState(({ status, slow }) => status.kind !== 'running' || slow === null || slow.pausedBecause === 'memory');
  if (isHeldUp) return <StageStates />;
  return <Suspense fallback={<p role="status">{opening}</p>}>{children}</Suspense>;
}
