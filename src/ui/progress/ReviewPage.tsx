/** Review: what is due today, asked in sittings of at most 25 minutes; and the date of an exam, which brings the rest in before it. */
import { useMemo, useState } from 'react';
import { type Card, retention, sitting, usualMs } from '../../lab/progress/cards.ts';
import { ITEMS_MIN } from '../../lab/progress/topic-figures.ts';
import { Button } from '../controls/Button.tsx';
import { Choice, type Option } from '../controls/Choice.tsx';
import { Header, type Place } from '../header/Header.tsx';
import { usePageTitle } from '../page-title.ts';
import { ExamDate } from './ExamDate.tsx';
import { counted, minutesInWords, percent } from './progress-words.ts';
import styles from './progress.module.css';
import { ProgressTrouble } from './ProgressTrouble.tsx';
import { reviewInWords } from './ReviewToday.tsx';
import { Sitting } from './Sitting.tsx';
import { useNowMs, useProgress, useReview } from './use-progress.ts';

type Minutes = '10' | '15' | '25';
const LENGTHS: readonly Minutes[] = ['10', '15', '25'];

export function ReviewPage({ places }: { places: readonly Place[] }) {
  usePageTitle('Review');
  const nowMs = useNowMs();
  const review = useReview(nowMs);
  const { answers } = useProgress();
  const [minutes, setMinutes] = useState<Minutes>('25');
  const [cards, setCards] = useState<readonly Card[] | null>(null);
  const msOf = useMemo(() => usualMs(answers), [answers]);
  const planned = sitting(review?.queue ?? [], Number(minutes), msOf);
  return (
    <div>
      <Header places={places} isOfRun={false} />
      <main className={styles.review} aria-label="Review">
        {cards !== null ? (
          <Sitting cards={cards} minutes={Number(minutes)} onEnd={() => setCards(null)} />
        ) : (
          <>
            <h1 className={styles.title}>{review === null ? 'Review' : `Review today: ${review.queue.length}`}</h1>
            <ProgressTrouble />
            {review !== null && <p className={styles.lead}>{reviewInWords(review, nowMs)}</p>}
            {planned.length > 0 && (
              <div className={styles.start}>
                <Choice<Minutes>
                  label="Sitting of at most"
                  value={minutes}
                  options={LENGTHS.map((value): Option<Minutes> => ({ value, label: `${value} min` }))}
                  onChange={setMinutes}
                />
                <Button look="primary" onPress={() => setCards(planned)}>
                  Start
                </Button>
                <span className={styles.quiet}>
                  {counted(planned.length, 'card')}, {minutesInWords(planned.reduce((sum, card) => sum + msOf(card), 0))}
                </span>
              </div>
            )}
            <Kept />
            <ExamDate nowMs={nowMs} />
          </>
        )}
      </main>
    </div>
  );
}

/** What counts is what is still known on another day. */
function Kept() {
  const { answers } = useProgress();
  const { right, of } = retention(answers);
  return (
    <p>
      <strong>Kept over days: </strong>
      {of < ITEMS_MIN ? `not enough data (${of} of ${ITEMS_MIN} answers)` : `${right} of ${of} (${percent(right / of)})`}
      <span className={styles.quiet}> Answers that were right when the question came back on a later day.</span>
    </p>
  );
}
