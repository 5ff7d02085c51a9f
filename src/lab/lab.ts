/** The Lab without its looks: one worker, one store, one address, and everything that a learner can do. */
import type { Command } from '../engine/commands.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { ProducerSpec } from '../engine/producers/producer-spec.ts';
import type { Scenario } from '../engine/scenario.ts';
import { viewOf } from '../content/scenario-views.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { Frame, Refusal } from '../protocol/from-worker.ts';
import type { DatasetReference, RunRecipe, ViewName } from '../protocol/run-recipe.ts';
import type { ViewAction } from '../views/view.ts';
import { AddressBar } from './address-bar.ts';
import { buffersOf } from './dataset-parts.ts';
import { type DatasetLoader, DatasetShelf } from './datasets.ts';
import { FrameFeed } from './frame-feed.ts';
import { followSystemLooks, initialLooks } from './looks.ts';
import { RunOpener } from './run-opener.ts';
import { RunsLoader } from './runs-loader.ts';
import { startEngine } from './start-engine.ts';
import { createLabStore, type FailureOrigin, type LabStore, type Notice } from './store.ts';
import { TimeTravel } from './time-travel.ts';
import { WorkerClient } from './worker-client.ts';

export interface LabParts {
  loader: DatasetLoader;
  /** The scenarios that ship with the app; the first one is the default. */
  scenarios: readonly Scenario[];
  shippedReferences: readonly DatasetReference[];
}

export const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;

export class Lab {
  readonly store: LabStore;
  readonly client: WorkerClient;
  readonly feed: FrameFeed;
  readonly time: TimeTravel;
  readonly opener: RunOpener;
  readonly runs: RunsLoader;
  readonly scenarios: readonly Scenario[];
  private readonly shelf: DatasetShelf;
  private readonly parts: LabParts;
  private readonly address: AddressBar;
  /** Of the last "why?" asked: an answer to an older one is not wanted any more. */
  private question = 0;

  constructor(parts: LabParts, address: AddressBar = new AddressBar()) {
    this.parts = parts;
    this.address = address;
    this.scenarios = parts.scenarios;
    this.shelf = new DatasetShelf(parts.loader);
    this.store = createLabStore(initialLooks());
    this.feed = new FrameFeed(this.store);
    this.client = new WorkerClient(startEngine, {
      ready: (engineVersion) => void this.opener.begin(engineVersion),
      opened: ({ recipe, title, summary, quotas }) => {
        this.feed.startRun();
        const { commands, datasets, selection = null, view, branches = [] } = recipe;
        this.store.setState({
          run: { recipe, title, summary, quotas },
          commandCount: commands.length,
          datasets,
          selection,
          proposedCut: null,
          proposedMerge: null,
          shardMenu: null,
          comparedWith: null,
          // With one branch there is nothing to compare.
          view: view === undefined || (view === 'compare' && branches.length < 2) ? this.firstView(recipe) : view,
        });
      },
      frame: (frame: Frame, events: EngineEvent[], isAnew) => this.feed.receive(frame, events, isAnew),
      failed: (origin, message, recipe) => this.fail(origin, message, recipe),
    });
    this.opener = new RunOpener({
      ...parts,
      shelf: this.shelf,
      client: this.client,
      store: this.store,
      address: this.address,
      fail: (message, recipe) => this.fail('file', message, recipe),
    });
    this.runs = new RunsLoader({ store: this.store, feed: this.feed, client: this.client, opener: this.opener });
    this.time = new TimeTravel(this.client, this.store, () => this.scheduleLink());
  }

  start(): void {
    followSystemLooks(this.store);
    this.runs.start();
    this.address.onChange(() => void this.opener.openAddress());
    this.client.start();
    this.opener.prefetch();
  }

  /** Play or pause, whichever the run is not. */
  toggle(): void {
    if (this.store.getState().playing) this.client.pause();
    else this.client.play();
  }

  setSpeed(factor: number): void {
    this.store.setState({ wishedSpeed: factor });
    this.client.post({ type: 'set-speed', factor });
    this.client.refresh();
  }

  /** One notch along the row of usual speeds. */
  shiftSpeed(by: 1 | -1): void {
    const now = this.store.getState().wishedSpeed;
    const next = by > 0 ? SPEEDS.find((speed) => speed > now) : SPEEDS.findLast((speed) => speed < now);
    if (next !== undefined) this.setSpeed(next);
  }

  /** Why no command of this type is taken here; null where one is. Only exercises lock. */
  whyLocked(type: Command['type']): string | null {
    return this.store.getState().locks?.(type) ?? null;
  }

  async giveCommand(command: Command): Promise<Refusal | null> {
    const locked = this.whyLocked(command.type);
    if (locked !== null) return { error: 'Locked', message: locked };
    try {
      const refusal = await this.client.giveCommand(command);
      this.store.setState((state) => ({ commandCount: state.commandCount + 1 }));
      this.scheduleLink();
      return refusal;
    } catch (error) {
      return { error: 'NotSent', message: error instanceof Error ? error.message : 'The engine did not answer.' };
    }
  }

