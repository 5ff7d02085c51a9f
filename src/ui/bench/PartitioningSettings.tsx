import type { PartitioningSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { Choice } from '../controls/Choice.tsx';
import styles from './bench.module.css';
import { TextRow } from './TextRow.tsx';

interface PartitioningSettingsProps {
  partitioning: PartitioningSpec;
  onChange(partitioning: PartitioningSpec): void;
}

/** Where the keys of a partition come from. */
export function PartitioningSettings({ partitioning, onChange }: PartitioningSettingsProps) {
  const { query, deaggregation } = partitioning;
  return (
    <>
      <TextRow
        label="MetadataExtractionQuery (jq)"
        value={query ?? ''}
        hint="An object whose values are the keys, e.g. {customer: .key}. Empty: the transform gives them."
        isMono
        onCommit={(text) => {
          onChange({ ...partitioning, query: text === '' ? null : text });
          return null;
        }}
      />
      <Choice
        label="Records within a record"
        value={deaggregation?.kind ?? 'none'}
        options={[
          { value: 'none', label: 'one' },
          { value: 'json', label: 'JSON documents' },
          { value: 'delimited', label: 'delimited' },
        ]}
        onChange={(kind) =>
          onChange({ ...partitioning, deaggregation: kind === 'none' ? null : kind === 'json' ? { kind } : { kind, delimiter: '####' } })
        }
      />
      {deaggregation?.kind === 'delimited' && (
        <TextRow
          label="Delimiter"
          value={deaggregation.delimiter}
          isMono
          onCommit={(delimiter) => {
            if (delimiter === '') return 'A delimiter has at least one character.';
            onChange({ ...partitioning, deaggregation: { kind: 'delimited', delimiter } });
            return null;
          }}
        />
      )}
      <p className={styles.hint}>At most 500 partitions are active at a time; what is beyond goes to the error prefix.</p>
    </>
  );
}
