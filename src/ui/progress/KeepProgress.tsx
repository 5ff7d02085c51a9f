/** Progress taken out as a file, brought in from one, and cleared. What changes much at once can be taken back until the page is left. */
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { clearProgress, type Deeds, takeIn, undoChange } from '../../lab/progress/progress.ts';
import { openProgressFile, progressFileName, writeProgressFile } from '../../lab/progress/progress-file.ts';
import type { Change } from '../../lab/progress/unkept.ts';
import { Button } from '../controls/Button.tsx';
import { saveFile } from '../export/save-file.ts';
import { counted } from './progress-words.ts';
import styles from './progress.module.css';
import { TakeInDialog } from './TakeInDialog.tsx';
import { useProgress } from './use-progress.ts';

type News = { kind: 'done'; text: string; change: Change } | { kind: 'said'; text: string } | { kind: 'refused'; text: string };

export function KeepProgress() {
  const progress = useProgress();
  const [coming, setComing] = useState<{ name: string; deeds: Deeds } | null>(null);
  const [news, setNews] = useState<News | null>(null);
  const isEmpty = isNothing(progress);
  const open = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    const reading = await openProgressFile(file);
    if (!reading.ok) return setNews({ kind: 'refused', text: reading.sentence });
    setNews(null);
    if (isEmpty) take(reading.deeds, 'merge');
    else setComing({ name: file.name, deeds: reading.deeds });
  };
  const take = (deeds: Deeds, how: 'merge' | 'replace') => {
    const change = takeIn(deeds, how);
    setComing(null);
    const text = how === 'replace' ? 'Replaced by what the file holds' : 'Imported';
    if (change.added.length + change.removed.length === 0)
      setNews({ kind: 'said', text: 'The file holds nothing that is not here already.' });
    else setNews({ kind: 'done', text: `${text}: ${inWords(deeds)}.`, change });
  };
  const clear = () => {
    const text = `Cleared: ${inWords(progress)}.`;
    setNews({ kind: 'done', text, change: clearProgress() });
  };
  const undo = (change: Change) => {
    undoChange(change);
    setNews({ kind: 'said', text: 'All is as it was before.' });
  };
  return (
    <div className={styles.keep}>
      <p className={styles.quiet}>Kept in this browser only, without an account. A file takes it to another one.</p>
      <div className={styles.buttons}>
        <Button
          isDisabled={isEmpty}
          onPress={() => saveFile(progressFileName(Date.now()), new Blob([writeProgressFile(progress)], { type: 'application/json' }))}
        >
          Export progress
        </Button>
        <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={(files) => void open(files)}>
          <Button>Import progress…</Button>
        </FileTrigger>
        <Button isDisabled={isEmpty} onPress={clear}>
          Clear progress
        </Button>
      </div>
      <div role="status">
        {news !== null && news.kind !== 'refused' && (
          <p className={styles.news}>
            {news.text}
            {news.kind === 'done' && (
              <Button look="link" onPress={() => undo(news.change)}>
                Undo
              </Button>
            )}
          </p>
        )}
      </div>
      {news?.kind === 'refused' && (
        <p className={styles.problem} role="alert">
          {news.text}
        </p>
      )}
      {coming !== null && (
        <TakeInDialog
          name={coming.name}
          coming={inWords(coming.deeds)}
          present={inWords(progress)}
          onTake={(how) => take(coming.deeds, how)}
          onClose={() => setComing(null)}
        />
      )}
    </div>
  );
}

function isNothing({ results, answers, lessons, places, solutionsSeen, exam }: Deeds): boolean {
  const named = Object.keys(lessons).length + Object.keys(places).length;
  return results.length + answers.length + named + solutionsSeen.length === 0 && exam === null;
}

function inWords({ results, answers, lessons, places, exam }: Deeds): string {
  const begun = Object.keys(places).filter((id) => lessons[id] === undefined).length;
  const done = [counted(results.length, 'try', 'tries'), counted(answers.length, 'answer'), counted(Object.keys(lessons).length, 'lesson')];
  return [
    ...done,
    ...(begun === 0 ? [] : [`${counted(begun, 'lesson')} begun`]),
    ...(exam?.date == null ? [] : ['the date of an exam']),
  ].join(', ');
}
