/**
 * Keeps the run on screen: its recipe whenever its branches change, its place every few seconds and when it is left. By
 * determinism the place is a few numbers, so that while a run plays nothing is asked of the engine. The recipe is at hand
 * at all times: a page that is being left can begin to write at once.
 */
import type { RunRecipe } from '../protocol/run-recipe.ts';
import { openDatabase, type KeepingTrouble, troubleOf } from './browser-database.ts';
import type { FrameFeed } from './frame-feed.ts';
import { countsOf, freshRun, isOnlyWatched, isSamePlace, type KeptRun, placeOf, structureOf } from './kept-run.ts';
import { OpenRuns } from './open-runs.ts';
import { pictureOf } from './run-picture.ts';
import { writeRun, writeRunInPassing } from './run-store.ts';
import type { LabState, LabStore } from './store.ts';
import { isToldOfStorage, rememberTabRun, rememberTold } from './tab-run.ts';
import type { WorkerClient } from './worker-client.ts';

const SAVE_EVERY_MS = 3000;

interface Present {
  run: KeptRun;
  /** The newest that the engine has told; to begin with, the one that was opened. */
  recipe: RunRecipe;
  /** Of which branches that recipe is; null until the engine has told one. */
  structure: string | null;
  /** What is in the database; null where that is not known, or is another recipe. */
  written: KeptRun | null;
}

export interface AutosaveParts {
  store: LabStore;
  feed: FrameFeed;
  client: Pick<WorkerClient, 'recipe'>;
  /** Says once that nothing is kept. */
  tell(sentence: string): void;
}

export class Autosave {
  /** Why the last attempt failed; null where it did not. */
  trouble: KeepingTrouble | null = null;
  private present: Present | null = null;
  private readonly parts: AutosaveParts;
  private readonly open = new OpenRuns();
  private wasRunning = false;
  private seen: Pick<LabState, 'status' | 'slow' | 'playing'>;
  private isAsking = false;
  private isTold = false;
  private timer: ReturnType<typeof setTimeout> | null = null;
  /** The write that is under way, and whether another one has to follow. */
  private writing: Promise<void> | null = null;
  private isStale = false;

  constructor(parts: AutosaveParts) {
    this.parts = parts;
    this.seen = parts.store.getState();
    parts.store.subscribe(() => this.look());
    document.addEventListener('visibilitychange', () => document.hidden && this.leave());
    window.addEventListener('pagehide', () => this.leave());
  }

  get presentId(): string | null {
    return this.present?.run.id ?? null;
  }

  /** The runs that stand open in any tab. */
  openRuns(): Promise<Set<string>> {
    return this.open.all();
  }

  /** A run stands: a new one, or the one that it was kept as. */
  begin(recipe: RunRecipe, kept: KeptRun | null): void {
    const title = this.parts.store.getState().run?.title ?? '';
    this.present = { run: kept ?? freshRun(newId(), recipe, title), recipe, structure: null, written: kept };
    this.open.hold(this.present.run.id);
    // The connection is at hand when the page is left; why it cannot be had is told when something is to be written.
    openDatabase().catch(() => {});
  }

  /** The run on screen is called this from now on; null: as its scenario is called. */
  async rename(name: string | null): Promise<void> {
    if (this.present === null) return;
    this.present.run = { ...this.present.run, name };
    await this.flush();
  }

  /** Writes what has not been written yet, and waits for it. Never rejects: `trouble` says whether it could be. */
  async flush(): Promise<void> {
    this.save();
    while (this.writing !== null) await this.writing;
  }

