/** Chooses a fault, what it happens to, and its figures. */
import { type FormEvent, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { useLab } from '../use-lab.ts';
import type { FaultOffer } from './fault-offers.ts';
import styles from './faults.module.css';
import { nextFaultId } from './standing-faults.ts';

interface BreakFormProps {
  offers: readonly FaultOffer[];
  consumer: string | null;
}

export function BreakForm({ offers, consumer }: BreakFormProps) {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const [kind, setKind] = useState<FaultOffer['kind'] | null>(null);
  const [targetLabel, setTarget] = useState<string | null>(null);
  const [figures, setFigures] = useState<Record<string, number>>({});
  const isOurs = ({ targets }: FaultOffer) => consumer !== null && targets.some((target) => target.consumer === consumer);
  const offer = offers.find((one) => one.kind === kind) ?? offers.find(isOurs) ?? offers[0];
  if (offer === undefined) return <p>There is nothing here yet that could be broken: add a producer or a consumer first.</p>;
  const { targets } = offer;
  const target = targets.find(({ label }) => label === targetLabel) ?? targets.find((one) => one.consumer === consumer) ?? targets[0];
  const figureOf = (label: string, usual: number) => figures[`${offer.kind} ${label}`] ?? usual;
  const breakIt = (submitted: FormEvent) => {
    submitted.preventDefault();
    const { events, seq } = lab.store.getState();
    const fault = target.make(offer.figures.map(({ label, usual }) => figureOf(label, usual)));
    void give({ type: 'inject-fault', id: nextFaultId(events, seq), fault });
  };
  return (
    <form className={styles.form} onSubmit={breakIt}>
      <Choice<FaultOffer['kind']>
        label="What happens"
        value={offer.kind}
        options={offers.map(({ kind: value, label }) => ({ value, label }))}
        onChange={setKind}
      />
      <Choice label={offer.of} value={target.label} options={targets.map(({ label }) => ({ value: label, label }))} onChange={setTarget} />
      {offer.figures.map(({ label, usual, ...figure }) => (
        <NumberRow
          key={`${offer.kind} ${label}`}
          {...figure}
          label={label}
          value={figureOf(label, usual)}
          scale="log"
          onCommit={(value) => setFigures((before) => ({ ...before, [`${offer.kind} ${label}`]: value }))}
        />
      ))}
      <p className={styles.quiet}>{offer.says}</p>
      <Refused refusal={refusal} />
      <span>
        <Button look="primary" type="submit">
          Break it
        </Button>
      </span>
    </form>
  );
}
