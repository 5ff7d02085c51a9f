/** The runs that this browser keeps. Everything here rejects where it keeps nothing; who calls says so. */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { databaseAtHand, openDatabase } from './browser-database.ts';
import { isOnlyWatched, type KeptRun, newestFirst, surplusOf } from './kept-run.ts';

const STORES = ['runs', 'recipes'] as const;
/** A power cut may take the last seconds; waiting for the disk at every command would not be worth it. */
const RELAXED = { durability: 'relaxed' } as const;

export async function listRuns(): Promise<KeptRun[]> {
  return newestFirst(await (await openDatabase()).getAll('runs'));
}

export async function readRun(id: string): Promise<{ run: KeptRun; recipe: RunRecipe } | null> {
  const transaction = (await openDatabase()).transaction(STORES);
  const [run, recipe] = await Promise.all([transaction.objectStore('runs').get(id), transaction.objectStore('recipes').get(id)]);
  return run === undefined || recipe === undefined ? null : { run, recipe };
}

/**
 * Writes what the list shows, and the recipe where it is new, or where another tab has deleted it meanwhile. Runs that
 * there is no room for go in the same transaction.
 */
export async function writeRun(run: KeptRun, recipe: RunRecipe, isRecipeNew: boolean): Promise<void> {
  const transaction = (await openDatabase()).transaction(STORES, 'readwrite', RELAXED);
  const [runs, recipes] = [transaction.objectStore('runs'), transaction.objectStore('recipes')];
  const work = async () => {
    await runs.put(run);
    if (isRecipeNew || (await recipes.getKey(run.id)) === undefined) await recipes.put(recipe, run.id);
    if (!isRecipeNew && !isOnlyWatched(run)) return;
    for (const id of surplusOf(await runs.getAll(), run.id)) await Promise.all([runs.delete(id), recipes.delete(id)]);
  };
  await Promise.all([work(), transaction.done]);
}

/** While the page is being left nothing can be waited for: all requests are made in this very turn, and nobody hears of a failure. */
export function writeRunInPassing(run: KeptRun, recipe: RunRecipe): void {
  const ignore = () => {};
  try {
    const transaction = databaseAtHand()?.transaction(STORES, 'readwrite', RELAXED);
    if (transaction === undefined) return;
    transaction.objectStore('runs').put(run).catch(ignore);
    transaction.objectStore('recipes').put(recipe, run.id).catch(ignore);
    transaction.done.catch(ignore);
    transaction.commit();
  } catch {
    // The connection was closed; what was written before stands.
  }
}

export async function renameRun(id: string, name: string | null): Promise<void> {
  const transaction = (await openDatabase()).transaction('runs', 'readwrite');
  const work = async () => {
    const run = await transaction.store.get(id);
    if (run !== undefined) await transaction.store.put({ ...run, name });
  };
  await Promise.all([work(), transaction.done]);
}

export async function deleteRun(id: string): Promise<void> {
  const transaction = (await openDatabase()).transaction(STORES, 'readwrite');
  await Promise.all([transaction.objectStore('runs').delete(id), transaction.objectStore('recipes').delete(id), transaction.done]);
}
