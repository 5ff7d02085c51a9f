import type { ReactNode } from 'react';
import type { ShardFrame } from '../../protocol/from-worker.ts';
import { shardName } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './compare.module.css';
import { Stroke } from './Stroke.tsx';

interface ComparedStageProps {
  side: 'here' | 'there';
  name: string;
  note: string;
  /** What is different about it. */
  words: string;
  /** Shards that the other branch has not. */
  only: readonly ShardFrame[];
  children: ReactNode;
}

/** More than this many names are no reading. */
const NAMES_MAX = 6;

export function ComparedStage({ side, name, note, words, only, children }: ComparedStageProps) {
  return (
    <section className={styles.pane} aria-label={`${name}, ${side === 'here' ? 'present branch' : 'for comparison'}`}>
      <header className={styles.paneHead}>
        <h2>
          <Stroke side={side} /> {name} <span className={styles.quiet}>{note}</span>
        </h2>
        <p>{words}</p>
        <div className={styles.only}>
          {only.length === 0 ? (
            <span className={styles.quiet}>No shard of its own</span>
          ) : (
            <>
              <svg className={styles.bracket} viewBox="0 0 6 12" aria-hidden="true">
                <path d="M0 1h4v10h-4" />
              </svg>
              <span>Only here:</span>
              {only.slice(0, NAMES_MAX).map((shard) => (
                <OnlyShard key={shard.id} shard={shard} />
              ))}
              {only.length > NAMES_MAX && <span>and {only.length - NAMES_MAX} more</span>}
            </>
          )}
        </div>
      </header>
      <div className={styles.stage}>{children}</div>
    </section>
  );
}

function OnlyShard({ shard: { id, index } }: { shard: ShardFrame }) {
  const lab = useLab();
  const isSelected = useLabState(({ selection }) => selection?.kind === 'shard' && selection.id === id);
  return (
    <Button
      look="link"
      aria-pressed={isSelected}
      onPress={() => lab.store.setState({ selection: isSelected ? null : { kind: 'shard', id } })}
    >
      {shardName(index)}
    </Button>
  );
}
