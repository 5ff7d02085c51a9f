/** The Lab without its looks: one worker, one store, one address, and everything that a learner can do. */
import type { Command } from '../engine/commands.ts';
import type { EngineEvent } from '../engine/events.ts';
import type { ProducerSpec } from '../engine/producers/producer-spec.ts';
import type { Scenario } from '../engine/scenario.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { Frame, Refusal } from '../protocol/from-worker.ts';
import type { DatasetReference, RunRecipe } from '../protocol/run-recipe.ts';
import type { ViewAction } from '../views/view.ts';
import { AddressBar } from './address-bar.ts';
import { buffersOf } from './dataset-store.ts';
import { type DatasetLoader, DatasetShelf, neededDatasets } from './datasets.ts';
import { FrameFeed } from './frame-feed.ts';
import { followSystemLooks, initialLooks } from './looks.ts';
import { readAddress, readRunLink, runAddress, scenarioAddress } from './run-link.ts';
import { startEngine } from './start-engine.ts';
import { createLabStore, type FailureOrigin, type LabStore, type Notice } from './store.ts';
import { WorkerClient } from './worker-client.ts';

export interface LabParts {
  loader: DatasetLoader;
  /** The scenarios that ship with the app; the first one is the default. */
  scenarios: readonly Scenario[];
  shippedReferences: readonly DatasetReference[];
}

export const SPEEDS = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] as const;
const DEFAULT_SEED = '7f3a';

export class Lab {
  readonly store: LabStore;
  readonly client: WorkerClient;
  readonly feed: FrameFeed;
  readonly scenarios: readonly Scenario[];
  private readonly shelf: DatasetShelf;
  private readonly parts: LabParts;
  private readonly address = new AddressBar();
  private engineVersion = '';
  /** Counts openings, so that a slow one does not overtake a newer one. */
  private openings = 0;

  constructor(parts: LabParts) {
    this.parts = parts;
    this.scenarios = parts.scenarios;
    this.shelf = new DatasetShelf(parts.loader);
    this.store = createLabStore(initialLooks());
    this.feed = new FrameFeed(this.store);
    this.client = new WorkerClient(startEngine, {
      ready: (engineVersion) => void this.begin(engineVersion),
      opened: ({ recipe, title, summary, quotas }) => {
        this.feed.startRun();
        const { commands, datasets } = recipe;
        const commandCount = commands.length;
        this.store.setState({
          run: { recipe, title, summary, quotas },
          commandCount,
          datasets,
          selection: null,
          proposedCut: null,
          proposedMerge: null,
          shardMenu: null,
        });
      },
      frame: (frame: Frame, events: EngineEvent[]) => this.feed.receive(frame, events),
      failed: (origin, message, recipe) => this.fail(origin, message, recipe),
    });
  }

