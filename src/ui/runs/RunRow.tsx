import { useEffect, useId, useRef, useState } from 'react';
import { type KeptRun, nameOf } from '../../lab/kept-run.ts';
import { runFileName, writeRunFile } from '../../lab/run-file.ts';
import { doneInWords } from '../../lab/run-words.ts';
import { Button } from '../controls/Button.tsx';
import { saveFile } from '../export/save-file.ts';
import { useLab, useLabState } from '../use-lab.ts';
import { RunName } from './RunName.tsx';
import { RunPicture } from './RunPicture.tsx';
import styles from './runs.module.css';
import type { RunActions } from './use-run-list.ts';
import { keptWhen, lengthInWords, otherVersionInWords } from './wording.ts';

interface RunRowProps {
  run: KeptRun;
  nowMs: number;
  /** Which page shows it at this moment. */
  standing: 'here' | 'elsewhere' | null;
  isDeleted: boolean;
  actions: RunActions;
  onOpen(): void;
  onProblem(sentence: string): void;
}

export function RunRow({ run, nowMs, standing, isDeleted, actions, onOpen, onProblem }: RunRowProps) {
  const lab = useLab();
  const name = nameOf(run);
  const version = useLabState((state) => state.run?.recipe.engineVersion);
  const factsId = useId();
  const [isNaming, setIsNaming] = useState(false);
  const { row, focusNext } = useFocusAfterChange(isDeleted || isNaming);
  if (isDeleted)
    return (
      <li className={styles.deleted} ref={row}>
        <span role="status">‘{name}’ was deleted.</span>
        <Button data-takes-focus onPress={() => (focusNext('name'), actions.bringBack(run))} aria-label={`Undo: bring back ${name}`}>
          Undo
        </Button>
      </li>
    );
  const download = async () => {
    const recipe = await (await lab.runs.load()).recipe(run.id);
    if (recipe === null) onProblem(`‘${name}’ could not be read from the storage of this browser.`);
    else saveFile(runFileName(recipe), new Blob([writeRunFile(recipe)], { type: 'application/json' }));
  };
  const isOtherVersion = version !== undefined && run.engineVersion !== version;
  return (
    <li className={styles.run} ref={row} aria-current={standing === 'here' ? 'true' : undefined}>
      <RunPicture picture={run.picture} />
      <div className={styles.facts}>
        {isNaming ? (
          <RunName
            name={name}
            onDone={(next) => {
              focusNext('rename');
              setIsNaming(false);
              if (next !== null && next !== name) actions.rename(run, next === '' || next === run.title ? null : next);
            }}
          />
        ) : (
          <h3>{name}</h3>
        )}
        {run.name !== null && <p className={styles.quiet}>{run.title}</p>}
        <p id={factsId} className={styles.figures}>
          {[keptWhen(run.savedAtMs, nowMs), lengthInWords(run), ...doneInWords(run)].map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </p>
        {standing === 'here' && <p className={styles.here}>On screen now</p>}
        {standing === 'elsewhere' && <p className={styles.quiet}>Open in another tab: what is done there last is what stays.</p>}
        {isOtherVersion && <p className={styles.problem}>{otherVersionInWords(run.engineVersion, version)}</p>}
      </div>
      <div className={styles.actions} role="group" aria-label={name} aria-describedby={factsId}>
        {standing !== 'here' && !isOtherVersion && (
          <Button data-focus="name" aria-label={`Open ${name}`} aria-describedby={factsId} onPress={onOpen}>
            Open
          </Button>
        )}
        <Button data-focus="rename" look="quiet" aria-label={`Rename ${name}`} aria-describedby={factsId} onPress={() => setIsNaming(true)}>
          Rename
        </Button>
        <Button look="quiet" aria-label={`Download ${name}`} aria-describedby={factsId} onPress={() => void download()}>
          Download
        </Button>
        {standing !== 'here' && (
          <Button look="quiet" aria-label={`Delete ${name}`} aria-describedby={factsId} onPress={() => actions.remove(run)}>
            Delete
          </Button>
        )}
      </div>
    </li>
  );
}

/** Where the button that was pressed goes away, the focus moves to what took its place, and not out of the list. */
function useFocusAfterChange(change: boolean) {
  const row = useRef<HTMLLIElement>(null);
  const next = useRef('');
  const before = useRef(change);
  useEffect(() => {
    if (before.current === change) return;
    before.current = change;
    const find = (selector: string) => row.current?.querySelector<HTMLElement>(selector);
    if (change) find('[data-takes-focus]')?.focus();
    else (find(`[data-focus="${next.current}"]`) ?? find('button'))?.focus();
  }, [change]);
  const focusNext = (name: 'name' | 'rename') => {
    next.current = name;
  };
  return { row, focusNext };
}
