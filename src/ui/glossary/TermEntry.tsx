import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { TERMS } from '../../content/glossary/index.ts';
import type { Term } from '../../content/glossary/term.ts';
import { lessons } from '../../content/lessons/index.ts';
import styles from './glossary.module.css';

/** One term; the one that the address names is brought into view, with the focus. */
export function TermEntry({ term, isWanted }: { term: Term; isWanted: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!isWanted) return;
    heading.current?.focus({ preventScroll: true });
    heading.current?.scrollIntoView({ block: 'start' });
  }, [isWanted]);
  const { id, name, aliases = [], definition, source, asOf } = term;
  return (
    <article className={styles.term} data-wanted={isWanted} aria-labelledby={`term-${id}`}>
      <header>
        <h2 id={`term-${id}`} tabIndex={-1} ref={heading}>
          <Link href={`/learn/glossary/${id}`}>{name}</Link>
        </h2>
        {aliases.length > 0 && <p className={styles.quiet}>also: {aliases.join(', ')}</p>}
      </header>
      <div className={styles.meaning}>
        <p>{definition}</p>
        <SeeAlso term={term} />
        <p className={styles.source}>
          As of {asOf}:{' '}
          <a href={source.url} target="_blank" rel="noreferrer">
            {source.title}
          </a>
        </p>
      </div>
    </article>
  );
}

function SeeAlso({ term: { seeAlso = [], lesson: lessonId } }: { term: Term }) {
  const near = seeAlso.flatMap((id) => TERMS.find((term) => term.id === id) ?? []);
  const lesson = lessons.find(({ id }) => id === lessonId);
  if (near.length === 0 && lesson === undefined) return null;
  return (
    <p className={styles.near}>
      {near.length > 0 && <span className={styles.quiet}>See also </span>}
      {near.map(({ id, name }, i) => (
        <span key={id}>
          {i > 0 && ', '}
          <Link href={`/learn/glossary/${id}`}>{name}</Link>
        </span>
      ))}
      {near.length > 0 && '. '}
      {lesson !== undefined && (
        <>
          <span className={styles.quiet}>Lesson: </span>
          <Link href={`/learn/${lesson.id}`}>{lesson.title}</Link>
        </>
      )}
    </p>
  );
}
