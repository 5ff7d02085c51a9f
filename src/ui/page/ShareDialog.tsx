import { useEffect, useId, useState } from 'react';
import { clock, count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import type { RunRecipe } from '../../protocol/run-recipe.ts';
import { useLab } from '../use-lab.ts';
import styles from './dialogs.module.css';

/** Most address bars and messengers keep links up to about this length. */
const SAFE_CHARACTERS = 8000;

export function ShareDialog({ onClose }: { onClose(): void }) {
  const lab = useLab();
  const id = useId();
  const [shared, setShared] = useState<{ recipe: RunRecipe; address: string } | null>(null);
  const [answer, setAnswer] = useState('');
  useEffect(() => {
    lab.shareLink().then(setShared, () => setAnswer('The engine did not answer: the link could not be made.'));
  }, [lab]);
  const copy = async (address: string) => {
    try {
      await navigator.clipboard.writeText(address);
      setAnswer('Copied.');
    } catch {
      setAnswer('The browser did not allow copying: the link is selected, copy it by hand.');
      document.getElementById(id)?.focus();
    }
  };
  return (
    <Sheet title="Share this run" onClose={onClose}>
      <div className={styles.share}>
        <p>
          The link holds the whole run: its scenario, its seed, and what you did. Opened elsewhere it gives the same run, record by record.
        </p>
        {shared !== null && (
          <>
            <p className={styles.quiet}>
              Stands at {clock(shared.recipe.untilUs, 3)}, seed {shared.recipe.seed}, {count(shared.recipe.commands.length)}{' '}
              {shared.recipe.commands.length === 1 ? 'command' : 'commands'}, {count(shared.address.length)} characters.
            </p>
            <FilesNote recipe={shared.recipe} />
            <label htmlFor={id}>Link</label>
            <textarea id={id} readOnly value={shared.address} onFocus={(focus) => focus.target.select()} />
            {shared.address.length > SAFE_CHARACTERS && (
              <p>This link is long: some programs may cut it off. A link that was cut says so when it is opened.</p>
            )}
            <div className={styles.actions}>
              <Button look="primary" onPress={() => void copy(shared.address)}>
                Copy link
              </Button>
            </div>
          </>
        )}
        <p role="status">{answer}</p>
      </div>
    </Sheet>
  );
}

function FilesNote({ recipe }: { recipe: RunRecipe }) {
  const lab = useLab();
  const own = recipe.datasets.filter(({ id }) => !lab.isShipped(id));
  if (own.length === 0) return null;
  return <p>The file {own.map(({ name }) => name).join(', ')} is not in the link: whoever opens it is asked to choose the same file.</p>;
}
