import { memo } from 'react';
import type { ConsumerSpec, PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { freeName } from '../../lab/new-specs.ts';
import { kindWords } from '../../views/consumer-words.ts';
import { count, duration } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './bench.module.css';
import { StartChoice } from './StartChoice.tsx';
import { useCommand } from '../use-command.ts';
import { useInSight } from './use-in-sight.ts';

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
      {isOpen && spec.kind === 'polling' && <ConsumerSettings spec={spec} />}
    </li>
  );
});

/** Under a poll interval a consumer is not behind, it is between two polls. */
const BEHIND_MS = 2000;

function ConsumerLive({ id }: { id: string }) {
  const reads = useLabState(({ slow }) => {
    const consumer = slow?.consumers.find(({ spec }) => spec.id === id);
    return consumer === undefined ? '' : `${count(consumer.recordsPerSecond)} rec/s read`;
  });
  const trouble = useLabState(({ slow }) => {
    const consumer = slow?.consumers.find(({ spec }) => spec.id === id);
    if (consumer === undefined) return '';
    const parts = [];
    if (consumer.lagMs > BEHIND_MS + (consumer.spec.kind === 'polling' ? consumer.spec.pollIntervalMs : 0))
      parts.push(`${duration(consumer.lagMs)} behind`);
    if (consumer.refusedCallsPerSecond >= 0.5) parts.push(`${count(consumer.refusedCallsPerSecond)} calls/s refused`);
    return parts.join(' · ');
  });
  return (
    <span className={styles.cardLive}>
      {reads}
      {trouble !== '' && <span className={styles.refused}> · {trouble}</span>}
    </span>
  );
}

function ConsumerSettings({ spec }: { spec: PollingConsumerSpec }) {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const change = (part: Partial<PollingConsumerSpec>) => void give({ type: 'update-consumer', consumer: { ...spec, ...part } });
  const duplicate = () => {
    const taken = lab.store.getState().slow?.consumers.map((consumer) => consumer.spec.id) ?? [];
    void give({ type: 'add-consumer', consumer: { ...spec, id: freeName(spec.id, taken) } });
  };
  return (
    <div className={styles.cardBody}>
      <NumberRow
        label="Poll interval"
        value={spec.pollIntervalMs}
        unit="ms"
        unitInWords="milliseconds"
        min={10}
        max={10_000}
        fieldMax={60_000}
        scale="log"
        onCommit={(pollIntervalMs) => change({ pollIntervalMs })}
      />
      <NumberRow label="Limit" value={spec.limit} unit="records" min={1} max={10_000} scale="log" onCommit={(limit) => change({ limit })} />
      <NumberRow
        label="Time per record"
        value={spec.processingUsPerRecord}
        unit="µs"
        unitInWords="microseconds of processing per record"
        min={0}
        max={100_000}
        fieldMax={60_000_000}
        scale="log"
        onCommit={(processingUsPerRecord) => change({ processingUsPerRecord })}
      />
      <StartChoice start={spec.start} onChange={(start) => change({ start })} />
      <Refused refusal={refusal} />
      <div className={styles.actions}>
        <Button onPress={duplicate}>Duplicate</Button>
        <Button onPress={() => void give({ type: 'remove-consumer', id: spec.id })} aria-label={`Remove consumer ${spec.id}`}>
          Remove
        </Button>
      </div>
    </div>
  );
}
