/** The stage and the timeline in words, for whoever cannot see them or wants the figures. */
import { lazy, Suspense, useId, useState } from 'react';
import { Button } from '../controls/Button.tsx';
import { useHasRun } from '../use-has-run.ts';
import styles from './words.module.css';

const StageWords = lazy(() => import('./StageWords.tsx').then(({ StageWords: component }) => ({ default: component })));
const TimelineWords = lazy(() => import('./TimelineWords.tsx').then(({ TimelineWords: component }) => ({ default: component })));

type Described = 'stage' | 'timeline';

export function Words() {
  const id = useId();
  const hasRun = useHasRun();
  const [open, setOpen] = useState<Described | null>(null);
  const toggle = (what: Described) => setOpen(open === what ? null : what);
  return (
    <section className={styles.words} aria-label="In words">
      <div className={styles.toggles}>
        <Button look="quiet" isDisabled={!hasRun} aria-expanded={open === 'stage'} aria-controls={id} onPress={() => toggle('stage')}>
          {open === 'stage' ? 'Hide the words' : 'The stage in words'}
        </Button>
        <Button look="quiet" isDisabled={!hasRun} aria-expanded={open === 'timeline'} aria-controls={id} onPress={() => toggle('timeline')}>
          {open === 'timeline' ? 'Hide the timeline’s words' : 'The timeline in words'}
        </Button>
      </div>
      <div id={id}>
        <Suspense>
          {open === 'stage' && <StageWords />}
          {open === 'timeline' && <TimelineWords />}
        </Suspense>
      </div>
    </section>
  );
}
