/** The function's settings, and how Firehose calls it. */
import type { TransformSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { LockedPart } from '../bench/Locked.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import styles from './transform.module.css';

interface TransformSettingsProps {
  deliveryStream: string;
  transform: TransformSpec;
  onChange(transform: TransformSpec): void;
}

export function TransformSettings({ deliveryStream, transform, onChange }: TransformSettingsProps) {
  const set = (part: Partial<TransformSpec>) => onChange({ ...transform, ...part });
  return (
    <section className={styles.settings} aria-label="How it is called">
      <LockedPart of="delivery-stream" id={deliveryStream} path="transform.timeoutSeconds">
        <NumberRow
          label="Timeout of the function"
          value={transform.timeoutSeconds}
          unit="s"
          unitInWords="seconds; Firehose waits 300 at most"
          min={1}
          max={300}
          fieldMax={900}
          scale="log"
          onCommit={(timeoutSeconds) => set({ timeoutSeconds })}
        />
      </LockedPart>
      <LockedPart of="delivery-stream" id={deliveryStream} path="transform.numberOfRetries">
        <NumberRow
          label="NumberOfRetries"
          value={transform.numberOfRetries}
          unit="retries"
          min={0}
          max={10}
          fieldMax={300}
          onCommit={(numberOfRetries) => set({ numberOfRetries })}
        />
      </LockedPart>
      <LockedPart of="delivery-stream" id={deliveryStream} path="transform.bufferSizeMiB">
        <NumberRow
          label="BufferSizeInMBs"
          value={transform.bufferSizeMiB}
          unit="MiB"
          min={0.2}
          max={3}
          decimals={1}
          onCommit={(bufferSizeMiB) => set({ bufferSizeMiB })}
        />
      </LockedPart>
      <LockedPart of="delivery-stream" id={deliveryStream} path="transform.bufferIntervalSeconds">
        <NumberRow
          label="BufferIntervalInSeconds"
          value={transform.bufferIntervalSeconds}
          unit="s"
          unitInWords="seconds"
          min={0}
          max={900}
          onCommit={(bufferIntervalSeconds) => set({ bufferIntervalSeconds })}
        />
      </LockedPart>
    </section>
  );
}
