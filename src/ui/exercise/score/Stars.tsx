import { type StarFill, starFills, starText } from './score-rows.ts';
import styles from './score.module.css';

const STAR = 'M12 2l3 6.6 7.2.8-5.4 4.9 1.5 7.1L12 17.8l-6.3 3.6 1.5-7.1L1.8 9.4 9 8.6z';

/** Three stars; `open`: they are in reach, not earned. */
export function Stars({ stars, open = false, label }: { stars: number; open?: boolean; label?: string }) {
  return (
    <span className={open ? styles.starsOpen : styles.stars} role="img" aria-label={label ?? `${starText(stars)} of 3`}>
      {starFills(stars).map((fill, i) => (
        <Star key={i} fill={fill} />
      ))}
    </span>
  );
}

function Star({ fill }: { fill: StarFill }) {
  return (
    <svg viewBox="0 0 24 24" width="36" height="36" aria-hidden="true" focusable="false">
      {fill === 'full' && <path className={styles.starFilled} d={STAR} />}
      {fill === 'half' && <path className={styles.starFilled} d={STAR} style={{ clipPath: 'inset(0 50% 0 0)' }} />}
      <path className={styles.starEdge} d={STAR} />
    </svg>
  );
}

/** Met a tick, missed a cross, open a ring: the shape says it as well as the colour. */
export function StateIcon({ state }: { state: 'open' | 'met' | 'missed' }) {
  return (
    <svg className={styles[state]} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      <circle cx="8" cy="8" r="6.5" />
      {state === 'met' && <path d="M4.8 8.2 7 10.4l4.2-4.6" />}
      {state === 'missed' && <path d="m5.4 5.4 5.2 5.2m0-5.2-5.2 5.2" />}
    </svg>
  );
}
