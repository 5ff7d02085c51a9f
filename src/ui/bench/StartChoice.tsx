import type { ConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { Segmented } from '../controls/Choice.tsx';

const STARTS: readonly { value: 'TRIM_HORIZON' | 'LATEST'; label: string }[] = [
  { value: 'TRIM_HORIZON', label: 'TRIM_HORIZON' },
  { value: 'LATEST', label: 'LATEST' },
];

/** Where a reader begins on a shard that it has no position on. */
export function StartChoice({ start, onChange }: { start: ConsumerSpec['start']; onChange(start: ConsumerSpec['start']): void }) {
  return (
    <Segmented
      label="Start"
      value={typeof start === 'string' ? start : 'TRIM_HORIZON'}
      options={STARTS}
      onChange={(value) => onChange(value as ConsumerSpec['start'])}
    />
  );
}
