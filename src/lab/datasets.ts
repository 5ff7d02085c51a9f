/**
 * Finds the data sets that a run needs: those that ship with the app, those that the learner chose in this browser.
 * How a shipped file is fetched and read is handed in, so that this folder needs no page.
 */
import type { Scenario } from '../engine/scenario.ts';
import type { ProducerSpec } from '../engine/producers/producer-spec.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { DatasetReference, RunRecipe } from '../protocol/run-recipe.ts';
import { joinDatasets } from './dataset-parts.ts';

/** Fetched with the first file that the learner chose: most runs have none. */
const keptFiles = () => import('./dataset-store.ts');

/** The name of the key column that is the whole row, as in DatasetField. */
const WHOLE_ROW = '';

/** A data set with the columns that a run reads from it. */
export interface DatasetNeed {
  id: string;
  keyFields: string[];
  timeFields: string[];
}

export interface DatasetLoader {
  isShipped(id: string): boolean;
  /** Fetches a shipped file and reads the columns. */
  loadShipped(need: DatasetNeed): Promise<Dataset>;
  /** Reads a file that the learner has chosen again: the data set with the id that is needed, or null where the file is another one. */
  readFile(file: File, need: DatasetNeed): Promise<Dataset | null>;
}

export type DatasetsFound = { ok: true; datasets: Dataset[] } | { ok: false; missing: DatasetReference };

/** Every data set that a producer of the scenario or of a command reads, on any branch. */
export function neededDatasets(scenario: Scenario, recipe: RunRecipe): DatasetNeed[] {
  const needs = new Map<string, DatasetNeed>();
  const producers = [...scenario.producers];
  for (const { command } of [...recipe.commands, ...(recipe.branches ?? []).flatMap(({ commands }) => commands)]) {
    if (command.type === 'add-producer' || command.type === 'update-producer') producers.push(command.producer);
  }
  for (const producer of producers) addNeed(needs, producer);
  return [...needs.values()];
}

function addNeed(needs: Map<string, DatasetNeed>, { source, rate }: ProducerSpec): void {
  if (source.kind !== 'dataset') return;
  const need = needs.get(source.dataset) ?? { id: source.dataset, keyFields: [], timeFields: [] };
  const keyField = source.keyField ?? WHOLE_ROW;
  if (!need.keyFields.includes(keyField)) need.keyFields.push(keyField);
  if (rate.kind === 'timestamps' && !need.timeFields.includes(rate.field)) need.timeFields.push(rate.field);
  needs.set(source.dataset, need);
}

function serves(dataset: Dataset, need: DatasetNeed): boolean {
  const keys = new Set(dataset.keyFields.map((field) => field.name));
  const times = new Set(dataset.timeFields.map((field) => field.name));
  return need.keyFields.every((name) => keys.has(name)) && need.timeFields.every((name) => times.has(name));
}

export class DatasetShelf {
  /** Where the browser keeps nothing, this tab still does. */
  private readonly held = new Map<string, Dataset>();
  private readonly loader: DatasetLoader;

  constructor(loader: DatasetLoader) {
    this.loader = loader;
  }

  /** Says whether it will be found again without this very object, so that its memory can be given away. */
  async keep(dataset: Dataset): Promise<boolean> {
    if (this.loader.isShipped(dataset.id) || (await (await keptFiles()).keepDataset(dataset))) return true;
    const held = this.held.get(dataset.id);
    this.held.set(dataset.id, held === undefined ? dataset : joinDatasets(held, dataset));
    return false;
  }

  /** All that the run needs, or the first that is not here. */
  async findAll(needs: readonly DatasetNeed[], references: readonly DatasetReference[]): Promise<DatasetsFound> {
    const datasets: Dataset[] = [];
    for (const need of needs) {
      const dataset = await this.find(need);
      if (dataset === null) {
        const known = references.find((reference) => reference.id === need.id);
        return { ok: false, missing: known ?? { id: need.id, name: need.id, rows: 0 } };
      }
      datasets.push(dataset);
    }
    return { ok: true, datasets };
  }

  /** Reads the file that a missing data set was made from; a sentence where it is another file. */
  async adopt(file: File, need: DatasetNeed, name: string): Promise<string | null> {
    const dataset = await this.loader.readFile(file, need);
    if (dataset === null) return `${file.name} is not the file this run was made with: its contents differ from those of ${name}.`;
    await this.keep(dataset);
    return null;
  }

  private async find(need: DatasetNeed): Promise<Dataset | null> {
    if (this.loader.isShipped(need.id)) return this.loader.loadShipped(need);
    const dataset = this.held.get(need.id) ?? (await (await keptFiles()).findKeptDataset(need.id));
    return dataset !== null && serves(dataset, need) ? dataset : null;
  }
}
