import { useState } from 'react';
import { TOPICS } from '../../content/learning/topics.ts';
import { Segmented } from '../controls/Choice.tsx';
import { Explanation } from '../question/Explanation.tsx';
import { QuestionForm } from '../question/QuestionForm.tsx';
import { Flag } from './Flag.tsx';
import styles from './report.module.css';
import type { MarkedItem } from './ReportPage.tsx';

type Shown = 'missed' | 'flagged' | 'all';

/** Every question again, now with what is right and why. */
export function ReviewList({ marked }: { marked: readonly MarkedItem[] }) {
  const [shown, setShown] = useState<Shown>('missed');
  const kept = marked.map((one, i) => ({ ...one, number: i + 1 })).filter((one) => isShown(one, shown));
  const count = (which: Shown) => marked.filter((one) => isShown(one, which)).length;
  return (
    <section className={styles.review} aria-labelledby="review">
      <h2 id="review">Question by question</h2>
      <Segmented<Shown>
        label="Show"
        value={shown}
        options={[
          { value: 'missed', label: `Not right (${count('missed')})` },
          { value: 'flagged', label: `Flagged (${count('flagged')})` },
          { value: 'all', label: `All (${count('all')})` },
        ]}
        onChange={(which: Shown) => setShown(which)}
      />
      {kept.length === 0 && <p className={styles.said}>None.</p>}
      <ol className={styles.reviewed}>
        {kept.map((one) => (
          <li key={`${one.template.id}:${one.item.seed}`}>
            <Reviewed marked={one} number={one.number} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function isShown({ isRight, given }: MarkedItem, shown: Shown): boolean {
  return shown === 'all' || (shown === 'flagged' ? given.isFlagged : !isRight);
}

/** Closed until it is wanted: a long exam has many runs to offer. */
function Reviewed({ marked: { given, template, item, isRight }, number }: { marked: MarkedItem; number: number }) {
  const [isOpen, setOpen] = useState(false);
  const verdict = isRight ? '✓ right' : given.chosen.length === 0 ? '○ open' : '✕ not right';
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <span className={styles.verdict} data-right={isRight}>
          {number} {verdict}
        </span>{' '}
        {template.title} <span className={styles.of}>{TOPICS[template.topic]}</span>
        {given.isFlagged && (
          <span>
            {' '}
            <Flag /> flagged
          </span>
        )}
      </summary>
      {isOpen && (
        <QuestionForm
          template={template}
          item={item}
          chosen={given.chosen}
          confidence={given.confidence}
          isRevealed
          onChoose={() => {}}
          onConfidence={() => {}}
          onEnter={() => {}}
        >
          {given.confidence !== null && <p className={styles.said}>You said: {given.confidence} confidence.</p>}
          <Explanation template={template} item={item} />
        </QuestionForm>
      )}
    </details>
  );
}
