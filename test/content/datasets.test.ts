import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shippedDatasets } from '../../src/content/datasets/index.ts';
import { buildDataset } from '../../src/worker/import/build-dataset.ts';
import { scanFile } from '../../src/worker/import/scan-file.ts';
import { isRefusal } from '../../src/worker/import/text-intake.ts';
import { takeIn } from '../import/support.ts';

describe.each(shippedDatasets.map((dataset) => [dataset.name, dataset] as const))('%s', (_, shipped) => {
  const text = takeIn(readFileSync(new URL(`../../public/${shipped.file}`, import.meta.url)), [100_000], shipped.name);
  if (isRefusal(text)) throw new Error(text.sentence);

  test('its id is the hash of the file', () => {
    expect(text.id).toBe(shipped.id);
  });

  test('all of its rows are good and carry the key', () => {
    const result = buildDataset(text, shipped.format, { keyFields: [shipped.keyField], timeField: null }, () => {});
    if (isRefusal(result)) throw new Error(result.sentence);
    expect(result.bad.total).toBe(0);
    expect(result.dataset.rows).toBe(shipped.rows);
    expect(result.dataset.keyFields[0].dictionary.length).toBeGreaterThan(10);
  });

  test('its format is what would have been guessed', () => {
    const result = scanFile(text, {}, () => {});
    if (isRefusal(result)) throw new Error(result.sentence);
    expect(result.scan.used).toEqual(shipped.format);
  });

  test('the samples README names source and licence', () => {
    const readme = readFileSync(new URL('../../public/samples/README.md', import.meta.url), 'utf8');
    expect(readme).toContain(shipped.name);
    expect(readme).toContain(shipped.licenceUrl);
    expect(readme).toContain(shipped.id.slice('sha256:'.length));
  });
});
