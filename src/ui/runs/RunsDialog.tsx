/** The runs that this browser keeps, to be opened, named, downloaded and deleted. */
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { TROUBLES } from '../../lab/autosave.ts';
import { RUNS_MAX } from '../../lab/kept-run.ts';
import { Button } from '../controls/Button.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { useLab } from '../use-lab.ts';
import { RunRow } from './RunRow.tsx';
import styles from './runs.module.css';
import { useRunList } from './use-run-list.ts';

export function RunsDialog({ onClose }: { onClose(): void }) {
  const lab = useLab();
  const { listing, deleted, problem, setProblem, actions } = useRunList();
  const openFile = async (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    const sentence = await lab.openFile(file, { tells: false });
    if (sentence === null) onClose();
    else setProblem(sentence);
  };
  const open = async (id: string) => {
    const sentence = await (await lab.runs.load()).open(id);
    if (sentence === null) onClose();
    else setProblem(sentence);
  };
  const trouble = listing.kind === 'reading' ? null : listing.trouble;
  return (
    <Sheet title="Runs" isWide onClose={onClose}>
      <div className={styles.dialog}>
        <div className={styles.head}>
          <p>
            What you do in a run is kept in this browser, without your asking: the last {RUNS_MAX} runs, and one of each scenario that was
            only watched. The oldest go first.
          </p>
          <FileTrigger acceptedFileTypes={['.json', 'application/json']} onSelect={(files) => void openFile(files)}>
            <Button>Open run file…</Button>
          </FileTrigger>
        </div>
        {trouble !== null && (
          <p className={styles.problem} role="alert">
            {TROUBLES[trouble]}
          </p>
        )}
        {problem !== '' && (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        )}
        {listing.kind === 'reading' && <p className={styles.quiet}>Reading the list.</p>}
        {listing.kind === 'read' && listing.runs.length === 0 && (
          <div className={styles.empty}>
            <p>No run is kept yet.</p>
            <p className={styles.quiet}>
              Change a producer, split a shard, or only watch for a few seconds: the run is listed here, with its branches and where it
              stood.
            </p>
          </div>
        )}
        {listing.kind === 'read' && listing.runs.length > 0 && (
          <ul className={styles.list}>
            {listing.runs.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                nowMs={listing.atMs}
                standing={run.id === listing.presentId ? 'here' : listing.openElsewhere.has(run.id) ? 'elsewhere' : null}
                isDeleted={deleted.has(run.id)}
                actions={actions}
                onOpen={() => void open(run.id)}
                onProblem={setProblem}
              />
            ))}
          </ul>
        )}
      </div>
    </Sheet>
  );
}
