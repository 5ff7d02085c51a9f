/** The address as the run's name: read when it changes, rewritten when the run does, put back when what it names cannot be opened. */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { type LabAddress, readAddress } from './lab-address.ts';
import { noteAddressBefore } from './tab-run.ts';

const WRITE_PAUSE_MS = 1000;
/** Browsers refuse or cut longer ones; a run of such a length is kept as a file. */
const ADDRESS_CHARACTERS_MAX = 1_000_000;

export class AddressBar {
  /** The address of the run that stands on the page; null before there is one. */
  private standing: string | null = null;
  /** What is being opened in its place. */
  private asked: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** Counts the runs that have stood, so that a late answer about one does not name the next. */
  private runs = 0;

  read(): LabAddress {
    this.asked = location.hash;
    return readAddress(location.hash);
  }

  /** Calls back when another run is asked for: by hand, by a link, or by Back. The router announces its own changes in the same way; they name the same run. */
  onChange(listener: () => void): void {
    window.addEventListener('hashchange', ({ oldURL }) => {
      if (isElsewhere(location.hash)) return;
      const known = this.asked ?? this.standing ?? '';
      // Back from another page by the Lab's name: the run that went on meanwhile, not a new one.
      if (isElsewhere(new URL(oldURL).hash) && location.hash === '#/lab' && !isElsewhere(known)) return show(known);
      if (JSON.stringify(readAddress(location.hash)) !== JSON.stringify(readAddress(known))) listener();
    });
  }

  /** Another run stands, and this is its address. */
  write(hash: string): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.runs++;
    noteAddressBefore(null);
    this.rename(hash);
  }

  /** What was asked for cannot be opened: the address is again that of the run that stands, if there is one. */
  putBack(): void {
    this.asked = null;
    if (this.standing !== null) show(this.standing);
  }

  /** Writes the run that stands soon, at most once a second. */
  schedule(recipe: () => Promise<RunRecipe>): void {
    this.timer ??= setTimeout(() => {
      this.timer = null;
      const run = this.runs;
      Promise.all([recipe(), import('./run-link.ts')]).then(
        ([answer, { runAddress }]) => run === this.runs && this.follow(runAddress(answer)),
        () => {}, // the engine has stopped, and the page says so
      );
    }, WRITE_PAUSE_MS);
  }

  /** The run that stands has another address now. */
  private follow(hash: string): void {
    noteAddressBefore(location.hash);
    this.rename(hash);
  }

  private rename(hash: string): void {
    if (hash.length > ADDRESS_CHARACTERS_MAX) return;
    this.standing = hash;
    this.putBack();
  }
}

function show(hash: string): void {
  if (!isElsewhere(location.hash)) history.replaceState(history.state, '', hash);
}

/** Whether an address is of another page than the Lab. */
const isElsewhere = (hash: string): boolean => hash.startsWith('#/') && !/^#\/lab(\?|$)/.test(hash);
