import type { SlowFrame } from '../../protocol/from-worker.ts';
import styles from './compare.module.css';
import { comparedReadings } from './compared-readings.ts';
import { Stroke } from './Stroke.tsx';

interface ComparedReadingsProps {
  /** Names of the branches. */
  here: string;
  there: string;
  hereSlow: SlowFrame;
  thereSlow: SlowFrame | null;
}

export function ComparedReadings({ here, there, hereSlow, thereSlow }: ComparedReadingsProps) {
  if (thereSlow === null) return <p className={styles.quiet}>The second branch is being brought to this moment…</p>;
  return (
    <div className={styles.tableBox} role="group" aria-label="Readings of both branches" tabIndex={0}>
      <table className={styles.table}>
        <caption>Readings of both at this moment</caption>
        <thead>
          <tr>
            <th scope="col">Reading</th>
            <th scope="col">
              <Stroke side="here" /> {here}
            </th>
            <th scope="col">
              <Stroke side="there" /> {there}
            </th>
            <th scope="col">
              Difference{' '}
              <span className={styles.quiet}>
                {there} less {here}
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {comparedReadings(hereSlow, thereSlow).map((reading) => (
            <tr key={reading.name} data-same={reading.difference === 'the same'}>
              <th scope="row">
                {reading.name} <span className={styles.quiet}>{reading.of}</span>
              </th>
              <td>{reading.here}</td>
              <td>{reading.there}</td>
              <td>{reading.difference}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
