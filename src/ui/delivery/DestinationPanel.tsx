/** What stands at the destination: objects, COPY commands, indexes, acknowledgements, requests with their verdicts. */
import { useEffect, useRef } from 'react';
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { DESTINATION_NAMES } from '../../views/delivery-words.ts';
import { destinationName, fixedPart } from '../../views/delivery/path.ts';
import { destinationTable, destinationWords } from '../../views/delivery/text.ts';
import { openBucket } from '../bucket/place.ts';
import { Button } from '../controls/Button.tsx';
import { WordsTable } from '../stage/WordsTable.tsx';
import { useLab } from '../use-lab.ts';
import styles from './delivery.module.css';

export function DestinationPanel({ frame, onClose }: { frame: DeliveryFrame; onClose(): void }) {
  const lab = useLab();
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const { destination } = frame.spec;
  const table = destinationTable(frame.destination);
  const place = 's3' in destination ? destination.s3 : destination.backup;
  const where = 's3' in destination ? 'Open its objects' : 'Open its backup bucket';
  return (
    <section className={styles.panel} aria-label="Destination" tabIndex={-1} ref={panel}>
      <div className={styles.panelHead}>
        <h3>
          {DESTINATION_NAMES[destination.kind]}: {destinationName(destination)}
        </h3>
        <Button
          look="quiet"
          onPress={() => openBucket(lab, { bucket: place.bucket, prefix: 's3' in destination ? folderIn(place.prefix) : '' })}
        >
          {where}
        </Button>
        <Button look="quiet" onPress={onClose}>
          Close
        </Button>
      </div>
      <p>{destinationWords(frame.destination)}</p>
      {table !== null && table.rows.length > 0 && (
        <div className={styles.text} role="group" aria-label={table.caption} tabIndex={0}>
          <WordsTable {...table} />
        </div>
      )}
    </section>
  );
}

/** As far as whole folders of a prefix are the same for every object. */
function folderIn(prefix: string): string {
  const fixed = fixedPart(prefix);
  return fixed.slice(0, fixed.lastIndexOf('/') + 1);
}
