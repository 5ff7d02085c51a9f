import type { ReactNode } from 'react';
import styles from './empty-view.module.css';

/** In the place of a view that has nothing to show yet: what would be there, and how it comes. */
export function EmptyView({ label, title, children }: { label: string; title: string; children: ReactNode }) {
  return (
    <section className={styles.empty} aria-label={label}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
