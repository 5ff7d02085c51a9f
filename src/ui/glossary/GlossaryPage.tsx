/** The glossary: every term with what it means, where that comes from, and what stands near it. */
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { TERMS } from '../../content/glossary/index.ts';
import { Header, type Place } from '../header/Header.tsx';
import learn from '../learn/learn.module.css';
import { usePageTitle } from '../page-title.ts';
import { findTerms } from './glossary-words.ts';
import styles from './glossary.module.css';
import { TermEntry } from './TermEntry.tsx';

export function GlossaryPage({ places, id }: { places: readonly Place[]; id: string | undefined }) {
  usePageTitle('Glossary');
  const [typed, setTyped] = useState('');
  // Whoever follows a link to a term is to find it, whatever was searched for before.
  useEffect(() => setTyped(''), [id]);
  const found = findTerms(TERMS, typed);
  const isUnknown = id !== undefined && TERMS.every((term) => term.id !== id);
  return (
    <div className={learn.page}>
      <Header places={places} isOfRun={false} />
      <main className={learn.main} aria-label="Glossary">
        <h1>Glossary</h1>
        <p className={learn.lead}>
          The words that AWS uses for streams and their surroundings, each in a few lines, with its source.{' '}
          <Link href="/learn">All lessons</Link>
        </p>
        {isUnknown && (
          <p className={styles.problem} role="alert">
            The glossary holds no term named <code>{id}</code>.
          </p>
        )}
        <label className={styles.search}>
          Find a term
          <input
            type="search"
            className={styles.input}
            autoComplete="off"
            spellCheck="false"
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        </label>
        <p className={styles.quiet} role="status">
          {found.length === 0
            ? 'Nothing found. Try a shorter word, or the name of an AWS action.'
            : `${found.length} of ${TERMS.length} terms`}
        </p>
        <div className={styles.terms}>
          {found.map((term) => (
            <TermEntry key={term.id} term={term} isWanted={term.id === id} />
          ))}
        </div>
      </main>
    </div>
  );
}
