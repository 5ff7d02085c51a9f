import { Fragment, useEffect, useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import styles from './practice.module.css';
import type { Standing } from './standing.ts';
import type { Exam } from './use-exam.ts';

/** Asked once before the exam is over for good. */
export function HandIn({ exam: { snapshot, send }, standings }: { exam: Exam; standings: readonly Standing[] }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { items } = snapshot.context;
  const numbersOf = (wanted: Standing) => standings.flatMap((standing, i) => (standing === wanted ? i + 1 : []));
  const [open, incomplete] = [numbersOf('open'), numbersOf('incomplete')];
  const flagged = items.flatMap(({ isFlagged }, i) => (isFlagged ? i + 1 : []));
  const go = (number: number) => send({ type: 'go', to: number - 1, atMs: Date.now() });
  return (
    <section className={styles.ask} aria-labelledby="hand-in">
      <h2 id="hand-in" ref={heading} tabIndex={-1}>
        Hand in?
      </h2>
      {open.length + incomplete.length === 0 && <p>Every question is answered.</p>}
      {open.length > 0 && (
        <p>
          Open: <Numbers numbers={open} onGo={go} />. An open question counts as not right.
        </p>
      )}
      {incomplete.length > 0 && (
        <p>
          More or fewer chosen than asked for: <Numbers numbers={incomplete} onGo={go} />.
        </p>
      )}
      {flagged.length > 0 && (
        <p>
          Flagged: <Numbers numbers={flagged} onGo={go} />.
        </p>
      )}
      <div className={styles.actions}>
        <Button look="primary" onPress={() => send({ type: 'confirm', atMs: Date.now() })}>
          Hand in
        </Button>
        <Button onPress={() => send({ type: 'go-back' })}>Back to the questions</Button>
      </div>
    </section>
  );
}

/** Each is the way back to its question. */
function Numbers({ numbers, onGo }: { numbers: readonly number[]; onGo(number: number): void }) {
  return numbers.map((number, i) => (
    <Fragment key={number}>
      {i > 0 && ', '}
      <Button look="link" aria-label={`Go to question ${number}`} onPress={() => onGo(number)}>
        {number}
      </Button>
    </Fragment>
  ));
}
