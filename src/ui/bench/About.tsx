/** Where a setting comes from, and what it was in other versions: a small button beside it. */
import type { ReactNode } from 'react';
import { Explain } from '../controls/Explain.tsx';
import { InfoIcon } from '../controls/Icons.tsx';
import styles from './bench.module.css';

export function About({ what, children }: { what: string; children: ReactNode }) {
  return (
    <Explain label={`About ${what}`} face={<InfoIcon />} isIcon>
      <div className={styles.about}>
        <h3>{what}</h3>
        {children}
      </div>
    </Explain>
  );
}
