/** What stands broken now, and the button that ends it. */
import { faultWords } from '../../views/fault-words.ts';
import { clock } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { useShallowLabState } from '../use-lab.ts';
import styles from './faults.module.css';
import { standingFaults } from './standing-faults.ts';

export function StandingFaults() {
  const { give, refusal } = useCommand();
  const standing = useShallowLabState(({ events, seq }) => standingFaults(events, seq));
  return (
    <section aria-labelledby="faults-standing">
      <h3 id="faults-standing">Broken now</h3>
      <Refused refusal={refusal} />
      {standing.length === 0 && <p className={styles.quiet}>Nothing.</p>}
      <ul>
        {standing.map(({ id, fault, atUs }) => (
          <li key={id}>
            <span>
              {faultWords(fault)} <span className={styles.quiet}>since {clock(atUs, 0)}</span>
            </span>
            <Button onPress={() => void give({ type: 'end-fault', id })} aria-label={`End: ${faultWords(fault)}`}>
              {fault.kind === 'poison-record' ? 'Fix' : 'End'}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
