/** A sentence in a narrow column: where its long words may break, and what must stay whole. */
import { Fragment } from 'react';
import styles from './readings.module.css';

/** Words longer than this do not fit into the column. */
const LONG_WORD = 22;

/** An exception's name is longer than the column: it may break between its words. A shard's name may not. */
export function Breakable({ text }: { text: string }) {
  return text.split(/(shard-\d+|\w{22,})/).map((part, i) => {
    if (part.startsWith('shard-')) {
      return (
        <span className={styles.whole} key={i}>
          {part}
        </span>
      );
    }
    return (
      <Fragment key={i}>
        {part.length < LONG_WORD || part.includes(' ') ? part : part.split(/(?<=[a-z])(?=[A-Z])/).flatMap(withBreak)}
      </Fragment>
    );
  });
}

function withBreak(part: string, i: number) {
  return i === 0 ? [part] : [<wbr key={i} />, part];
}
