import type { Lab } from '../../lab/lab.ts';
import { describeStage, type TextItem } from '../../views/stage/text.ts';
import { useWords } from './use-words.ts';
import styles from './words.module.css';
import { WordsTable } from './WordsTable.tsx';

const describe = ({ feed: { slow, nowUs }, store }: Lab) => (slow === null ? null : describeStage(slow, nowUs, store.getState().explained));

/** A sentence, the pipeline as nested lists, and a table of the shards. */
export function StageWords() {
  const text = useWords(describe);
  if (text === null) return null;
  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="Description">
      <p>{text.summary}</p>
      <Items items={text.pipeline} />
      <WordsTable {...text.shards} />
    </div>
  );
}

function Items({ items }: { items: readonly TextItem[] }) {
  return (
    <ul>
      {items.map(({ text, items: inner }, i) => (
        <li key={i}>
          {text}
          {inner.length > 0 && <Items items={inner} />}
        </li>
      ))}
    </ul>
  );
}
