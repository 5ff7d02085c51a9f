import { useEffect, useState } from 'react';
import { Announcer } from '../../lab/announcer.ts';
import { useLab } from '../use-lab.ts';
import { hearEvents, hearTime } from './hearing.ts';

/** Polite, and seldom enough to be heard: see Announcer. */
export function LiveRegion() {
  const lab = useLab();
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const announcer = new Announcer(setSpoken);
    const stops = [hearTime(lab, announcer), hearEvents(lab, announcer)];
    return () => {
      for (const stop of stops) stop();
      announcer.forget();
    };
  }, [lab]);
  return (
    <div className="visually-hidden" role="status" aria-live="polite">
      {spoken}
    </div>
  );
}
