/** What has changed on the page and is not in the database yet. Entered in the very turn in which it happens: reading cannot lose it. */
import { type Fact, idOf } from './facts.ts';

/** What changed at once, so that it can be taken back. */
export interface Change {
  added: Fact[];
  removed: Fact[];
}

export const toWrite = new Map<string, Fact>();
export const toDelete = new Set<string>();

export function enter({ added, removed }: Change): void {
  for (const id of removed.map(idOf)) {
    toWrite.delete(id);
    toDelete.add(id);
  }
  for (const fact of added) {
    toDelete.delete(idOf(fact));
    toWrite.set(idOf(fact), fact);
  }
}
