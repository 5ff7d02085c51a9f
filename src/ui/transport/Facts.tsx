/** Seed and memory: one line, each opened on demand. */
import { useId, useState } from 'react';
import { mebibytes, shortCount } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Explain } from '../controls/Explain.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './transport.module.css';

export function Facts() {
  const seed = useLabState(({ run }) => run?.recipe.seed ?? '');
  const used = useLabState(({ slow }) => (slow === null ? '' : `${Math.round(slow.memory.usedBytes / 1_048_576)} MiB`));
  if (seed === '' || used === '') return <div className={styles.facts} />;
  return (
    <div className={styles.facts}>
      <Explain label={`Seed ${seed}`} face={<Face name="seed" value={seed} />}>
        <SeedForm key={seed} seed={seed} />
      </Explain>
      <Explain label={`Memory ${used}`} face={<Face name="memory" value={used} />}>
        <Memory />
      </Explain>
    </div>
  );
}

function Face({ name, value }: { name: string; value: string }) {
  return (
    <span>
      {name} <span className={styles.fact}>{value}</span>
    </span>
  );
}

const SEED = /^[0-9a-f]{1,8}$/;

function SeedForm({ seed }: { seed: string }) {
  const lab = useLab();
  const id = useId();
  const [draft, setDraft] = useState(seed);
  const [problem, setProblem] = useState<string | null>(null);
  const start = () => {
    const next = draft.trim().toLowerCase();
    if (!SEED.test(next)) setProblem('A seed has 1 to 8 hexadecimal digits, for example 7f3a.');
    else void lab.reset({ seed: next });
  };
  return (
    <form
      className={styles.form}
      onSubmit={(submit) => {
        submit.preventDefault();
        start();
      }}
    >
      <p>All chance in a run comes from its seed. The same seed gives the same run, record by record; another one starts it over.</p>
      <div className={styles.formRow}>
        <div className={styles.text}>
          <label htmlFor={id}>Seed</label>
          <input
            id={id}
            value={draft}
            maxLength={16}
            spellCheck={false}
            autoComplete="off"
            aria-describedby={problem === null ? undefined : `${id}-problem`}
            onChange={(change) => setDraft(change.target.value)}
          />
        </div>
        <Button look="primary" type="submit">
          Start over
        </Button>
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}

export function Memory() {
  const memory = useLabState(({ slow }) => slow?.memory);
  if (memory === undefined) return null;
  const share = Math.min(1, memory.usedBytes / memory.budgetBytes);
  const perRecord = memory.records > 0 ? `${(memory.recordBytes / memory.records).toFixed(1)} B` : '–';
  const rows: [string, string][] = [
    [`Records (${shortCount(memory.records)}, ${perRecord} each)`, `${mebibytes(memory.recordBytes)} MiB`],
    ['Files', `${mebibytes(memory.datasetBytes)} MiB`],
    ['History', `${mebibytes(memory.historyBytes)} MiB`],
    ['Buckets and buffers', `${mebibytes(memory.deliveryBytes)} MiB`],
    ['Used', `${mebibytes(memory.usedBytes)} MiB`],
    ['Budget', `${mebibytes(memory.budgetBytes)} MiB`],
  ];
  return (
    <div className={styles.form}>
      <p>Memory of the engine’s worker. Near its budget the run pauses and says what to change; nothing is thrown away.</p>
      <div className={styles.meter} data-full={share > 0.9}>
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <dl className={styles.table}>
        {rows.map(([term, value]) => (
          <Row key={term} term={term} value={value} />
        ))}
      </dl>
    </div>
  );
}

function Row({ term, value }: { term: string; value: string }) {
  return (
    <>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </>
  );
}
