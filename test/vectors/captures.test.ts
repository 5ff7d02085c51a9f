/** The engine against recorded answers of the real service. */
import { describe, expect, test } from 'vitest';
import { replay, type Capture } from '../support/captures.ts';
import { CONTRADICTED } from './contradicted.ts';
import { listVectors, readVectors, vectorsFolder } from './folder.ts';

const captures = listVectors('captures').map((name) => readVectors(`captures/${name}`) as Capture);

test('recordings of the service are there; vectors from elsewhere may have none', () => {
  expect(captures.length > 0 || vectorsFolder !== import.meta.dirname).toBe(true);
});

describe.each(captures.filter(({ format }) => format === 1).map((capture) => [capture.name, capture] as const))(
  '%s',
  async (_, capture) => {
    const results = await replay(capture);

    test.for(results.filter(({ id }) => !(id in CONTRADICTED)))('$id $operation', ({ problems }) => {
      expect(problems).toEqual([]);
    });

    for (const { id, problems } of results.filter((result) => result.id in CONTRADICTED))
      test(`${id} contradicts the rest: ${CONTRADICTED[id]}`, () => expect(problems).not.toEqual([]));
  },
);
