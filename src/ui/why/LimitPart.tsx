/** The limit that was hit: drawn as a budget that is used up, named, and with the source of its number. */
import type { HitLimit } from '../../engine/explain/explanation.ts';
import { Explain } from '../controls/Explain.tsx';
import { InfoIcon } from '../controls/Icons.tsx';
import { useLabState } from '../use-lab.ts';
import { limitFact, limitSentence, usedShare } from './limit-sentences.ts';
import styles from './why.module.css';

/** Between the records that used the budget up and the event: `shard-2 had used 1 000 of 1 000 records since 00:41.000.` */
export function UsedBudget({ limit }: { limit: HitLimit }) {
  return (
    <li className={styles.used}>
      <span className={styles.budget} aria-hidden="true">
        <span style={{ width: `${usedShare(limit) * 100}%` }} />
      </span>
      <span>{limitSentence(limit)}</span>
    </li>
  );
}

export function LimitSource({ limit }: { limit: HitLimit }) {
  const quotas = useLabState(({ run }) => run?.quotas);
  const { title, value, origin } = limitFact(limit, quotas ?? []);
  return (
    <div className={styles.part}>
      <h4>The limit</h4>
      <p className={styles.limit}>
        <span>
          {title}: <strong>{value}</strong>
        </span>
        <Explain label={`Where “${title}” comes from`} face={<InfoIcon />} isIcon>
          <div className={styles.origin}>
            <h3>
              {title}: {value}
            </h3>
            {origin === null ? (
              <p>A setting of this run, not a limit of AWS. It can be changed on the bench.</p>
            ) : (
              <>
                <p>{origin.source}.</p>
                <p className={styles.quiet}>As of {origin.asOf}.</p>
                {origin.older !== null && <p>{origin.older}</p>}
              </>
            )}
          </div>
        </Explain>
      </p>
    </div>
  );
}
