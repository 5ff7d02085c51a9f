import type { ActionRefusal, ConformingAction } from '../../content/reference/conformance.ts';
import styles from './detail.module.css';

/** What the action refuses with, by type, each wording with what shows it. */
export function Refusals({ action: { refusals, otherErrors } }: { action: ConformingAction }) {
  const types = [...new Set(refusals.map(({ type }) => type))];
  return (
    <section className={styles.part} aria-label="Refusals">
      <h3>Refusals</h3>
      {types.map((type) => (
        <div key={type} className={styles.type}>
          <h4>
            <code>{type}</code>
          </h4>
          <ul>
            {refusals
              .filter((refusal) => refusal.type === type)
              .map((refusal) => (
                <Wording key={refusal.text} refusal={refusal} />
              ))}
          </ul>
        </div>
      ))}
      {otherErrors.length > 0 && (
        <p className={styles.others}>
          {refusals.length === 0 ? 'No test provokes a refusal. ' : ''}
          The API model also lists, and no test provokes: {otherErrors.join(', ')}.
        </p>
      )}
    </section>
  );
}

function Wording({ refusal: { text, isRecorded, shownBy } }: { refusal: ActionRefusal }) {
  return (
    <li className={styles.wording}>
      <span className={styles.said}>{text === '' ? 'No text.' : text}</span>
      <span className={styles.quiet}>
        {isRecorded ? 'Recorded from the service' : 'In a test'}: {shownBy.map((name) => name.replaceAll(' > ', ': ')).join(' · ')}
      </span>
    </li>
  );
}
