import type { ReactNode } from 'react';
import { Explain } from '../controls/Explain.tsx';
import { InfoIcon } from '../controls/Icons.tsx';
import styles from './readings.module.css';

interface ReadingProps {
  title: string;
  isAtLimit?: boolean;
  spark?: ReactNode;
  /** Where the number comes from: how it is measured, over what, by which rule. */
  origin: ReactNode;
  children: ReactNode;
}

export function Reading({ title, isAtLimit = false, spark, origin, children }: ReadingProps) {
  return (
    <li className={styles.reading} data-limit={isAtLimit}>
      <h3 className={styles.title}>{title}</h3>
      {spark ?? <span />}
      <Explain label={`Where “${title}” comes from`} face={<InfoIcon />} isIcon>
        <div className={styles.origin}>
          <h3>{title}</h3>
          {origin}
        </div>
      </Explain>
      <p className={styles.figures}>{children}</p>
    </li>
  );
}

export function Figure({ value, unit }: { value: string; unit: string }) {
  return (
    <>
      <span className={styles.figure}>{value}</span>
      <span className={styles.unit}>{unit}</span>
    </>
  );
}
