/** The state chart of a worker or of a lease's shard consumer, as the machine that runs defines it, and its last steps. */
import { useEffect, useRef, useState } from 'react';
import type { KclFrame, TransitionFrame } from '../../protocol/kcl-frame.ts';
import type { MachineChart, MachineName } from '../../protocol/machine-chart.ts';
import { chartTable } from '../../views/state-chart/text.ts';
import { type ChartMoment, mountStateChart, type MountedChart } from '../../views/state-chart/view.ts';
import { clock, shardName, shardNumber } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { useMedia } from '../page/use-media.ts';
import { watchSize } from '../stage/ViewHost.tsx';
import { WordsTable } from '../stage/WordsTable.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './chart-panel.module.css';

export type Charted = { kind: 'worker'; worker: string } | { kind: 'lease'; leaseKey: string };

interface Subject {
  machine: MachineName;
  title: string;
  /** How it is, beside the chart. */
  note: string;
  state: string | null;
  transitions: readonly TransitionFrame[];
}

function subjectOf(kcl: KclFrame, charted: Charted): Subject {
  if (charted.kind === 'worker') {
    const worker = kcl.workers.find(({ id }) => id === charted.worker);
    const isDead = worker === undefined || worker.process === 'dead';
    return {
      machine: 'kcl-worker',
      title: charted.worker,
      note: isDead
        ? 'Its process is dead: no state is left, and nobody was told.'
        : `${worker.state}${worker.process === 'frozen' ? ', frozen' : ''}`,
      state: isDead ? null : worker.state,
      transitions: worker?.transitions ?? [],
    };
  }
  const consumer = kcl.leases.find(({ leaseKey }) => leaseKey === charted.leaseKey)?.consumer ?? null;
  return {
    machine: 'kcl-shard-consumer',
    title: `Shard consumer of ${shardName(shardNumber(charted.leaseKey))}`,
    note:
      consumer === null
        ? 'No worker runs one now.'
        : `on ${consumer.worker}: ${consumer.processing} records with the record processor, ${consumer.buffered} fetched ahead`,
    state: consumer?.state ?? null,
    transitions: consumer?.transitions ?? [],
  };
}

/** The bench stands below the view, not beside it. */
const ONE_COLUMN = '(max-width: 899px)';

interface ChartPanelProps {
  kcl: KclFrame;
  charted: Charted;
  onClose(): void;
}

export function ChartPanel({ kcl, charted, onClose }: ChartPanelProps) {
  const { machine, title, note, state, transitions } = subjectOf(kcl, charted);
  const chart = useChart(machine);
  const moved = transitions.filter(({ from, to }) => from !== to).at(-1);
  const panel = useRef<HTMLElement>(null);
  const isOneColumn = useMedia(ONE_COLUMN);
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    if (!isOneColumn) return undefined;
    // After the bench has brought the selected shard into sight: there the chart is what was asked for.
    const frame = requestAnimationFrame(() => {
      panel.current?.scrollIntoView({ block: 'start' });
    });
    return () => cancelAnimationFrame(frame);
  }, [charted, isOneColumn]);
  return (
    <section className={styles.panel} data-beside aria-label={`State chart: ${title}`} tabIndex={-1} ref={panel}>
      <div className={styles.head}>
        <h3>{title}</h3>
        <Button look="quiet" onPress={onClose}>
          Close
        </Button>
      </div>
      <p className={styles.note}>{note}</p>
      {chart !== null && <Chart chart={chart} moment={{ state, last: moved === undefined ? null : { from: moved.from, to: moved.to } }} />}
      <History transitions={transitions} />
      {chart !== null && (
        <details className={styles.all}>
          <summary>All transitions as a table</summary>
          <WordsTable {...chartTable(chart)} />
        </details>
      )}
    </section>
  );
}

function History({ transitions }: { transitions: readonly TransitionFrame[] }) {
  const lab = useLab();
  if (transitions.length === 0) return <p className={styles.note}>It has made no transition yet.</p>;
  return (
    <>
      <h4>Transitions, newest first</h4>
      <ol className={styles.history}>
        {transitions.toReversed().map(({ atUs, from, event, to }) => (
          <li key={`${atUs} ${from} ${to} ${event}`}>
            <Button look="link" onPress={() => lab.time.seek(atUs)} aria-label={`Go to ${clock(atUs, 3)}, ${from} to ${to}`}>
              {clock(atUs)}
            </Button>{' '}
            <code>{to}</code> on {event}, from <code>{from}</code>
          </li>
        ))}
      </ol>
    </>
  );
}

/** Asked for once: the definition does not change while the page is open. */
const charts = new Map<MachineName, MachineChart>();

export function useChart(machine: MachineName): MachineChart | null {
  const lab = useLab();
  const [chart, setChart] = useState<MachineChart | null>(charts.get(machine) ?? null);
  useEffect(() => {
    const known = charts.get(machine) ?? null;
    setChart(known);
    if (known !== null) return undefined;
    let isOpen = true;
    const fetchChart = async () => {
      const answer = await lab.client.chart(machine);
      charts.set(machine, answer);
      if (isOpen) setChart(answer);
    };
    fetchChart().catch(() => undefined); // the engine has stopped, and the page says so
    return () => {
      isOpen = false;
    };
  }, [lab, machine]);
  return chart?.machine === machine ? chart : null;
}

export function Chart({ chart, moment }: { chart: MachineChart; moment: ChartMoment }) {
  const element = useRef<HTMLDivElement>(null);
  const mounted = useRef<MountedChart | null>(null);
  const [width, setWidth] = useState(0);
  const theme = useLabState(({ theme: shown }) => shown);
  useEffect(() => {
    const host = element.current!;
    const view = mountStateChart(host);
    mounted.current = view;
    const stop = watchSize(host, (size) => setWidth(Math.floor(size.width)));
    return () => {
      stop();
      view.destroy();
      mounted.current = null;
    };
  }, []);
  useEffect(() => mounted.current?.update(chart, moment, { width, theme }));
  return <div className={styles.chart} ref={element} />;
}
