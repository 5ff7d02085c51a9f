/** Where the bucket browser stands. It is kept while another view is on screen. */
import { create } from 'zustand';
import type { Lab } from '../../lab/lab.ts';
import type { RunInfo } from '../../lab/store.ts';

interface Place {
  /** The run that it is of: in another one the browser begins anew. */
  run: RunInfo | null;
  /** Null: the first that there is. */
  bucket: string | null;
  /** '' or a text that ends in a slash, or what somebody asked for. */
  prefix: string;
  /** Of the object that is open. */
  key: string | null;
}

export const usePlace = create<Place>(() => ({ run: null, bucket: null, prefix: '', key: null }));

/** Opens the bucket browser at a folder, and an object in it where one is named. */
export function openBucket(lab: Lab, place: { bucket: string; prefix: string; key?: string | null }): void {
  usePlace.setState({ run: lab.store.getState().run, key: null, ...place });
  lab.store.setState({ view: 'bucket' });
}

/** Where the browser stands in this run: of another run nothing is kept. */
export function enterRun(run: RunInfo | null): void {
  if (usePlace.getState().run !== run) usePlace.setState({ run, bucket: null, prefix: '', key: null });
}

/** The folder that an object or a folder lies in. */
export function folderOf(key: string): string {
  return key.slice(0, key.replace(/\/$/, '').lastIndexOf('/') + 1);
}

/** The last part of a key or of a folder's prefix. */
export function nameOf(key: string): string {
  return key.slice(folderOf(key).length);
}

/** The folders from the bucket down to this one, without the bucket itself. */
export function crumbsOf(prefix: string): { name: string; prefix: string }[] {
  const crumbs: { name: string; prefix: string }[] = [];
  for (let end = prefix.indexOf('/'); end >= 0; end = prefix.indexOf('/', end + 1)) {
    crumbs.push({ name: prefix.slice(crumbs.at(-1)?.prefix.length ?? 0, end), prefix: prefix.slice(0, end + 1) });
  }
  const last = crumbs.at(-1)?.prefix ?? '';
  if (last !== prefix) crumbs.push({ name: `${prefix.slice(last.length)}…`, prefix });
  return crumbs;
}
