/** How the Lab gets at files: the shipped ones over the network, once each; the learner's by the import worker. */
import { shippedDatasets } from '../content/datasets/index.ts';
import type { DatasetLoader } from '../lab/datasets.ts';
import type { Dataset } from '../protocol/dataset.ts';
import type { FormatChoice } from '../protocol/import-messages.ts';
import { importFile } from '../ui/import/import-client.ts';
import { loadShippedDataset } from '../ui/import/load-shipped.ts';

/** A recipe names a data set by its rows. How the file was read to get them, the learner may have overruled: as guessed comes first. */
const READINGS: readonly Partial<FormatChoice>[] = [
  {},
  { format: 'lines' },
  { format: 'ndjson' },
  ...[',', ';', '\t', '|'].flatMap((delimiter) => [true, false].map((header) => ({ format: 'csv' as const, delimiter, header }))),
];

const loaded = new Map<string, Promise<Dataset>>();

export const datasetLoader: DatasetLoader = {
  isShipped: (id) => shippedDatasets.some((shipped) => shipped.id === id),
  loadShipped: (need) => {
    const key = JSON.stringify(need);
    const known = loaded.get(key);
    if (known !== undefined) return known;
    const loading = loadShippedDataset(need.id, need);
    loaded.set(key, loading);
    // A failure is told to whoever asked; the next one may try again.
    loading.catch(() => loaded.delete(key));
    return loading;
  },
  readFile: async (file, need) => {
    for (const choice of READINGS) {
      const dataset = await importFile(file, file.name, need, choice).catch((error: unknown) => {
        // A reading that does not fit the file is no answer; that the file cannot be read at all is.
        if (choice === READINGS[0]) throw error;
        return null;
      });
      if (dataset?.id === need.id) return dataset;
    }
    return null;
  },
};
