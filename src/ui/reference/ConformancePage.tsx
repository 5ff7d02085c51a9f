/** Reference → Conformance: how far the engine's service is AWS's. All it says comes from the tests. */
import { useState } from 'react';
import { Link } from 'wouter';
import { Header, type Place } from '../header/Header.tsx';
import { usePageTitle } from '../page-title.ts';
import { ActionDetail } from './ActionDetail.tsx';
import { ActionList } from './ActionList.tsx';
import { conformance } from './conformance.ts';
import { filterActions, type Shown } from './filter-actions.ts';
import styles from './reference.module.css';
import { Summary } from './Summary.tsx';

export function ConformancePage({ places, action: name }: { places: readonly Place[]; action: string | undefined }) {
  const [text, setText] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const found = filterActions(conformance.actions, text, shown);
  const action = conformance.actions.find((candidate) => candidate.name === name);
  usePageTitle(action === undefined ? 'Conformance' : `${action.name}, conformance`);
  return (
    <div className={styles.page}>
      <Header places={places} isOfRun={false} />
      <main className={styles.main} aria-label="Conformance" data-open={action !== undefined}>
        <div className={styles.overview}>
          <h1 className={styles.title}>Conformance</h1>
          <p className={styles.lead}>
            What this lab’s Kinesis Data Streams does as AWS’s does, action by action: what is modelled, what is simpler than life, what it
            refuses and in which words. The tests write this page; answers recorded from the real service are replayed against the engine.
            Words are explained in the <Link href="/learn/glossary">glossary</Link>.
          </p>
          <Summary />
          <ActionList actions={found} current={action?.name} text={text} shown={shown} onText={setText} onShown={setShown} />
        </div>
        {action !== undefined && <ActionDetail key={action.name} action={action} />}
      </main>
    </div>
  );
}
