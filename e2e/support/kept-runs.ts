/** What this browser keeps of runs, read and changed behind the page's back, as another tab or another version of the page would. */
import { expect, type Page } from '@playwright/test';
import type { KeptRun } from '../../src/lab/kept-run.ts';
import type { RunRecipe } from '../../src/protocol/run-recipe.ts';
import type { LabDriver } from './lab.ts';

export interface Kept {
  run: KeptRun;
  recipe: RunRecipe;
}

/** The newest first. */
export function keptRuns(page: Page): Promise<Kept[]> {
  return page.evaluate(async () => {
    const answer = <Value>(request: IDBRequest<Value>) =>
      new Promise<Value>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error!));
      });
    const database = await answer(indexedDB.open('kinelab'));
    const transaction = database.transaction(['runs', 'recipes']);
    const runs = await answer<KeptRun[]>(transaction.objectStore('runs').getAll());
    const recipes = await Promise.all(runs.map(({ id }) => answer<RunRecipe>(transaction.objectStore('recipes').get(id))));
    database.close();
    return runs.map((run, i) => ({ run, recipe: recipes[i] })).toSorted((a, b) => b.run.savedAtMs - a.run.savedAtMs);
  });
}

export function putKeptRun(page: Page, kept: Kept): Promise<void> {
  return page.evaluate(
    ({ run, recipe }) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kinelab');
        request.addEventListener('error', () => reject(request.error!));
        request.addEventListener('success', () => {
          const transaction = request.result.transaction(['runs', 'recipes'], 'readwrite');
          transaction.objectStore('runs').put(run);
          transaction.objectStore('recipes').put(recipe, run.id);
          transaction.addEventListener('complete', () => {
            request.result.close();
            resolve();
          });
        });
      }),
    kept,
  );
}

/** The database as it was before runs were kept: one store. The connection stays open until the page is closed, or is closed at once. */
export function openOldForm(page: Page, how: { staysOpen: boolean }): Promise<void> {
  return page.evaluate(
    ({ staysOpen }) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('kinelab', 1);
        request.addEventListener('upgradeneeded', () => {
          request.result.createObjectStore('datasets', { keyPath: 'id' }).put({ id: 'sha256:0', name: 'orders.csv' });
        });
        request.addEventListener('error', () => reject(request.error!));
        request.addEventListener('success', () => {
          if (!staysOpen) request.result.close();
          resolve();
        });
      }),
    how,
  );
}

export function keptDatasets(page: Page): Promise<unknown[]> {
  return page.evaluate(
    () =>
      new Promise<unknown[]>((resolve, reject) => {
        const request = indexedDB.open('kinelab');
        request.addEventListener('error', () => reject(request.error!));
        request.addEventListener('success', () => {
          const all = request.result.transaction('datasets').objectStore('datasets').getAll();
          all.addEventListener('success', () => {
            request.result.close();
            resolve(all.result);
          });
        });
      }),
  );
}

export async function openRuns(lab: LabDriver): Promise<void> {
  await lab.button('Runs').click();
  await expect(lab.dialog.getByRole('heading', { name: 'Runs' })).toBeVisible();
}

/** Gives the run a command, and pauses it. */
export async function changeShare(lab: LabDriver, share: number): Promise<void> {
  await lab.reach(1);
  await lab.setFigure('Share of FR', share);
  await lab.until('command-given');
  await lab.pause();
}

/** What the database says has been kept of commands, in the newest run. */
export const keptCommands = async (page: Page): Promise<number | undefined> => (await keptRuns(page)).at(0)?.run.commands;
