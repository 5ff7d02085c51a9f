/** The runs of this browser, for the page: the list with the run on screen in it, opening, naming, deleting, and what a reload finds again. */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { Autosave } from './autosave.ts';
import type { KeepingTrouble } from './browser-database.ts';
import type { FrameFeed } from './frame-feed.ts';
import { isOnlyWatched, type KeptRun, recipeAt } from './kept-run.ts';
import { readRecipe } from './recipe-schema.ts';
import type { OpenOutcome, RunOpener } from './run-opener.ts';
import { offerInWords } from './run-words.ts';
import { deleteRun, listRuns, readRun, renameRun, writeRun } from './run-store.ts';
import type { LabStore, Notice } from './store.ts';
import { offeredAtMs, rememberOffer } from './tab-run.ts';
import type { WorkerClient } from './worker-client.ts';

export interface RunsParts {
  store: LabStore;
  feed: FrameFeed;
  client: WorkerClient;
  opener: RunOpener;
}

/** What has been deleted, kept for its undo as long as the list is open. */
export interface DeletedRun {
  run: KeptRun;
  recipe: RunRecipe;
}

type RunTaken = { ok: true; recipe: RunRecipe; wasPlaying: boolean } | { ok: false; sentence: string };

export interface RunList {
  /** The newest first; those that another tab shows at this moment are named. */
  runs: KeptRun[];
  presentId: string | null;
  openElsewhere: Set<string>;
  /** When it was read. */
  atMs: number;
  /** Why the run on screen is not kept; null where it is. */
  trouble: KeepingTrouble | null;
}

export class Runs {
  private readonly autosave: Autosave;
  /** The recipes that were read from the list: opened, they are those runs and not new ones. */
  private readonly taken = new WeakMap<RunRecipe, KeptRun>();
  private readonly parts: RunsParts;

  constructor(parts: RunsParts) {
    this.parts = parts;
    this.autosave = new Autosave({ ...parts, tell: (sentence) => this.tell(sentence) });
    // An offer that was taken, closed, or pushed aside by another message is not made again.
    parts.store.subscribe((now, before) => {
      if (before.notice?.continues !== undefined && now.notice !== before.notice) rememberOffer(Date.now());
    });
  }

  /** A run stands: a new one, or one of the list. */
  begin(recipe: RunRecipe): void {
    this.autosave.begin(recipe, this.taken.get(recipe) ?? null);
  }

  /** Rejects where the browser keeps nothing. */
  async list(): Promise<RunList> {
    await this.autosave.flush();
    const [runs, open] = await Promise.all([listRuns(), this.autosave.openRuns()]);
    const { presentId } = this.autosave;
    if (presentId !== null) open.delete(presentId);
    return { runs, presentId, openElsewhere: open, atMs: Date.now(), trouble: this.autosave.trouble };
  }

  /** The whole run where it stood, for a file: also of another version of the engine, which this one cannot play. Null where it cannot be had. */
  async recipe(id: string): Promise<RunRecipe | null> {
    await this.autosave.flush();
    const found = await readRun(id).catch(() => null);
    return found === null ? null : recipeAt(found.recipe, found.run.place);
  }

  /** Opens a kept run with all its branches; it stands still where it stood. Null where it stands, or where the page says what is missing; else why not. */
  async open(id: string): Promise<string | null> {
    const taken = await this.take(id);
    if (!taken.ok) return taken.sentence;
    const outcome = await this.openTaken(taken, false);
    if (outcome.kind !== 'refused') return null;
    if (outcome.missing === null) return outcome.text;
    this.tell(outcome.text, outcome.missing);
    return null;
  }

  /** Takes the offer to go on with the last run. */
  async goOn(id: string): Promise<void> {
    const taken = await this.take(id);
    const outcome = taken.ok ? await this.openTaken(taken, true) : null;
    if (!taken.ok) this.tell(taken.sentence);
    else if (outcome?.kind === 'refused') this.tell(outcome.text, outcome.missing);
  }

  /** The run that this tab showed before it was loaded again. False where it is no longer kept. */
  async resume(id: string): Promise<boolean> {
    const taken = await this.take(id);
    if (!taken.ok) return false;
    const outcome = await this.openTaken(taken, true);
    if (outcome.kind !== 'refused') return true;
    await this.parts.opener.openAddress();
    this.tell(outcome.text, outcome.missing);
    return true;
  }

  /** The last run that something was done in, unless it was offered before, or another tab shows it. */
  async offerLast(): Promise<void> {
    const { store } = this.parts;
    const version = store.getState().run?.recipe.engineVersion;
    const [runs, open] = await Promise.all([listRuns().catch(() => []), this.autosave.openRuns()]);
    const last = runs.find((run) => !isOnlyWatched(run) && run.engineVersion === version && !open.has(run.id));
    if (
      last === undefined ||
      last.savedAtMs <= offeredAtMs() ||
      store.getState().notice !== null ||
      store.getState().status.kind !== 'running'
    )
      return;
    store.setState({ notice: { tone: 'information', text: offerInWords(last), missing: null, continues: last.id } });
  }

  async rename(id: string, name: string | null): Promise<void> {
    if (id === this.autosave.presentId) await this.autosave.rename(name);
    else await renameRun(id, name);
  }

  async delete(id: string): Promise<DeletedRun | null> {
    const found = await readRun(id);
    await deleteRun(id);
    return found;
  }

  async restore({ run, recipe }: DeletedRun): Promise<void> {
    await writeRun(run, recipe, true);
  }

  /** The whole run where it stood, read as strictly as a link. */
  private async take(id: string): Promise<RunTaken> {
    const refuse = (sentence: string): RunTaken => ({ ok: false, sentence });
    try {
      const found = await readRun(id);
      if (found === null) return refuse('This run is no longer kept in this browser.');
      const { run, recipe } = found;
      const reading = readRecipe(recipeAt(recipe, run.place));
      if (!reading.ok) return refuse(`This run was kept in a form that cannot be read (${reading.reason}).`);
      this.taken.set(reading.recipe, run);
      return { ok: true, recipe: reading.recipe, wasPlaying: run.place.playing };
    } catch {
      return refuse('This browser did not give the run back: its storage cannot be read.');
    }
  }

  private openTaken({ recipe, wasPlaying }: Extract<RunTaken, { ok: true }>, goesOn: boolean): Promise<OpenOutcome> {
    return this.parts.opener.open({ recipe, source: { kind: 'run' }, replay: true, play: goesOn && wasPlaying });
  }

  private tell(text: string, missing: Notice['missing'] = null): void {
    this.parts.store.setState({ notice: { tone: 'problem', text, missing } });
  }
}
