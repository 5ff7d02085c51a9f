/** The engine against recorded answers of the real service. */
import { describe, expect, test } from 'vitest';
import { replay, type Capture } from '../support/captures.ts';
import { listVectors, readVectors } from './folder.ts';

/**
 * Steps that contradict what else was recorded, with the reason. They are replayed all the same; the list must not grow
 * stale, so a step of it that passes fails here.
 */
const CONTRADICTED: Record<string, string> = {
  'records-049':
    'wants a heartbeat 5.0 s after a subscription of 54.881 s at 54.5–55.5 s: its expected time was left where it stood before the step was moved by 4.881 s',
};

const captures = listVectors('captures').map((name) => readVectors(`captures/${name}`) as Capture);

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
