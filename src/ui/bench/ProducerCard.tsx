import { memo } from 'react';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import { freeName } from '../../lab/new-specs.ts';
import { count, shortCount } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import { CallControl } from './CallControl.tsx';
import styles from './bench.module.css';
import { FailureControl } from './FailureControl.tsx';
import { KeyControl } from './KeyControl.tsx';
import { Locked } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { RateControl } from './RateControl.tsx';
import { SendsTo } from './SendsTo.tsx';
import { SizeControl } from './SizeControl.tsx';
import { useCommand } from '../use-command.ts';
import { useInSight } from './use-in-sight.ts';

interface CardProps<Spec> {
  spec: Spec;
  isSelected: boolean;
  isOpen: boolean;
  onToggle(id: string): void;
}

/** Renders again only when its spec or its place on the page changes; the live line has its own subscription. */
export const ProducerCard = memo(function ProducerCard({ spec, isSelected, isOpen, onToggle }: CardProps<ProducerSpec>) {
  const inSight = useInSight<HTMLLIElement>(isSelected ? spec.id : null);
  return (
    <li className={styles.card} data-selected={isSelected} ref={inSight}>
      <button type="button" className={styles.cardHead} aria-expanded={isOpen} onClick={() => onToggle(spec.id)}>
        <span className={styles.cardName}>{spec.id}</span>
        <span className={styles.cardKind}>{spec.source.kind === 'dataset' ? 'file' : actionOf(spec)}</span>
        <ProducerLive id={spec.id} />
      </button>
      {isOpen && <ProducerSettings spec={spec} />}
    </li>
  );
});

/** Firehose has another name for PutRecords. */
const actionOf = ({ calls, to }: ProducerSpec): string =>
  to === 'delivery-stream' && calls.api === 'PutRecords' ? 'PutRecordBatch' : calls.api;

function ProducerLive({ id }: { id: string }) {
  const accepted = useLabState(({ slow }) => {
    const producer = slow?.producers.find(({ spec }) => spec.id === id);
    if (producer === undefined) return '';
    return producer.ended ? 'all rows sent' : `${count(producer.acceptedPerSecond)} rec/s put`;
  });
  const trouble = useLabState(({ slow }) => {
    const producer = slow?.producers.find(({ spec }) => spec.id === id);
    if (producer === undefined) return '';
    const parts = [];
    if (producer.refusedPerSecond >= 0.5) parts.push(`${count(producer.refusedPerSecond)}/s refused`);
    if (producer.lost > 0) parts.push(`${shortCount(producer.lost)} lost`);
    return parts.join(' · ');
  });
  return (
    <span className={styles.cardLive}>
      {accepted}
      {trouble !== '' && <span className={styles.refused}> · {trouble}</span>}
    </span>
  );
}

function ProducerSettings({ spec }: { spec: ProducerSpec }) {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const change = (part: Partial<ProducerSpec>) => void give({ type: 'update-producer', producer: { ...spec, ...part } });
  const duplicate = () => {
    const taken = lab.store.getState().slow?.producers.map((producer) => producer.spec.id) ?? [];
    void give({ type: 'add-producer', producer: { ...spec, id: freeName(spec.id, taken) } });
  };
  const { source } = spec;
  const locks = useLocks();
  const why = (path: string) => locks.whyPart('producer', spec.id, path);
  return (
    <div className={styles.cardBody}>
      <SendsTo spec={spec} onChange={change} />
      <Locked why={why('rate')}>
        <RateControl spec={spec} onCommit={(rate) => change({ rate })} />
      </Locked>
      {source.kind === 'synthetic' ? (
        <>
          <Locked why={why('source.size')}>
            <SizeControl size={source.size} onCommit={(size) => change({ source: { ...source, size } })} />
          </Locked>
          <Locked why={why('source.keys')}>
            <KeyControl keys={source.keys} onCommit={(keys) => change({ source: { ...source, keys } })} />
          </Locked>
        </>
      ) : (
        <Locked why={why('source')}>
          <FileSource source={source} onCommit={(next) => change({ source: next })} />
        </Locked>
      )}
      <div>
        <Locked why={why('calls')}>
          <CallControl calls={spec.calls} onCommit={(calls) => change({ calls })} />
        </Locked>
        <Locked why={why('failures')}>
          <FailureControl failures={spec.failures} onCommit={(failures) => change({ failures })} />
        </Locked>
      </div>
      <Refused refusal={refusal} />
      <Locked why={locks.why('add-producer')}>
        <div className={styles.actions}>
          <Button onPress={duplicate}>Duplicate</Button>
          <Button onPress={() => void give({ type: 'remove-producer', id: spec.id })} aria-label={`Remove producer ${spec.id}`}>
            Remove
          </Button>
        </div>
      </Locked>
    </div>
  );
}

type DatasetSource = Extract<ProducerSpec['source'], { kind: 'dataset' }>;

function FileSource({ source, onCommit }: { source: DatasetSource; onCommit(source: DatasetSource): void }) {
  const reference = useLabState(({ datasets }) => datasets.find(({ id }) => id === source.dataset));
  return (
    <>
      <dl>
        {reference !== undefined && (
          <div className={styles.row}>
            <dt>File</dt>
            <dd>
              {reference.name}, {count(reference.rows)} rows
            </dd>
          </div>
        )}
        <div className={styles.row}>
          <dt>Partition key</dt>
          <dd className={styles.mono}>{source.keyField ?? 'the whole row'}</dd>
        </div>
      </dl>
      <Choice
        label="At its end"
        value={source.loop ? 'loop' : 'stop'}
        options={[
          { value: 'loop', label: 'start again' },
          { value: 'stop', label: 'stop' },
        ]}
        onChange={(choice) => onCommit({ ...source, loop: choice === 'loop' })}
      />
    </>
  );
}
