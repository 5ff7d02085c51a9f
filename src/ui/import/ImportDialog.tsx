/** A file of the learner's own becomes a producer: choose it, see its rows, pick the partition key, say how it is replayed. */
import { useEffect } from 'react';
import type { ProducerSpec } from '../../engine/producers/producer-spec.ts';
import type { Dataset } from '../../protocol/dataset.ts';
import type { ProducerFrame, ShardFrame } from '../../protocol/from-worker.ts';
import { Sheet } from '../controls/Sheet.tsx';
import { FileChooser } from './FileChooser.tsx';
import styles from './ImportDialog.module.css';
import { ImportForm } from './ImportForm.tsx';
import { ImportProgressBar } from './ImportProgressBar.tsx';
import { useFileImport } from './use-file-import.ts';

interface ImportDialogProps {
  isOpen: boolean;
  onClose(): void;
  /** The shards as they are now: the keys are drawn over them. */
  shards: ShardFrame[];
  producers: ProducerFrame[];
  /** The stream that the new producer writes to; that of the first producer where absent. */
  stream?: string;
  onReady(dataset: Dataset, producer: ProducerSpec): void;
  initialFile?: File;
}

export function ImportDialog({ isOpen, ...rest }: ImportDialogProps) {
  return isOpen ? <OpenImportDialog {...rest} /> : null;
}

function OpenImportDialog({ onClose, shards, producers, stream, onReady, initialFile }: Omit<ImportDialogProps, 'isOpen'>) {
  const fileImport = useFileImport();
  const { file, scan, progress, refusal, open, clear, refuse } = fileImport;
  useInitialFile(initialFile, open);
  const takenNames = producers.map(({ spec }) => spec.id);
  const targetStream = stream ?? producers[0]?.spec.stream ?? '';
  return (
    <Sheet title={file === null ? 'Replay a file' : `Replay ${file.name}`} isWide={scan !== null} onClose={onClose}>
      {scan === null && progress === null && (
        <FileChooser
          refusal={refusal}
          onFile={open}
          onRefused={refuse}
          onReadAsLines={
            file !== null && refusal?.reason === 'no-usable-rows' ? () => void fileImport.scanAgain({ format: 'lines' }) : null
          }
        />
      )}
      {scan === null && progress !== null && (
        <div className={styles.waiting}>
          <ImportProgressBar progress={progress} fileName={file?.name ?? ''} onCancel={clear} />
        </div>
      )}
      {scan !== null && (
        <ImportForm
          fileImport={fileImport}
          scan={scan}
          shards={shards}
          takenNames={takenNames}
          stream={targetStream}
          onReady={(dataset, producer) => {
            onReady(dataset, producer);
            onClose();
          }}
        />
      )}
    </Sheet>
  );
}

/** A file that was dropped on the page is opened at once; another drop while the dialog is open replaces it. */
function useInitialFile(initialFile: File | undefined, open: (file: File) => void): void {
  useEffect(() => {
    if (initialFile !== undefined) open(initialFile);
  }, [initialFile, open]);
}
