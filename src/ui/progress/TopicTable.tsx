import { useMemo } from 'react';
import { exercises } from '../../content/exercises/index.ts';
import { TOPICS } from '../../content/learning/topics.ts';
import { ITEMS_MIN, type TopicFigures, topicFigures } from '../../lab/progress/topic-figures.ts';
import { percent, shareInWords, starsInWords } from './progress-words.ts';
import styles from './progress.module.css';
import { useProgress } from './use-progress.ts';

/** Per topic: how many items, how many right and how sure that is, stars of its exercises, and where one was too sure. */
export function TopicTable() {
  const { answers, results } = useProgress();
  const figures = useMemo(() => topicFigures({ answers, results }, exercises), [answers, results]);
  return (
    <>
      <table className={styles.topics}>
        <thead>
          <tr>
            <th scope="col">Topic</th>
            <th scope="col" className={styles.figure}>
              Items
            </th>
            <th scope="col">Right</th>
            <th scope="col">Stars</th>
          </tr>
        </thead>
        <tbody>
          {figures.map((figure) => (
            <TopicRow key={figure.topic} figure={figure} />
          ))}
        </tbody>
      </table>
      <p className={styles.quiet}>
        Right: the share of items answered right at the first go, and the range in which it lies with 95 % confidence. Below {ITEMS_MIN}{' '}
        items a share says too little. No figure here foretells the result of an exam.
      </p>
    </>
  );
}

function TopicRow({ figure: { topic, items, sure, isOverconfident, stars, starsMax } }: { figure: TopicFigures }) {
  return (
    <tr>
      <th scope="row">
        {TOPICS[topic]}
        {isOverconfident && (
          <span className={styles.overconfident}>
            Sure of {sure.n}, right in {sure.right} ({percent(sure.right / sure.n)}): too sure here.
          </span>
        )}
      </th>
      <td className={styles.figure}>{items.n}</td>
      <td>
        {items.interval !== null && <ShareBar share={items.right / items.n} {...items.interval} />}
        <span className={items.interval === null ? styles.quiet : undefined}>{shareInWords(items)}</span>
      </td>
      <td className={styles.nowrap}>
        {starsMax === 0 ? <span className={styles.quiet}>none</span> : `${starsInWords(stars)} of ${starsMax}`}
      </td>
    </tr>
  );
}

/** The interval as a band, the share as a mark in it; the words beside say the same. */
function ShareBar({ share, from, to }: { share: number; from: number; to: number }) {
  return (
    <svg className={styles.shareBar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <rect className={styles.shareGround} x="0" y="4" width="100" height="2" />
      <rect className={styles.shareBand} x={from * 100} y="2" width={(to - from) * 100} height="6" />
      <rect className={styles.shareMark} x={share * 98.5} y="0" width="1.5" height="10" />
    </svg>
  );
}
