/** A folder: its folders, then its objects, the newest first. One row can be reached with Tab, the arrow keys go on from there. */
import { type ButtonHTMLAttributes, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { BucketListing, ObjectSummary } from '../../protocol/delivery-frame.ts';
import { bytesWords } from '../../views/delivery-words.ts';
import { clock, count } from '../../views/wording.ts';
import styles from './bucket.module.css';
import { nameOf } from './place.ts';

interface FolderTableProps {
  /** Null: it is being asked for. */
  listing: BucketListing | null;
  openKey: string | null;
  /** The folder that one came from: it has the focus where it is in this one. */
  came: string | null;
  onFolder(prefix: string): void;
  onUp(): void;
  onObject(key: string): void;
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -Infinity, End: Infinity };

export function FolderTable({ listing, openKey, came, onFolder, onUp, onObject }: FolderTableProps) {
  const table = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<string | null>(came);
  const isThere = listing !== null;
  // Who goes from folder to folder with the keyboard stays in the list.
  useEffect(() => {
    if (!isThere || came === null || !isFocusFree()) return;
    const rows = rowsOf(table.current);
    (rows.find(({ dataset }) => dataset['path'] === came) ?? rows[0])?.focus();
  }, [isThere, came]);
  if (listing === null) return <p role="status">Listing</p>;
  const { folders, objects, objectsInAll } = listing;
  if (folders.length + objects.length === 0) {
    return <p className={styles.note}>Nothing lies under this prefix at this moment of the run.</p>;
  }
  const paths = [...folders.map(({ prefix }) => prefix), ...objects.map(({ key }) => key)];
  const reachable = active !== null && paths.includes(active) ? active : paths[0];
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Backspace') return onUp();
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const rows = rowsOf(table.current);
    const next = Math.min(rows.length - 1, Math.max(0, rows.findIndex((row) => row === document.activeElement) + step));
    rows[next]?.focus();
  };
  const row = (path: string) => ({
    'data-path': path,
    tabIndex: path === reachable ? 0 : -1,
    onFocus: () => setActive(path),
    onKeyDown: onKey,
  });
  return (
    <>
      <table className={styles.table} ref={table}>
        <caption className="visually-hidden">
          Folders and objects under {listing.prefix === '' ? listing.bucket : listing.prefix}; arrow keys move, Enter opens, Backspace goes
          up
        </caption>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Size</th>
            <th scope="col" className={styles.wide}>
              Before
            </th>
            <th scope="col">Records</th>
            <th scope="col" className={styles.wide}>
              Kind
            </th>
            <th scope="col">Written</th>
          </tr>
        </thead>
        <tbody>
          {folders.map((folder) => (
            <FolderRow key={folder.prefix} folder={folder} name={row(folder.prefix)} onOpen={onFolder} />
          ))}
          {objects.map((object) => (
            <ObjectRow key={object.key} object={object} isOpen={object.key === openKey} name={row(object.key)} onOpen={onObject} />
          ))}
        </tbody>
      </table>
      {objectsInAll > objects.length && (
        <p className={styles.note}>
          The newest {count(objects.length)} of {count(objectsInAll)} objects of this folder.
        </p>
      )}
    </>
  );
}

/** Names begin all alike: where one is cut, its end is kept. */
const NAME_END = 18;
/** Of a folder's, beside its sign. */
const FOLDER_END = 10;

interface RowProps {
  /** Of the button that names the row. */
  name: ButtonHTMLAttributes<HTMLButtonElement>;
  onOpen(path: string): void;
}

function FolderRow({
  folder: { prefix, objects, bytes, newestUs },
  name,
  onOpen,
}: RowProps & { folder: BucketListing['folders'][number] }) {
  return (
    <tr>
      <th scope="row">
        <button type="button" className={styles.name} {...name} onClick={() => onOpen(prefix)}>
          <FolderSign />
          <span>{nameOf(prefix).slice(0, -FOLDER_END)}</span>
          <span>{nameOf(prefix).slice(-FOLDER_END)}</span>
        </button>
      </th>
      <td>{bytesWords(bytes)}</td>
      <td className={styles.wide}>–</td>
      <td>
        {count(objects)} {objects === 1 ? 'object' : 'objects'}
      </td>
      <td className={styles.wide}>folder</td>
      <td>{clock(newestUs, 0)}</td>
    </tr>
  );
}

function ObjectRow({ object, isOpen, name, onOpen }: RowProps & { object: ObjectSummary; isOpen: boolean }) {
  const { key, sizeBytes, rawBytes, records, kind, writtenUs } = object;
  return (
    <tr data-open={isOpen || undefined} data-failed={isFailure(object) || undefined}>
      <th scope="row">
        <button
          type="button"
          className={styles.name}
          aria-current={isOpen ? 'true' : undefined}
          title={key}
          {...name}
          onClick={() => onOpen(key)}
        >
          <span>{nameOf(key).slice(0, -NAME_END)}</span>
          <span>{nameOf(key).slice(-NAME_END)}</span>
        </button>
      </th>
      <td>{bytesWords(sizeBytes)}</td>
      <td className={styles.wide}>{rawBytes === null ? '–' : bytesWords(rawBytes)}</td>
      <td>{records === null ? '–' : count(records)}</td>
      <td className={styles.wide}>{kind ?? '–'}</td>
      <td>{clock(writtenUs, 0)}</td>
    </tr>
  );
}

const rowsOf = (table: HTMLElement | null): HTMLElement[] => [...(table?.querySelectorAll<HTMLElement>('[data-path]') ?? [])];

const isFocusFree = (): boolean => document.activeElement === null || document.activeElement === document.body;

/** The objects of an error folder: neither delivered nor a source backup. */
const isFailure = ({ kind }: ObjectSummary): boolean => kind !== null && kind !== 'delivered' && kind !== 'source-backup';

function FolderSign() {
  return (
    <svg className={styles.sign} viewBox="0 0 16 12" width="16" height="12" aria-hidden="true">
      <path d="M1,2.5 A1.5,1.5 0 0 1 2.5,1 H6 L7.5,3 H13.5 A1.5,1.5 0 0 1 15,4.5 V9.5 A1.5,1.5 0 0 1 13.5,11 H2.5 A1.5,1.5 0 0 1 1,9.5 Z" />
    </svg>
  );
}
