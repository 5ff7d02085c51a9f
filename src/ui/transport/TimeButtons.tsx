/** Undo and redo, each with what it would do. */
import type { ReactNode } from 'react';
import type { Command } from '../../engine/commands.ts';
import type { LabState } from '../../lab/store.ts';
import { commandLabel } from '../branches/command-words.ts';
import { Button } from '../controls/Button.tsx';
import { RedoIcon, UndoIcon } from '../controls/Icons.tsx';
import { REDO_FACE, UNDO_FACE } from '../page/key-faces.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './transport.module.css';

export function UndoButton() {
  const lab = useLab();
  const what = useCommandLabel(({ slow }) => slow?.travel.undo ?? null);
  return (
    <TimeButton verb="Undo" what={what} keys={UNDO_FACE} onPress={() => lab.time.undo()}>
      <UndoIcon />
    </TimeButton>
  );
}

export function RedoButton() {
  const lab = useLab();
  const what = useCommandLabel(({ slow }) => slow?.travel.redo ?? null);
  return (
    <TimeButton verb="Redo" what={what} keys={REDO_FACE} onPress={() => lab.time.redo()}>
      <RedoIcon />
    </TimeButton>
  );
}

const useCommandLabel = (select: (state: LabState) => Command | null): string | null =>
  useLabState((state) => {
    const command = select(state);
    return command === null ? null : commandLabel(command);
  });

interface TimeButtonProps {
  verb: string;
  /** Null where there is nothing to do. */
  what: string | null;
  keys: string;
  onPress(): void;
  children: ReactNode;
}

function TimeButton({ verb, what, keys, onPress, children }: TimeButtonProps) {
  const label = what === null ? verb : `${verb}: ${what}`;
  return (
    <span className={styles.tipped}>
      <Button look="quiet" aria-label={label} isDisabled={what === null} onPress={onPress}>
        {children} {verb}
      </Button>
      <span className={styles.tip} aria-hidden="true">
        {label} <kbd>{keys}</kbd>
      </span>
    </span>
  );
}
