import { lazy, memo, Suspense } from 'react';
import type { ConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { kindWords } from '../../views/consumer-words.ts';
import { useLabState } from '../use-lab.ts';
import styles from './bench.module.css';
import { consumerLive, consumerTrouble } from './consumer-live.ts';
import { useInSight } from './use-in-sight.ts';

const ConsumerSettings = lazy(() => import('./ConsumerSettings.tsx').then(({ ConsumerSettings: component }) => ({ default: component })));

interface ConsumerCardProps {
  spec: ConsumerSpec;
  isSelected: boolean;
  isOpen: boolean;
  onToggle(id: string): void;
}

export const ConsumerCard = memo(function ConsumerCard({ spec, isSelected, isOpen, onToggle }: ConsumerCardProps) {
  const inSight = useInSight<HTMLLIElement>(isSelected ? spec.id : null);
  return (
    <li className={styles.card} data-selected={isSelected} ref={inSight}>
      <button type="button" className={styles.cardHead} aria-expanded={isOpen} onClick={() => onToggle(spec.id)}>
        <span className={styles.cardName}>{spec.id}</span>
        <span className={styles.cardKind}>{kindWords(spec)}</span>
        <ConsumerLive id={spec.id} />
      </button>
      {isOpen && (
        <Suspense>
          <ConsumerSettings spec={spec} />
        </Suspense>
      )}
    </li>
  );
});

function ConsumerLive({ id }: { id: string }) {
  const reads = useLabState(({ slow }) => {
    const consumer = slow?.consumers.find(({ spec }) => spec.id === id);
    return consumer === undefined ? '' : consumerLive(consumer);
  });
  const trouble = useLabState(({ slow }) => {
    const consumer = slow?.consumers.find(({ spec }) => spec.id === id);
    return slow === null || consumer === undefined ? '' : consumerTrouble(consumer, slow.cells.newestSlotUs + slow.cells.slotUs);
  });
  return (
    <span className={styles.cardLive}>
      {reads}
      {trouble !== '' && <span className={styles.refused}> · {trouble}</span>}
    </span>
  );
}
