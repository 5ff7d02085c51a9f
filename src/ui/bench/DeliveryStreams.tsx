/** The delivery streams of the run: what Firehose takes, what it does with it, and where it brings it. */
import type { DestinationKind } from '../../engine/firehose/delivery-stream-spec.ts';
import { newDeliveryStream } from '../../lab/new-delivery-stream.ts';
import { DESTINATION_NAMES } from '../../views/delivery-words.ts';
import { Button } from '../controls/Button.tsx';
import { Explain } from '../controls/Explain.tsx';
import { PlusIcon } from '../controls/Icons.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { useLab, useShallowLabState } from '../use-lab.ts';
import styles from './bench.module.css';
import { DeliveryCard } from './DeliveryCard.tsx';
import { Locked } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { useOpenCard } from './use-open-card.ts';

const OFFERED: readonly { kind: DestinationKind; says: string }[] = [
  { kind: 's3', says: 'Objects in a bucket: compressed, converted to Parquet, partitioned.' },
  { kind: 'redshift', says: 'Objects in a bucket first, then a COPY command.' },
  { kind: 'opensearch', says: 'Documents in an index, in bulk.' },
  { kind: 'splunk', says: 'Events to an HTTP event collector that acknowledges them.' },
  { kind: 'http', says: 'Requests to an endpoint that speaks Firehose’s protocol.' },
];

export function DeliveryStreams() {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const { why } = useLocks();
  const specs = useShallowLabState(({ slow }) => slow?.deliveryStreams.map(({ spec }) => spec) ?? []);
  const { selected, open, toggle } = useOpenCard('delivery-stream', null);
  const add = (kind: DestinationKind) => {
    const { slow } = lab.store.getState();
    if (slow === null) return;
    const taken = [...slow.deliveryStreams.map(({ spec }) => spec.id), ...slow.consumers.map(({ spec }) => spec.id)];
    const deliveryStream = newDeliveryStream(kind, { kind: 'kinesis-stream', stream: slow.stream.name }, taken);
    void give({ type: 'add-delivery-stream', deliveryStream });
    lab.store.setState({ selection: { kind: 'delivery-stream', id: deliveryStream.id } });
  };
  return (
    <section className={styles.section} aria-labelledby="bench-delivery-streams">
      <div className={styles.sectionHead}>
        <h2 id="bench-delivery-streams">Firehose</h2>
        <Locked why={why('add-delivery-stream')} inline="end">
          <Explain label="Add a delivery stream" face={<PlusIcon />} isIcon placement="bottom end">
            <ul className={styles.menu}>
              {OFFERED.map(({ kind, says }) => (
                <li key={kind}>
                  <Button
                    slot="close"
                    look="quiet"
                    aria-label={`Add a delivery stream to ${DESTINATION_NAMES[kind]}`}
                    aria-describedby={`add-delivery-${kind}`}
                    onPress={() => add(kind)}
                  >
                    <span className={styles.menuName}>To {DESTINATION_NAMES[kind]}</span>
                  </Button>
                  <p className={styles.menuSays} id={`add-delivery-${kind}`}>
                    {says}
                  </p>
                </li>
              ))}
            </ul>
          </Explain>
        </Locked>
      </div>
      <Refused refusal={refusal} />
      {specs.length === 0 && <p className={styles.empty}>Nothing is delivered. Add a delivery stream to bring records to a bucket.</p>}
      <ul className={styles.section}>
        {specs.map((spec) => (
          <DeliveryCard key={spec.id} spec={spec} isSelected={selected === spec.id} isOpen={open === spec.id} onToggle={toggle} />
        ))}
      </ul>
    </section>
  );
}
