import type { ShippedDataset } from './shipped-dataset.ts';

export const wildlifeStrikes: ShippedDataset = {
  id: 'sha256:45777edf69984b37599e73dbfb34dbc9',
  name: 'birdstrikes.csv',
  file: 'samples/birdstrikes.csv',
  title: 'Wildlife strikes reported to the FAA, 1990–2002',
  rows: 10_000,
  format: { format: 'csv', delimiter: ',', header: true },
  keyField: 'Origin State',
  source: 'FAA Wildlife Strike Database, as packed in vega-datasets 3.2.1',
  licence: 'U.S. Government work (data), BSD-3-Clause (package)',
  licenceUrl: 'https://resources.data.gov/open-licenses/',
  note: 'One row is one collision of an aircraft with an animal. 29 states; Texas alone has 15 % of the rows.',
};
