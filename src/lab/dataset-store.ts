/** Files that the learner chose, kept in this browser by content, so that a link or a reload finds them again. */
import type { Dataset } from '../protocol/dataset.ts';
import { openDatabase } from './browser-database.ts';

/** Null where it is not kept, or where the browser keeps nothing. */
export async function findKeptDataset(id: string): Promise<Dataset | null> {
  try {
    return (await (await openDatabase()).get('datasets', id)) ?? null;
  } catch {
    return null;
  }
}

/** Says whether it could be kept; a full disk or a private window must not stop the run. */
export async function keepDataset(dataset: Dataset): Promise<boolean> {
  try {
    const kept = await findKeptDataset(dataset.id);
    await (await openDatabase()).put('datasets', kept === null ? dataset : joinDatasets(kept, dataset));
    return true;
  } catch {
    return false;
  }
}

/** The same id means the same rows in the same order: only the columns that were read differ. */
export function joinDatasets(kept: Dataset, added: Dataset): Dataset {
  const names = new Set(added.keyFields.map((field) => field.name));
  const times = new Set(added.timeFields.map((field) => field.name));
  return {
    ...added,
    keyFields: [...added.keyFields, ...kept.keyFields.filter((field) => !names.has(field.name))],
    timeFields: [...added.timeFields, ...kept.timeFields.filter((field) => !times.has(field.name))],
  };
}

/** The buffers of a data set, for handing them to a worker without a copy. */
export function buffersOf(dataset: Dataset): ArrayBuffer[] {
  const arrays = [dataset.bytes, dataset.starts, dataset.ends, dataset.lines];
  const columns = [...dataset.keyFields.map(({ codes }) => codes), ...dataset.timeFields.map(({ offsetsMs }) => offsetsMs)];
  return [...new Set([...arrays, ...columns].map(({ buffer }) => buffer as ArrayBuffer))];
}
