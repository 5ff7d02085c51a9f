import type { SizeSpec } from '../../engine/producers/producer-spec.ts';
import { Choice, type Option } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Fold } from './Fold.tsx';

const KINDS: readonly Option<SizeSpec['kind']>[] = [
  { value: 'fixed', label: 'all the same' },
  { value: 'uniform', label: 'uniform' },
  { value: 'log-normal', label: 'log-normal' },
];
/** The slider goes to the classic limit of a record, the field to the largest that a stream can be set to take. */
const SLIDER_MAX_BYTES = 1_048_576;
const FIELD_MAX_BYTES = 10_485_760;

function typicalBytes(size: SizeSpec): number {
  switch (size.kind) {
    case 'fixed':
      return size.bytes;
    case 'uniform':
      return Math.round((size.minBytes + size.maxBytes) / 2);
    case 'log-normal':
      return size.medianBytes;
  }
}

function sizeOfKind(kind: SizeSpec['kind'], bytes: number): SizeSpec {
  switch (kind) {
    case 'fixed':
      return { kind, bytes };
    case 'uniform':
      return { kind, minBytes: Math.round(bytes / 2), maxBytes: Math.min(FIELD_MAX_BYTES, Math.round(bytes * 1.5)) };
    case 'log-normal':
      return { kind, medianBytes: Math.max(1, bytes), sigma: 0.5 };
  }
}

interface SizeControlProps {
  size: SizeSpec;
  onCommit(size: SizeSpec): void;
}

export function SizeControl({ size, onCommit }: SizeControlProps) {
  return (
    <>
      <MainSize size={size} onCommit={onCommit} />
      <Fold label="Sizes" value={KINDS.find(({ value }) => value === size.kind)?.label ?? ''}>
        <Choice
          label="Distribution"
          value={size.kind}
          options={KINDS}
          onChange={(kind) => onCommit(sizeOfKind(kind, typicalBytes(size)))}
        />
        <SpreadFigures size={size} onCommit={onCommit} />
      </Fold>
    </>
  );
}

function MainSize({ size, onCommit }: SizeControlProps) {
  switch (size.kind) {
    case 'fixed':
      return <Bytes label="Record size" value={size.bytes} min={0} onCommit={(bytes) => onCommit({ ...size, bytes })} />;
    case 'uniform':
      return (
        <Bytes
          label="Largest size"
          value={size.maxBytes}
          min={0}
          onCommit={(maxBytes) => onCommit({ ...size, maxBytes, minBytes: Math.min(maxBytes, size.minBytes) })}
        />
      );
    case 'log-normal':
      return <Bytes label="Median size" value={size.medianBytes} min={1} onCommit={(medianBytes) => onCommit({ ...size, medianBytes })} />;
  }
}

function SpreadFigures({ size, onCommit }: SizeControlProps) {
  switch (size.kind) {
    case 'fixed':
      return null;
    case 'uniform':
      return (
        <Bytes
          label="From"
          value={size.minBytes}
          min={0}
          onCommit={(minBytes) => onCommit({ ...size, minBytes, maxBytes: Math.max(minBytes, size.maxBytes) })}
        />
      );
    case 'log-normal':
      return (
        <NumberRow
          label="Spread (sigma)"
          value={size.sigma}
          unit=""
          min={0}
          max={3}
          decimals={2}
          onCommit={(sigma) => onCommit({ ...size, sigma })}
        />
      );
  }
}

function Bytes({ label, value, min, onCommit }: { label: string; value: number; min: number; onCommit(value: number): void }) {
  return (
    <NumberRow
      label={label}
      value={value}
      unit="B"
      unitInWords="bytes"
      min={min}
      max={SLIDER_MAX_BYTES}
      fieldMax={FIELD_MAX_BYTES}
      scale="log"
      onCommit={onCommit}
    />
  );
}
