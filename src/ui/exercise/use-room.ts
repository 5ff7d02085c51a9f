import { useEffect, useState } from 'react';
import type { Round } from '../../content/learning/round.ts';
import { ExerciseRoom } from '../../lab/exercise-room.ts';
import { useLab } from '../use-lab.ts';

/** The room of a round, as long as this is on the page; the Lab's own run rests meanwhile. Null until it stands. */
export function useRoom(round: Round, onVary: () => void): ExerciseRoom | null {
  const outer = useLab();
  const [room, setRoom] = useState<ExerciseRoom | null>(null);
  useEffect(() => {
    const made = new ExerciseRoom(round, outer.store, onVary);
    setRoom(made);
    return () => {
      setRoom(null);
      made.destroy();
    };
    // A round has one room: `onVary` is asked for once, and only navigates.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [outer, round]);
  useEffect(() => {
    let rests = false;
    const rest = () => {
      if (!outer.store.getState().playing) return;
      rests = true;
      outer.client.pause();
    };
    rest();
    const stop = outer.store.subscribe(rest);
    return () => {
      stop();
      if (rests) outer.client.play();
    };
  }, [outer]);
  return room;
}
