import type { KeySpec } from '../../engine/producers/producer-spec.ts';
import { Choice, type Option } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';

const KINDS: readonly Option<KeySpec['kind']>[] = [
  { value: 'uniform', label: 'uniform' },
  { value: 'zipf', label: 'Zipf' },
  { value: 'hot', label: 'one hot key' },
  { value: 'round-robin', label: 'round robin' },
  { value: 'one', label: 'one key' },
];

function keysOfKind(kind: KeySpec['kind'], before: KeySpec): KeySpec {
  const names = { prefix: before.prefix, names: before.names };
  const keys = before.kind === 'one' ? (before.names?.length ?? 100) : before.keys;
  switch (kind) {
    case 'uniform':
    case 'round-robin':
      return { kind, keys, ...names };
    case 'zipf':
      return { kind, keys, exponent: 1, ...names };
    case 'hot':
      return { kind, keys: Math.max(2, keys), share: 0.5, ...names };
    case 'one':
      return { kind, ...names };
  }
}

interface KeyControlProps {
  keys: KeySpec;
  onCommit(keys: KeySpec): void;
}

export function KeyControl({ keys, onCommit }: KeyControlProps) {
  return (
    <>
      <Choice label="Partition keys" value={keys.kind} options={KINDS} onChange={(kind) => onCommit(keysOfKind(kind, keys))} />
      {keys.kind === 'hot' && (
        <NumberRow
          label={`Share of ${keys.names?.[0] ?? `${keys.prefix}0`}`}
          value={Math.round(keys.share * 1000) / 10}
          unit="%"
          unitInWords="percent"
          min={0}
          max={100}
          decimals={1}
          onCommit={(share) => onCommit({ ...keys, share: share / 100 })}
        />
      )}
      {keys.kind === 'zipf' && (
        <NumberRow
          label="Exponent"
          value={keys.exponent}
          unit=""
          min={0}
          max={3}
          fieldMax={5}
          decimals={2}
          onCommit={(exponent) => onCommit({ ...keys, exponent })}
        />
      )}
      {keys.kind !== 'one' && (
        <NumberRow
          label="Distinct keys"
          value={keys.keys}
          unit="keys"
          min={keys.kind === 'hot' ? 2 : 1}
          max={100_000}
          fieldMax={10_000_000}
          hasSlider={false}
          onCommit={(count) => onCommit({ ...keys, keys: count })}
        />
      )}
    </>
  );
}
