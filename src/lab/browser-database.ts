/**
 * The one database of Kinelab in this browser: the files that the learner chose, the runs that are kept, and progress. All tabs share
 * it, so none may stand in the way of a newer version of the page: a connection that blocks one is closed.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Dataset } from '../protocol/dataset.ts';
import type { RunRecipe } from '../protocol/run-recipe.ts';
import type { KeptRun } from './kept-run.ts';
import type { Fact } from './progress/facts.ts';

interface KinelabDatabase extends DBSchema {
  datasets: { key: string; value: Dataset };
  /** What the list shows of each run: small, so that all can be read at once and one be written every few seconds. */
  runs: { key: string; value: KeptRun };
  /** By the id of the run. */
  recipes: { key: string; value: RunRecipe };
  /** Facts, each under an id made of what it says. */
  progress: { key: string; value: Fact };
}

export type Database = IDBPDatabase<KinelabDatabase>;

/** Why this browser keeps nothing. `older-tab`: a page of an older version holds the database in its old form. */
export type KeepingTrouble = 'full' | 'forbidden' | 'older-tab';

class OlderTabError extends Error {}

/** 1 held data sets alone, 2 runs as well, 3 progress. */
const VERSION = 3;

let standing: Database | null = null;
let opening: Promise<Database> | null = null;

/** Rejects where the browser keeps nothing; the next call tries again. */
export function openDatabase(): Promise<Database> {
  if (standing !== null) return Promise.resolve(standing);
  opening ??= connect();
  return opening;
}

/** The connection, if there is one already: while a page is being left there is no time to wait for it. */
export function databaseAtHand(): Database | null {
  return standing;
}

export function troubleOf(error: unknown): KeepingTrouble {
  if (error instanceof OlderTabError) return 'older-tab';
  return error instanceof Error && error.name === 'QuotaExceededError' ? 'full' : 'forbidden';
}

function connect(): Promise<Database> {
  return new Promise((resolve, reject) => {
    const request = openDB<KinelabDatabase>('kinelab', VERSION, {
      upgrade: (database, fromVersion) => {
        if (fromVersion < 1) database.createObjectStore('datasets', { keyPath: 'id' });
        if (fromVersion < 2) {
          database.createObjectStore('runs', { keyPath: 'id' });
          database.createObjectStore('recipes');
        }
        if (fromVersion < 3) database.createObjectStore('progress');
      },
      // Whoever waits is told now; the request stays, and once the other tab has gone the connection stands.
      blocked: () => reject(new OlderTabError('Another tab holds an older form of the database.')),
      blocking: release,
      terminated: release,
    });
    settle(request).then(resolve, reject);
  });
}

async function settle(request: Promise<Database>): Promise<Database> {
  try {
    standing = await request;
    return standing;
  } catch (error) {
    opening = null;
    throw error;
  }
}

function release(): void {
  standing?.close();
  standing = null;
  opening = null;
}
