/** A split being prepared: the cut as a decimal key, as hex, and as a share of the shard's range, and what it would part. */
import { useEffect, useEffectEvent, useId, useState } from 'react';
import {
  fractionOf,
  hexOf,
  percentOf,
  rangeOf,
  readDecimalCut,
  readHexCut,
  readPercentCut,
  type CutReading,
  type HashRange,
} from '../../lab/hash-key.ts';
import type { KeyFrame, ShardFrame } from '../../protocol/from-worker.ts';
import { percent } from '../../views/wording.ts';
import { useCommand } from '../use-command.ts';
import { Button } from '../controls/Button.tsx';
import { Refused } from '../controls/Refused.tsx';
import { shardLabel } from '../event-words.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './stage.module.css';
import { useOpenedEditor } from './use-opened-editor.ts';

export function CutEditor() {
  const proposal = useLabState(({ proposedCut }) => proposedCut);
  const shard = useLabState(({ slow }) => (proposal === null ? undefined : slow?.shards.find(({ id }) => id === proposal.shardId)));
  if (proposal === null || shard === undefined) return null;
  return <CutForm key={shard.id} shard={shard} cut={BigInt(proposal.newStartingHashKey)} />;
}

function CutForm({ shard, cut }: { shard: ShardFrame; cut: bigint }) {
  const lab = useLab();
  const element = useOpenedEditor();
  const { give, refusal } = useCommand();
  const stream = useLabState(({ slow }) => slow?.stream.name ?? '');
  const range = rangeOf(shard);
  // The cut on the stage stays the last accepted one while a field holds nonsense: splitting there would be a surprise.
  const [refusedFields, setRefusedFields] = useState(0);
  const onRefused = (isRefused: boolean) => setRefusedFields((fields) => fields + (isRefused ? 1 : -1));
  const close = () => lab.store.setState({ proposedCut: null });
  const propose = (next: bigint) => lab.store.setState({ proposedCut: { shardId: shard.id, newStartingHashKey: next.toString() } });
  const split = async () => {
    const answer = await give({ type: 'split-shard', stream, shardId: shard.id, newStartingHashKey: cut.toString() });
    if (answer === null) close();
  };
  const label = shardLabel(shard.id);
  return (
    <section className={styles.strip} data-editor ref={element} aria-label={`Split ${label}`}>
      <div className={styles.stripHead}>
        <h2>Split {label}</h2>
        <p className={styles.range}>
          from <span className={styles.mono}>{hexOf(range.start)}</span> to <span className={styles.mono}>{hexOf(range.end)}</span>
        </p>
        <div className={styles.stripActions}>
          <Button onPress={close}>Cancel</Button>
          <Button look="primary" isDisabled={refusedFields > 0} onPress={() => void split()}>
            Split {label}
          </Button>
        </div>
      </div>
      <div className={styles.fields}>
        <CutField
          label="NewStartingHashKey, decimal"
          text={cut.toString()}
          range={range}
          read={readDecimalCut}
          onCut={propose}
          onRefused={onRefused}
        />
        <CutField label="Hexadecimal" text={hexOf(cut)} range={range} read={readHexCut} onCut={propose} onRefused={onRefused} />
        <CutField
          label="% of the range"
          text={String(percentOf(cut, range))}
          range={range}
          read={readPercentCut}
          onCut={propose}
          onRefused={onRefused}
        />
      </div>
      <Sides shard={shard} cut={cut} />
      <Refused refusal={refusal} />
    </section>
  );
}

interface CutFieldProps {
  label: string;
  text: string;
  range: HashRange;
  read(text: string, range: HashRange): CutReading;
  onCut(cut: bigint): void;
  /** Called when nonsense comes to stand in the field, and when it goes. */
  onRefused(isRefused: boolean): void;
}

/** Shows the cut; while it is typed in, the typing stands, and nonsense is answered in words instead of being taken. */
function CutField({ label, text, range, read, onCut, onRefused }: CutFieldProps) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const reading = typed === null ? null : read(typed, range);
  const problem = reading !== null && !reading.ok ? reading.sentence : null;
  const type = (next: string | null) => {
    setTyped(next);
    const answer = next === null ? null : read(next, range);
    const isRefused = answer !== null && !answer.ok;
    if (isRefused !== (problem !== null)) onRefused(isRefused);
    if (answer?.ok) onCut(answer.cut);
  };
  // The cut was moved elsewhere: what was typed here and refused is of no interest any more.
  const dropNonsense = useEffectEvent(() => {
    if (problem !== null) type(null);
  });
  useEffect(() => dropNonsense(), [text]);
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        value={typed ?? text}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : `${id}-problem`}
        onChange={(change) => type(change.target.value)}
        onBlur={() => problem === null && type(null)}
      />
      {problem !== null && (
        <p className={styles.problem} id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

function Sides({ shard, cut }: { shard: ShardFrame; cut: bigint }) {
  const keys = useLabState(({ slow }) => slow?.keys);
  const inside = (keys ?? []).filter(({ hashFraction }) => hashFraction >= shard.startFraction && hashFraction < shard.endFraction);
  const at = fractionOf(cut);
  const parts = [
    { name: 'First child, keys before the cut', keys: inside.filter(({ hashFraction }) => hashFraction < at) },
    { name: 'Second child, keys from the cut on', keys: inside.filter(({ hashFraction }) => hashFraction >= at) },
  ];
  return (
    <div className={styles.sides}>
      {parts.map((part) => (
        <div className={styles.side} key={part.name}>
          <span className={styles.quiet}>{part.name}:</span>
          {part.keys.length === 0 ? <span>none of the most frequent keys</span> : <Keys keys={part.keys} />}
        </div>
      ))}
    </div>
  );
}

function Keys({ keys }: { keys: readonly KeyFrame[] }) {
  return (
    <ul className={styles.keys}>
      {keys.map(({ label, colour, share }) => (
        <li className={styles.key} key={label}>
          <span className={styles.swatch} data-colour={colour} />
          {label} {percent(share)}
        </li>
      ))}
    </ul>
  );
}
