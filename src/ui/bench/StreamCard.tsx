import { Button } from '../controls/Button.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useLab, useLabState, useShallowLabState } from '../use-lab.ts';
import styles from './bench.module.css';
import { Locked } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { Scaling } from './Scaling.tsx';
import { ShardPart } from './ShardPart.tsx';
import { useCommand } from '../use-command.ts';
import { proposeMerge, proposeSplit, busiestOpenShard } from '../stage/propose.ts';

export function StreamCard() {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const { why } = useLocks();
  const stream = useShallowLabState(({ slow }) => ({ ...slow?.stream }));
  const shardId = useLabState(({ selection }) => (selection?.kind === 'shard' ? selection.id : null));
  const { name, status, openShards, retentionHours } = stream;
  if (name === undefined || openShards === undefined || retentionHours === undefined) return null;
  return (
    <div className={styles.card}>
      <div className={styles.cardHead}>
        <span>
          <span className={styles.cardName}>{name}</span>
          <span className={styles.status} data-good={status === 'ACTIVE'}>
            {status}
          </span>
        </span>
      </div>
      <div className={styles.cardBody}>
        <Locked why={why('update-shard-count')}>
          <NumberRow
            label="Shards"
            value={openShards}
            unit="provisioned"
            unitInWords="provisioned shards; a new number is an UpdateShardCount"
            min={1}
            max={10_000}
            hasSlider={false}
            onCommit={(targetShardCount) => void give({ type: 'update-shard-count', stream: name, targetShardCount })}
          />
        </Locked>
        <Scaling />
        <Locked why={why('set-retention')}>
          <NumberRow
            label="Retention"
            value={retentionHours}
            unit="h"
            unitInWords="hours"
            min={24}
            max={8760}
            hasSlider={false}
            onCommit={(hours) => void give({ type: 'set-retention', stream: name, hours })}
          />
        </Locked>
        <Refused refusal={refusal} />
        {shardId === null ? (
          <div className={styles.actions}>
            <Locked why={why('split-shard')} inline="start">
              <Button onPress={() => proposeSplit(lab, busiestOpenShard(lab))}>Split…</Button>
            </Locked>
            <Locked why={why('merge-shards')} inline="start">
              <Button onPress={() => proposeMerge(lab, busiestOpenShard(lab))}>Merge…</Button>
            </Locked>
          </div>
        ) : (
          <ShardPart shardId={shardId} />
        )}
      </div>
    </div>
  );
}
