import { memo } from 'react';
import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { bytesWords, DESTINATION_NAMES } from '../../views/delivery-words.ts';
import { count, shortCount } from '../../views/wording.ts';
import { useLabState } from '../use-lab.ts';
import styles from './bench.module.css';
import { DeliverySettings } from './DeliverySettings.tsx';
import { useInSight } from './use-in-sight.ts';

interface DeliveryCardProps {
  spec: DeliveryStreamSpec;
  isSelected: boolean;
  isOpen: boolean;
  onToggle(id: string): void;
}

export const DeliveryCard = memo(function DeliveryCard({ spec, isSelected, isOpen, onToggle }: DeliveryCardProps) {
  const inSight = useInSight<HTMLLIElement>(isSelected ? spec.id : null);
  const from = spec.source.kind === 'direct-put' ? 'Direct PUT' : spec.source.stream;
  return (
    <li className={styles.card} data-selected={isSelected} ref={inSight}>
      <button type="button" className={styles.cardHead} aria-expanded={isOpen} onClick={() => onToggle(spec.id)}>
        <span className={styles.cardName}>{spec.id}</span>
        <span className={styles.cardKind}>
          {from} → {DESTINATION_NAMES[spec.destination.kind]}
        </span>
        <DeliveryLive id={spec.id} />
      </button>
      {isOpen && <DeliverySettings spec={spec} />}
    </li>
  );
});

function DeliveryLive({ id }: { id: string }) {
  const live = useLabState(({ slow }) => {
    const found = slow?.deliveryStreams.find(({ spec }) => spec.id === id);
    if (found === undefined) return '';
    if (found.status !== 'ACTIVE') return found.status;
    const { account, onItsWayBytes, recordsPerSecond } = found;
    return `${count(recordsPerSecond)} rec/s in · ${bytesWords(onItsWayBytes)} buffered · ${shortCount(account.delivered)} delivered`;
  });
  const trouble = useLabState(({ slow }) => {
    const found = slow?.deliveryStreams.find(({ spec }) => spec.id === id);
    if (found === undefined) return '';
    const parts = [];
    const failed = Object.values(found.account.failed).reduce((sum, records) => sum + records, 0);
    const lost = Object.values(found.account.lost).reduce((sum, records) => sum + records, 0);
    if (found.throttled) parts.push('quota used up');
    if (found.trouble.transform) parts.push('transform fails');
    if (found.trouble.delivery) parts.push('cannot deliver');
    if (failed > 0) parts.push(`${shortCount(failed)} in error folders`);
    if (lost > 0) parts.push(`${shortCount(lost)} lost`);
    return parts.join(' · ');
  });
  return (
    <span className={styles.cardLive}>
      {live}
      {trouble !== '' && <span className={styles.refused}> · {trouble}</span>}
    </span>
  );
}
