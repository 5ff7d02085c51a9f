/** What is on screen, as files: pictures and tables of the views, and the event log. */
import { useState } from 'react';
import type { Lab } from '../../lab/lab.ts';
import { clock, count } from '../../views/wording.ts';
import { Button } from '../controls/Button.tsx';
import { Sheet } from '../controls/Sheet.tsx';
import { useLab, useLabState } from '../use-lab.ts';
import styles from './export.module.css';
import { fileNameOf, saveFile } from './save-file.ts';
import { pictureOf, pngOf } from './picture.ts';
import { consumerTable, type ExportTable, pinTable, producerTable, rateTable, shardTable } from './tables.ts';
import { csvOf, ndjsonOf } from './write-files.ts';

interface ExportableView {
  /** As the host of the view is named in the page: `data-view`. */
  name: string;
  host: HTMLElement;
}

/** Views that stand on the page now, in reading order. */
function viewsOnScreen(): ExportableView[] {
  return [...document.querySelectorAll<HTMLElement>('[data-view]')]
    .filter((host) => host.getBoundingClientRect().width > 0)
    .map((host) => ({ host, name: (host.dataset['view'] ?? 'View').replace(/:.*/s, '') }));
}

/** The tables of the views, as they stand at the moment of asking. */
function tablesNow(lab: Lab): ExportTable[] {
  const { slow } = lab.feed;
  if (slow === null) return [];
  return [shardTable(slow), producerTable(slow), consumerTable(slow), rateTable(slow), pinTable(lab.store.getState().events)];
}

export function ExportDialog({ onClose }: { onClose(): void }) {
  const lab = useLab();
  const [views] = useState(viewsOnScreen);
  const [tables] = useState(() => tablesNow(lab));
  const playing = useLabState((state) => state.playing);
  const events = useLabState(({ seq }) => seq);
  const scenario = useLabState(({ run }) => run?.recipe.scenario);
  const [answer, setAnswer] = useState('');
  const save = async (what: string, ending: string, make: () => Promise<Blob>) => {
    const file = fileNameOf(typeof scenario === 'string' ? scenario : (scenario?.id ?? 'run'), what, lab.feed.nowUs, ending);
    try {
      const blob = await make();
      saveFile(file, blob);
      setAnswer(`${file} is saved (${size(blob.size)}).`);
    } catch {
      setAnswer(`${file} could not be made.`);
    }
  };
  const saveTable = (id: string) =>
    save(id, 'csv', async () => new Blob([csvOf(tablesNow(lab).find((table) => table.id === id)!)], { type: 'text/csv' }));
  const saveEvents = async () => {
    const log = await lab.client.eventLog();
    return new Blob([ndjsonOf(log, lab.feed.slow?.startEpochMs ?? 0)], { type: 'application/x-ndjson' });
  };
  return (
    <Sheet title="Export what is on screen" onClose={onClose}>
      <div className={styles.export}>
        <p className={styles.quiet}>
          {playing
            ? 'The run goes on: each file is of the moment at which you ask for it.'
            : `As it stands at ${clock(lab.feed.nowUs, 3)}.`}{' '}
          Nothing leaves this browser: the files are made here.
        </p>
        <section aria-labelledby="export-pictures">
          <h3 id="export-pictures">Pictures</h3>
          <ul>
            {views.map(({ name: view, host }) => (
              <li key={view}>
                <span>{view}</span>
                <Button aria-label={`${view} as PNG`} onPress={() => void save(view, 'png', async () => pngOf(await pictureOf(host)))}>
                  PNG
                </Button>
                <Button
                  aria-label={`${view} as SVG`}
                  onPress={() => void save(view, 'svg', async () => new Blob([(await pictureOf(host)).svg], { type: 'image/svg+xml' }))}
                >
                  SVG
                </Button>
              </li>
            ))}
          </ul>
          {views.length === 0 && <p className={styles.quiet}>No view is on screen.</p>}
        </section>
        <section aria-labelledby="export-tables">
          <h3 id="export-tables">Tables</h3>
          <ul>
            {tables.map((table) => (
              <li key={table.id}>
                <span>
                  {table.title} <span className={styles.quiet}>{rowsInWords(table)}</span>
                </span>
                <Button aria-label={`${table.title} as CSV`} isDisabled={table.rows.length === 0} onPress={() => void saveTable(table.id)}>
                  CSV
                </Button>
              </li>
            ))}
          </ul>
        </section>
        <section aria-labelledby="export-events">
          <h3 id="export-events">Event log</h3>
          <ul>
            <li>
              <span>
                Everything that has happened by now <span className={styles.quiet}>{count(events)} events</span>
              </span>
              <Button aria-label="Event log as NDJSON" onPress={() => void save('events', 'ndjson', saveEvents)}>
                NDJSON
              </Button>
            </li>
          </ul>
        </section>
        <p role="status">{answer}</p>
      </div>
    </Sheet>
  );
}

const rowsInWords = ({ rows }: ExportTable): string => `${count(rows.length)} ${rows.length === 1 ? 'row' : 'rows'}`;

function size(bytes: number): string {
  return bytes < 10_000 ? `${count(bytes)} B` : `${count(Math.round(bytes / 1000))} kB`;
}
