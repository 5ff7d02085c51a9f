import { Label } from 'react-aria-components/Label';
import { ProgressBar } from 'react-aria-components/ProgressBar';
import type { ImportProgress } from '../../protocol/import-messages.ts';
import { Button } from '../controls/Button.tsx';
import styles from './ImportDialog.module.css';
import { bytes } from './wording.ts';

const STAGES: Record<ImportProgress['stage'], string> = {
  reading: 'Reading',
  scanning: 'Looking at the rows of',
  building: 'Making records of',
};

interface ImportProgressBarProps {
  progress: ImportProgress;
  fileName: string;
  onCancel: (() => void) | null;
}

export function ImportProgressBar({ progress: { stage, doneBytes, totalBytes }, fileName, onCancel }: ImportProgressBarProps) {
  const share = totalBytes === 0 ? 1 : doneBytes / totalBytes;
  const words = `${bytes(doneBytes)} of ${bytes(totalBytes)}`;
  return (
    <div className={styles.progress}>
      <ProgressBar className={styles.progressBar} value={share * 100} valueLabel={words}>
        <Label>
          {STAGES[stage]} {fileName}
        </Label>
        <span className={styles.quiet}>{words}</span>
        <span className={styles.track} aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </span>
      </ProgressBar>
      {onCancel !== null && <Button onPress={onCancel}>Cancel</Button>}
    </div>
  );
}
