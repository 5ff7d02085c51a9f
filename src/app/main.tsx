/** Composition root: the worker starts before React does, so that the first record moves as soon as the page is seen. */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import '../ui/tokens.css';
import '../ui/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { shippedDatasets } from '../content/datasets/index.ts';
import { scenarios } from '../content/scenarios/index.ts';
import { Lab } from '../lab/lab.ts';
import { App } from './App.tsx';
import { datasetLoader } from './dataset-loader.ts';

const lab = new Lab({
  loader: datasetLoader,
  scenarios,
  shippedReferences: shippedDatasets.map(({ id, name, rows }) => ({ id, name, rows })),
});

window.__kinelab = {
  recipe: () => lab.client.recipe(),
  eventLog: () => lab.client.eventLog(),
  records: (query) => lab.client.describeRecords(query),
  digest: () => lab.client.digest(),
  travel: (travel) => lab.client.travel(travel),
};

lab.start();

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root.');
createRoot(root).render(
  <StrictMode>
    <App lab={lab} />
  </StrictMode>,
);
