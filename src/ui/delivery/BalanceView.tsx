/** "Nothing lost" as an equation and a bar: what came in is what stands on the right, to the record. */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { balanceOf, type Term } from '../../views/delivery/balance.ts';
import { count } from '../../views/wording.ts';
import styles from './balance.module.css';

export function BalanceView({ frame }: { frame: DeliveryFrame }) {
  const { accepted, terms, missing, beside } = balanceOf(frame);
  const lost = terms.find(({ kind }) => kind === 'lost')!.records;
  return (
    <section className={styles.balance} aria-label="Balance of records">
      <h3>{headline(accepted, lost, missing)}</h3>
      <div className={styles.sum} role="math" aria-label={equationWords(accepted, terms)}>
        <span className={styles.term}>
          <b data-term="accepted">{count(accepted)}</b>
          <span>accepted</span>
        </span>
        {terms.map(({ kind, name, records }, i) => (
          <span className={styles.withSign} key={kind}>
            <span className={styles.sign}>{i === 0 ? '=' : '+'}</span>
            <span className={styles.term} data-kind={kind} data-zero={records === 0 || undefined}>
              <b data-term={kind}>{count(records)}</b>
              <span>{name}</span>
            </span>
          </span>
        ))}
      </div>
      <Bar terms={terms} accepted={accepted} />
      <dl className={styles.parts}>
        {terms
          .flatMap(({ kind, name, parts }) =>
            parts.map((part) => ({ kind, title: kind === 'lost' ? `lost, ${part.name}` : part.name, term: name, ...part })),
          )
          .map(({ kind, title, records }) => (
            <div key={title} data-kind={kind}>
              <dt>{title}</dt>
              <dd>{count(records)}</dd>
            </div>
          ))}
        {beside.map(({ name, records }) => (
          <div key={name}>
            <dt>beside: {name}</dt>
            <dd>{count(records)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function headline(accepted: number, lost: number, missing: number): string {
  if (missing !== 0) return `The balance is out by ${count(missing)}: a fault of the lab.`;
  if (accepted === 0) return 'Nothing has come in yet';
  return lost === 0 ? 'Nothing is lost' : `${count(lost)} ${lost === 1 ? 'record is' : 'records are'} lost`;
}

const equationWords = (accepted: number, terms: readonly Term[]): string =>
  `${count(accepted)} accepted equals ${terms.map(({ name, records }) => `${count(records)} ${name}`).join(' plus ')}`;

const BAR_WIDTH = 1000;

function Bar({ terms, accepted }: { terms: readonly Term[]; accepted: number }) {
  const widths = terms.map(({ records }) => (accepted === 0 ? 0 : (BAR_WIDTH * records) / accepted));
  return (
    <svg className={styles.bar} viewBox={`0 0 ${BAR_WIDTH} 14`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={styles.trough} width={BAR_WIDTH} height={14} />
      {terms.map(({ kind }, i) => (
        <rect key={kind} data-kind={kind} x={widths.slice(0, i).reduce((sum, one) => sum + one, 0)} width={widths[i]} height={14} />
      ))}
    </svg>
  );
}
