/** The board in words: a sentence, the workers and the leases as tables. */
import { useCallback, useState } from 'react';
import type { Lab } from '../../lab/lab.ts';
import { describeLeases } from '../../views/leases/text.ts';
import { Button } from '../controls/Button.tsx';
import { useWords } from '../stage/use-words.ts';
import { WordsTable } from '../stage/WordsTable.tsx';
import styles from './leases.module.css';

export function LeaseWords({ consumer }: { consumer: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={styles.words} aria-label="The leases in words">
      <Button look="quiet" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
        {isOpen ? 'Hide the leases’ words' : 'The leases in words'}
      </Button>
      {isOpen && <Text consumer={consumer} />}
    </section>
  );
}

function Text({ consumer }: { consumer: string }) {
  const describe = useCallback(
    ({ feed: { slow, nowUs } }: Lab) => {
      const kcl = slow?.consumers.find(({ spec }) => spec.id === consumer)?.kcl ?? null;
      return kcl === null ? null : describeLeases(kcl, nowUs);
    },
    [consumer],
  );
  const text = useWords(describe);
  if (text === null) return null;
  return (
    <div className={styles.text} tabIndex={0} role="group" aria-label="Description of the leases">
      <p>{text.summary}</p>
      <WordsTable {...text.workers} />
      <WordsTable {...text.leases} />
    </div>
  );
}
