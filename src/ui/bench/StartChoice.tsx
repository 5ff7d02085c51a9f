/** Where a reader begins on a shard that it has no position on: the five starting positions of GetShardIterator. */
import { useState } from 'react';
import type { StartSpec, StartType } from '../../engine/consumers/consumer-spec.ts';
import { clock } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Choice, type Option } from '../controls/Choice.tsx';
import { shardLabel } from '../event-words.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { About } from './About.tsx';
import styles from './bench.module.css';
import { readClock } from './clock-field.ts';
import { TextRow } from './TextRow.tsx';

type NumberedType = 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER';

const option = (value: StartType): Option<StartType> => ({ value, label: value });
const EVERYWHERE = (['TRIM_HORIZON', 'LATEST', 'AT_TIMESTAMP'] as const).map(option);
const OF_ONE_SHARD = (['AT_SEQUENCE_NUMBER', 'AFTER_SEQUENCE_NUMBER'] as const).map(option);

interface StartChoiceProps {
  start: StartSpec;
  /** The KCL and Lambda take no sequence number: theirs come from the lease table, or from the mapping. */
  takesSequenceNumber: boolean;
  onChange(start: StartSpec): void;
}

/** A minute ago: where there is something to read again. */
const BACK_US = 60_000_000;

export function StartChoice({ start, takesSequenceNumber, onChange }: StartChoiceProps) {
  const startEpochMs = useLabState(({ slow }) => slow?.startEpochMs ?? 0);
  const lab = useLab();
  // A sequence number is wanted before there is a start to give.
  const [wanted, setWanted] = useState<NumberedType | null>(null);
  const given: StartType = typeof start === 'string' ? start : start.type;
  const chosen = wanted ?? given;
  const choose = (type: StartType) => {
    const isNumbered = type === 'AT_SEQUENCE_NUMBER' || type === 'AFTER_SEQUENCE_NUMBER';
    setWanted(isNumbered && (typeof start === 'string' || start.type === 'AT_TIMESTAMP') ? type : null);
    if (type === 'AT_TIMESTAMP') {
      const nowUs = lab.store.getState().slow?.cells.newestSlotUs ?? 0;
      onChange({ type, epochMs: startEpochMs + Math.floor(Math.max(0, nowUs - BACK_US) / 1000) });
    } else if (!isNumbered) onChange(type);
    else if (typeof start !== 'string' && start.type !== 'AT_TIMESTAMP') onChange({ ...start, type });
  };
  return (
    <div className={styles.part}>
      <div className={styles.withAbout}>
        <Choice
          label="Start"
          value={chosen}
          options={takesSequenceNumber ? [...EVERYWHERE, ...OF_ONE_SHARD] : EVERYWHERE}
          onChange={choose}
        />
        <About what="Starting position">
          <p>
            TRIM_HORIZON: the oldest record that is kept. LATEST: what comes from now on. AT_TIMESTAMP: the first record that arrived then
            or later. AT_ and AFTER_SEQUENCE_NUMBER: from one record on, of its shard and that shard&rsquo;s descendants alone.
          </p>
          <p>Another start is another reading: what was read before is read again, and counted anew.</p>
          {!takesSequenceNumber && <p>It counts only where no position is kept: later ones come from its checkpoints.</p>}
        </About>
      </div>
      {typeof start !== 'string' && start.type === 'AT_TIMESTAMP' && wanted === null && (
        <Timestamp
          epochMs={start.epochMs}
          startEpochMs={startEpochMs}
          onChange={(epochMs) => onChange({ type: 'AT_TIMESTAMP', epochMs })}
        />
      )}
      {(chosen === 'AT_SEQUENCE_NUMBER' || chosen === 'AFTER_SEQUENCE_NUMBER') && (
        <SequenceNumber
          start={typeof start !== 'string' && start.type !== 'AT_TIMESTAMP' ? start : null}
          onChange={(shardId, sequenceNumber) => {
            setWanted(null);
            onChange({ type: chosen, shardId, sequenceNumber });
          }}
        />
      )}
    </div>
  );
}

function Timestamp({ epochMs, startEpochMs, onChange }: { epochMs: number; startEpochMs: number; onChange(epochMs: number): void }) {
  return (
    <TextRow
      label="Timestamp"
      value={clock((epochMs - startEpochMs) * 1000, 3)}
      hint={`on the clock of the run: ${new Date(epochMs).toISOString().replace('T', ' ').slice(0, 23)} UTC`}
      isMono
      onCommit={(text) => {
        const atUs = readClock(text);
        if (atUs === null) return 'A moment of the run, as on its clock: 00:41.5 or 1:02:41.';
        onChange(startEpochMs + Math.floor(atUs / 1000));
        return null;
      }}
    />
  );
}

interface SequenceNumberProps {
  start: { shardId: string; sequenceNumber: string } | null;
  onChange(shardId: string, sequenceNumber: string): void;
}

function SequenceNumber({ start, onChange }: SequenceNumberProps) {
  const lab = useLab();
  const record = useLabState(({ selection }) => (selection?.kind === 'record' ? selection : null));
  const shards = useLabState(({ slow }) => slow?.shards.map(({ id }) => id).join(' ') ?? '').split(' ');
  const [shardId, setShardId] = useState(start?.shardId ?? shards[0]);
  const [problem, setProblem] = useState('');
  const takeSelected = async () => {
    if (record === null) return;
    const [found] = await lab.client.describeRecords({ shardId: record.shardId, position: record.position, limit: 1 });
    if (found === undefined) return setProblem('That record is not kept any more.');
    setProblem('');
    setShardId(found.shardId);
    onChange(found.shardId, found.sequenceNumber);
  };
  const options = [...new Set([shardId, ...shards])].map((id) => ({ value: id, label: shardLabel(id) }));
  return (
    <>
      <Choice label="Shard" value={shardId} options={options} onChange={setShardId} />
      <TextRow
        label="Sequence number"
        value={start?.sequenceNumber ?? ''}
        hint={start === null ? 'Type one, or take that of a record.' : undefined}
        isMono
        onCommit={(text) => {
          if (!/^(?:0|[1-9]\d{0,128})$/.test(text)) return 'A sequence number is a decimal number, as every record shows it.';
          onChange(shardId, text);
          return null;
        }}
      />
      <div className={styles.actions}>
        <Button isDisabled={record === null} onPress={() => void takeSelected()}>
          Take the selected record&rsquo;s
        </Button>
      </div>
      {record === null && <p className={styles.hint}>No record is selected: open the records of a shard and choose one.</p>}
      {problem !== '' && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
