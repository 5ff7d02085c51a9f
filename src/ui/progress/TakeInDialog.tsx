import { Button } from '../controls/Button.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import styles from './progress.module.css';

interface TakeInDialogProps {
  /** Of the file. */
  name: string;
  coming: string;
  present: string;
  onTake(how: 'merge' | 'replace'): void;
  onClose(): void;
}

export function TakeInDialog({ name, coming, present, onTake, onClose }: TakeInDialogProps) {
  return (
    <Sheet title="Import progress" onClose={onClose}>
      <div className={styles.keep}>
        <p>
          <strong>{name}</strong> holds {coming}. This browser has {present}.
        </p>
        <p>Merging keeps both, and counts nothing twice. Replacing takes away what the file does not have. Either can be undone.</p>
        <div className={styles.buttons}>
          <Button look="primary" onPress={() => onTake('merge')}>
            Merge
          </Button>
          <Button onPress={() => onTake('replace')}>Replace</Button>
          <Button look="quiet" onPress={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </Sheet>
  );
}
