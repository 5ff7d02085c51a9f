/** Data sets as the page holds them: columns that are joined, buffers that are handed over. */
import type { Dataset } from '../protocol/dataset.ts';

/** The same id means the same rows in the same order: only the columns that were read differ. */
export function joinDatasets(kept: Dataset, added: Dataset): Dataset {
  const names = new Set(added.keyFields.map((field) => field.name));
  const times = new Set(added.timeFields.map((field) => field.name));
  return {
    ...added,
    keyFields: [...added.keyFields, ...kept.keyFields.filter((field) => !names.has(field.name))],
    timeFields: [...added.timeFields, ...kept.timeFields.filter((field) => !times.has(field.name))],
  };
}

/** The buffers of a data set, for handing them to a worker without a copy. */
export function buffersOf(dataset: Dataset): ArrayBuffer[] {
  const arrays = [dataset.bytes, dataset.starts, dataset.ends, dataset.lines];
  const columns = [...dataset.keyFields.map(({ codes }) => codes), ...dataset.timeFields.map(({ offsetsMs }) => offsetsMs)];
  return [...new Set([...arrays, ...columns].map(({ buffer }) => buffer as ArrayBuffer))];
}
