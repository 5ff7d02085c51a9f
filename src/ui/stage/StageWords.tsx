/** The stage in words, for whoever cannot see it or wants the figures: on demand, and then kept fresh once a second. */
import { useEffect, useId, useState } from 'react';
import { describeStage, type StageText, type TextItem } from '../../views/stage/text.ts';
import { Button } from '../controls/Button.tsx';
import { useLab } from '../use-lab.ts';
import styles from './words.module.css';

const REFRESH_MS = 1000;

export function StageWords() {
  const id = useId();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={styles.words} aria-label="The stage in words">
      <Button look="quiet" aria-expanded={isOpen} aria-controls={id} onPress={() => setIsOpen(!isOpen)}>
        {isOpen ? 'Hide the words' : 'The stage in words'}
      </Button>
      <div id={id}>{isOpen && <Words />}</div>
    </section>
  );
}

function useStageText(): StageText | null {
  const lab = useLab();
  const [text, setText] = useState<StageText | null>(null);
  useEffect(() => {
    let before = '';
    const describe = () => {
      if (lab.feed.slow === null) return;
      const next = describeStage(lab.feed.slow, lab.feed.nowUs);
      const now = JSON.stringify(next);
      if (now !== before) setText(next);
      before = now;
    };
    describe();
    const timer = setInterval(describe, REFRESH_MS);
    return () => clearInterval(timer);
  }, [lab]);
  return text;
}

function Words() {
  const text = useStageText();
  if (text === null) return null;
  const { caption, columns, rows } = text.shards;
  return (
    <div className={styles.body} tabIndex={0} role="group" aria-label="Description">
      <p>{text.summary}</p>
      <Items items={text.pipeline} />
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
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
