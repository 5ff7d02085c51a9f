/** The function's settings, and how Firehose calls it. */
import type { TransformSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { NumberRow } from '../controls/NumberRow.tsx';
import styles from './transform.module.css';

export function TransformSettings({ transform, onChange }: { transform: TransformSpec; onChange(transform: TransformSpec): void }) {
  const set = (part: Partial<TransformSpec>) => onChange({ ...transform, ...part });
  return (
    <section className={styles.settings} aria-label="How it is called">
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
      <NumberRow
        label="NumberOfRetries"
        value={transform.numberOfRetries}
        unit="retries"
        min={0}
        max={10}
        fieldMax={300}
        onCommit={(numberOfRetries) => set({ numberOfRetries })}
      />
      <NumberRow
        label="BufferSizeInMBs"
        value={transform.bufferSizeMiB}
        unit="MiB"
        min={0.2}
        max={3}
        decimals={1}
        onCommit={(bufferSizeMiB) => set({ bufferSizeMiB })}
      />
      <NumberRow
        label="BufferIntervalInSeconds"
        value={transform.bufferIntervalSeconds}
        unit="s"
        unitInWords="seconds"
        min={0}
        max={900}
        onCommit={(bufferIntervalSeconds) => set({ bufferIntervalSeconds })}
      />
    </section>
  );
}
