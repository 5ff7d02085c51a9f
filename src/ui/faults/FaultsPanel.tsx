/** Break something: what, where, how badly; what stands broken, and how each ends. */
import { useState } from 'react';
import type { Lab } from '../../lab/lab.ts';
import { Sheet } from '../controls/Sheet.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { BreakForm } from './BreakForm.tsx';
import { faultOffers } from './fault-offers.ts';
import styles from './faults.module.css';
import { StandingFaults } from './StandingFaults.tsx';
import { WorkersDown } from './WorkersDown.tsx';

interface FaultsPanelProps {
  /** Whose card or board asked: its faults are offered first. Null: nobody's. */
  consumer: string | null;
  onClose(): void;
}

/** What the offers are made from; they change only when a specification does. */
const shapeOf = ({ feed: { slow } }: Lab): string =>
  slow === null
    ? ''
    : JSON.stringify([
        slow.producers.map(({ spec }) => spec.id),
        slow.consumers.map(({ spec }) => spec),
        slow.shards.map(({ state }) => state),
      ]);

export function FaultsPanel({ consumer, onClose }: FaultsPanelProps) {
  const lab = useLab();
  const [{ offers, shape }, setOffered] = useState(() => offeredBy(lab));
  const shapeNow = useLabState(() => shapeOf(lab));
  if (shape !== shapeNow) setOffered(offeredBy(lab));
  return (
    <Sheet title="Break something" onClose={onClose}>
      <div className={styles.faults}>
        <p className={styles.quiet}>Each fault is a command: it can be undone, and a run that is handed on breaks in the same way.</p>
        <BreakForm offers={offers} consumer={consumer} />
        <StandingFaults />
        <WorkersDown />
      </div>
    </Sheet>
  );
}

function offeredBy(lab: Lab) {
  const { slow } = lab.feed;
  return { offers: slow === null ? [] : faultOffers(slow), shape: shapeOf(lab) };
}
