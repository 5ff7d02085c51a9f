/** The workers of a KCL application: which there are, on which instance, in which availability zone. */
import type { KclWorkerSpec } from '../../engine/consumers/consumer-spec.ts';
import { newWorker } from '../../lab/new-specs.ts';
import { Button } from '../controls/Button.tsx';
import { CloseIcon } from '../controls/Icons.tsx';
import styles from './bench.module.css';
import { Fold } from './Fold.tsx';
import { LockedPart } from './Locked.tsx';

/** As many as a page can still show. */
const WORKERS_MAX = 100;

interface KclWorkersProps {
  consumer: string;
  workers: readonly KclWorkerSpec[];
  onChange(workers: KclWorkerSpec[]): void;
}

export function KclWorkers({ consumer, workers, onChange }: KclWorkersProps) {
  const ids = workers.map(({ id }) => id);
  const change = (at: number, worker: KclWorkerSpec) => onChange(workers.map((one, i) => (i === at ? worker : one)));
  return (
    <Fold label="Workers" value={workers.map(({ id }) => id).join(', ')}>
      <LockedPart of="consumer" id={consumer} path="workers">
        <table className={styles.workers}>
          <thead>
            <tr>
              <th scope="col">Worker</th>
              <th scope="col">Instance</th>
              <th scope="col">Zone</th>
              <th scope="col">
                <span className="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {workers.map((worker, at) => (
              <tr key={worker.id}>
                <th scope="row">{worker.id}</th>
                <td>
                  <Place
                    label={`Instance of ${worker.id}`}
                    value={worker.instance}
                    onCommit={(instance) => change(at, { ...worker, instance })}
                  />
                </td>
                <td>
                  <Place label={`Zone of ${worker.id}`} value={worker.zone} onCommit={(zone) => change(at, { ...worker, zone })} />
                </td>
                <td>
                  <Button
                    look="quiet"
                    icon
                    aria-label={`Remove ${worker.id}`}
                    isDisabled={workers.length === 1}
                    onPress={() => onChange(workers.filter(({ id }) => id !== worker.id))}
                  >
                    <CloseIcon />
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <div className={styles.actions}>
          <Button isDisabled={workers.length >= WORKERS_MAX} onPress={() => onChange([...workers, newWorker(ids)])}>
            Add a worker
          </Button>
        </div>
      </LockedPart>
    </Fold>
  );
}

/** A name that the learner gives; an empty one is not taken. */
function Place({ label, value, onCommit }: { label: string; value: string; onCommit(value: string): void }) {
  return (
    <input
      className={styles.place}
      key={value}
      type="text"
      aria-label={label}
      defaultValue={value}
      maxLength={40}
      autoComplete="off"
      spellCheck={false}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      onBlur={({ target }) => {
        const text = target.value.trim();
        if (!/^[\w.-]{1,40}$/.test(text)) target.value = value;
        else if (text !== value) onCommit(text);
      }}
    />
  );
}
