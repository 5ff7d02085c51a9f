/**
 * The part of the page that keeps runs, fetched once a run stands: the first record need not wait for it. Where this tab
 * showed a run before it was loaded again, it is fetched at once, and that run is opened.
 */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import type { LabAddress } from './lab-address.ts';
import type { Runs, RunsParts } from './runs.ts';
import { namesTabRun, rememberedTabRun } from './tab-run.ts';

const FETCH_AFTER_MS = 1000;

export class RunsLoader {
  private readonly parts: RunsParts;
  private loading: Promise<Runs> | null = null;
  private loaded: Runs | null = null;
  private isFirst = true;
  /** The run that was begun last. */
  private standing: RunRecipe | null = null;

  constructor(parts: RunsParts) {
    this.parts = parts;
  }

  start(): void {
    const { opener } = this.parts;
    opener.began = (recipe) => this.begin(recipe);
    opener.resume = (address) => this.resume(address);
    if (rememberedTabRun() !== null) this.load().catch(() => {});
  }

  /** Rejects where the part cannot be fetched; the next call tries again. */
  load(): Promise<Runs> {
    this.loading ??= this.fetch();
    return this.loading;
  }

  /** The first records fly before that. */
  private async loadLater(): Promise<Runs> {
    if (this.loading === null) await new Promise((resolve) => void setTimeout(resolve, FETCH_AFTER_MS));
    return this.load();
  }

  private async fetch(): Promise<Runs> {
    try {
      const { Runs: Part } = await import('./runs.ts');
      this.loaded = new Part(this.parts);
      return this.loaded;
    } catch (error) {
      this.loading = null;
      throw error;
    }
  }

  private begin(recipe: RunRecipe): void {
    this.standing = recipe;
    if (this.loaded !== null) return this.loaded.begin(recipe);
    this.loadLater().then(
      (runs) => this.standing === recipe && runs.begin(recipe),
      () => {}, // without this part runs are not kept, but they run
    );
  }

  /** Once, when the page has been loaded: the run that this tab showed before, unless the address asks for another. */
  private async resume(address: LabAddress): Promise<boolean> {
    if (!this.isFirst) return false;
    this.isFirst = false;
    const tab = rememberedTabRun();
    try {
      if (tab !== null && namesTabRun(tab, address, location.hash) && (await (await this.load()).resume(tab.id))) return true;
    } catch {
      // It cannot be fetched: the address is opened.
    }
    if (address.kind !== 'default') return false;
    await this.parts.opener.openAddress();
    this.loadLater().then(
      (runs) => runs.offerLast(),
      () => {},
    );
    return true;
  }
}
