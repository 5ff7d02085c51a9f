/** Files that the learner chose, kept in this browser by content, so that a link or a reload finds them again. */
import type { Dataset } from '../protocol/dataset.ts';
import { openDatabase } from './browser-database.ts';
import { joinDatasets } from './dataset-parts.ts';

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
