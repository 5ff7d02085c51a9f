/** A scenario opens where there is something to see. */
import { expect, test } from 'vitest';
import { viewOf } from '../../src/content/scenario-views.ts';
import { scenarios } from '../../src/content/scenarios/index.ts';

test.each([
  ['first-light', 'stage'],
  ['firehose-four-shards', 'stage'],
  ['firehose-buffers', 'buffers'],
  ['firehose-parquet', 'buffers'],
  ['firehose-transform', 'delivery'],
  ['firehose-http', 'delivery'],
])('%s opens on %s', (id, view) => {
  expect(viewOf(scenarios.find((scenario) => scenario.id === id)!)).toBe(view);
});

test('one without producers, or with both kinds, opens on the Stage', () => {
  const [first] = scenarios;
  const direct = scenarios.find(({ id }) => id === 'firehose-buffers')!;
  expect(viewOf({ producers: [...first!.producers, ...direct.producers], deliveryStreams: direct.deliveryStreams })).toBe('stage');
  expect(viewOf({ producers: direct.producers })).toBe('stage');
});
