import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Button } from '../controls/Button.tsx';
import { CloseIcon } from '../controls/Icons.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './stage.module.css';

/** One plain sentence about the run that was opened, or could not be; where a file is missing, the way to choose it. */
export function NoticeStrip() {
  const lab = useLab();
  const notice = useLabState((state) => state.notice);
  const [problem, setProblem] = useState<string | null>(null);
  if (notice === null) return null;
  const adopt = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    try {
      setProblem(await lab.adoptMissing(file));
    } catch (error) {
      setProblem(error instanceof Error ? error.message : 'The file could not be read.');
    }
  };
  return (
    <div className={styles.notice} data-tone={notice.tone} role={notice.tone === 'problem' ? 'alert' : 'status'}>
      <p>
        {notice.text}
        {problem !== null && ` ${problem}`}
      </p>
      {notice.missing !== null && (
        <FileTrigger onSelect={(files) => void adopt(files)}>
          <Button>Choose {notice.missing.reference.name}…</Button>
        </FileTrigger>
      )}
      {notice.continues !== undefined && (
        <Button onPress={() => void lab.runs.load().then((runs) => runs.goOn(notice.continues!))}>Continue</Button>
      )}
      <Button look="quiet" icon aria-label="Close this message" onPress={() => lab.store.setState({ notice: null })}>
        <CloseIcon />
      </Button>
    </div>
  );
}
