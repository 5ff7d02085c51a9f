/** What stands on the stage while there is no run, no producer, no memory left, or a run that broke. */
import { newProducer } from '../../lab/new-specs.ts';
import type { FailureOrigin } from '../../lab/store.ts';
import type { RunRecipe } from '../../protocol/run-recipe.ts';
import { mebibytes } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { saveFile } from '../export/save-file.ts';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './stage.module.css';

export function StageStates() {
  const status = useLabState((state) => state.status);
  const hasSlow = useLabState(({ slow }) => slow !== null);
  const isEmpty = useLabState(({ slow }) => slow !== null && slow.producers.length === 0);
  const outOfMemory = useLabState(({ slow }) => slow?.pausedBecause === 'memory');
  if (status.kind === 'failed') return <Failed {...status} />;
  if (status.kind === 'opening') return <Waiting what={status.what} />;
  if (!hasSlow) return <Waiting what="Starting the stream" />;
  if (outOfMemory) return <OutOfMemory />;
  return isEmpty ? <NoProducers /> : null;
}

function Waiting({ what }: { what: string }) {
  return (
    <div className={styles.state}>
      <p role="status">{what}</p>
    </div>
  );
}

function NoProducers() {
  const lab = useLab();
  const add = () => {
    const stream = lab.store.getState().slow?.stream.name;
    if (stream !== undefined) void lab.giveCommand({ type: 'add-producer', producer: newProducer(stream, []) });
  };
  return (
    <section className={styles.card} aria-label="Nothing is sent yet">
      <h2>Nothing is sent yet</h2>
      <p>
        The stream stands ready. Add a producer that makes records, or drop a file anywhere on this page: each of its rows becomes a record.
      </p>
      <div className={styles.stripActions}>
        <Button look="primary" onPress={add}>
          Add a producer
        </Button>
        <Button onPress={() => lab.store.setState({ dialog: { kind: 'import', file: null } })}>Choose a file…</Button>
      </div>
    </section>
  );
}

function OutOfMemory() {
  const lab = useLab();
  const memory = useLabState(({ slow }) => slow?.memory);
  const stream = useLabState(({ slow }) => slow?.stream);
  if (memory === undefined || stream === undefined) return null;
  const nextBytes = Math.max(memory.budgetBytes * 2, memory.usedBytes * 1.5);
  const more = () => {
    lab.client.post({ type: 'set-memory-budget', bytes: nextBytes });
    lab.client.play();
  };
  const shorten = () => void lab.giveCommand({ type: 'set-retention', stream: stream.name, hours: 24 });
  return (
    <section className={styles.card} role="alert">
      <h2>Paused: the memory budget is used up</h2>
      <p>
        {mebibytes(memory.usedBytes)} of {mebibytes(memory.budgetBytes)} MiB. The stream keeps every record for its {stream.retentionHours}{' '}
        h of retention. Shorten the retention, send less or smaller records and reset, or allow more memory.
      </p>
      <div className={styles.stripActions}>
        <Button look="primary" onPress={more}>
          Allow {mebibytes(nextBytes)} MiB and go on
        </Button>
        {stream.retentionHours > 24 && <Button onPress={shorten}>Retention 24 h</Button>}
        <Button onPress={() => void lab.reset()}>Reset</Button>
      </div>
    </section>
  );
}

const FAILURES: Record<FailureOrigin, { title: string; meaning: string }> = {
  model: {
    title: 'The run has stopped',
    meaning:
      'A rule that must always hold was broken, which is a mistake in Kinelab and not in what you did. The recipe below reproduces it.',
  },
  worker: {
    title: 'The engine has stopped',
    meaning: 'The part of this page that runs the stream has ended. Starting it again begins the run anew.',
  },
  file: {
    title: 'The run could not be opened',
    meaning: 'The scenario replays a file that comes with this page, and the file did not come.',
  },
};

function Failed({ origin, message, recipe }: { origin: FailureOrigin; message: string; recipe: RunRecipe | null }) {
  const lab = useLab();
  const copy = async (given: RunRecipe) => {
    try {
      const { writeRunLink } = await import('../../lab/run-link.ts');
      await navigator.clipboard.writeText(writeRunLink(given));
    } catch {
      lab.notify('The browser did not allow copying.', 'problem');
    }
  };
  return (
    <section className={styles.state} role="alert">
      <h2>{FAILURES[origin].title}</h2>
      <p>{FAILURES[origin].meaning}</p>
      <pre className={styles.message}>{message}</pre>
      <div className={styles.stateActions}>
        <Button look="primary" onPress={() => lab.restart()}>
          Start again
        </Button>
        {recipe !== null && <Button onPress={() => void copy(recipe)}>Copy the recipe</Button>}
        {recipe !== null && <RecipeDownload recipe={recipe} />}
      </div>
    </section>
  );
}

function RecipeDownload({ recipe }: { recipe: RunRecipe }) {
  const save = async () => {
    const { runFileName, writeRunFile } = await import('../../lab/run-file.ts');
    saveFile(runFileName(recipe), new Blob([writeRunFile(recipe)], { type: 'application/json' }));
  };
  return <Button onPress={() => void save()}>Save the recipe as a file</Button>;
}
