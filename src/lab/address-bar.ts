/** The address as the run's name: read when it changes, rewritten when the run does. */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { type LabAddress, readAddress, runAddress } from './run-link.ts';

const WRITE_PAUSE_MS = 1000;

export class AddressBar {
  /** What the run on the page was opened from, or was last written as. */
  private shown = '';
  private timer: ReturnType<typeof setTimeout> | null = null;

  read(): LabAddress {
    this.shown = location.hash;
    return readAddress(location.hash);
  }

  /** Calls back when another run is asked for: by hand, by a link, or by Back. The router announces its own changes in the same way; they name the same run. */
  onChange(listener: () => void): void {
    window.addEventListener('hashchange', ({ oldURL }) => {
      if (isElsewhere(location.hash)) return;
      // Back from another page by the Lab's name: the run that went on meanwhile, not a new one.
      if (isElsewhere(new URL(oldURL).hash) && location.hash === '#/lab' && !isElsewhere(this.shown)) return this.write(this.shown);
      if (JSON.stringify(readAddress(location.hash)) !== JSON.stringify(readAddress(this.shown))) listener();
    });
  }

  write(hash: string): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.shown = hash;
    if (!isElsewhere(location.hash)) history.replaceState(history.state, '', hash);
  }

  /** Writes the run soon, at most once a second. */
  schedule(recipe: () => Promise<RunRecipe>): void {
    if (this.timer !== null) return;
    const timer = setTimeout(() => {
      recipe().then(
        // Another run may have been opened meanwhile: then its address stands.
        (answer) => this.timer === timer && this.write(runAddress(answer)),
        () => {},
      );
    }, WRITE_PAUSE_MS);
    this.timer = timer;
  }
}

/** Whether an address is of another page than the Lab. */
const isElsewhere = (hash: string): boolean => hash.startsWith('#/') && !/^#\/lab(\?|$)/.test(hash);