  /** A file of the learner's: kept, handed to the engine, and sent by a new producer. */
  async addDataset(dataset: Dataset, producer: ProducerSpec): Promise<Refusal | null> {
    const isFoundAgain = await this.shelf.keep(dataset);
    const { id, name, rows } = dataset;
    this.store.setState(({ datasets }) => ({ datasets: [...datasets.filter((known) => known.id !== id), { id, name, rows }] }));
    this.client.post({ type: 'add-dataset', dataset }, isFoundAgain ? buffersOf(dataset) : []);
    return this.giveCommand({ type: 'add-producer', producer });
  }

  /** Back to zero. `keepCommands`: what the learner did happens again at its times. */
  reset(how: { seed?: string; keepCommands?: boolean } = {}): Promise<void> {
    return this.opener.startAgain(how);
  }

  openScenario(id: string): Promise<void> {
    return this.opener.openScenario(id);
  }

  /** A run file of the learner's. Null where its run stands; else why not, in a sentence that the page shows itself where `tells`. */
  openFile(file: File, { tells = false }: { tells?: boolean } = {}): Promise<string | null> {
    return this.opener.openFile(file, tells);
  }

  /** The run as it stands and is looked at: the present branch, or all. */
  async present(scope: 'branch' | 'run'): Promise<RunRecipe> {
    const { view, selection } = this.store.getState();
    const recipe = await this.client.recipe(scope);
    return { ...recipe, ...(view !== this.firstView(recipe) && { view }), ...(selection !== null && { selection }) };
  }

  /** The run as a whole address that can be handed on. */
  async shareLink(): Promise<{ recipe: RunRecipe; address: string }> {
    const [recipe, { runAddress }] = await Promise.all([this.present('branch'), import('./run-link.ts')]);
    return { recipe, address: new URL(runAddress(recipe), location.href).href };
  }

  /** The learner chose the file that a run was missing. Null when the run opens, else a sentence. */
  adoptMissing(file: File): Promise<string | null> {
    return this.opener.adoptMissing(file);
  }

  /** Whether a data set comes with the app, so that a link can rely on it. */
  isShipped(id: string): boolean {
    return this.parts.loader.isShipped(id);
  }

  /** A new worker in place of one that has died; the run starts again from its recipe's beginning. */
  restart(): void {
    this.store.setState({ status: { kind: 'starting' }, run: null, slow: null });
    this.client.start();
  }

  notify(text: string, tone: Notice['tone'] = 'information'): void {
    this.store.setState({ notice: { tone, text, missing: null } });
  }

  /** What a view asks of the page. */
  readonly act = (action: ViewAction): void => {
    switch (action.type) {
      case 'select':
        return this.store.setState({ selection: action.selection });
      case 'inspect-records':
        return this.store.setState({ dialog: { kind: 'records', query: action.query } });
      case 'propose-cut':
        return this.proposeCut(action.cut);
      case 'seek':
        return this.time.seek(action.atUs, action.isDragging);
      case 'switch-branch':
        return this.time.switchBranch(action.branchId);
      case 'explain':
        return void this.explain(action.seq);
      case 'open-shard-menu':
        return this.store.setState({ shardMenu: { shardId: action.shardId, x: action.x, y: action.y } });
    }
  };

  /** Asks the engine why an event came about, and marks the chain; null closes the answer. False where something else was asked meanwhile. */
  async explain(seq: number | null): Promise<boolean> {
    const question = ++this.question;
    // Where the engine has stopped, the page says so.
    const explained = seq === null ? null : await this.client.explain(seq).catch(() => null);
    if (question !== this.question) return false;
    this.store.setState({ explained });
    return true;
  }

  private proposeCut(cut: { shardId: string; newStartingHashKey: string } | null): void {
    const locked = cut === null ? null : this.whyLocked('split-shard');
    if (locked !== null) return this.notify(locked);
    this.store.setState({ proposedCut: cut, proposedMerge: null });
  }

  /** Where its scenario is looked at first. */
  private firstView({ scenario }: RunRecipe): ViewName {
    const found = typeof scenario === 'string' ? this.scenarios.find(({ id }) => id === scenario) : scenario;
    return found === undefined ? 'stage' : viewOf(found);
  }

  private fail(origin: FailureOrigin, message: string, recipe: RunRecipe | null): void {
    const known = recipe ?? this.store.getState().run?.recipe ?? null;
    this.store.setState({ status: { kind: 'failed', origin, message, recipe: known }, playing: false });
  }

  /** After a command the address carries the run. */
  private scheduleLink(): void {
    this.address.schedule(() => this.present('branch'));
  }
}
