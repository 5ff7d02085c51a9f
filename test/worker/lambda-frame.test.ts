/** What the page is told of an event source mapping. */
import { expect, test } from 'vitest';
import { advanceTo, createWorld, type ConsumerState } from '../../src/engine/index.ts';
import { lambdaFrame } from '../../src/worker/frames/lambda-frame.ts';
import { give, lambdaOf, mapping, SECOND } from '../engine/lambda-runs.ts';
import { bareScenario, consumer, producer } from '../engine/scenarios.ts';

const frameOf = (found: ConsumerState) => lambdaFrame(found)!;

test('a shard that a poison record blocks, the batch that is tried again, and what becomes of it', () => {
  const world = createWorld(
    bareScenario(1, { producers: [producer()], consumers: [mapping({ start: 'LATEST', onFailureDestination: true }), consumer()] }),
    { seed: 'frame' },
  );
  expect(frameOf(lambdaOf(world))).toMatchObject({ mapping: 'Creating', shards: [], invocations: 0 });
  advanceTo(world, 8 * SECOND);
  expect(frameOf(lambdaOf(world))).toMatchObject({ mapping: 'Enabled', shards: [{ shardIndex: 0, blocked: null }], errors: 0 });
  const fault = { kind: 'poison-record', consumer: mapping().id, shardId: 'shardId-000000000000' } as const;
  give(world, { type: 'inject-fault', id: 'bad', fault });
  advanceTo(world, 30 * SECOND);
  const blocked = frameOf(lambdaOf(world));
  expect(blocked.shards[0]).toMatchObject({ state: 'blocked', blocked: { by: 'poison-record' }, batches: [{ state: 'pausing' }] });
  expect(blocked.shards[0].batches[0].failures).toBe(blocked.errors);
  expect(blocked.shards[0].batches[0].untilUs).toBeGreaterThan(world.sim.nowUs);
  give(world, { type: 'update-consumer', consumer: mapping({ ...lambdaOf(world).spec, maximumRetryAttempts: 0 }) });
  advanceTo(world, 100 * SECOND);
  const after = frameOf(lambdaOf(world));
  expect(after.shards[0].blocked).toBeNull();
  expect(after.diverted).toBeGreaterThan(0);
  expect(JSON.parse(after.messages[0])).toMatchObject({ requestContext: { condition: 'RetryAttemptsExhausted' } });
  expect(lambdaFrame(world.consumers.list[1])).toBeNull();
});
