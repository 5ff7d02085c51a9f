/** What can be set at a consumer, by its kind. Fetched when a card is opened. */
import type { ConsumerSpec, PollingConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { freeName } from '../../lab/new-specs.ts';
import { Button } from '../controls/Button.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Refused } from '../controls/Refused.tsx';
import { useCommand } from '../use-command.ts';
import { useLab } from '../use-lab.ts';
import styles from './bench.module.css';
import { FanOutSettings } from './FanOutSettings.tsx';
import { KclSettings } from './KclSettings.tsx';
import { LambdaSettings } from './LambdaSettings.tsx';
import { Locked } from './Locked.tsx';
import { useLocks } from './locks.ts';
import { ReadsBy } from './ReadsBy.tsx';
import { StartChoice } from './StartChoice.tsx';

export function ConsumerSettings({ spec }: { spec: ConsumerSpec }) {
  const lab = useLab();
  const { give, refusal } = useCommand();
  const change = (consumer: ConsumerSpec) => void give({ type: 'update-consumer', consumer });
  const duplicate = () => {
    const taken = lab.store.getState().slow?.consumers.map((consumer) => consumer.spec.id) ?? [];
    void give({ type: 'add-consumer', consumer: { ...spec, id: freeName(spec.id, taken) } });
  };
  const locks = useLocks();
  const why = (path: string) => locks.whyPart('consumer', spec.id, path);
  return (
    <div className={styles.cardBody}>
      <OfKind spec={spec} change={change} />
      <Locked why={why('processingUsPerRecord')}>
        <NumberRow
          label="Time per record"
          value={spec.processingUsPerRecord}
          unit="µs"
          unitInWords="microseconds of processing per record"
          min={0}
          max={100_000}
          fieldMax={60_000_000}
          scale="log"
          onCommit={(processingUsPerRecord) => change({ ...spec, processingUsPerRecord })}
        />
      </Locked>
      <Locked why={why('start')}>
        <StartChoice
          start={spec.start}
          takesSequenceNumber={spec.kind === 'polling' || spec.kind === 'fan-out'}
          onChange={(start) => change({ ...spec, start })}
        />
      </Locked>
      <Refused refusal={refusal} />
      <div className={styles.actions}>
        <Locked why={locks.why('inject-fault')} inline="start">
          <Button
            onPress={() => lab.store.setState({ dialog: { kind: 'faults', consumer: spec.id } })}
            aria-label={`Break something of ${spec.id}`}
          >
            Break…
          </Button>
        </Locked>
        <Locked why={locks.why('add-consumer', spec.kind)} inline="start">
          <Button onPress={duplicate}>Duplicate</Button>
        </Locked>
        <Locked why={locks.why('remove-consumer', spec.id)} inline="start">
          <Button onPress={() => void give({ type: 'remove-consumer', id: spec.id })} aria-label={`Remove consumer ${spec.id}`}>
            Remove
          </Button>
        </Locked>
      </div>
    </div>
  );
}

function OfKind({ spec, change }: { spec: ConsumerSpec; change(spec: ConsumerSpec): void }) {
  switch (spec.kind) {
    case 'firehose':
      return null;
    case 'polling':
      return <PollingSettings spec={spec} change={change} />;
    case 'fan-out':
      return <FanOutSettings spec={spec} change={change} />;
    case 'kcl':
      return <KclSettings spec={spec} change={change} />;
    case 'lambda':
      return <LambdaSettings spec={spec} change={change} />;
  }
}

function PollingSettings({ spec, change }: { spec: PollingConsumerSpec; change(spec: ConsumerSpec): void }) {
  const { whyPart } = useLocks();
  const why = (path: string) => whyPart('consumer', spec.id, path);
  return (
    <>
      <Locked why={why('kind')}>
        <ReadsBy spec={spec} change={change} />
      </Locked>
      <Locked why={why('pollIntervalMs')}>
        <NumberRow
          label="Poll interval"
          value={spec.pollIntervalMs}
          unit="ms"
          unitInWords="milliseconds"
          min={10}
          max={10_000}
          fieldMax={60_000}
          scale="log"
          onCommit={(pollIntervalMs) => change({ ...spec, pollIntervalMs })}
        />
      </Locked>
      <Locked why={why('limit')}>
        <NumberRow
          label="Limit"
          value={spec.limit}
          unit="records"
          min={1}
          max={10_000}
          scale="log"
          onCommit={(limit) => change({ ...spec, limit })}
        />
      </Locked>
    </>
  );
}
