import type { DeliveryStreamSpec } from '../../engine/firehose/delivery-stream-spec.ts';
import { boundsOf, type BufferWay, type Hints } from '../../views/buffers/hints.ts';
import { LockedPart } from '../bench/Locked.tsx';
import { NumberRow } from '../controls/NumberRow.tsx';

interface HintFieldsProps {
  spec: DeliveryStreamSpec;
  way: BufferWay;
  hints: Hints;
  onCommit(hints: Hints): void;
}

const OF: Record<BufferWay, string> = { main: '', transform: ' for the function', 'source-backup': ' of the source backup' };

/** Where they stand in the specification. */
const PATHS: Record<BufferWay, { size: string; interval: string }> = {
  main: { size: 'buffering.sizeMiB', interval: 'buffering.intervalSeconds' },
  transform: { size: 'transform.bufferSizeMiB', interval: 'transform.bufferIntervalSeconds' },
  'source-backup': { size: 'destination.sourceBackup.hints.sizeMiB', interval: 'destination.sourceBackup.hints.intervalSeconds' },
};

/** The typed twins of the line on the tank and the mark on the dial. */
export function HintFields({ spec, way, hints, onCommit }: HintFieldsProps) {
  const { size, interval } = boundsOf(spec, way);
  return (
    <>
      <LockedPart of="delivery-stream" id={spec.id} path={PATHS[way].size}>
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
      </LockedPart>
      <LockedPart of="delivery-stream" id={spec.id} path={PATHS[way].interval}>
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
      </LockedPart>
    </>
  );
}
