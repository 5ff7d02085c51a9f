/** Who reads one shard, second by second: the budgets that all who poll it share, and the pipes that are dedicated. */
import { useEffect, useId, useRef, useState } from 'react';
import { FAN_OUT_PRICES } from '../../engine/formulas.ts';
import { newPollingConsumer } from '../../lab/new-specs.ts';
import { callsOf } from '../../views/read-budgets/calls.ts';
import { placeRows } from '../../views/read-budgets/layout.ts';
import { describeReadBudgets, emptyWords } from '../../views/read-budgets/text.ts';
import { mountReadBudgets } from '../../views/read-budgets/view.ts';
import { shardName } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { ViewHost, watchSize } from '../stage/ViewHost.tsx';
import { TableTwin } from '../stage/TableTwin.tsx';
import { useLab, useLabState, useShallowLabState } from '../use-lab.ts';
import styles from './read-budgets.module.css';
import { RetrievalSwitch } from './RetrievalSwitch.tsx';
import { type Seen, useReadFacts } from './use-read-facts.ts';

/** From here on a second of the run passes too quickly for its calls to be seen. */
const TOO_FAST = 8;

export function ReadBudgets() {
  const lab = useLab();
  const shards = useShallowLabState(({ slow }) => slow?.shards.map(({ id }) => id) ?? []);
  const shardId = useChosenShard(shards);
  const seen = useReadFacts(shardId);
  const id = useId();
  const [hasTable, setHasTable] = useState(false);
  const isTooFast = useLabState(({ playing, wishedSpeed }) => playing && wishedSpeed >= TOO_FAST);
  const options = shards.map((shard) => ({ value: shard, label: shardName(indexOf(shard)) }));
  const empty = seen === null ? null : emptyWords(seen.facts, callsOf(seen.frame));
  return (
    <section className={styles.budgets} aria-label="Read budgets" data-editor>
      <header className={styles.head}>
        {shardId !== null && (
          <Choice
            label="Shard"
            value={shardId}
            options={options}
            onChange={(shard) => lab.act({ type: 'select', selection: { kind: 'shard', id: shard } })}
          />
        )}
        <Button look="quiet" isDisabled={seen === null} aria-expanded={hasTable} aria-controls={id} onPress={() => setHasTable(!hasTable)}>
          {hasTable ? 'Hide the table' : 'As a table'}
        </Button>
        <p className={styles.hint}>
          A block is as long as its bytes take at the rate of its budget; beyond the line of now stands what is used up already.
          {isTooFast && ' Slow the run down to see single calls.'}
        </p>
      </header>
      {empty !== null && <Empty words={empty} hasConsumers={seen?.facts.consumers.length !== 0} />}
      {seen !== null && seen.facts.consumers.length > 0 && <Board seen={seen} />}
      <div id={id}>{hasTable && seen !== null && <Twin {...seen} />}</div>
      <p className={styles.prices}>
        Fan-out costs ${FAN_OUT_PRICES.consumerShardHour} for a consumer on a shard by the hour and ${FAN_OUT_PRICES.gb} for a GB it is
        sent; polling has no price of its own. {FAN_OUT_PRICES.region}, {FAN_OUT_PRICES.asOf},{' '}
        <a href={FAN_OUT_PRICES.source} target="_blank" rel="noreferrer">
          AWS’s prices
        </a>
        .
      </p>
    </section>
  );
}

const indexOf = (shardId: string): number => Number(shardId.slice(shardId.lastIndexOf('-') + 1));

/** The selected shard, or the one selected last, or the first. */
function useChosenShard(shards: readonly string[]): string | null {
  const selected = useLabState(({ selection }) =>
    selection?.kind === 'shard' ? selection.id : selection?.kind === 'record' ? selection.shardId : null,
  );
  const [last, setLast] = useState<string | null>(null);
  const isThere = selected !== null && shards.includes(selected);
  if (isThere && selected !== last) setLast(selected);
  if (isThere) return selected;
  return last !== null && shards.includes(last) ? last : (shards[0] ?? null);
}

function Board({ seen: { facts } }: { seen: Seen }) {
  const host = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => (host.current === null ? undefined : watchSize(host.current, (size) => setWidth(size.width))), []);
  const places = width > 0 ? placeRows(facts, width) : null;
  const byId = (id: string) => facts.consumers.find((consumer) => consumer.id === id);
  return (
    <div className={styles.board} style={{ height: places?.height ?? 300 }} ref={host}>
      <ViewHost className={styles.view} mount={mountReadBudgets} label="Read budgets of a shard" />
      {facts.consumers.map(({ id }) => {
        const place = places?.rows.find((row) => row.id === id);
        const consumer = byId(id);
        return place === undefined || consumer === undefined ? null : <RetrievalSwitch key={id} consumer={consumer} place={place} />;
      })}
    </div>
  );
}

function Empty({ words, hasConsumers }: { words: string; hasConsumers: boolean }) {
  const lab = useLab();
  const add = () => {
    const stream = lab.store.getState().slow?.stream.name;
    if (stream !== undefined) void lab.giveCommand({ type: 'add-consumer', consumer: newPollingConsumer(stream, []) });
  };
  return (
    <div className={styles.empty} role="status">
      <p>{words}</p>
      {!hasConsumers && (
        <Button look="primary" onPress={add}>
          Add a consumer
        </Button>
      )}
    </div>
  );
}

function Twin({ frame, facts, nowUs }: Seen) {
  const { summary, table } = describeReadBudgets(frame, facts, nowUs);
  return <TableTwin label="The read budgets as a table" summary={summary} tables={[table]} />;
}
