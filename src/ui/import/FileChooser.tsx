import { DropZone } from 'react-aria-components/DropZone';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Text } from 'react-aria-components/Text';
import { shippedDatasets } from '../../content/datasets/index.ts';
import type { ShippedDataset } from '../../content/datasets/shipped-dataset.ts';
import type { FileRefusal } from '../../protocol/import-messages.ts';
import { Button } from '../controls/Button.tsx';
import styles from './FileChooser.module.css';
import shared from './ImportDialog.module.css';
import { fetchShipped } from './load-shipped.ts';
import { count } from './wording.ts';

interface FileChooserProps {
  refusal: FileRefusal | null;
  onFile(file: File): void;
  onRefused(refusal: FileRefusal): void;
  /** Offered where rows were looked for in vain: any text has lines. */
  onReadAsLines: (() => void) | null;
}

export function FileChooser({ refusal, onFile, onRefused, onReadAsLines }: FileChooserProps) {
  const choose = (file: File | undefined): void => {
    if (file !== undefined) onFile(file);
  };
  const takeSample = async (shipped: ShippedDataset): Promise<void> => {
    try {
      onFile(await fetchShipped(shipped));
    } catch (error) {
      onRefused({ reason: 'unreadable', sentence: error instanceof Error ? error.message : `${shipped.name} could not be fetched.` });
    }
  };
  return (
    <div className={styles.chooser}>
      {refusal !== null && (
        <div className={shared.refusal} role="alert">
          <p>{refusal.sentence}</p>
          {onReadAsLines !== null && <Button onPress={onReadAsLines}>Read it as log lines</Button>}
        </div>
      )}
      <DropZone
        className={styles.dropZone}
        getDropOperation={() => 'copy'}
        onDrop={(drop) => {
          const item = drop.items.find(({ kind }) => kind === 'file');
          if (item?.kind === 'file') void item.getFile().then(choose);
        }}
      >
        <Text slot="label" className={styles.dropLabel}>
          Drop a file here
        </Text>
        <FileTrigger
          acceptedFileTypes={['text/*', '.csv', '.tsv', '.ndjson', '.jsonl', '.json', '.log', '.txt']}
          onSelect={(files) => choose(files?.[0])}
        >
          <Button look="primary">Choose a file…</Button>
        </FileTrigger>
        <p className={`${shared.quiet} ${styles.hint}`}>
          NDJSON, CSV or log lines, up to 100 MiB. Each row becomes a record. The file stays in this browser.
        </p>
      </DropZone>
      <section className={styles.samples} aria-labelledby="import-samples">
        <h3 id="import-samples">Or a real one that comes with Kinelab</h3>
        <ul>
          {shippedDatasets.map((shipped) => (
            <li key={shipped.id}>
              <div>
                <p className={styles.sampleTitle}>{shipped.title}</p>
                <p className={shared.quiet}>
                  {count(shipped.rows)} rows. {shipped.note} Source: {shipped.source}.{' '}
                  <a href={shipped.licenceUrl} target="_blank" rel="noreferrer">
                    {shipped.licence}
                  </a>
                </p>
              </div>
              <Button onPress={() => void takeSample(shipped)} aria-label={`Use ${shipped.name}`}>
                Use it
              </Button>
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
