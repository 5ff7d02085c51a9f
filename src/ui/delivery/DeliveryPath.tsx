/** The way of records through a delivery stream: stations, branches, and a balance that adds up. */
import { useId, useState } from 'react';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import type { Step } from '../../views/delivery/path.ts';
import { describeDelivery, retryWords } from '../../views/delivery/text.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { DeletedStreams } from '../delivery-frame/DeletedStreams.tsx';
import { useChosenDelivery, useDelivery } from '../delivery-frame/use-delivery.ts';
import { EmptyView } from '../stage/EmptyView.tsx';
import { WordsTable } from '../stage/WordsTable.tsx';
import { useLab } from '../use-lab.ts';
import { BalanceView } from './BalanceView.tsx';
import styles from './delivery.module.css';
import { DestinationPanel } from './DestinationPanel.tsx';
import { Failures } from './Failures.tsx';
import { MetricsPanel } from './MetricsPanel.tsx';
import { OtherDestinations } from './OtherDestinations.tsx';
import { ParcelChart } from './ParcelChart.tsx';
import { PathBoard } from './PathBoard.tsx';

export function DeliveryPath() {
  const { id, ids, choose } = useChosenDelivery();
  const frame = useDelivery(id);
  if (id === null) return <NoDeliveryStream />;
  return (
    <section className={styles.view} aria-label="Delivery path" data-editor>
      <header className={styles.head}>
        {ids.length > 1 ? (
          <Choice label="Delivery stream" value={id} options={ids.map((value) => ({ value, label: value }))} onChange={choose} />
        ) : (
          <h2>{id}</h2>
        )}
        {frame !== null && (
          <p className={styles.settings}>
            {frame.status}, version {frame.version}
            {frame.growth > 1 && `, the size hint grown ${frame.growth.toFixed(1)} times because delivery falls behind`}
          </p>
        )}
      </header>
      <Path key={id} id={id} frame={frame} />
      <OtherDestinations />
    </section>
  );
}

function NoDeliveryStream() {
  return (
    <EmptyView label="No delivery stream yet" title="There is no delivery stream in this run">
      <DeletedStreams />
      <p>
        Amazon Data Firehose gathers records, has a function change them, converts and compresses them, and delivers them as objects or
        requests. Add a delivery stream at the bench, or open one of the Firehose scenarios.
      </p>
    </EmptyView>
  );
}

type Side = 'destination' | 'chart' | 'figures' | null;

function Path({ id, frame }: { id: string; frame: DeliveryFrame | null }) {
  const lab = useLab();
  const [side, setSide] = useState<Side>(null);
  const onStation = (step: Step) => {
    if (step === 'deliver') setSide('destination');
    else if (step === 'transform') lab.store.setState({ dialog: { kind: 'transform', deliveryStream: id } });
  };
  return (
    <>
      <div className={styles.board}>
        <PathBoard deliveryStream={id} onStation={onStation} />
        {frame === null && <p role="status">Asking for the delivery stream</p>}
        {frame !== null && <Waiting frame={frame} />}
        <p className={styles.legend}>
          Lines are as wide as their rates, in records a second. Press the function to change it, the destination to see what it holds, a
          folder to open it in the bucket browser.
        </p>
      </div>
      {frame !== null && (
        <>
          <BalanceView frame={frame} />
          <div className={styles.actions}>
            <Button
              look="quiet"
              aria-expanded={side === 'destination'}
              onPress={() => setSide(side === 'destination' ? null : 'destination')}
            >
              The destination
            </Button>
            <Button look="quiet" aria-expanded={side === 'chart'} onPress={() => setSide(side === 'chart' ? null : 'chart')}>
              State chart
            </Button>
            <Button look="quiet" aria-expanded={side === 'figures'} onPress={() => setSide(side === 'figures' ? null : 'figures')}>
              Metrics and price
            </Button>
          </div>
          {side === 'destination' && <DestinationPanel frame={frame} onClose={() => setSide(null)} />}
          {side === 'figures' && <MetricsPanel frame={frame} onClose={() => setSide(null)} />}
          {side === 'chart' && <ParcelChart machine={frame.machine} onClose={() => setSide(null)} />}
          <Failures frame={frame} />
          <PathWords frame={frame} />
        </>
      )}
    </>
  );
}

/** What is tried again, until when, and why it has to be. */
function Waiting({ frame }: { frame: DeliveryFrame }) {
  const words = retryWords(frame);
  if (words === '') return null;
  const { error } = frame.retry!;
  return (
    <p className={styles.waiting} data-retry>
      <strong>✕ {words}</strong>
      {error !== null && ` · ${error.code}: ${error.message}`}
    </p>
  );
}

function PathWords({ frame }: { frame: DeliveryFrame }) {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  const { summary, tables } = describeDelivery(frame);
  return (
    <section className={styles.words} aria-label="The delivery path in words">
      <Button look="quiet" aria-expanded={isOpen} aria-controls={id} onPress={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Hide the words' : 'The delivery path in words'}
      </Button>
      <div id={id}>
        {isOpen && (
          <div className={styles.text} role="group" aria-label="Words and tables" tabIndex={0}>
            <p>{summary}</p>
            {tables.map((table) => (
              <WordsTable key={table.caption} {...table} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}
