/**
 * Opens runs: from the address, a link, a file, or a scenario from its beginning. Where a run stands it goes on untouched until the
 * new one stands in its place; what cannot be opened is refused in one sentence. Only where nothing stands the default run opens.
 */
import type { Scenario } from '../engine/scenario.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { DatasetReference, RunRecipe } from '../protocol/run-recipe.ts';
import type { AddressBar } from './address-bar.ts';
import { type DatasetShelf, neededDatasets } from './datasets.ts';
import { missingFile, otherEngine, type RunSource, unknownScenario, whereItStands, withDefault } from './opening-sentences.ts';
import { type LabAddress, scenarioAddress } from './lab-address.ts';
import type { LabState, LabStore, Notice } from './store.ts';
import type { WorkerClient } from './worker-client.ts';

export interface OpenerParts {
  /** The scenarios that ship with the app; the first one is the default. */
  scenarios: readonly Scenario[];
  shippedReferences: readonly DatasetReference[];
  shelf: DatasetShelf;
  client: WorkerClient;
  store: LabStore;
  address: AddressBar;
  /** There is no run, and none can be opened. */
  fail(message: string, recipe: RunRecipe): void;
}

export interface OpenRequest {
  recipe: RunRecipe;
  source: RunSource;
  /** Whether it is run to where it stood; else it starts at 0 with its commands pending. */
  replay: boolean;
  play: boolean;
}

/** `overtaken`: another run was asked for meanwhile. */
export type OpenOutcome = { kind: 'opened' } | { kind: 'overtaken' } | { kind: 'refused'; text: string; missing: Notice['missing'] };

const DEFAULT_SEED = '7f3a';

export class RunOpener {
  /** Asked once at the start, before the address is followed: whether the run of this tab was opened in its place. */
  resume: (address: LabAddress) => Promise<boolean> = async () => false;
  /** Told of each run that now stands: the very recipe that was handed in. */
  opened: (recipe: RunRecipe) => void = () => {};
  /** Told of every run that stands, before the page shows it. */
  began: (recipe: RunRecipe) => void = () => {};
  /** Of the worker; empty until it is up. */
  engineVersion = '';
  /** Waits for the worker that takes the place of one that has died. */
  private revived: (() => void) | null = null;
  /** Counts openings, so that a slow one does not overtake a newer one. */
  private openings = 0;
  /** The worker is asked for one run at a time. */
  private turn: Promise<unknown> = Promise.resolve();
  /** Where the run came from whose missing file is being looked for. */
  private missingSource: RunSource = { kind: 'run' };
  private readonly parts: OpenerParts;

  constructor(parts: OpenerParts) {
    this.parts = parts;
  }

  /** The worker is up. */
  async begin(engineVersion: string): Promise<void> {
    this.engineVersion = engineVersion;
    const { revived } = this;
    this.revived = null;
    if (revived !== null) return revived();
    const isResumed = await this.resume(this.parts.address.read()).catch(() => false);
    if (!isResumed) await this.openAddress();
  }

  async openAddress(): Promise<void> {
    if (this.engineVersion === '') return; // it is read when the worker is up
    const address = this.parts.address.read();
    if (address.kind !== 'run') return this.openScenario(address.kind === 'scenario' ? address.id : this.parts.scenarios[0].id);
    const { readRunLink } = await import('./run-link.ts');
    const link = readRunLink(address.text);
    if (link.ok) await this.openShared(link.recipe, { kind: 'link' });
    else await this.tellRefused(link.sentence);
  }

  /** The files of the first run are fetched while the worker starts. */
  prefetch(): void {
    const address = this.parts.address.read();
    const scenario = address.kind === 'scenario' ? this.scenarioOf(address.id) : this.parts.scenarios[0];
    if (address.kind === 'run' || scenario === undefined) return;
    // Whether it came is told when the run is opened.
    void this.parts.shelf.findAll(neededDatasets(scenario, this.recipeOf(scenario)), []).catch(() => {});
  }

  async openScenario(id: string): Promise<void> {
    const scenario = this.scenarioOf(id);
    if (scenario === undefined) return this.tellRefused(`There is no scenario called ${id.slice(0, 80)}.`);
    await this.openOrTell(this.recipeOf(scenario));
  }

