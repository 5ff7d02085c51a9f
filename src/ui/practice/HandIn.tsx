import { useEffect, useRef } from 'react';
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
  return (
    <section className={styles.ask} aria-labelledby="hand-in">
      <h2 id="hand-in" ref={heading} tabIndex={-1}>
        Hand in?
      </h2>
      {open.length + incomplete.length === 0 && <p>Every question is answered.</p>}
      {open.length > 0 && <p>Open: {open.join(', ')}. An open question counts as not right.</p>}
      {incomplete.length > 0 && <p>More or fewer chosen than asked for: {incomplete.join(', ')}.</p>}
      {flagged.length > 0 && <p>Flagged: {flagged.join(', ')}.</p>}
      <div className={styles.actions}>
        <Button look="primary" onPress={() => send({ type: 'confirm', atMs: Date.now() })}>
          Hand in
        </Button>
        <Button onPress={() => send({ type: 'go-back' })}>Back to the questions</Button>
      </div>
    </section>
  );
}
