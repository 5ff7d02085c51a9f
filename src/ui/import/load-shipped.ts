/** Data sets that ship with the app: fetched from beside the page, read by the import worker, checked by their hash. */
import { shippedDatasets } from '../../content/datasets/index.ts';
import type { ShippedDataset } from '../../content/datasets/shipped-dataset.ts';
import type { Dataset } from '../../protocol/dataset.ts';
import { type DatasetColumns, FileRefusedError, importFile } from './import-client.ts';

/** Without `columns`: keyed by the field that suits it best. */
export async function loadShippedDataset(id: string, columns?: DatasetColumns): Promise<Dataset> {
  const shipped = shippedDatasets.find((candidate) => candidate.id === id);
  if (shipped === undefined) throw new FileRefusedError(`No data set with the id ${id} ships with the app.`);
  const file = await fetchShipped(shipped);
  const dataset = await importFile(file, shipped.name, columns ?? { keyFields: [shipped.keyField], timeFields: [] }, shipped.format);
  if (dataset.id !== id) throw new FileRefusedError(`${shipped.name} on this server is not the file that ships with the app.`);
  return dataset;
}

export async function fetchShipped(shipped: ShippedDataset): Promise<File> {
  const response = await fetch(`${import.meta.env.BASE_URL}${shipped.file}`).catch(() => null);
  if (response === null) throw new FileRefusedError(`the sample file ${shipped.name} could not be fetched. Is there a connection?`);
  if (!response.ok)
    throw new FileRefusedError(`the sample file ${shipped.name} could not be fetched: the server answered ${response.status}.`);
  return new File([await response.blob()], shipped.name);
}
