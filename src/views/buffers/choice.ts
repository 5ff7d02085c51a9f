/** What the learner has before them and in hand: shared by the drawing, which is dragged, and the page around it, which is typed into. */
import type { Hints } from './hints.ts';

export interface Chosen {
  /** Key of a buffer (`laneKey`); null: the first. */
  lane: string | null;
  /** Number of a flush; null: the newest. */
  flush: number | null;
  /** Hints that are being dragged, or have been given and are not in force yet. */
  draft: Hints | null;
  /** Times the rate before, that producers are held at or have been set to; null: as it comes. */
  rate: { factor: number; /** When it was set; null while it is dragged. */ sinceUs: number | null } | null;
}

export interface BuffersChoice {
  get(): Chosen;
  set(change: Partial<Chosen>): void;
  subscribe(listener: () => void): () => void;
}

export function createBuffersChoice(): BuffersChoice {
  const listeners = new Set<() => void>();
  let chosen: Chosen = { lane: null, flush: null, draft: null, rate: null };
  return {
    get: () => chosen,
    set(change) {
      chosen = { ...chosen, ...change };
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
