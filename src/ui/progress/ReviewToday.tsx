import { Link } from 'wouter';
import look from './next-card.module.css';
import { dayInWords } from './progress-words.ts';
import styles from './progress.module.css';
import { type Review, useReview } from './use-progress.ts';

/** How much is due for review, and the way there. */
export function ReviewToday({ nowMs }: { nowMs: number }) {
  const review = useReview(nowMs);
  if (review === null) return null;
  return (
    <section className={look.card} aria-label="Review">
      <Link className={look.link} href="/learn/review">
        Review today: {review.queue.length}
      </Link>
      <p className={styles.quiet}>{reviewInWords(review, nowMs)}</p>
    </section>
  );
}

export function reviewInWords({ queue, nextMs, cards }: Review, nowMs: number): string {
  if (cards === 0) return 'What you answer or miss comes back here on later days, with other numbers.';
  if (queue.length > 0) return 'What was missed, and what is due after some days, with other numbers.';
  return nextMs === null ? 'Nothing is due.' : `Nothing is due now. Next: ${dayInWords(nextMs, nowMs)}.`;
}
