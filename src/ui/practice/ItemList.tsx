import type { ExamItem } from '../../lab/machines/exam.machine.ts';
import { Flag } from './Flag.tsx';
import styles from './practice.module.css';
import type { Standing } from './standing.ts';

interface ItemListProps {
  items: readonly ExamItem[];
  standings: readonly Standing[];
  /** The one on screen; null where none is. */
  at: number | null;
  onGo(to: number): void;
}

/** All questions by number: which are answered, which are flagged, and the way to each. */
export function ItemList({ items, standings, at, onGo }: ItemListProps) {
  const answered = standings.filter((standing) => standing === 'answered').length;
  const flagged = items.filter(({ isFlagged }) => isFlagged).length;
  return (
    <nav className={styles.list} aria-label="Questions">
      <p>
        {answered} of {items.length} answered{flagged > 0 && `, ${flagged} flagged`}
      </p>
      <ol>
        {items.map((item, i) => (
          <li key={`${item.template}:${item.seed}`}>
            <button
              type="button"
              aria-label={`Question ${i + 1}, ${standings[i]}${item.isFlagged ? ', flagged' : ''}`}
              aria-current={i === at ? 'step' : undefined}
              data-standing={standings[i]}
              onClick={() => onGo(i)}
            >
              {i + 1}
              {item.isFlagged && <Flag />}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
