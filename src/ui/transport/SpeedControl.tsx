import type { CSSProperties } from 'react';
import { count } from '../../views/wording.ts';
import { SPEEDS } from '../../lab/lab.ts';
import controls from '../controls/controls.module.css';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './transport.module.css';

const FRACTIONS: Record<string, string> = { '0.25': '¼', '0.5': '½' };

export function speedLabel(factor: number): string {
  return `${FRACTIONS[String(factor)] ?? count(factor)}×`;
}

/** The row of usual speeds is close enough to logarithmic to be one. */
export function SpeedControl() {
  const lab = useLab();
  const speed = useLabState(({ wishedSpeed }) => wishedSpeed);
  const reached = useLabState(({ slow }) =>
    slow?.speed.reached === null || slow?.speed.reached === undefined ? null : count(slow.speed.reached),
  );
  const last = SPEEDS.length - 1;
  const position = Math.max(
    0,
    SPEEDS.findLastIndex((candidate) => candidate <= speed),
  );
  return (
    <div className={styles.speed}>
      <label htmlFor="speed">speed</label>
      <span className={controls.sliderBox} style={{ '--filled': `${(position / last) * 100}%` } as CSSProperties}>
        <input
          id="speed"
          className={controls.slider}
          type="range"
          min={0}
          max={last}
          step={1}
          value={position}
          aria-valuetext={`${speed} times`}
          onChange={(change) => lab.setSpeed(SPEEDS[Number(change.target.value)])}
        />
      </span>
      <span className={styles.speedValue}>{speedLabel(speed)}</span>
      <span className={styles.behind}>{reached !== null && `reaches ${reached}× of ${speedLabel(speed)}`}</span>
    </div>
  );
}
