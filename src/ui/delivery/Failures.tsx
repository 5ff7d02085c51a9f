/** The last records that left the main path, with the reason in the words of the error file, and where they lie. */
import type { DeliveryFrame } from '../../protocol/delivery-frame.ts';
import { errorPlace } from '../../views/delivery/path.ts';
import { groupedFailures, recordsWords } from '../../views/delivery/text.ts';
import { clock } from '../../views/wording.ts';
import { folderOf, openBucket } from '../bucket/place.ts';
import { Button } from '../controls/Button.tsx';
import { useLab } from '../use-lab.ts';
import styles from './delivery.module.css';

const SHOWN = 5;

export function Failures({ frame }: { frame: DeliveryFrame }) {
  const lab = useLab();
  const { spec } = frame;
  const shown = groupedFailures(frame, SHOWN);
  if (shown.length === 0) return null;
  const { bucket } = errorPlace(spec.destination);
  return (
    <section className={styles.failures} aria-label="Records that left the main path">
      <h3>Records that left the main path, the last first</h3>
      <ol>
        {shown.map(({ atUs, folder, errorCode, errorMessage, records, sample, key }) => (
          <li key={JSON.stringify([atUs, folder, errorCode, errorMessage, key])}>
            <p>
              {clock(atUs)} · {recordsWords(records)} to {folder}/ · <strong>{errorCode}</strong>: {errorMessage}
            </p>
            <code>{sample}</code>
            {key !== null && (
              <Button
                look="link"
                aria-label={`Open the error file of ${clock(atUs)}`}
                onPress={() => openBucket(lab, { bucket, prefix: folderOf(key), key })}
              >
                Open the error file
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
