/** An exercise's page. Its address names the exercise and its numbers; loading it again begins anew with the same. */
import { useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { exercises } from '../../content/exercises/index.ts';
import { startRound } from '../../content/learning/round.ts';
import { exerciseAddress, freshSeed, seedOf } from '../../lab/exercise-address.ts';
import { Header, type Place } from '../header/Header.tsx';
import { usePageTitle } from '../page-title.ts';
import { Room } from './Room.tsx';
import styles from './exercise.module.css';

export function ExercisePage({ places, id }: { places: readonly Place[]; id: string }) {
  const exercise = exercises.find((candidate) => candidate.id === id);
  usePageTitle(exercise?.title ?? 'No such exercise');
  useDropRefused();
  const [address] = useHashLocation();
  const seed = seedOf(address);
  const [hasVaried, vary] = useState(false);
  useEffect(() => {
    if (exercise === undefined) return;
    const wished = exerciseAddress(exercise.id, seed ?? freshSeed());
    // The router would put what follows `?` before the hash.
    if (address !== wished) location.replace(`#${wished}`);
  }, [exercise, address, seed]);
  const round = useMemo(() => (exercise === undefined || seed === null ? null : startRound(exercise, seed)), [exercise, seed]);
  return (
    <div className={styles.page}>
      <a className={styles.skip} href="#stage" onClick={skipToStage}>
        Skip to the stage
      </a>
      <Header places={places} isOfRun={false} />
      {exercise === undefined && <NoSuchExercise id={id} />}
      {round !== null && (
        <Room
          key={`${id}:${round.seed}`}
          round={round}
          isNext={hasVaried}
          onVary={() => {
            vary(true);
            location.hash = exerciseAddress(id, freshSeed());
          }}
        />
      )}
    </div>
  );
}

/** A file that is dropped here is not taken; the browser would leave the exercise and show it. */
function useDropRefused(): void {
  useEffect(() => {
    const refuse = (event: DragEvent) => {
      if (event.dataTransfer === null || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = 'none';
    };
    window.addEventListener('dragover', refuse);
    window.addEventListener('drop', refuse);
    return () => {
      window.removeEventListener('dragover', refuse);
      window.removeEventListener('drop', refuse);
    };
  }, []);
}

function skipToStage(click: { preventDefault(): void }): void {
  click.preventDefault();
  document.getElementById('stage')?.focus();
}

function NoSuchExercise({ id }: { id: string }) {
  return (
    <main className={styles.missing}>
      <h1>There is no such exercise</h1>
      <p>None is called “{id.slice(0, 60)}”.</p>
      <Link href={`/exercises/${exercises[0].id}`}>Begin with “{exercises[0].title}”</Link>
    </main>
  );
}
