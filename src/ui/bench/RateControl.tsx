import { useState } from 'react';
import type { ProducerSpec, RateSpec } from '../../engine/producers/producer-spec.ts';
import { Choice, type Option } from '../controls/Choice.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';
import { Fold } from './Fold.tsx';

const KINDS: readonly Option<RateSpec['kind']>[] = [
  { value: 'constant', label: 'constant' },
  { value: 'ramp', label: 'ramp' },
  { value: 'spike', label: 'spikes' },
  { value: 'day', label: 'day curve' },
];
const SLIDER_MAX_PER_SECOND = 20_000;
const FIELD_MAX_PER_SECOND = 1_000_000;

/** About what the producer sends now: where a new kind of rate starts from. */
function levelOf(rate: RateSpec): number {
  switch (rate.kind) {
    case 'constant':
      return rate.perSecond;
    case 'ramp':
      return rate.toPerSecond;
    case 'spike':
      return rate.basePerSecond;
    case 'day':
      return rate.highPerSecond;
    case 'timestamps':
      return 500;
  }
}

function rateOfKind(kind: RateSpec['kind'], level: number, timeField: string | null): RateSpec {
  switch (kind) {
    case 'constant':
      return { kind, perSecond: level };
    case 'ramp':
      return { kind, fromPerSecond: level, toPerSecond: level * 2, overSeconds: 60 };
    case 'spike':
      return { kind, basePerSecond: level, peakPerSecond: level * 4, afterSeconds: 5, lastsSeconds: 5, everySeconds: 30 };
    case 'day':
      return { kind, lowPerSecond: Math.round(level / 5), highPerSecond: level, peakHour: 18 };
    case 'timestamps':
      return { kind, field: timeField ?? '', speed: 1 };
  }
}

interface RateControlProps {
  spec: ProducerSpec;
  onCommit(rate: RateSpec): void;
}

export function RateControl({ spec: { rate, source }, onCommit }: RateControlProps) {
  // Only a field that was read with the file can be replayed by: the one that was chosen there.
  const [timeField, setTimeField] = useState<string | null>(null);
  if (rate.kind === 'timestamps' && rate.field !== timeField) setTimeField(rate.field);
  const canReplay = source.kind === 'dataset' && timeField !== null;
  const kinds = canReplay ? [...KINDS, { value: 'timestamps' as const, label: 'by timestamps' }] : KINDS;
  return (
    <>
      <MainRate rate={rate} onCommit={onCommit} />
      <Fold label="Rate over time" value={kinds.find(({ value }) => value === rate.kind)?.label ?? ''}>
        <Choice label="Shape" value={rate.kind} options={kinds} onChange={(kind) => onCommit(rateOfKind(kind, levelOf(rate), timeField))} />
        <ShapeFigures rate={rate} onCommit={onCommit} />
      </Fold>
    </>
  );
}

interface PartProps {
  rate: RateSpec;
  onCommit(rate: RateSpec): void;
}

/** The figure that matters most of each shape. */
function MainRate({ rate, onCommit }: PartProps) {
  switch (rate.kind) {
    case 'constant':
      return <PerSecond label="Rate" value={rate.perSecond} onCommit={(perSecond) => onCommit({ ...rate, perSecond })} />;
    case 'ramp':
      return <PerSecond label="Rate, at the end" value={rate.toPerSecond} onCommit={(toPerSecond) => onCommit({ ...rate, toPerSecond })} />;
    case 'spike':
      return (
        <PerSecond label="Rate, at a peak" value={rate.peakPerSecond} onCommit={(peakPerSecond) => onCommit({ ...rate, peakPerSecond })} />
      );
    case 'day':
      return (
        <PerSecond label="Rate, highest" value={rate.highPerSecond} onCommit={(highPerSecond) => onCommit({ ...rate, highPerSecond })} />
      );
    case 'timestamps':
      return (
        <NumberRow
          label={`Speed of ${rate.field}`}
          value={rate.speed}
          unit="×"
          unitInWords="times as fast"
          min={0.001}
          max={100_000}
          fieldMax={1e9}
          decimals={3}
          scale="log"
          onCommit={(speed) => onCommit({ ...rate, speed })}
        />
      );
  }
}

function ShapeFigures({ rate, onCommit }: PartProps) {
  switch (rate.kind) {
    case 'constant':
    case 'timestamps':
      return null;
    case 'ramp':
      return (
        <>
          <PerSecond label="From" value={rate.fromPerSecond} onCommit={(fromPerSecond) => onCommit({ ...rate, fromPerSecond })} />
          <Seconds label="Within" value={rate.overSeconds} onCommit={(overSeconds) => onCommit({ ...rate, overSeconds })} />
        </>
      );
    case 'spike':
      return (
        <>
          <PerSecond label="In between" value={rate.basePerSecond} onCommit={(basePerSecond) => onCommit({ ...rate, basePerSecond })} />
          <Seconds label="First peak after" value={rate.afterSeconds} onCommit={(afterSeconds) => onCommit({ ...rate, afterSeconds })} />
          <Seconds label="Peak lasts" value={rate.lastsSeconds} onCommit={(lastsSeconds) => onCommit({ ...rate, lastsSeconds })} />
          <Seconds label="Every" value={rate.everySeconds} onCommit={(everySeconds) => onCommit({ ...rate, everySeconds })} />
        </>
      );
    case 'day':
      return (
        <>
          <PerSecond label="Lowest" value={rate.lowPerSecond} onCommit={(lowPerSecond) => onCommit({ ...rate, lowPerSecond })} />
          <NumberRow
            label="Highest at"
            value={rate.peakHour}
            unit="h UTC"
            min={0}
            max={24}
            decimals={1}
            onCommit={(peakHour) => onCommit({ ...rate, peakHour })}
          />
        </>
      );
  }
}

function PerSecond({ label, value, onCommit }: { label: string; value: number; onCommit(value: number): void }) {
  return (
    <NumberRow
      label={label}
      value={value}
      unit="rec/s"
      unitInWords="records per second"
      min={0}
      max={SLIDER_MAX_PER_SECOND}
      fieldMax={FIELD_MAX_PER_SECOND}
      decimals={value % 1 === 0 ? 0 : 2}
      scale="log"
      onCommit={onCommit}
    />
  );
}

function Seconds({ label, value, onCommit }: { label: string; value: number; onCommit(value: number): void }) {
  return (
    <NumberRow
      label={label}
      value={value}
      unit="s"
      unitInWords="seconds"
      min={0.1}
      max={600}
      fieldMax={86_400}
      decimals={1}
      scale="log"
      onCommit={onCommit}
    />
  );
}
