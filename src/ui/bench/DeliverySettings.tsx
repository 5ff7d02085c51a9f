/** What can be set at a delivery stream while it runs. What AWS refuses is refused by the engine, in AWS's words. */
import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import {
  newConversion,
  newDestination,
  newPartitioning,
  newTransform,
  withConversion,
  withPartitioning,
} from '../../lab/new-delivery-stream.ts';
import { DESTINATION_NAMES } from '../../views/delivery-words.ts';
import { Button } from '../controls/Button.tsx';
import { Choice } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { TransformSettings } from '../transform/TransformSettings.tsx';
import { useLab, useShallowLabState } from '../use-lab.ts';
import { About } from './About.tsx';
import styles from './bench.module.css';
import { ConversionSettings } from './ConversionSettings.tsx';
import { DestinationSettings } from './DestinationSettings.tsx';
import { Fold } from './Fold.tsx';
import { Locked, LockedPart } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { PartitioningSettings } from './PartitioningSettings.tsx';
import { YesNo } from './YesNo.tsx';

type Change = (spec: DeliveryStreamSpec) => void;

export function DeliverySettings({ spec }: { spec: DeliveryStreamSpec }) {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const { why } = useLocks();
  const change: Change = (deliveryStream) => void give({ type: 'update-delivery-stream', deliveryStream });
  return (
    <div className={styles.cardBody}>
      <Source spec={spec} />
      <Hints spec={spec} change={change} />
      <Transform spec={spec} change={change} />
      <Fold label="Partitions" value={spec.partitioning === null ? 'none' : (spec.partitioning.query ?? 'by the transform')}>
        <LockedPart of="delivery-stream" id={spec.id} path="partitioning">
          <YesNo
            label="Dynamic partitioning"
            value={spec.partitioning !== null}
            onChange={(isOn) => change(isOn ? withPartitioning(spec, newPartitioning()) : { ...spec, partitioning: null })}
          />
          {spec.partitioning !== null && (
            <PartitioningSettings partitioning={spec.partitioning} onChange={(partitioning) => change({ ...spec, partitioning })} />
          )}
        </LockedPart>
      </Fold>
      <Fold label="Format" value={spec.conversion === null ? 'as it came' : `Parquet, ${spec.conversion.parquet.compression}`}>
        <LockedPart of="delivery-stream" id={spec.id} path={['conversion', 'appendDelimiter']}>
          <LockedPart of="delivery-stream" id={spec.id} path="conversion">
            <YesNo
              label="JSON to Parquet"
              value={spec.conversion !== null}
              onChange={(isOn) => change(withConversion(spec, isOn ? newConversion() : null))}
            />
          </LockedPart>
          {spec.conversion !== null && (
            <LockedPart of="delivery-stream" id={spec.id} path="conversion">
              <ConversionSettings conversion={spec.conversion} onChange={(conversion) => change({ ...spec, conversion })} />
            </LockedPart>
          )}
          <LockedPart of="delivery-stream" id={spec.id} path="appendDelimiter">
            <YesNo
              label="Line feed between records"
              value={spec.appendDelimiter}
              onChange={(appendDelimiter) => change({ ...spec, appendDelimiter })}
            />
          </LockedPart>
        </LockedPart>
      </Fold>
      <LockedPart of="delivery-stream" id={spec.id} path="destination.kind">
        <Choice
          label="Destination"
          value={spec.destination.kind}
          options={Object.entries(DESTINATION_NAMES).map(([value, label]) => ({ value: value as keyof typeof DESTINATION_NAMES, label }))}
          onChange={(kind) => change({ ...spec, destination: newDestination(kind, spec.id) })}
        />
      </LockedPart>
      <LockedPart of="delivery-stream" id={spec.id} path="destination">
        <DestinationSettings
          deliveryStream={spec.id}
          destination={spec.destination}
          onChange={(destination) => change({ ...spec, destination })}
        />
      </LockedPart>
      <Refused refusal={refusal} />
      <div className={styles.actions}>
        <Button onPress={() => lab.store.setState({ view: 'buffers' })}>Buffers</Button>
        <Button onPress={() => lab.store.setState({ view: 'delivery' })}>Path</Button>
        <Locked why={why('remove-delivery-stream')} inline="start">
          <Button
            onPress={() => void give({ type: 'remove-delivery-stream', id: spec.id })}
            aria-label={`Remove delivery stream ${spec.id}`}
          >
            Remove
          </Button>
        </Locked>
      </div>
    </div>
  );
}

function Source({ spec }: { spec: DeliveryStreamSpec }) {
  const puts = useShallowLabState(
    ({ slow }) =>
      slow?.producers
        .filter(({ spec: { to, stream } }) => to === 'delivery-stream' && stream === spec.id)
        .map((producer) => producer.spec.id) ?? [],
  );
  return (
    <dl>
      <div className={styles.row}>
        <dt>Source</dt>
        <dd>{spec.source.kind === 'direct-put' ? 'Direct PUT' : `stream ${spec.source.stream}`}</dd>
      </div>
      {spec.source.kind === 'direct-put' && (
        <div className={styles.row}>
          <dt>Put by</dt>
          <dd>{puts.length === 0 ? 'nobody yet' : puts.join(', ')}</dd>
        </div>
      )}
    </dl>
  );
}

function Hints({ spec, change }: { spec: DeliveryStreamSpec; change: Change }) {
  const { buffering } = spec;
  return (
    <>
      <LockedPart of="delivery-stream" id={spec.id} path="buffering.sizeMiB">
        <NumberRow
          label="Buffer size"
          value={buffering.sizeMiB}
          unit="MiB"
          min={1}
          max={128}
          scale="log"
          onCommit={(sizeMiB) => change({ ...spec, buffering: { ...buffering, sizeMiB } })}
        />
      </LockedPart>
      <LockedPart of="delivery-stream" id={spec.id} path="buffering.intervalSeconds">
        <NumberRow
          label="Buffer interval"
          value={buffering.intervalSeconds}
          unit="s"
          unitInWords="seconds; 0: no buffering"
          min={0}
          max={900}
          onCommit={(intervalSeconds) => change({ ...spec, buffering: { ...buffering, intervalSeconds } })}
        />
      </LockedPart>
    </>
  );
}

function Transform({ spec, change }: { spec: DeliveryStreamSpec; change: Change }) {
  const lab = useLab();
  const { transform } = spec;
  return (
    <Fold label="Transform" value={transform === null ? 'none' : transform.functionName}>
      <div className={styles.withAbout}>
        <LockedPart of="delivery-stream" id={spec.id} path="transform.functionName">
          <YesNo
            label="Lambda function"
            value={transform !== null}
            onChange={(isOn) => change({ ...spec, transform: isOn ? newTransform() : null })}
          />
        </LockedPart>
        <About what="The transform">
          <p>
            The function gets batches of records and answers for each of them: Ok with new data, Dropped, or ProcessingFailed. What fails
            goes to the error prefix with its original data.
          </p>
          <p>An invocation that fails is repeated NumberOfRetries times; then the whole batch goes to the error prefix.</p>
        </About>
      </div>
      {transform !== null && (
        <>
          <LockedPart of="delivery-stream" id={spec.id} path="transform.code">
            <Button onPress={() => lab.store.setState({ dialog: { kind: 'transform', deliveryStream: spec.id } })}>
              Edit the function…
            </Button>
          </LockedPart>
          <TransformSettings deliveryStream={spec.id} transform={transform} onChange={(next) => change({ ...spec, transform: next })} />
        </>
      )}
    </Fold>
  );
}
