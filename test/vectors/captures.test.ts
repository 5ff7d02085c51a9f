/** The engine against recorded answers of the real service. */
import { describe, expect, test } from 'vitest';
import { startService } from '../kinesis/service.ts';
import { replay, type Capture, type StepResult } from '../support/captures.ts';
import { listVectors, readVectors } from './folder.ts';

/**
 * Operations that the engine does not know yet, and the steps whose answers depend on them. An operation that is there must be
 * taken off; the steps named under it must pass from then on.
 */
const NOT_YET: Record<string, string[]> = {
  AddTagsToStream: [],
  DeleteResourcePolicy: [],
  DescribeStreamConsumer: [],
  GetResourcePolicy: [],
  ListStreamConsumers: [],
  ListTagsForResource: [],
  ListTagsForStream: [],
  PutResourcePolicy: [],
  RegisterStreamConsumer: [],
  RemoveTagsFromStream: [],
  StartStreamEncryption: ['controls-082', 'controls-083', 'controls-085', 'controls-086', 'controls-088'],
  StopStreamEncryption: [],
  SubscribeToShard: [],
  TagResource: [],
  UntagResource: [],
};

const notYet = new Set([...Object.keys(NOT_YET), ...Object.values(NOT_YET).flat()]);
const captures = listVectors('captures').map((name) => readVectors(`captures/${name}`) as Capture);

describe.each(captures.filter(({ format }) => format === 1).map((capture) => [capture.name, capture] as const))('%s', async (_, capture) => {
  const results = await replay(capture);
  const isNotYet = ({ id, operation }: StepResult) => notYet.has(operation) || notYet.has(id);
  const left = results.filter(isNotYet).map(({ id, operation }) => `${id} ${operation}`);

  test.for(results.filter((result) => !isNotYet(result)))('$id $operation', ({ problems }) => {
    expect(problems).toEqual([]);
  });

  if (left.length > 0) test(`not yet, ${left.length} of ${results.length}: ${left.join(', ')}`, () => expect(left.length).toBeLessThan(results.length));
});

test.each(Object.keys(NOT_YET))('%s is still unknown to the engine', async (operation) => {
  const { body } = await startService().api.handle(`Kinesis_20131202.${operation}`, {});
  expect(body.__type).toBe('UnknownOperationException');
});
