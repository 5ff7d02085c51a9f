import type { Item, QuestionTemplate } from '../../content/questions/question.ts';
import { MarkedText } from '../glossary/MarkedText.tsx';
import { dateInWords } from './question-words.ts';
import styles from './question.module.css';
import { SeeItRun } from './SeeItRun.tsx';
import { teacherAddress, teacherInWords } from './teacher.ts';

/** The whole way to the answer, where it comes from, what older notes say, and the same numbers as a run. */
export function Explanation({ template, item }: { template: QuestionTemplate; item: Item }) {
  const { teaches } = template;
  return (
    <div className={styles.explanation}>
      <ol className={styles.way}>
        {template.explain(item.numbers).map((step) => (
          <li key={step}>
            <MarkedText text={step} />
          </li>
        ))}
      </ol>
      {template.older !== undefined && (
        <p className={styles.older}>
          <strong>Changed since older notes.</strong> {template.older}
        </p>
      )}
      <SeeItRun template={template} item={item} />
      <p className={styles.foot}>
        As of <time dateTime={template.asOf}>{dateInWords(template.asOf)}</time>. Sources:{' '}
        {template.sources.map(({ title, url }, i) => (
          <span key={url}>
            {i > 0 && ', '}
            <a href={url} target="_blank" rel="noreferrer">
              {title}
            </a>
          </span>
        ))}
        . Taught by{' '}
        <a href={`#${teacherAddress(teaches)}`} target="_blank" rel="noreferrer">
          {teacherInWords(teaches)}
        </a>
        .
      </p>
    </div>
  );
}