  private look(): void {
    const { status, slow, playing } = this.parts.store.getState();
    if (slow === this.seen.slow && playing === this.seen.playing && status === this.seen.status) return;
    const wasPlaying = this.seen.playing;
    this.seen = { status, slow, playing };
    const isRunning = status.kind === 'running';
    // Another run is being opened, or this one has failed: the last chance to keep where it stood.
    if (this.wasRunning && !isRunning) this.leave();
    this.wasRunning = isRunning;
    if (!isRunning || slow === null || this.present === null) return;
    if (structureOf(slow.travel) !== this.present.structure) void this.ask(this.present);
    else if (wasPlaying && !playing) this.save();
    this.timer ??= setTimeout(() => {
      this.timer = null;
      this.save();
      // The address follows the commands a moment later.
      if (this.present !== null) this.remember(this.present.run);
    }, SAVE_EVERY_MS);
  }

  private async ask(present: Present): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      const { slow } = this.parts.feed;
      const structure = slow === null ? null : structureOf(slow.travel);
      const recipe = await this.parts.client.recipe('run');
      if (this.present !== present) return;
      Object.assign(present, { recipe, structure, written: null });
      present.run = { ...present.run, ...countsOf(recipe) };
      this.save();
    } catch {
      // The engine has stopped, and the page says so.
    } finally {
      this.isAsking = false;
    }
  }

  /** Brings what is to be kept up to the moment. While the branches on screen are newer than the recipe, the place waits for it. */
  private observe(present: Present): void {
    const { slow, nowUs } = this.parts.feed;
    if (slow === null || structureOf(slow.travel) !== present.structure) return;
    const place = placeOf(slow, nowUs, this.parts.store.getState());
    if (place !== null && !isSamePlace(place, present.run.place)) present.run = { ...present.run, place, picture: pictureOf(slow, nowUs) };
  }

  /** Says whether there is something to write. */
  private isDue({ run, written }: Present): boolean {
    return written === null || written.name !== run.name || !isSamePlace(written.place, run.place);
  }

  private save(): void {
    const { present } = this;
    if (present === null) return;
    this.observe(present);
    if (present.structure === null || !this.isDue(present)) return;
    this.isStale = this.writing !== null;
    this.writing ??= this.write(present).finally(() => {
      this.writing = null;
      if (this.isStale) this.save();
    });
  }

  private async write(present: Present): Promise<void> {
    const isRecipeNew = present.written === null;
    const { recipe } = present;
    const run = { ...present.run, savedAtMs: Date.now() };
    this.remember(run);
    try {
      await writeRun(run, recipe, isRecipeNew);
      // A recipe that came meanwhile is still to be written.
      if (present.recipe === recipe) present.written = run;
      this.trouble = null;
    } catch (error) {
      this.fail(error, run);
    }
  }

  private leave(): void {
    const { present } = this;
    if (present === null) return;
    this.observe(present);
    this.remember(present.run);
    if (present.run.place.untilUs === 0 || !this.isDue(present)) return;
    const run = { ...present.run, savedAtMs: Date.now() };
    writeRunInPassing(run, present.recipe);
  }

  private remember({ id, scenarioId }: KeptRun): void {
    rememberTabRun({ id, scenarioId, hash: location.hash });
  }

  private fail(error: unknown, run: KeptRun): void {
    this.trouble = troubleOf(error);
    if (isOnlyWatched(run) || this.isTold || isToldOfStorage()) return;
    this.isTold = true;
    rememberTold();
    this.parts.tell(TROUBLES[this.trouble]);
  }
}

export const TROUBLES: Record<KeepingTrouble, string> = {
  full: 'The storage of this browser is full, so this run is not kept: download it under Share to keep it.',
  forbidden: 'This browser keeps nothing for this page, so closing the tab ends the run: download it under Share to keep it.',
  'older-tab':
    'This run is not kept yet: another tab shows an older version of Kinelab. Close that tab, or download the run under Share to keep it.',
};

/** Of time and chance; `crypto.randomUUID` is only there in a secure context. */
function newId(): string {
  const [chance] = crypto.getRandomValues(new Uint32Array(1));
  return `${Date.now().toString(36)}-${chance.toString(36)}`;
}
