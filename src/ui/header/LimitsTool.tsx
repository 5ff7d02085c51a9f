import { count, mebibytes } from '../../views/wording.ts';
import type { QuotaFact } from '../../protocol/from-worker.ts';
import { Explain } from '../controls/Explain.tsx';
import { ChevronIcon } from '../controls/Icons.tsx';
import { useLabState } from '../use-lab.ts';
import styles from './header.module.css';

/** The limits that this run obeys: each with its unit, source and date, and what older notes say. */
export function LimitsTool() {
  const quotas = useLabState(({ run }) => run?.quotas);
  const profile = useLabState(({ slow }) => slow?.profile ?? '2026');
  return (
    <Explain
      label={`Limits ${profile}`}
      isWide
      face={
        <span className={styles.face}>
          Limits <strong>{profile}</strong> <ChevronIcon />
        </span>
      }
    >
      <div className={styles.limits}>
        <h3>Limits {profile}</h3>
        <p>AWS changes its limits, and notes lag behind. This run obeys the figures below; where older notes differ, it is said.</p>
        <table>
          <thead>
            <tr>
              <th scope="col">Limit</th>
              <th scope="col">Value</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {quotas?.map((quota) => (
              <tr key={quota.key}>
                <td>
                  {quota.title}
                  {quota.older !== null && <span className={styles.quiet}>{quota.older}</span>}
                </td>
                <td>{valueInWords(quota)}</td>
                <td>
                  {quota.source}
                  <span className={styles.quiet}>as of {quota.asOf}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Explain>
  );
}

export function valueInWords({ value, unit }: Pick<QuotaFact, 'value' | 'unit'>): string {
  const isWholeMebibytes = /^B\b/.test(unit) && value >= 1_048_576 && value % 1_048_576 === 0;
  return isWholeMebibytes ? `${Number(mebibytes(value))} MiB${unit.slice(1)}` : `${count(value)} ${unit}`;
}