  /** The run that stands, from its beginning. `keepCommands`: what the learner did happens again at its times. */
  async startAgain({ seed, keepCommands = false }: { seed?: string; keepCommands?: boolean } = {}): Promise<void> {
    const { run } = this.parts.store.getState();
    if (run === null) return this.openScenario(this.parts.scenarios[0].id);
    const { engineVersion, scenario, commands, datasets } = keepCommands
      ? await this.parts.client.recipe()
      : { ...run.recipe, commands: [] };
    await this.openOrTell({ engineVersion, scenario, seed: seed ?? run.recipe.seed, commands, untilUs: 0, datasets });
  }

  /** A run file of the learner's. Null where its run stands, else why not; a notice tells it too where `tells`, or where a file is missing. */
  async openFile(file: File, tells: boolean): Promise<string | null> {
    const { openRunFile } = await import('./run-file.ts');
    const reading = await openRunFile(file);
    if (reading.ok) return this.openShared(reading.recipe, { kind: 'file', name: file.name }, tells);
    if (tells) await this.tellRefused(reading.sentence);
    return reading.sentence;
  }

  /** The learner chose the file that a run was missing. Null when the run opens, else a sentence. */
  async adoptMissing(file: File): Promise<string | null> {
    const missing = this.parts.store.getState().notice?.missing;
    if (missing === null || missing === undefined) return null;
    const scenario = this.scenarioOf(missing.recipe.scenario);
    const need = scenario && neededDatasets(scenario, missing.recipe).find(({ id }) => id === missing.reference.id);
    if (need === undefined) return null;
    const problem = await this.parts.shelf.adopt(file, need, missing.reference.name);
    if (problem === null) await this.openShared(missing.recipe, this.missingSource);
    return problem;
  }

  /** A run that was handed on: replayed to where it stood, and left standing there. Null where it stands, else the refusal. */
  async openShared(recipe: RunRecipe, source: RunSource, tells = true): Promise<string | null> {
    const play = recipe.untilUs === 0 && recipe.branches === undefined;
    const outcome = await this.open({ recipe, source, replay: true, play });
    if (outcome.kind === 'refused') {
      if (tells || outcome.missing !== null) await this.tellRefused(outcome.text, outcome.missing, recipe);
      return outcome.text;
    }
    if (outcome.kind === 'opened' && (!play || source.kind === 'file'))
      this.parts.store.setState({ notice: { tone: 'information', text: whereItStands(source, recipe), missing: null } });
    return null;
  }

  /** Where it is refused nothing has changed: what stood before goes on, and whoever asked tells why. */
  async open({ recipe, source, replay, play }: OpenRequest): Promise<OpenOutcome> {
    const { store, shelf } = this.parts;
    const scenario = this.scenarioOf(recipe.scenario);
    if (recipe.engineVersion !== this.engineVersion) return refused(otherEngine(source, recipe.engineVersion, this.engineVersion));
    if (scenario === undefined) return refused(unknownScenario(source, recipe.scenario));
    const opening = ++this.openings;
    const { status: before } = store.getState();
    const what = replay && recipe.untilUs > 0 ? 'Replaying the run to where it stood.' : 'Setting up the run.';
    store.setState({ status: { kind: 'opening', what }, notice: null });
    let outcome: OpenOutcome;
    try {
      const found = await shelf.findAll(neededDatasets(scenario, recipe), recipe.datasets);
      outcome = found.ok
        ? await this.takeTurn(opening, { recipe, source, replay, play }, found.datasets, before)
        : refused(missingFile(found.missing), { reference: found.missing, recipe });
    } catch (error) {
      outcome = refused(`The run could not be opened: ${error instanceof Error ? error.message : 'its data could not be read.'}`);
    }
    if (opening !== this.openings) return { kind: 'overtaken' };
    if (outcome.kind === 'refused') this.missingSource = source;
    this.settle(outcome, before);
    return outcome;
  }

