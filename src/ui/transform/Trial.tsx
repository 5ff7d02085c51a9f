/** What the function made of the newest records, one beside the other; its error, what it logged, how much work it was. */
import type { TransformTrial } from '../../protocol/delivery-frame.ts';
import { count } from '../../views/wording.ts';
import styles from './transform.module.css';

interface TrialProps {
  trial: TransformTrial | null;
  /** The code has not been changed since. */
  isOfThis: boolean;
  /** Another trial is under way: an endless loop takes a while to be stopped. */
  isTrying: boolean;
}

export function Trial({ trial, isOfThis, isTrying }: TrialProps) {
  return (
    <section className={styles.trial} aria-label="Trial" aria-busy={isTrying} tabIndex={0}>
      {trial === null ? (
        <p className={styles.quiet}>
          Try it: the function gets the newest records of this delivery stream, exactly as Firehose would hand them over. The run is not
          touched.
        </p>
      ) : (
        <Outcome trial={trial} isOfThis={isOfThis} isTrying={isTrying} />
      )}
    </section>
  );
}

function Outcome({ trial, isOfThis, isTrying }: Omit<TrialProps, 'trial'> & { trial: TransformTrial }) {
  const { records, error, log, durationUs } = trial;
  return (
    <>
      <p className={styles.quiet} role="status">
        {records.length === 0
          ? ''
          : `${count(records.length)} ${records.length === 1 ? 'record' : 'records'}, ${milliseconds(durationUs)} ms of the function. `}
        {isTrying ? 'The function is running.' : !isOfThis && 'The code has been changed since.'}
      </p>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error.code !== '' && <strong>{error.code} </strong>}
          {error.message}
          {error.line !== null && ` (line ${error.line})`}
        </p>
      )}
      {log.length > 0 && (
        <details className={styles.log} open={error === null}>
          <summary>
            Console, {count(log.length)} {log.length === 1 ? 'line' : 'lines'}
          </summary>
          <pre tabIndex={0}>{log.join('\n')}</pre>
        </details>
      )}
      <ol className={styles.records}>
        {records.map(({ before, result, after, problem }, i) => (
          <li key={i}>
            <pre>{before}</pre>
            <p className={result === 'Ok' ? styles.ok : result === 'Dropped' ? styles.dropped : styles.failed}>
              {saysResult(result, problem, error !== null)}
            </p>
            {after !== null && (after === before ? <p className={styles.quiet}>unchanged</p> : <pre>{after}</pre>)}
          </li>
        ))}
      </ol>
    </>
  );
}

const milliseconds = (us: number): string => count(Math.round(us / 1000));

function saysResult(result: TransformTrial['records'][number]['result'], problem: string | null, hasError: boolean): string {
  if (result === 'Ok') return '✓ Ok';
  if (result === 'Dropped') return '– Dropped';
  if (problem !== null) return `✕ ${problem}`;
  return hasError ? '✕ fails with the invocation' : '✕ no result';
}
