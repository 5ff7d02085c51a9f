/** The state chart of the delivery machine, with the parcels that stand in each state. */
import { useEffect, useRef } from 'react';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { chartTable } from '../../views/state-chart/text.ts';
import { count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Chart, useChart } from '../leases/ChartPanel.tsx';
import { WordsTable } from '../stage/WordsTable.tsx';
import styles from './delivery.module.css';

export function ParcelChart({ machine, onClose }: { machine: DeliveryFrame['machine']; onClose(): void }) {
  const chart = useChart('delivery');
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const within = Object.fromEntries(
    machine.map(({ state, parcels, records }) => [
      state,
      `${count(parcels)} ${parcels === 1 ? 'parcel' : 'parcels'}, ${count(records)} rec`,
    ]),
  );
  return (
    <section className={styles.panel} aria-label="State chart of parcels" tabIndex={-1} ref={panel}>
      <div className={styles.panelHead}>
        <h3>Life-cycle of a parcel of records</h3>
        <Button look="quiet" onPress={onClose}>
          Close
        </Button>
      </div>
      {chart === null ? (
        <p role="status">Asking for the machine</p>
      ) : (
        <>
          <div className={styles.chart}>
            <Chart chart={chart} moment={{ state: null, last: null, within }} />
          </div>
          <details>
            <summary>All transitions as a table</summary>
            <div className={styles.text} role="group" aria-label="All transitions" tabIndex={0}>
              <WordsTable {...chartTable(chart)} />
            </div>
          </details>
        </>
      )}
    </section>
  );
}
