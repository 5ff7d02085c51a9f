/** What an event source mapping does when its function fails: retries, bisecting, partial answers, giving up, and a shard that stands still. */
import { describe, expect, test } from 'vitest';
import { advanceTo, createWorld, explain, historyOf, type World } from '../../src/engine/index.ts';
import type { LambdaConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import { recordsDone, THROWN } from '../../src/engine/consumers/lambda/function-response.ts';
import { gather, give, lambdaOf, mapping, put, SECOND, worldWith } from './lambda-runs.ts';
import { bareScenario, producer } from './scenarios.ts';

const SHARD = 'shardId-000000000000';
const poison = (world: World, id = 'bad') =>
  give(world, { type: 'inject-fault', id, fault: { kind: 'poison-record', consumer: mapping().id, shardId: SHARD } });

/** A hundred records of which the `at`-th is poison, in one batch. */
function withPoison(spec: Partial<LambdaConsumerSpec>, at = 40): World {
  const world = worldWith({ start: 'LATEST', windowSeconds: 10, ...spec });
  advanceTo(world, 6 * SECOND);
  for (let i = 0; i < at; i++) put(world, `k${i % 7}`, `${i}`);
  advanceTo(world, 7.3 * SECOND); // the mapping has polled these
  poison(world);
  for (let i = at; i < 100; i++) put(world, `k${i % 7}`, `${i}`);
  return world;
}

const positionOfPoison = (world: World) => lambdaOf(world).readers[0].poison[0]?.position ?? null;
const eventsOf = (world: World, type: string) => historyOf(world).filter((event) => event.type === type);

describe('a poison record', () => {
  test('blocks its shard: the batch is tried again and nothing behind it moves', () => {
    const world = withPoison({ maximumRetryAttempts: -1 });
    gather(world, 120);
    const { readers, sink, figures } = lambdaOf(world);
    expect(positionOfPoison(world)).toBe(40);
    expect(readers[0].position).toBe(0);
    expect(readers[0].blocked?.by).toBe('poison-record');
    expect([sink.processed, sink.lost, sink.diverted]).toEqual([40, 0, 0]);
    expect(figures.errors).toBe(figures.invocations);
    expect(sink.duplicates).toBe(40 * (figures.invocations - 1)); // the records before it are done again each time
  });

  test('its events name what brought them about', () => {
    const world = withPoison({ maximumRetryAttempts: 3, onFailureDestination: true });
    gather(world, 60);
    const [began] = eventsOf(world, 'fault-began');
    const [failed] = eventsOf(world, 'batch-failed');
    const [blocked] = eventsOf(world, 'shard-blocked');
    const [discarded] = eventsOf(world, 'batch-discarded');
    const [unblocked] = eventsOf(world, 'shard-unblocked');
    expect(failed.cause).toBe(began.seq);
    expect([blocked.cause, discarded.cause]).toEqual([failed.seq, failed.seq]);
    expect(unblocked.cause).toBe(discarded.seq);
    expect(discarded).toMatchObject({ records: 100, condition: 'RetryAttemptsExhausted', diverted: true });
  });

  // worked example of the facts: at most seven splits isolate it, then two retries, then the destination
  test('bisected out of a hundred: at most seven splits, three attempts, one record diverted', () => {
    const world = withPoison({ maximumRetryAttempts: 2, bisectBatchOnFunctionError: true, onFailureDestination: true });
    const invocations = gather(world, 60);
    const failed = invocations.filter(({ outcome }) => outcome === 'failed');
    expect(failed.filter(({ positions }) => positions.length > 1).length).toBeLessThanOrEqual(7);
    expect(failed.filter(({ positions }) => positions.length === 1)).toHaveLength(3);
    const { sink, messages } = lambdaOf(world);
    expect([sink.processed, sink.diverted, sink.lost]).toEqual([99, 1, 0]);
    expect(
      messages.map(({ KinesisBatchInfo, requestContext }) => [KinesisBatchInfo.batchSize, requestContext.approximateInvokeCount]),
    ).toEqual([[1, 3]]);
  });

  test('without bisecting the whole batch is given up, and without a destination what was not processed is lost', () => {
    const world = withPoison({ maximumRetryAttempts: 2 });
    const invocations = gather(world, 60);
    expect(invocations.map(({ positions }) => positions.length)).toEqual([100, 100, 100]);
    const { sink } = lambdaOf(world);
    expect([sink.processed, sink.duplicates, sink.lost, sink.diverted]).toEqual([40, 80, 60, 0]);
    expect(lambdaOf(world).readers[0].position).toBe(100);
  });

  test('reported as batchItemFailures: nothing before it is done twice, and the rest is another batch', () => {
    const world = withPoison({ maximumRetryAttempts: 1, reportBatchItemFailures: true, onFailureDestination: true });
    const invocations = gather(world, 60);
    expect(invocations.map(({ positions }) => [positions[0], positions.length])).toEqual([
      [0, 100],
      [40, 60],
      [40, 60],
    ]);
    const { sink, figures } = lambdaOf(world);
    expect([sink.processed, sink.duplicates, sink.diverted]).toEqual([40, 0, 60]);
    expect(figures.errors).toBe(0); // an answer is no error of the function
  });

  test.each<[string, Partial<LambdaConsumerSpec>, (world: World) => void]>([
    ['the function is mended', {}, (world) => give(world, { type: 'end-fault', id: 'bad' })],
    [
      'retries are limited and the batch is bisected',
      { onFailureDestination: true },
      (world) =>
        give(world, {
          type: 'update-consumer',
          consumer: mapping({ ...lambdaOf(world).spec, maximumRetryAttempts: 0, bisectBatchOnFunctionError: true }),
        }),
    ],
  ])('lets its shard go on when %s', (_, spec, mend) => {
    const world = withPoison({ ...spec, maximumRetryAttempts: -1 });
    gather(world, 40);
    expect(lambdaOf(world).readers[0].blocked).not.toBeNull();
    mend(world);
    gather(world, 90);
    const { readers, sink } = lambdaOf(world);
    expect([readers[0].position, readers[0].blocked]).toEqual([100, null]);
    expect(sink.processed + sink.diverted).toBe(100);
    expect(eventsOf(world, 'shard-unblocked')).toHaveLength(1);
  });

  test('passes when it is older than the maximum record age', () => {
    const world = withPoison({ maximumRecordAgeSeconds: 60, onFailureDestination: true });
    gather(world, 200);
    expect(lambdaOf(world).messages.at(-1)!.requestContext.condition).toBe('RecordAgeExceeded');
    expect(lambdaOf(world).readers[0].position).toBe(100);
  });

  test('passes when it leaves the stream, and then counts as lost', () => {
    const world = withPoison({ onFailureDestination: true });
    advanceTo(world, 24.2 * 3600 * SECOND);
    const { sink, readers, messages } = lambdaOf(world);
    expect([readers[0].position, sink.lost, sink.diverted, messages.length]).toEqual([100, 60, 0, 0]);
    expect(eventsOf(world, 'batch-discarded').at(-1)).toMatchObject({ condition: 'RetentionExceeded', diverted: false });
  });
});

test('pauses between retries: half a second, then twice as long each time, a minute at most', () => {
  const world = withPoison({});
  const invocations = gather(world, 400);
  const pauses = invocations.slice(1).map(({ startedUs }, i) => (startedUs - invocations[i].endsUs) / SECOND);
  expect(pauses.slice(0, 10)).toEqual([0.5, 1, 2, 4, 8, 16, 32, 60, 60, 60]);
});

test('throttled invocations are tried again and use up no retries', () => {
  const world = createWorld(
    bareScenario(4, {
      producers: [producer({ rate: { kind: 'constant', perSecond: 40 } })],
      consumers: [mapping({ concurrencyLimit: 1, invocationUs: 900_000, maximumRetryAttempts: 0, onFailureDestination: true })],
    }),
    { seed: 'throttled' },
  );
  advanceTo(world, 60 * SECOND);
  const { figures, sink } = lambdaOf(world);
  expect(figures.throttles).toBeGreaterThan(10);
  expect(figures.mostConcurrent).toBe(1);
  expect([sink.diverted, sink.lost, figures.errors]).toEqual([0, 0, 0]);
  expect(sink.processed).toBeGreaterThan(500);
  expect(eventsOf(world, 'invocations-throttled').length).toBeLessThan(5);
});

test('slow processing takes so many times as long, and failing batches come as often as the share says', () => {
  const world = createWorld(
    bareScenario(1, { producers: [producer()], consumers: [mapping({ invocationUs: 50_000, maximumRetryAttempts: 0 })] }),
    { seed: 'slow' },
  );
  advanceTo(world, 10 * SECOND);
  give(world, { type: 'inject-fault', id: 'slow', fault: { kind: 'slow-processing', consumer: mapping().id, factor: 4 } });
  give(world, { type: 'inject-fault', id: 'failing', fault: { kind: 'failing-processing', consumer: mapping().id, share: 0.5 } });
  const invocations = gather(world, 200).filter(({ startedUs }) => startedUs >= 10 * SECOND);
  expect(new Set(invocations.map(({ startedUs, endsUs }) => endsUs - startedUs))).toEqual(new Set([200_000]));
  const failed = invocations.filter(({ outcome }) => outcome === 'failed').length;
  expect(failed / invocations.length).toBeGreaterThan(0.35);
  expect(failed / invocations.length).toBeLessThan(0.65);
});

describe('the answer of a function', () => {
  const numbers = ['11', '12', '13'];
  test.each<[string, unknown, number]>([
    ['nothing', null, 3],
    ['several failures: the lowest counts', { batchItemFailures: [{ itemIdentifier: '13' }, { itemIdentifier: '12' }] }, 1],
    ['a number that is not of the batch', { batchItemFailures: [{ itemIdentifier: '99' }] }, 0],
    ['one usable identifier and one that is not', { batchItemFailures: [{ itemIdentifier: '13' }, {}] }, 0],
    ['an exception', THROWN, 0],
  ])('%s', (_, answer, done) => {
    expect(recordsDone(answer, numbers, true)).toBe(done);
  });

  test('is not looked at without ReportBatchItemFailures', () => {
    expect(recordsDone({ batchItemFailures: [{ itemIdentifier: '11' }] }, numbers, false)).toBe(3);
  });
});

test('the shard that stands still is told as falling behind, because of the failing batch', () => {
  const world = createWorld(bareScenario(1, { producers: [producer()], consumers: [mapping({ start: 'LATEST' })], metered: true }), {
    seed: 'behind',
  });
  advanceTo(world, 8 * SECOND);
  poison(world);
  advanceTo(world, 60 * SECOND);
  const [failed] = eventsOf(world, 'batch-failed');
  expect(eventsOf(world, 'reading-fell-behind')).toMatchObject([{ reason: 'failing', cause: failed.seq }]);
  const [behind] = eventsOf(world, 'reading-fell-behind');
  expect(explain(world, behind.seq)).not.toBeNull();
  give(world, { type: 'end-fault', id: 'bad' });
  advanceTo(world, 150 * SECOND);
  expect(eventsOf(world, 'reading-caught-up')).toHaveLength(1);
});
