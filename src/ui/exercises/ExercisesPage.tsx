/** Exercises: what there is, by topic, what was reached in each, what to take next; and all that is kept of the learner's doing. */
import { useMemo, useState } from 'react';
import { exercises } from '../../content/exercises/index.ts';
import { EVERYTHING, exerciseRows, type Filter, filterRows } from '../../lab/progress/overview.ts';
import { Button } from '../controls/Button.tsx';
import { Header, type Place } from '../header/Header.tsx';
import { usePageTitle } from '../page-title.ts';
import { KeepProgress } from '../progress/KeepProgress.tsx';
import { starsInWords } from '../progress/progress-words.ts';
import { ProgressTrouble } from '../progress/ProgressTrouble.tsx';
import { TopicTable } from '../progress/TopicTable.tsx';
import { useNowMs, useProgress } from '../progress/use-progress.ts';
import { ExerciseFilters } from './ExerciseFilters.tsx';
import { ExerciseTable } from './ExerciseTable.tsx';
import styles from './exercises.module.css';
import { NextUp } from './NextUp.tsx';

export function ExercisesPage({ places }: { places: readonly Place[] }) {
  usePageTitle('Exercises');
  const { results, isLoaded } = useProgress();
  const nowMs = useNowMs();
  const [filter, setFilter] = useState<Filter>(EVERYTHING);
  const rows = useMemo(() => exerciseRows(exercises, results), [results]);
  const found = filterRows(rows, filter);
  const stars = rows.reduce((sum, row) => sum + row.stars, 0);
  return (
    <div className={styles.page}>
      <Header places={places} isOfRun={false} />
      <main className={styles.main} aria-label="Exercises">
        <h1 className={styles.title}>Exercises</h1>
        <p className={styles.lead}>
          A stream in trouble, a goal, and the levers that are yours. The engine measures whether it was reached; up to three stars each.
        </p>
        <ProgressTrouble />
        {isLoaded && <NextUp rows={rows} nowMs={nowMs} />}
        <section aria-labelledby="all-exercises">
          <h2 id="all-exercises" className={styles.heading}>
            All exercises
          </h2>
          <ExerciseFilters exercises={exercises} filter={filter} onFilter={setFilter} />
          <p className={styles.found} role="status">
            {found.length} of {rows.length} exercises
            {isLoaded && ` · ${starsInWords(stars)} of ${3 * rows.length} stars in all`}
          </p>
          {found.length > 0 ? (
            <ExerciseTable rows={found} nowMs={nowMs} />
          ) : (
            <div className={styles.empty}>
              <p>No exercise has this topic, exam and level together.</p>
              <Button onPress={() => setFilter(EVERYTHING)}>Show all</Button>
            </div>
          )}
        </section>
        <section aria-labelledby="progress" className={styles.progress}>
          <h2 id="progress" className={styles.heading}>
            Your progress
          </h2>
          <TopicTable />
          <KeepProgress />
        </section>
      </main>
    </div>
  );
}