  /** Hands the run to the worker, one at a time: an answer is then always about the run that was asked for. */
  private takeTurn(opening: number, { recipe, replay, play }: OpenRequest, datasets: Dataset[], before: LabState['status']) {
    const work = this.turn.then(async (): Promise<OpenOutcome> => {
      if (opening !== this.openings) return { kind: 'overtaken' };
      if (before.kind === 'failed' && before.origin === 'worker') await this.revive();
      const reason = await this.parts.client.openRun(recipe, datasets, { replay, play });
      if (reason !== null) return refused(`The run could not be opened: ${reason}`);
      this.parts.address.write(await this.addressOf(recipe));
      this.began(recipe);
      this.opened(recipe);
      const speed = this.parts.store.getState().wishedSpeed;
      if (speed !== 1) this.parts.client.post({ type: 'set-speed', factor: speed });
      return { kind: 'opened' };
    });
    this.turn = work.catch(() => {});
    return work;
  }

  /** A worker in place of one that has died. */
  private revive(): Promise<void> {
    const { store, client } = this.parts;
    store.setState({ run: null, slow: null });
    return new Promise((resolve, reject) => {
      const stop = store.subscribe(({ status }) => {
        if (status.kind !== 'failed') return;
        stop();
        this.revived = null;
        reject(new Error(status.message));
      });
      this.revived = () => {
        stop();
        resolve();
      };
      client.start();
    });
  }

  /** The page shows a run again: the new one, or the one that stood before, as it stood. */
  private settle(outcome: OpenOutcome, before: LabState['status']): void {
    const { run, status } = this.parts.store.getState();
    if (status.kind === 'failed') return; // the worker has died meanwhile, and the page says so
    if (outcome.kind === 'refused' && before.kind === 'failed') this.parts.store.setState({ status: before });
    else if (run !== null) this.parts.store.setState({ status: { kind: 'running' } });
  }

  private async openOrTell(recipe: RunRecipe): Promise<void> {
    const outcome = await this.open({ recipe, source: { kind: 'run' }, replay: false, play: true });
    if (outcome.kind === 'refused') await this.tellRefused(outcome.text, outcome.missing, recipe);
  }

  /** Where a run stands, only the sentence is shown, and the address names that run again. `recipe`: where there was one to open. */
  private async tellRefused(text: string, missing: Notice['missing'] = null, recipe: RunRecipe | null = null): Promise<void> {
    const { store, address, scenarios, fail } = this.parts;
    const { run, status } = store.getState();
    address.putBack();
    const hasDied = status.kind === 'failed' && status.origin === 'worker';
    if (hasDied && recipe !== null) return; // the page says so
    const opensDefault = run === null && !hasDied;
    if (opensDefault) {
      if (recipe?.scenario === scenarios[0].id && recipe.commands.length === 0) return fail(text, recipe);
      await this.openScenario(scenarios[0].id);
    }
    store.setState({ notice: { tone: 'problem', text: opensDefault ? withDefault(text, missing !== null) : text, missing } });
  }

  private recipeOf(scenario: Scenario): RunRecipe {
    const { engineVersion } = this;
    const recipe: RunRecipe = { engineVersion, scenario: scenario.id, seed: DEFAULT_SEED, commands: [], untilUs: 0, datasets: [] };
    const needed = neededDatasets(scenario, recipe);
    return { ...recipe, datasets: this.parts.shippedReferences.filter(({ id }) => needed.some((need) => need.id === id)) };
  }

  private scenarioOf(scenario: RunRecipe['scenario']): Scenario | undefined {
    return typeof scenario === 'string' ? this.parts.scenarios.find(({ id }) => id === scenario) : scenario;
  }

  /** A scenario at its beginning goes by its name, anything else by its recipe. */
  private async addressOf(recipe: RunRecipe): Promise<string> {
    const { scenario, seed, commands, untilUs } = recipe;
    if (typeof scenario !== 'string' || seed !== DEFAULT_SEED || commands.length > 0 || untilUs > 0)
      return (await import('./run-link.ts')).runAddress(recipe);
    return scenario === this.parts.scenarios[0].id ? '#/lab' : scenarioAddress(scenario);
  }
}

const refused = (text: string, missing: Notice['missing'] = null): OpenOutcome => ({ kind: 'refused', text, missing });
