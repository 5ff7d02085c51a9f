import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { boundsOf, type BufferWay, type Hints } from '../../views/buffers/hints.ts';
import { NumberRow } from '../controls/NumberRow.tsx';

interface HintFieldsProps {
  spec: DeliveryStreamSpec;
  way: BufferWay;
  hints: Hints;
  onCommit(hints: Hints): void;
}

const OF: Record<BufferWay, string> = { main: '', transform: ' for the function', 'source-backup': ' of the source backup' };

/** The typed twins of the line on the tank and the mark on the dial. */
export function HintFields({ spec, way, hints, onCommit }: HintFieldsProps) {
  const { size, interval } = boundsOf(spec, way);
  return (
    <>
      <NumberRow
        label={`Size hint${OF[way]}`}
        value={hints.sizeMiB}
        unit="MiB"
        unitInWords="mebibytes"
        min={size.min}
        max={size.max}
        decimals={size.step < 1 ? 1 : 0}
        hasSlider={false}
        onCommit={(sizeMiB) => onCommit({ ...hints, sizeMiB })}
      />
      <NumberRow
        label={`Interval hint${OF[way]}`}
        value={hints.intervalSeconds}
        unit="s"
        unitInWords="seconds"
        min={interval.min}
        max={interval.max}
        hasSlider={false}
        onCommit={(intervalSeconds) => onCommit({ ...hints, intervalSeconds })}
      />
    </>
  );
}
