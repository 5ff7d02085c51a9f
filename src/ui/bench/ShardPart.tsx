/** The selected shard: its range, what it takes and gives, and what can be done with it. */
import type { ShardFrame } from '../../protocol/from-worker.ts';
import { clock, count, mebibytes, percent } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { CloseIcon } from '../controls/Icons.tsx';
import { shardLabel } from '../event-words.ts';
import { proposeMerge, proposeSplit } from '../stage/propose.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './bench.module.css';
import { Locked } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { useInSight } from './use-in-sight.ts';

const NEWEST_RECORDS = 50;

const STATES: Record<ShardFrame['state'], (shard: ShardFrame) => string> = {
  open: () => 'open',
  closing: ({ closesAtUs }) => `takes records until ${clock(closesAtUs ?? 0, 1)}`,
  opening: ({ opensAtUs }) => `takes records from ${clock(opensAtUs ?? 0, 1)}`,
  closed: () => 'closed, only read',
};

export function ShardPart({ shardId }: { shardId: string }) {
  const lab = useLab();
  const { why } = useLocks();
  const inSight = useInSight<HTMLElement>(shardId);
  const shard = useLabState(({ slow }) => slow?.shards.find(({ id }) => id === shardId));
  if (shard === undefined) return <p className={styles.foldValue}>{shardLabel(shardId)} is gone: retention has trimmed it.</p>;
  const { write, read } = shard;
  const rows: [string, string][] = [
    ['State', STATES[shard.state](shard)],
    ['Writes', `${count(write.records)} of ${count(write.recordsLimit)} rec/s`],
    ['', `${mebibytes(write.bytes)} of ${mebibytes(write.bytesLimit)} MiB/s`],
    ['Reads', `${mebibytes(read.bytes)} of ${mebibytes(read.bytesLimit)} MiB/s`],
    ['', `${count(read.calls)} of ${count(read.callsLimit)} calls/s`],
    ['Retained', `${count(shard.retained)} records`],
  ];
  if (shard.topKey !== null) rows.push(['Most frequent key', `${shard.topKey.label}, ${percent(shard.topKey.share)}`]);
  return (
    <section className={styles.fold} aria-label={shardLabel(shardId)} ref={inSight}>
      <div className={styles.row}>
        <h3 className={styles.cardName}>{shardLabel(shardId)}</h3>
        <Button look="quiet" icon aria-label={`Deselect ${shardLabel(shardId)}`} onPress={() => lab.store.setState({ selection: null })}>
          <CloseIcon />
        </Button>
      </div>
      <dl>
        {rows.map(([term, value], i) => (
          <div className={styles.row} key={i}>
            <dt>{term === '' ? <span className="visually-hidden">{rows[i - 1][0]}</span> : term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.actions}>
        <Locked why={why('split-shard')} inline="start">
          <Button
            aria-label={`Split ${shardLabel(shardId)}…`}
            isDisabled={shard.state !== 'open'}
            onPress={() => proposeSplit(lab, shardId)}
          >
            Split…
          </Button>
        </Locked>
        <Locked why={why('merge-shards')} inline="start">
          <Button isDisabled={shard.state !== 'open'} onPress={() => proposeMerge(lab, shardId)}>
            Merge with…
          </Button>
        </Locked>
        <Button onPress={() => lab.store.setState({ dialog: { kind: 'records', query: { shardId, limit: NEWEST_RECORDS } } })}>
          Records…
        </Button>
      </div>
    </section>
  );
}
