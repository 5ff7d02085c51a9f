import type { Block } from '../../content/lessons/lesson.ts';
import styles from './lesson.module.css';
import { Prose } from './Prose.tsx';
import { SmallStage } from './SmallStage.tsx';

/** The text of a lesson with its small Stages and its facts. */
export function LessonBlocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, i) => <LessonBlock key={i} block={block} />);
}

function LessonBlock({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'text':
      return (
        <p>
          <Prose text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul className={styles.list}>
          {block.items.map((item) => (
            <li key={item}>
              <Prose text={item} />
            </li>
          ))}
        </ul>
      );
    case 'stage':
      return <SmallStage block={block} />;
    case 'fact':
      return <Fact fact={block} />;
  }
}

function Fact({ fact: { text, asOf, source, older } }: { fact: Extract<Block, { kind: 'fact' }> }) {
  return (
    <div className={styles.fact} role="note" aria-label="Figures">
      <p>
        <Prose text={text} />
      </p>
      {older !== undefined && (
        <p className={styles.older}>
          <b>Then and now</b> <Prose text={older} />
        </p>
      )}
      <p className={styles.source}>
        As of {asOf}:{' '}
        <a href={source.url} target="_blank" rel="noreferrer">
          {source.title}
        </a>
      </p>
    </div>
  );
}
