import { useEffect, useRef } from 'react';
import { Button } from '../controls/Button.tsx';
import styles from './practice.module.css';

/** A pause: the question is out of sight. */
export function Rest({ onResume }: { onResume(): void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.ask} aria-labelledby="paused">
      <h2 id="paused" ref={heading} tabIndex={-1}>
        Paused
      </h2>
      <p>Everything is kept: you may close the page and come back.</p>
      <div className={styles.actions}>
        <Button look="primary" onPress={onResume}>
          Go on
        </Button>
      </div>
    </section>
  );
}