  start(): void {
    followSystemLooks(this.store);
    this.address.onChange(() => {
      if (this.engineVersion !== '') void this.openAddress();
    });
    this.client.start();
    this.prefetch();
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

  async giveCommand(command: Command): Promise<Refusal | null> {
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

  /** Back to zero. `replay` keeps the learner's commands: they happen again at their times. */
  async reset(how: { seed?: string; keepCommands?: boolean } = {}): Promise<void> {
    const { run } = this.store.getState();
    if (run === null) return this.openScenario(this.scenarios[0].id);
    const recipe = how.keepCommands ? await this.client.recipe() : { ...run.recipe, commands: [] };
    const seed = how.seed ?? run.recipe.seed;
    await this.openRecipe({ ...recipe, seed, untilUs: 0 }, { replay: false, play: true });
    if (seed !== DEFAULT_SEED || recipe.commands.length > 0 || typeof recipe.scenario !== 'string') this.scheduleLink();
    else this.address.write(this.addressOfScenario(recipe.scenario));
  }

  async openScenario(id: string): Promise<void> {
    const scenario = this.scenarios.find((candidate) => candidate.id === id);
    if (scenario === undefined) {
      await this.openDefault(`There is no scenario called ${id.slice(0, 80)}. The default runs instead.`);
      return;
    }
    if (await this.openRecipe(this.recipeOf(scenario), { replay: false, play: true })) this.address.write(this.addressOfScenario(id));
  }

  /** The run as it stands, as a whole address that can be handed on. */
  async shareLink(): Promise<{ recipe: RunRecipe; address: string }> {
    const recipe = await this.client.recipe();
    return { recipe, address: new URL(runAddress(recipe), location.href).href };
  }

  /** The learner chose the file that a run was missing. Null when the run opens, else a sentence. */
  async adoptMissing(file: File): Promise<string | null> {
    const missing = this.store.getState().notice?.missing;
    if (missing === null || missing === undefined) return null;
    const needs = neededDatasets(this.scenarioOf(missing.recipe) ?? this.scenarios[0], missing.recipe);
    const need = needs.find(({ id }) => id === missing.reference.id);
    if (need === undefined) return null;
    const problem = await this.shelf.adopt(file, need, missing.reference.name);
    if (problem === null) await this.openShared(missing.recipe);
    return problem;
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
        return this.store.setState({ proposedCut: action.cut, proposedMerge: null });
      case 'open-shard-menu':
        return this.store.setState({ shardMenu: { shardId: action.shardId, x: action.x, y: action.y } });
    }
  };

  private async begin(engineVersion: string): Promise<void> {
    this.engineVersion = engineVersion;
    await this.openAddress();
  }

  /** The files of the first run are fetched while the worker starts. */
  private prefetch(): void {
    const address = readAddress(location.hash);
    const id = address.kind === 'scenario' ? address.id : this.scenarios[0].id;
    const scenario = this.scenarios.find((candidate) => candidate.id === id);
    if (address.kind === 'run' || scenario === undefined) return;
    // Whether it came is told when the run is opened.
    void this.shelf.findAll(neededDatasets(scenario, this.recipeOf(scenario)), []).catch(() => {});
  }

  private async openAddress(): Promise<void> {
    const address = this.address.read();
    if (address.kind === 'default') return this.openScenario(this.scenarios[0].id);
    if (address.kind === 'scenario') return this.openScenario(address.id);
    const link = readRunLink(address.text);
    if (!link.ok) return this.openDefault(`${link.sentence} The default runs instead.`);
    await this.openShared(link.recipe);
  }

  /** A run from a link: replayed to where it stood, and left standing there. */
  private async openShared(recipe: RunRecipe): Promise<void> {
    if (this.scenarioOf(recipe) === undefined) {
      await this.openDefault('This link is for a scenario that this version of Kinelab does not have. The default runs instead.');
      return;
    }
    const opened = await this.openRecipe(recipe, { replay: true, play: recipe.untilUs === 0 });
    if (opened && recipe.untilUs > 0) this.notify('Opened from its link: the run stands where it stood. Play goes on from here.');
  }

  /** Says whether the run stands. Where it does not, what ran before goes on, or the default opens. */
  private async openRecipe(recipe: RunRecipe, how: { replay: boolean; play: boolean }): Promise<boolean> {
    const scenario = this.scenarioOf(recipe);
    if (scenario === undefined) return false;
    const opening = ++this.openings;
    const replays = how.replay && recipe.untilUs > 0;
    this.store.setState({
      status: { kind: 'opening', what: replays ? 'Replaying the run to where it stood.' : 'Setting up the run.' },
      notice: null,
    });
    const refuse = async (text: string, missing: Notice['missing'] = null): Promise<false> => {
      if (opening === this.openings) await this.fallBack({ tone: 'problem', text, missing }, recipe);
      return false;
    };
    try {
      const found = await this.shelf.findAll(neededDatasets(scenario, recipe), recipe.datasets);
      if (opening !== this.openings) return false;
      if (!found.ok) {
        const { name, rows } = found.missing;
        const size = rows > 0 ? ` (${rows.toLocaleString('en-US').replaceAll(',', '\u202F')} rows)` : '';
        return await refuse(
          `This run uses the file ${name}${size}, which is not in this browser: choose it to open the run.${this.meanwhile()}`,
          { reference: found.missing, recipe },
        );
      }
      const reason = await this.client.openRun(recipe, found.datasets, how);
      if (reason !== null) return await refuse(`The run could not be opened: ${reason}`);
      const speed = this.store.getState().wishedSpeed;
      if (speed !== 1) this.client.post({ type: 'set-speed', factor: speed });
      this.store.setState({ status: { kind: 'running' } });
      return true;
    } catch (error) {
      return await refuse(`The run could not be opened: ${error instanceof Error ? error.message : 'its data could not be read.'}`);
    }
  }

  private meanwhile(): string {
    return this.store.getState().run === null ? ' Meanwhile the default runs.' : '';
  }

  private async fallBack(notice: Notice, refused: RunRecipe): Promise<void> {
    const { run, status } = this.store.getState();
    // The worker has died meanwhile, and the page says so.
    if (status.kind === 'failed') return;
    const isDefault = refused.scenario === this.scenarios[0].id && refused.commands.length === 0;
    if (run !== null) this.store.setState({ status: { kind: 'running' } });
    else if (isDefault) return this.fail('file', notice.text, refused);
    else await this.openScenario(this.scenarios[0].id);
    this.store.setState({ notice });
  }

  private async openDefault(text: string): Promise<void> {
    await this.openScenario(this.scenarios[0].id);
    this.notify(text, 'problem');
  }

  private fail(origin: FailureOrigin, message: string, recipe: RunRecipe | null): void {
    const known = recipe ?? this.store.getState().run?.recipe ?? null;
    this.store.setState({ status: { kind: 'failed', origin, message, recipe: known }, playing: false });
  }

  private recipeOf(scenario: Scenario): RunRecipe {
    const needed = neededDatasets(scenario, { engineVersion: '', scenario, seed: '', commands: [], untilUs: 0, datasets: [] });
    const datasets = this.parts.shippedReferences.filter(({ id }) => needed.some((need) => need.id === id));
    return { engineVersion: this.engineVersion, scenario: scenario.id, seed: DEFAULT_SEED, commands: [], untilUs: 0, datasets };
  }

  private scenarioOf({ scenario }: RunRecipe): Scenario | undefined {
    return typeof scenario === 'string' ? this.scenarios.find(({ id }) => id === scenario) : scenario;
  }

  private addressOfScenario(id: string): string {
    return id === this.scenarios[0].id ? '#/lab' : scenarioAddress(id);
  }

  /** After a command the address carries the run. */
  private scheduleLink(): void {
    this.address.schedule(() => this.client.recipe());
  }
}
