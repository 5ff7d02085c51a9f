/**
 * The page's scripting face, `window.__kinelab`: what an end-to-end test or a curious learner's console can ask of the run.
 * Everything is an answer of the engine; nothing can be done here that the page itself could not do.
 */
import type { EngineEvent } from '../engine/events.ts';
import type { RecordDetail } from '../protocol/from-worker.ts';
import type { RunRecipe } from '../protocol/run-recipe.ts';
import type { RecordQuery } from '../protocol/to-worker.ts';
import type { Travel } from '../protocol/travel.ts';

export interface KinelabScripting {
  /** The run as plain data: scenario, seed, commands, and where it stands. */
  recipe(): Promise<RunRecipe>;
  /** Everything that has happened, from the first event on. */
  eventLog(): Promise<EngineEvent[]>;
  records(query: RecordQuery): Promise<RecordDetail[]>;
  /** A short text that changes with any part of the world on screen: equal worlds, equal digests. */
  digest(): Promise<string>;
  /** Moves through time and branches as the transport does. Null where it was done, else a sentence. */
  travel(travel: Travel): Promise<string | null>;
}

declare global {
  interface Window {
    __kinelab?: KinelabScripting;
    /** With `?measure` in the address: milliseconds of script per frame on the page's thread, from the frame's message to the end of all updates. */
    __kinelabFrameTimes?: number[];
  }
}
