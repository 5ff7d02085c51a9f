/** The settings of a Lambda function's event source mapping, under AWS's names. */
import type { ConsumerSpec, LambdaConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { count } from '../../views/wording.ts';
import { NumberRow } from '../controls/NumberRow.tsx';
import { useShallowLabState } from '../use-lab.ts';
import { About } from './About.tsx';
import styles from './bench.module.css';
import { Fold } from './Fold.tsx';
import { LockedPart } from './Locked.tsx';
import { recordAge } from './record-age.ts';
import { ReadsBy } from './ReadsBy.tsx';
import { TextRow } from './TextRow.tsx';
import { YesNo } from './YesNo.tsx';

interface LambdaSettingsProps {
  spec: LambdaConsumerSpec;
  change(spec: ConsumerSpec): void;
}

type Part = Partial<LambdaConsumerSpec>;

export function LambdaSettings({ spec, change }: LambdaSettingsProps) {
  const set = (part: Part) => change({ ...spec, ...part });
  return (
    <div className={styles.awsNames}>
      <LockedPart of="consumer" id={spec.id} path="retrieval">
        <ReadsBy spec={spec} change={change} />
      </LockedPart>
      <LockedPart of="consumer" id={spec.id} path="batchSize">
        <NumberRow
          label="BatchSize"
          value={spec.batchSize}
          unit="records"
          min={1}
          max={10_000}
          scale="log"
          onCommit={(batchSize) => set({ batchSize })}
        />
      </LockedPart>
      <Batches spec={spec} set={set} />
      <Errors spec={spec} set={set} />
      <Invocations spec={spec} set={set} />
      <Filter consumer={spec.id} filter={spec.filter} onChange={(filter) => set({ filter })} />
      {spec.onFailureDestination && <FailureMessages id={spec.id} />}
    </div>
  );
}

interface PartProps {
  spec: LambdaConsumerSpec;
  set(part: Part): void;
}

function Batches({ spec, set }: PartProps) {
  const { windowSeconds, parallelizationFactor, tumblingWindowSeconds } = spec;
  const says = [`window ${count(windowSeconds)} s`, `${count(parallelizationFactor)} a shard`];
  return (
    <Fold label="Batches" value={says.join(' · ')}>
      <LockedPart of="consumer" id={spec.id} path={['windowSeconds', 'parallelizationFactor', 'tumblingWindowSeconds']}>
        <LockedPart of="consumer" id={spec.id} path="windowSeconds">
          <NumberRow
            label="MaximumBatchingWindowInSeconds"
            value={windowSeconds}
            unit="s"
            unitInWords="seconds"
            min={0}
            max={300}
            onCommit={(seconds) => set({ windowSeconds: seconds })}
          />
        </LockedPart>
        <LockedPart of="consumer" id={spec.id} path="parallelizationFactor">
          <NumberRow
            label="ParallelizationFactor"
            value={parallelizationFactor}
            unit="a shard"
            unitInWords="batches of a shard at a time, in order per partition key"
            min={1}
            max={10}
            onCommit={(factor) => set({ parallelizationFactor: factor })}
          />
        </LockedPart>
        <LockedPart of="consumer" id={spec.id} path="tumblingWindowSeconds">
          <NumberRow
            label="TumblingWindowInSeconds"
            value={tumblingWindowSeconds}
            unit="s"
            unitInWords="seconds; 0: no windows"
            min={0}
            max={900}
            onCommit={(seconds) => set({ tumblingWindowSeconds: seconds })}
          />
        </LockedPart>
        <p className={styles.hint}>
          A batch is invoked when it is full, has reached 6 MB, or its window is over. Records of one shard only.
        </p>
      </LockedPart>
    </Fold>
  );
}

function retriesInWords(attempts: number): string {
  return attempts < 0 ? 'retried until they expire' : `${count(attempts)} ${attempts === 1 ? 'retry' : 'retries'}`;
}

function Errors({ spec, set }: PartProps) {
  const { maximumRetryAttempts, maximumRecordAgeSeconds, onFailureDestination } = spec;
  return (
    <Fold label="Errors" value={retriesInWords(maximumRetryAttempts)}>
      <LockedPart
        of="consumer"
        id={spec.id}
        path={[
          'maximumRetryAttempts',
          'maximumRecordAgeSeconds',
          'bisectBatchOnFunctionError',
          'reportBatchItemFailures',
          'onFailureDestination',
        ]}
      >
        <LockedPart of="consumer" id={spec.id} path="maximumRetryAttempts">
          <NumberRow
            label="MaximumRetryAttempts"
            value={maximumRetryAttempts}
            unit=""
            unitInWords="retries; −1: until the records expire"
            min={-1}
            max={10_000}
            hasSlider={false}
            onCommit={(attempts) => set({ maximumRetryAttempts: attempts })}
          />
        </LockedPart>
        <LockedPart of="consumer" id={spec.id} path="maximumRecordAgeSeconds">
          <NumberRow
            label="MaximumRecordAgeInSeconds"
            value={maximumRecordAgeSeconds}
            unit="s"
            unitInWords="seconds; −1: no limit, else 60 or more"
            min={-1}
            max={604_800}
            hasSlider={false}
            onCommit={(seconds) => set({ maximumRecordAgeSeconds: recordAge(seconds) })}
          />
        </LockedPart>
        <LockedPart of="consumer" id={spec.id} path="bisectBatchOnFunctionError">
          <YesNo
            label="BisectBatchOnFunctionError"
            value={spec.bisectBatchOnFunctionError}
            onChange={(bisectBatchOnFunctionError) => set({ bisectBatchOnFunctionError })}
          />
        </LockedPart>
        <LockedPart of="consumer" id={spec.id} path="reportBatchItemFailures">
          <YesNo
            label="ReportBatchItemFailures"
            value={spec.reportBatchItemFailures}
            onChange={(reportBatchItemFailures) => set({ reportBatchItemFailures })}
          />
        </LockedPart>
        <div className={styles.withAbout}>
          <LockedPart of="consumer" id={spec.id} path="onFailureDestination">
            <YesNo
              label="OnFailure destination (SQS)"
              value={onFailureDestination}
              onChange={(value) => set({ onFailureDestination: value })}
            />
          </LockedPart>
          <About what="Errors of a mapping">
            <p>
              A batch that fails is tried again, and its shard waits. −1 for retries and age are AWS&rsquo;s defaults: one record that can
              never be processed then blocks its shard until it expires.
            </p>
            <p>
              A batch that is given up goes to the OnFailure destination as a message that names its shard and sequence numbers; without one
              it is skipped. Halving a batch uses up no retry. Throttled invocations are none either.
            </p>
            <p>Before November 2019 there were no retries, age or halving to set: a poison record always blocked.</p>
            <p className={styles.hint}>Lambda developer guide, Using Lambda with Kinesis; 2022-11, checked against recorded mappings.</p>
          </About>
        </div>
        {maximumRetryAttempts < 0 && maximumRecordAgeSeconds < 0 && (
          <p className={styles.hint}>A record that always fails blocks its shard until retention takes it.</p>
        )}
      </LockedPart>
    </Fold>
  );
}

function Invocations({ spec, set }: PartProps) {
  return (
    <Fold label="Function" value={`${count(spec.concurrencyLimit)} at a time`}>
      <LockedPart of="consumer" id={spec.id} path={['concurrencyLimit', 'invocationUs']}>
        <LockedPart of="consumer" id={spec.id} path="concurrencyLimit">
          <NumberRow
            label="Concurrency limit"
            value={spec.concurrencyLimit}
            unit="at a time"
            unitInWords="invocations at a time, all shards together"
            min={1}
            max={1000}
            fieldMax={10_000}
            scale="log"
            onCommit={(concurrencyLimit) => set({ concurrencyLimit })}
          />
        </LockedPart>
        <LockedPart of="consumer" id={spec.id} path="invocationUs">
          <NumberRow
            label="Time per invocation"
            value={spec.invocationUs}
            unit="µs"
            unitInWords="microseconds of an invocation beside its records"
            min={0}
            max={10_000_000}
            fieldMax={900_000_000}
            scale="log"
            onCommit={(invocationUs) => set({ invocationUs })}
          />
        </LockedPart>
      </LockedPart>
    </Fold>
  );
}

/** AWS's bound, in characters. */
const PATTERN_MAX = 4096;

interface FilterProps {
  consumer: string;
  filter: string | null;
  onChange(filter: string | null): void;
}

function Filter({ consumer, filter, onChange }: FilterProps) {
  return (
    <Fold label="FilterCriteria" value={filter === null ? 'every record' : 'a pattern'}>
      <LockedPart of="consumer" id={consumer} path="filter">
        <TextRow
          label="Pattern"
          value={filter ?? ''}
          hint='JSON, for example {"partitionKey": [{"prefix": "user-1"}]}. Empty: every record.'
          isMono
          onCommit={(text) => {
            if (text.length > PATTERN_MAX) return 'A pattern has at most 4 096 characters.';
            if (text !== '' && !isJsonObject(text))
              return 'A pattern is a JSON object: {"partitionKey": ["a"]} or {"data": {"country": ["FR"]}}.';
            onChange(text === '' ? null : text);
            return null;
          }}
        />
      </LockedPart>
    </Fold>
  );
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/** The newest messages of the on-failure queue, as a reader of the queue gets them. */
function FailureMessages({ id }: { id: string }) {
  const messages = useShallowLabState(({ slow }) => slow?.consumers.find(({ spec }) => spec.id === id)?.lambda?.messages ?? []);
  return (
    <Fold label="OnFailure queue" value={messages.length === 0 ? 'empty' : `newest ${count(messages.length)}`}>
      {messages.length === 0 && <p className={styles.hint}>No batch has been given up.</p>}
      {messages.map((message, i) => (
        <pre className={styles.message} key={i}>
          {message}
        </pre>
      ))}
    </Fold>
  );
}
