/** The run to hand on: as a link, as a QR code, as a file; and a run file to open. */
import { useEffect, useId, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { runFileName, writeRunFile } from '../../lab/run-file.ts';
import type { RunRecipe } from '../../protocol/run-recipe.ts';
import { count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { saveFile } from '../export/save-file.ts';
import { QrCode } from '../share/QrCode.tsx';
import styles from '../share/share.module.css';
import { whatItHolds } from '../share/what-it-holds.ts';
import { useLab } from '../use-lab.ts';

/** Most address bars and messengers keep links up to about this length. */
const SAFE_CHARACTERS = 8000;

interface Shared {
  recipe: RunRecipe;
  address: string;
  branchName: string;
  branchCount: number;
}

interface Answer {
  text: string;
  isProblem: boolean;
}

export function ShareDialog({ onClose }: { onClose(): void }) {
  const lab = useLab();
  const [shared, setShared] = useState<Shared | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);
  useEffect(() => {
    // The frame of this moment, like the link: the run may go on behind the dialog.
    const travel = lab.feed.slow?.travel;
    const branchName = travel?.branches.find(({ id }) => id === travel.branchId)?.name ?? 'Main';
    lab.shareLink().then(
      (link) => setShared({ ...link, branchName, branchCount: travel?.branches.length ?? 1 }),
      () => setAnswer({ text: 'The engine did not answer: the link could not be made.', isProblem: true }),
    );
  }, [lab]);
  return (
    <Sheet title="Share this run" onClose={onClose} isWide>
      <div className={styles.share}>
        <p>
          The link holds the whole run: its scenario, its seed, and what you did. Opened elsewhere it gives the same run, record by record.
        </p>
        {shared === null && answer === null && <p role="status">Making the link…</p>}
        {shared !== null && <LinkPart {...shared} onAnswer={setAnswer} />}
        <FilePart branchCount={shared?.branchCount ?? 1} onAnswer={setAnswer} onClose={onClose} />
        <p role={answer?.isProblem === true ? 'alert' : 'status'} className={styles.answer} data-problem={answer?.isProblem}>
          {answer?.text}
        </p>
      </div>
    </Sheet>
  );
}

function LinkPart({ recipe, address, branchName, branchCount, onAnswer }: Shared & { onAnswer(answer: Answer): void }) {
  const id = useId();
  const text = useRef<HTMLTextAreaElement>(null);
  const holds = whatItHolds(recipe, branchName);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      onAnswer({ text: 'Copied.', isProblem: false });
    } catch {
      text.current?.focus();
      onAnswer({ text: 'The browser did not allow copying: the link is selected, copy it by hand.', isProblem: true });
    }
  };
  return (
    <div className={styles.link}>
      <section className={styles.words} aria-labelledby={`${id}-title`}>
        <h3 id={`${id}-title`}>Link</h3>
        <p>{holds}</p>
        <p className={styles.quiet}>
          Seed {recipe.seed}, {count(address.length)} characters.
          {branchCount > 1 &&
            ` The other ${branchCount === 2 ? 'branch is' : `${branchCount - 1} branches are`} not in it: download the run.`}
        </p>
        <FilesNote recipe={recipe} />
        <textarea ref={text} aria-labelledby={`${id}-title`} readOnly value={address} onFocus={(focus) => focus.target.select()} />
        {address.length > SAFE_CHARACTERS && (
          <p>This link is long: some programs may cut it off. A link that was cut says so when it is opened.</p>
        )}
        <div className={styles.actions}>
          <Button look="primary" onPress={() => void copy()}>
            Copy link
          </Button>
        </div>
      </section>
      <QrCode text={address} what={holds} />
    </div>
  );
}

interface FilePartProps {
  branchCount: number;
  onAnswer(answer: Answer | null): void;
  onClose(): void;
}

function FilePart({ branchCount, onAnswer, onClose }: FilePartProps) {
  const lab = useLab();
  const id = useId();
  const download = async () => {
    try {
      const recipe = await lab.present('run');
      const name = runFileName(recipe);
      saveFile(name, new Blob([writeRunFile(recipe)], { type: 'application/json' }));
      onAnswer({ text: `${name} is in your downloads.`, isProblem: false });
    } catch {
      onAnswer({ text: 'The engine did not answer: the file could not be made.', isProblem: true });
    }
  };
  const open = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    onAnswer(null);
    const refusal = await lab.openFile(file);
    // Where the run needs another file, the notice above the stage offers to choose it.
    if (refusal === null || lab.store.getState().notice?.missing) onClose();
    else onAnswer({ text: refusal, isProblem: true });
  };
  return (
    <section className={styles.words} aria-labelledby={id}>
      <h3 id={id}>File</h3>
      <p>
        {branchCount > 1 ? `A file holds the run with all ${branchCount} branches` : 'A file holds the run'}, to keep or to hand on. Opening
        one puts its run in place of this one.
      </p>
      <div className={styles.actions}>
        <Button onPress={() => void download()}>Download run</Button>
        <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={(files) => void open(files)}>
          <Button>Open run…</Button>
        </FileTrigger>
        <span className={styles.quiet}>or drop a run file anywhere on the page</span>
      </div>
    </section>
  );
}

function FilesNote({ recipe }: { recipe: RunRecipe }) {
  const lab = useLab();
  const own = recipe.datasets.filter(({ id }) => !lab.isShipped(id));
  if (own.length === 0) return null;
  const names = own.map(({ name }) => name).join(', ');
  return (
    <p>
      {own.length === 1 ? `The file ${names} is` : `The files ${names} are`} neither in the link nor in the run file: whoever opens it is
      asked to choose the same {own.length === 1 ? 'file' : 'files'}.
    </p>
  );
}
