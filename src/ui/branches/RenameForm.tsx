import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { BranchFrame } from '../../protocol/travel.ts';
import { Button } from '../controls/Button.tsx';
import { useLab } from '../use-lab.ts';
import styles from './branches.module.css';

/** A name is typed in its own place. What the worker refuses is said below it. */
export function RenameForm({ branch, onClose }: { branch: BranchFrame; onClose(): void }) {
  const lab = useLab();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(branch.name);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => input.current?.select(), []);
  const save = async () => {
    const refusal = name === branch.name ? null : await lab.time.renameBranch(branch.id, name);
    if (refusal === null) return onClose();
    setProblem(refusal);
    input.current?.focus();
  };
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    // The list stays open.
    event.stopPropagation();
    onClose();
  };
  return (
    <form
      className={styles.rename}
      onSubmit={(submit) => {
        submit.preventDefault();
        void save();
      }}
    >
      <input
        ref={input}
        value={name}
        dir="auto"
        spellCheck={false}
        autoComplete="off"
        aria-label={`New name of ${branch.name}`}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        onChange={(change) => setName(change.target.value)}
        onKeyDown={leave}
      />
      <Button look="primary" type="submit">
        Save
      </Button>
      <Button look="quiet" onPress={onClose}>
        Cancel
      </Button>
      {problem !== null && (
        <p className={styles.problem} id={id} role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
