import { useEffect, useState } from 'react';
import type { Lab } from '../../lab/lab.ts';
import { useLab } from '../use-lab.ts';
import styles from './page.module.css';

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** A run file opens its run; any other file is data, and opens the import dialog. */
async function take(lab: Lab, file: File): Promise<void> {
  const { isRunFile } = await import('../../lab/run-file.ts');
  if (await isRunFile(file)) {
    lab.store.setState({ dialog: null });
    await lab.openFile(file, { tells: true });
  } else lab.store.setState({ dialog: { kind: 'import', file } });
}

/** Files can be dropped anywhere on the page. */
export function DropTarget() {
  const lab = useLab();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    // dragenter and dragleave come for every element that is crossed: only the balance says whether the pointer has left.
    let depth = 0;
    const move = (by: number) => (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth = Math.max(0, depth + by);
      setIsOver(depth > 0);
    };
    const enter = move(1);
    const leave = move(-1);
    const over = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      const handled = event.defaultPrevented;
      event.preventDefault();
      depth = 0;
      setIsOver(false);
      const file = event.dataTransfer?.files[0];
      const isImporting = lab.store.getState().dialog?.kind === 'import';
      if (!handled && !isImporting && file !== undefined) void take(lab, file);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [lab]);
  return isOver ? (
    <div className={styles.drop}>
      Drop the file
      <span className={styles.dropKinds}>Rows of data become records; a run file opens its run.</span>
    </div>
  ) : null;
}
