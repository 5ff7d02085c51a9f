import { useRef } from 'react';
import type { PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import type { ReadConsumerFacts } from '../../protocol/read-frame.ts';
import type { RowPlace } from '../../views/read-budgets/layout.ts';
import { dollars } from '../../views/read-budgets/text.ts';
import { LockedPart } from '../bench/Locked.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './read-budgets.module.css';
import { withRetrieval } from './retrieval-change.ts';

interface RetrievalSwitchProps {
  consumer: ReadConsumerFacts;
  place: RowPlace;
}

/** Polling or fan-out, while it runs, with what either costs by the hour. */
export function RetrievalSwitch({ consumer, place }: RetrievalSwitchProps) {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const polledBefore = useRef<PollingConsumerSpec>(undefined);
  const { id, retrieval, fanOutUsdPerHour } = consumer;
  const kind = useLabState(({ slow }) => slow?.consumers.find(({ spec }) => spec.id === id)?.spec.kind);
  // A reader of its own becomes one of another kind; the KCL and Lambda only read in another way.
  const path = kind === 'kcl' || kind === 'lambda' ? 'retrieval' : 'kind';
  const isPushed = retrieval === 'fan-out';
  const turn = () => {
    const spec = lab.store.getState().slow?.consumers.find((candidate) => candidate.spec.id === id)?.spec;
    if (spec === undefined) return;
    if (spec.kind === 'polling') polledBefore.current = spec;
    const next = withRetrieval(spec, isPushed ? 'polling' : 'fan-out', polledBefore.current);
    void give({ type: 'update-consumer', consumer: next });
  };
  const { left, top, width } = place.controls;
  return (
    <div className={styles.control} style={{ left, top, width }} data-consumer={id}>
      <LockedPart of="consumer" id={id} path={path} inline="start">
        <button
          type="button"
          role="switch"
          aria-checked={isPushed}
          aria-label={`Fan-out for ${id}`}
          className={styles.switch}
          onClick={turn}
        >
          <span className={styles.track} aria-hidden="true" />
          {isPushed ? 'Fan-out' : 'Polling'}
        </button>
      </LockedPart>
      <p className={styles.cost}>
        {isPushed ? (
          <>
            <b>{dollars(fanOutUsdPerHour)}/h</b> · polling $0/h
          </>
        ) : (
          <>
            <b>$0/h</b> · fan-out {dollars(fanOutUsdPerHour)}/h
          </>
        )}
      </p>
      {refusal !== null && (
        <div className={styles.refusal}>
          <Refused refusal={refusal} />
        </div>
      )}
    </div>
  );
}
