/** What CloudWatch says of the delivery stream, and what it costs. */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { FIREHOSE_PRICE_NOTE } from '../../engine/formulas.ts';
import { metricRows, priceRows } from '../../views/delivery/figures.ts';
import { Button } from '../controls/Button.tsx';
import { WordsTable } from '../stage/WordsTable.tsx';
import styles from './delivery.module.css';

export function MetricsPanel({ frame, onClose }: { frame: DeliveryFrame; onClose(): void }) {
  const { cost, metrics } = frame;
  return (
    <section className={styles.panel} aria-label="Metrics and price">
      <div className={styles.panelHead}>
        <h3>Metrics and price</h3>
        <Button look="quiet" onPress={onClose}>
          Close
        </Button>
      </div>
      <div className={styles.text} role="group" aria-label="Tables of metrics and price" tabIndex={0}>
        <WordsTable caption="AWS/Firehose, the last whole minute" columns={['Metric', 'Value']} rows={metricRows(metrics)} />
        <WordsTable
          caption={`Price of an hour at the present rate, ${FIREHOSE_PRICE_NOTE.asOf}`}
          columns={['For', 'USD']}
          rows={priceRows(cost)}
        />
      </div>
      <p className={styles.legend}>
        A record is billed in steps of 5 KB, begun ones in full: many small records cost more than their bytes.{' '}
        {FIREHOSE_PRICE_NOTE.certainty}.{' '}
        <a href={FIREHOSE_PRICE_NOTE.source} target="_blank" rel="noreferrer">
          AWS’s prices
        </a>
      </p>
    </section>
  );
}
