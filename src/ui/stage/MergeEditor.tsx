/** A merge being prepared: a shard can only be joined with an open neighbour on the axis. */
import { useState } from 'react';
import type { MergeProposal } from '../../lab/store.ts';
import { useCommand } from '../use-command.ts';
import { Button } from '../controls/Button.tsx';
import { Segmented } from '../controls/Choice.tsx';
import { Refused } from '../controls/Refused.tsx';
import { shardLabel } from '../event-words.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { neighboursOf } from './propose.ts';
import styles from './stage.module.css';
import { useOpenedEditor } from './use-opened-editor.ts';

export function MergeEditor() {
  const proposal = useLabState(({ proposedMerge }) => proposedMerge);
  if (proposal === null) return null;
  return <MergeForm key={`${proposal.shardId} ${proposal.adjacentShardId ?? ''}`} {...proposal} />;
}

function MergeForm({ shardId, adjacentShardId = '' }: MergeProposal) {
  const lab = useLab();
  const element = useOpenedEditor();
  const { give, refusal } = useCommand();
  const shards = useLabState(({ slow }) => slow?.shards);
  const stream = useLabState(({ slow }) => slow?.stream.name ?? '');
  const [chosen, setChosen] = useState(adjacentShardId);
  const shard = shards?.find(({ id }) => id === shardId);
  if (shards === undefined || shard === undefined) return null;
  const neighbours = neighboursOf(shard, shards);
  const adjacent = neighbours.find(({ id }) => id === chosen) ?? neighbours[0];
  const close = () => lab.store.setState({ proposedMerge: null });
  const merge = async () => {
    const answer = await give({ type: 'merge-shards', stream, shardId, adjacentShardId: adjacent.id });
    if (answer === null) close();
  };
  const label = shardLabel(shardId);
  return (
    <section className={styles.strip} data-editor ref={element} aria-label={`Merge ${label}`}>
      <div className={styles.stripHead}>
        <h2>Merge {label}</h2>
        <div className={styles.stripActions}>
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" isDisabled={adjacent === undefined} onPress={() => void merge()}>
            {adjacent === undefined ? 'Merge' : `Merge ${label} and ${shardLabel(adjacent.id)}`}
          </Button>
        </div>
      </div>
      {adjacent === undefined ? (
        <p>No open shard touches the range of {label}: there is nothing to merge it with.</p>
      ) : (
        <div className={styles.neighbours}>
          <Segmented
            label="Adjacent shard"
            value={adjacent.id}
            options={neighbours.map(({ id, endFraction }) => ({
              value: id,
              label: `${shardLabel(id)}, ${endFraction <= shard.startFraction ? 'before' : 'after'} it on the axis`,
            }))}
            onChange={setChosen}
          />
        </div>
      )}
      <p className={styles.range}>
        Both shards are closed and one child takes over their ranges; together they must fit the child’s write limits.
      </p>
      <Refused refusal={refusal} />
    </section>
  );
}
