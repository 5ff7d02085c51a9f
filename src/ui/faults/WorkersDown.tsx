/** Workers whose process has ended, and the button that starts one again. */
import { Button } from '../controls/Button.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { useShallowLabState } from '../use-lab.ts';
import styles from './faults.module.css';

/** Between a consumer's name and its worker's; neither can hold it. */
const GAP = '\n';

export function WorkersDown() {
  const { give, refusal } = useCommand();
  const down = useShallowLabState(({ slow }) =>
    (slow?.consumers ?? []).flatMap(({ spec, kcl }) =>
      (kcl?.workers ?? []).filter(({ process }) => process === 'dead').map(({ id }) => `${spec.id}${GAP}${id}`),
    ),
  );
  if (down.length === 0 && refusal === null) return null;
  return (
    <section aria-labelledby="faults-down">
      <h3 id="faults-down">Workers that are down</h3>
      <Refused refusal={refusal} />
      <ul>
        {down.map((name) => {
          const [consumer, worker] = name.split(GAP);
          return (
            <li key={name}>
              <span>
                {worker} <span className={styles.quiet}>of {consumer}</span>
              </span>
              <Button onPress={() => void give({ type: 'start-worker', consumer, worker })} aria-label={`Start ${worker} of ${consumer}`}>
                Start
              </Button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
