import { useEffect } from 'react';
import { useLab } from '../use-lab.ts';

/** The run of the Lab stands still while a lesson is read, so that the small ones have the machine to themselves; then it goes on. */
export function useStillLab(): void {
  const lab = useLab();
  useEffect(() => {
    let wasPlaying = false;
    const hold = ({ playing }: { playing: boolean }) => {
      if (!playing) return;
      wasPlaying = true;
      lab.client.pause();
    };
    hold(lab.store.getState());
    const stop = lab.store.subscribe(hold);
    return () => {
      stop();
      if (wasPlaying) lab.client.play();
    };
  }, [lab]);
}
