import type { CallSpec } from '../../engine/producers/producer-spec.ts';
import { count } from '../../views/wording.ts';
import { Segmented } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Fold } from './Fold.tsx';

const APIS = [
  { value: 'PutRecord', label: 'PutRecord' },
  { value: 'PutRecords', label: 'PutRecords' },
] as const;

function inWords(calls: CallSpec): string {
  return calls.api === 'PutRecord' ? 'PutRecord, one by one' : `PutRecords ${count(calls.batchSize)} · ${count(calls.lingerMs)} ms`;
}

interface CallControlProps {
  calls: CallSpec;
  onCommit(calls: CallSpec): void;
}

export function CallControl({ calls, onCommit }: CallControlProps) {
  return (
    <Fold label="Calls" value={inWords(calls)}>
      <Segmented
        label="API"
        value={calls.api}
        options={APIS}
        onChange={(api) => onCommit(api === 'PutRecord' ? { api } : { api, batchSize: 100, lingerMs: 100 })}
      />
      {calls.api === 'PutRecords' && (
        <>
          <NumberRow
            label="Batch size"
            value={calls.batchSize}
            unit="records"
            min={1}
            max={500}
            onCommit={(batchSize) => onCommit({ ...calls, batchSize })}
          />
          <NumberRow
            label="Linger"
            value={calls.lingerMs}
            unit="ms"
            unitInWords="milliseconds"
            min={0}
            max={5000}
            fieldMax={60_000}
            scale="log"
            onCommit={(lingerMs) => onCommit({ ...calls, lingerMs })}
          />
        </>
      )}
    </Fold>
  );
}
