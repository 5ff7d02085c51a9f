/** Who holds which lease of a KCL application, how long it is good, and what becomes of it when a worker dies. */
import { useRef, useState } from 'react';
import type { KclFrame } from '../../protocol/kcl-frame.ts';
import { failoverSentence, leaderSentence } from '../../views/leases/failover.ts';
import { accountWords, moveWords } from '../../views/leases/text.ts';
import { clock } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { useLab, useLabState, useShallowLabState } from '../use-lab.ts';
import { ChartPanel, type Charted } from './ChartPanel.tsx';
import { LeaseBoard } from './LeaseBoard.tsx';
import styles from './leases.module.css';
import { LeaseTable } from './LeaseTable.tsx';
import { LeaseWords } from './LeaseWords.tsx';
import { NoApplication } from './NoApplication.tsx';
import { useKcl } from './use-kcl.ts';
import { type MenuPlace, WorkerMenu } from './WorkerMenu.tsx';

export function LeasesView() {
  const hasRun = useLabState(({ slow }) => slow !== null);
  const applications = useShallowLabState(({ slow }) =>
    (slow?.consumers ?? []).flatMap(({ spec, kcl }) => (kcl === null ? [] : [spec.id])),
  );
  const [wished, setWished] = useState<string | null>(null);
  const selected = useLabState(({ selection }) => (selection?.kind === 'consumer' ? selection.id : null));
  if (!hasRun) return null;
  if (applications.length === 0) return <NoApplication />;
  const shown = [wished, selected, applications[0]].find((id) => id !== null && applications.includes(id))!;
  return (
    // Taller than a window: it must not stand still above what scrolls, so it counts as an editor.
    <div className={styles.view} data-editor>
      <Application key={shown} consumer={shown} applications={applications} onApplication={setWished} />
    </div>
  );
}

interface ApplicationProps {
  consumer: string;
  applications: readonly string[];
  onApplication(consumer: string): void;
}

function Application({ consumer, applications, onApplication }: ApplicationProps) {
  const lab = useLab();
  const kcl = useKcl(consumer);
  const board = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuPlace | null>(null);
  const [charted, setCharted] = useState<Charted | null>(null);
  if (kcl === null) return null;
  // The focus goes back to where the chart was opened from.
  const closeChart = () => {
    setCharted(null);
    const from = charted?.kind === 'worker' ? `[data-worker="${CSS.escape(charted.worker)}"]` : '[data-lease][tabindex="0"]';
    board.current?.querySelector<SVGGElement>(from)?.focus();
  };
  const openLease = (leaseKey: string) => {
    lab.act({ type: 'select', selection: { kind: 'shard', id: leaseKey } });
    setCharted({ kind: 'lease', leaseKey });
  };
  return (
    <>
      <header className={styles.head}>
        <Names consumer={consumer} applications={applications} onApplication={onApplication} />
        <p className={styles.settings}>
          KCL {kcl.version} · {accountWords(kcl)}
        </p>
        <Button look="quiet" onPress={() => lab.store.setState({ dialog: { kind: 'faults', consumer } })}>
          Break something…
        </Button>
      </header>
      <div className={styles.boardAndChart} data-chart={charted !== null}>
        <div className={styles.boardPlace} ref={board}>
          <LeaseBoard consumer={consumer} onWorker={setMenu} onLease={openLease} />
          <Legend kcl={kcl} />
          <Moves kcl={kcl} />
        </div>
        {charted !== null && <ChartPanel kcl={kcl} charted={charted} onClose={closeChart} />}
        <div className={styles.rest}>
          <p className={styles.sentence}>
            {failoverSentence(kcl)} {leaderSentence(kcl)}
          </p>
          <LeaseTable kcl={kcl} consumer={consumer} onLease={openLease} />
          <LeaseWords consumer={consumer} />
        </div>
      </div>
      {menu !== null && (
        <WorkerMenu
          kcl={kcl}
          consumer={consumer}
          place={menu}
          onClose={() => setMenu(null)}
          onChart={(worker) => setCharted({ kind: 'worker', worker })}
        />
      )}
    </>
  );
}

function Names({ consumer, applications, onApplication }: ApplicationProps) {
  if (applications.length === 1) return <h2>Leases of {consumer}</h2>;
  const options = applications.map((value) => ({ value, label: value }));
  return <Choice label="Leases of" value={consumer} options={options} onChange={onApplication} />;
}

/** What is drawn as what; only what there is. */
function Legend({ kcl: { leases, workers } }: { kcl: KclFrame }) {
  const isHandedOver = leases.some(({ checkpointOwner }) => checkpointOwner !== null);
  const isDead = workers.some(({ process }) => process !== 'running');
  return (
    <p className={styles.legend}>
      A lease’s ring runs out in failoverTimeMillis and is full again with each renewal.
      {isDead && ' ✕ is expired: nobody has renewed it in time.'}
      {isHandedOver && ' A dashed line leads to the worker that it is being handed to.'} Press a worker to break it, a lease to see its
      state chart.
    </p>
  );
}

const MOVES_SHOWN = 4;

function Moves({ kcl: { moves } }: { kcl: KclFrame }) {
  const lab = useLab();
  if (moves.length === 0) return null;
  const newest = moves.slice(-MOVES_SHOWN).toReversed();
  return (
    <section className={styles.moves} aria-label="Leases that moved in the last minute">
      <h3>Moved in the last minute: {moves.length}</h3>
      <ol>
        {newest.map((move) => (
          <li key={`${move.atUs} ${move.leaseKey}`}>
            <Button look="link" onPress={() => lab.time.seek(move.atUs)} aria-label={`Go to ${clock(move.atUs)}`}>
              {clock(move.atUs)}
            </Button>{' '}
            {moveWords(move)}
          </li>
        ))}
      </ol>
    </section>
  );
}
