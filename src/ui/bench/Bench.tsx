/** What the system is made of, each part editable while it runs. */
import { lazy, Suspense } from 'react';
import type { ConsumerKind } from '../../engine/consumers/consumer-spec.ts';
import { newProducer, OFFERED_CONSUMERS } from '../../lab/new-specs.ts';
import { Button } from '../controls/Button.tsx';
import { PlusIcon } from '../controls/Icons.tsx';
import { useHasRun } from '../use-has-run.ts';
import { useIsUsable } from '../use-is-usable.ts';
import { useLab, useShallowLabState } from '../use-lab.ts';
import { AddConsumer } from './AddConsumer.tsx';
import styles from './bench.module.css';
import { ConsumerCard } from './ConsumerCard.tsx';
import { Locked } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { ProducerCard } from './ProducerCard.tsx';
import { StreamCard } from './StreamCard.tsx';
import { useOpenCard } from './use-open-card.ts';
import { useCommand } from '../use-command.ts';
import { Refused } from '../controls/Refused.tsx';

const DeliveryStreams = lazy(() => import('./DeliveryStreams.tsx').then(({ DeliveryStreams: component }) => ({ default: component })));

export function Bench() {
  const lab = useLab();
  const hasRun = useHasRun();
  const isUsable = useIsUsable();
  const { why } = useLocks();
  // Before there is a run there is nothing to say about it, and nothing that could be changed.
  if (!hasRun) return <div className={styles.bench} />;
  return (
    <div className={styles.bench}>
      <Producers />
      <section className={styles.section} aria-labelledby="bench-stream">
        <div className={styles.sectionHead}>
          <h2 id="bench-stream">Stream</h2>
        </div>
        <StreamCard />
      </section>
      <Consumers />
      <Suspense>{isUsable && <DeliveryStreams />}</Suspense>
      <Locked why={why('inject-fault')}>
        <Button onPress={() => lab.store.setState({ dialog: { kind: 'faults', consumer: null } })}>Break something…</Button>
      </Locked>
    </div>
  );
}

function Producers() {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const { why } = useLocks();
  const specs = useShallowLabState(({ slow }) => slow?.producers.map(({ spec }) => spec) ?? []);
  const { selected, open, toggle } = useOpenCard('producer', specs[0]?.id ?? null);
  const add = () => {
    const stream = lab.store.getState().slow?.stream.name;
    if (stream === undefined) return;
    const producer = newProducer(
      stream,
      specs.map(({ id }) => id),
    );
    void give({ type: 'add-producer', producer });
    lab.store.setState({ selection: { kind: 'producer', id: producer.id } });
  };
  return (
    <section className={styles.section} aria-labelledby="bench-producers">
      <div className={styles.sectionHead}>
        <h2 id="bench-producers">Producers</h2>
        <span className={styles.sectionActions}>
          <Locked why={why('add-producer')} inline="end">
            <Button look="quiet" onPress={() => lab.store.setState({ dialog: { kind: 'import', file: null } })}>
              File…
            </Button>
            <Button look="quiet" icon aria-label="Add a producer" onPress={add}>
              <PlusIcon />
            </Button>
          </Locked>
        </span>
      </div>
      <Refused refusal={refusal} />
      {specs.length === 0 && <p className={styles.empty}>Nothing is sent. Add a producer, or choose a file whose rows become records.</p>}
      <ul className={styles.section}>
        {specs.map((spec) => (
          <ProducerCard key={spec.id} spec={spec} isSelected={selected === spec.id} isOpen={open === spec.id} onToggle={toggle} />
        ))}
      </ul>
    </section>
  );
}

function Consumers() {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const { why } = useLocks();
  const all = useShallowLabState(({ slow }) => slow?.consumers.map(({ spec }) => spec) ?? []);
  // What Firehose reads with is part of its delivery stream.
  const specs = all.filter(({ kind }) => kind !== 'firehose');
  const { selected, open, toggle } = useOpenCard('consumer', null);
  const add = (kind: ConsumerKind) => {
    const stream = lab.store.getState().slow?.stream.name;
    const offered = OFFERED_CONSUMERS.find((one) => one.kind === kind);
    if (stream === undefined || offered === undefined) return;
    const consumer = offered.make(
      stream,
      all.map(({ id }) => id),
    );
    void give({ type: 'add-consumer', consumer });
    lab.store.setState({ selection: { kind: 'consumer', id: consumer.id } });
  };
  return (
    <section className={styles.section} aria-labelledby="bench-consumers">
      <div className={styles.sectionHead}>
        <h2 id="bench-consumers">Consumers</h2>
        <Locked why={why('add-consumer')} inline="end">
          <AddConsumer onAdd={add} />
        </Locked>
      </div>
      <Refused refusal={refusal} />
      {specs.length === 0 && <p className={styles.empty}>Nobody reads. Records stay until retention trims them.</p>}
      <ul className={styles.section}>
        {specs.map((spec) => (
          <ConsumerCard key={spec.id} spec={spec} isSelected={selected === spec.id} isOpen={open === spec.id} onToggle={toggle} />
        ))}
      </ul>
    </section>
  );
}
