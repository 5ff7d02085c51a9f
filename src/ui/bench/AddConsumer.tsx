/** The menu that adds a consumer: one kind a line, with what it is in a few words. */
import type { ConsumerKind } from '../../engine/consumers/consumer-spec.ts';
import { OFFERED_CONSUMERS } from '../../lab/new-specs.ts';
import { Button } from '../controls/Button.tsx';
import { Explain } from '../controls/Explain.tsx';
import { PlusIcon } from '../controls/Icons.tsx';
import styles from './bench.module.css';

export function AddConsumer({ onAdd }: { onAdd(kind: ConsumerKind): void }) {
  return (
    <Explain label="Add a consumer" face={<PlusIcon />} isIcon placement="bottom end">
      <ul className={styles.menu}>
        {OFFERED_CONSUMERS.map(({ kind, label, says }) => (
          <li key={kind}>
            <Button slot="close" look="quiet" aria-label={`Add ${label}`} aria-describedby={`add-${kind}`} onPress={() => onAdd(kind)}>
              <span className={styles.menuName}>{label}</span>
            </Button>
            <p className={styles.menuSays} id={`add-${kind}`}>
              {says}
            </p>
          </li>
        ))}
      </ul>
    </Explain>
  );
}
