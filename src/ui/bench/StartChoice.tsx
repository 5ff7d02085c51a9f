import type { ConsumerSpec } from '../../engine/consumers/consumer-spec.ts';
import { Segmented } from '../controls/Choice.tsx';

const STARTS = [
  { value: 'TRIM_HORIZON', label: 'TRIM_HORIZON' },
  { value: 'LATEST', label: 'LATEST' },
] as const;

/** Where a reader begins on a shard that it has no position on. */
export function StartChoice({ start, onChange }: { start: ConsumerSpec['start']; onChange(start: ConsumerSpec['start']): void }) {
  return <Segmented label="Start" value={start} options={STARTS} onChange={onChange} />;
}
