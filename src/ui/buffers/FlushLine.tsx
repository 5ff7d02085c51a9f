import { useState } from 'react';
import type { Flush } from '../../engine/firehose/firehose-state.ts';
import { flushWords, placeWords } from '../../views/buffers/text.ts';
import { Button } from '../controls/Button.tsx';
import { openObject } from '../delivery-frame/opened-object.ts';
import { saveFile } from '../export/save-file.ts';
import { useLab } from '../use-lab.ts';
import styles from './buffers.module.css';

interface FlushLineProps {
  flush: Flush;
  /** Back to the newest; null where that is what is looked at. */
  onNewest: (() => void) | null;
}

/** The flush that is looked at: where it lies, what it holds, and the ways to it. */
export function FlushLine({ flush, onNewest }: FlushLineProps) {
  const { arrival } = flush;
  return (
    <div className={styles.flush} role="group" aria-label={onNewest === null ? 'Newest flush' : 'Chosen flush'}>
      <p className={styles.key}>{placeWords(flush) || 'not delivered yet'}</p>
      <p className={styles.figures}>{flushWords(flush)}</p>
      {arrival !== null && arrival.bucket !== null && <Ways bucket={arrival.bucket} objectKey={arrival.place} />}
      {onNewest !== null && (
        <Button look="link" onPress={onNewest}>
          Follow the newest
        </Button>
      )}
    </div>
  );
}

function Ways({ bucket, objectKey }: { bucket: string; objectKey: string }) {
  const lab = useLab();
  const [problem, setProblem] = useState<string | null>(null);
  const download = async () => {
    const object = await lab.client.object(bucket, objectKey);
    setProblem(object === null ? 'There is no such object at this moment of the run.' : null);
    if (object === null) return;
    const type = object.summary.contentType;
    saveFile(objectKey.slice(objectKey.lastIndexOf('/') + 1), new Blob([object.bytes.slice()], { type }));
  };
  return (
    <>
      <Button look="link" onPress={() => openObject(lab, { bucket, key: objectKey })}>
        Open
      </Button>
      <Button look="link" onPress={() => void download()}>
        Download
      </Button>
      {problem !== null && <p role="alert">{problem}</p>}
    </>
  );
}
