/** The Lab: bench, stage, readings, transport. Where three columns do not fit, bench and readings share one as tabs. */
import { lazy, Suspense } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components/Tabs';
import { Bench } from '../bench/Bench.tsx';
import { Header, type Place } from '../header/Header.tsx';
import { Readings } from '../readings/Readings.tsx';
import { StagePanel } from '../stage/StagePanel.tsx';
import { Transport } from '../transport/Transport.tsx';
import { useLabState } from '../use-lab.ts';
import { useSideTab } from '../why/use-side-tab.ts';
import { DropTarget } from './DropTarget.tsx';
import { LiveRegion } from './LiveRegion.tsx';
import styles from './page.module.css';
import { useFirstSlowFrame } from './use-first-slow-frame.ts';
import { useMedia } from './use-media.ts';
import { useShortcuts } from './use-shortcuts.ts';

const Dialogs = lazy(() => import('./Dialogs.tsx').then(({ Dialogs: component }) => ({ default: component })));

const THREE_COLUMNS = '(min-width: 1360px)';

export function LabPage({ places }: { places: readonly Place[] }) {
  useShortcuts();
  useFirstSlowFrame();
  const hasDialog = useLabState(({ dialog }) => dialog !== null);
  const hasThreeColumns = useMedia(THREE_COLUMNS);
  return (
    <div className={styles.page}>
      <a
        className={styles.skip}
        href="#stage"
        onClick={(click) => {
          // The hash is the address of the run: the link moves the focus and leaves it alone.
          click.preventDefault();
          document.getElementById('stage')?.focus();
        }}
      >
        Skip to the stage
      </a>
      <Header places={places} />
      <div className={styles.columns}>
        {hasThreeColumns ? (
          <aside className={`${styles.side} ${styles.left}`} aria-label="Bench">
            <Bench />
          </aside>
        ) : (
          <aside className={`${styles.side} ${styles.left} ${styles.tabbed}`} aria-label="Bench and readings">
            <SideTabs />
          </aside>
        )}
        <div className={styles.stagePlace}>
          <StagePanel />
        </div>
        {hasThreeColumns && (
          <aside className={`${styles.side} ${styles.right}`} aria-label="Readings">
            <Readings />
          </aside>
        )}
      </div>
      <div className={styles.transportPlace}>
        <Transport />
      </div>
      <LiveRegion />
      <DropTarget />
      {hasDialog && (
        <Suspense>
          <Dialogs />
        </Suspense>
      )}
    </div>
  );
}

function SideTabs() {
  const [tab, choose] = useSideTab();
  return (
    <Tabs className={styles.tabsRoot} selectedKey={tab} onSelectionChange={(key) => choose(key === 'readings' ? key : 'bench')}>
      <TabList className={styles.tabs} aria-label="Side panel">
        <Tab className={styles.tab} id="bench">
          Bench
        </Tab>
        <Tab className={styles.tab} id="readings">
          Readings
        </Tab>
      </TabList>
      <TabPanel className={styles.tabPanel} id="bench">
        <Bench />
      </TabPanel>
      <TabPanel className={styles.tabPanel} id="readings">
        <Readings />
      </TabPanel>
    </Tabs>
  );
}
