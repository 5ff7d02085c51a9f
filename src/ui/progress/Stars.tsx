import { starsInWords } from './progress-words.ts';
import styles from './progress.module.css';

const SHAPE = 'M8 1.6l1.9 4.1 4.5.5-3.3 3 .9 4.4L8 11.4l-4 2.2.9-4.4-3.3-3 4.5-.5z';

/** Stars that count, of three; halves are what hints left. */
export function Stars({ stars }: { stars: number }) {
  return (
    <span className={styles.stars} role="img" aria-label={`${starsInWords(stars)} of 3 stars`}>
      {[0, 1, 2].map((i) => {
        const filled = Math.min(1, Math.max(0, stars - i));
        return (
          <svg key={i} width="18" height="18" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
            <path className={styles.starEmpty} d={SHAPE} />
            {filled > 0 && <path className={styles.starFull} d={SHAPE} style={filled < 1 ? { clipPath: 'inset(0 50% 0 0)' } : undefined} />}
            <path className={styles.starEdge} d={SHAPE} data-filled={filled > 0} />
          </svg>
        );
      })}
    </span>
  );
}
