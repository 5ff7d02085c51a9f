import type { RefObject } from 'react';
import { TERMS } from '../../content/glossary/index.ts';
import { ExplainPopover } from '../controls/ExplainPopover.tsx';
import { glossaryAddress } from './glossary-words.ts';
import styles from './term.module.css';

interface TermNoteProps {
  id: string;
  isOpen: boolean;
  setOpen(isOpen: boolean): void;
  trigger: RefObject<HTMLElement | null>;
}

/** What a term means, beside the word. Its way out is a window of its own: whoever reads, or sits before a run, loses no place. */
export function TermNote({ id, isOpen, setOpen, trigger }: TermNoteProps) {
  const term = TERMS.find((candidate) => candidate.id === id);
  const name = term?.name ?? id.replaceAll('-', ' ');
  return (
    <ExplainPopover
      label={`What ${name} means`}
      isWide={false}
      scrolls={false}
      placement="bottom"
      isOpen={isOpen}
      setOpen={setOpen}
      trigger={trigger}
    >
      <div className={styles.note}>
        <p className={styles.name}>{name}</p>
        <p>{term?.definition ?? 'The glossary does not hold this term.'}</p>
        {term !== undefined && (
          <p className={styles.source}>
            As of {term.asOf}:{' '}
            <a href={term.source.url} target="_blank" rel="noreferrer">
              {term.source.title}
            </a>
          </p>
        )}
        <p>
          <a href={glossaryAddress(id)} target="_blank" rel="noreferrer">
            In the glossary<span className="visually-hidden"> (in a new tab)</span>
          </a>
        </p>
      </div>
    </ExplainPopover>
  );
}
