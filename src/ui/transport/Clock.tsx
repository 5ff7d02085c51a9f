import { useSelector } from '@xstate/react';
import { placeOf } from '../../lab/machines/playback.machine.ts';
import { clock } from '../../views/wording.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './transport.module.css';
import { useMoment } from './use-moment.ts';

/** The moment on screen; in the past also how far the branch has been run. */
export function Clock() {
  const moment = useMoment();
  return (
    <div className={styles.clock}>
      <span className={styles.moment} role="timer" aria-label="Simulated time" aria-live="off" ref={moment}>
        00:00.000
      </span>
      <span className={styles.end}>
        <End />
      </span>
    </div>
  );
}

function End() {
  const lab = useLab();
  const isLive = useSelector(lab.time.playback, (snapshot) => placeOf(snapshot).startsWith('live'));
  const end = useLabState(({ slow }) => (slow === null ? '' : clock(slow.travel.endUs, 3)));
  if (end === '') return null;
  return isLive ? 'now' : `of ${end}`;
}
