import type { BranchFrame } from '../../protocol/travel.ts';
import { Button } from '../controls/Button.tsx';
import { useLab } from '../use-lab.ts';
import styles from './compare.module.css';
import { differenceWords } from './difference-words.ts';
import type { Answer } from './use-difference.ts';

/** The first moment they differ, what came of it, and the way there. */
export function Difference({ answer, here, there }: { answer: Answer | null; here: BranchFrame; there: BranchFrame }) {
  const lab = useLab();
  const words = answer === null ? null : differenceWords(answer.difference, here, there);
  return (
    <section className={styles.difference} aria-label="The first moment they differ">
      {words === null ? (
        <p className={styles.quiet}>Comparing the two histories…</p>
      ) : (
        <>
          <div className={styles.sentences}>
            <p className={styles.parting}>{words.parting}</p>
            {words.outcome !== null && <p>{words.outcome}</p>}
            {words.extent !== null && <p className={styles.quiet}>{words.extent}</p>}
          </div>
          <div className={styles.moments}>
            {words.moments.map(({ atUs, label }) => (
              <Button key={atUs} onPress={() => lab.time.seek(atUs)}>
                {label}
              </Button>
            ))}
          </div>
        </>
      )}
    </section>
  );
}
