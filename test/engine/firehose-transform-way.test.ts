/** The transform's place on the way: its own buffer, invocations at once, retries, and where each outcome goes. The function is scripted. */
import { beforeEach, expect, test, vi } from 'vitest';
import { advanceTo, SECOND, type World } from '../../src/engine/index.ts';
import type { TransformSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { pickRecords, type RecordBatch } from '../../src/engine/firehose/record-batch.ts';
import type { TransformAnswer } from '../../src/engine/firehose/steps.ts';
import { invoke } from '../../src/engine/firehose/transform/invoke.ts';
import { bucket, deliveryStream, eventsOf, firehoseWorld, give, MIB, objectsOf, streamIn, unaccounted } from './firehose-runs.ts';

vi.mock('../../src/engine/firehose/transform/invoke.ts', () => ({ invoke: vi.fn<typeof invoke>() }));
const scripted = vi.mocked(invoke);

const common = { requestBytes: 100, log: [] };
const range = (batch: RecordBatch, from: number, to: number) =>
  pickRecords(
    batch,
    Array.from({ length: to - from }, (_, i) => from + i),
  );

/** The first `ok` records of every hundred are Ok, the next `dropped` Dropped, the rest fail. */
const answering =
  (ok: number, dropped: number, durationUs = SECOND) =>
  (batch: RecordBatch): TransformAnswer => ({
    ...common,
    durationUs,
    kind: 'answered',
    ok: range(batch, 0, ok),
    partitionKeys: null,
    dropped: range(batch, ok, ok + dropped),
    failures: [
      {
        folder: 'processing-failed',
        batch: range(batch, ok + dropped, batch.count),
        errorCode: 'Lambda.ProcessingFailedStatus',
        errorMessage: 'said so',
        attemptsMade: 1,
      },
    ],
  });

const failing = (retriable: boolean): TransformAnswer => ({
  ...common,
  durationUs: SECOND,
  kind: 'failed',
  errorCode: 'Lambda.FunctionError',
  errorMessage: 'boom',
  retriable,
});

const answerWith = (answer: (batch: RecordBatch, attempt: number) => TransformAnswer): void =>
  void scripted.mockImplementation((_firehose, _stream, batches, attempt) => answer(batches[0], attempt));

const transform: TransformSpec = {
  functionName: 'enrich',
  code: '',
  timeoutSeconds: 60,
  numberOfRetries: 3,
  bufferSizeMiB: 1,
  bufferIntervalSeconds: 60,
};

const transforming = (more: Partial<TransformSpec> = {}, buffering = { sizeMiB: 5, intervalSeconds: 300 }): World =>
  firehoseWorld([
    deliveryStream({ transform: { ...transform, ...more }, buffering, destination: { kind: 's3', s3: bucket(), sourceBackup: null } }),
  ]);

beforeEach(() => {
  scripted.mockReset();
});

test('its buffer first, then that of the destination, which counts from the transformed records', () => {
  answerWith(answering(10, 0));
  const world = transforming();
  give(world, 10, 100);
  advanceTo(world, 400 * SECOND);
  expect(streamIn(world).flushes.map(({ way, openedUs, sealedUs }) => [way, openedUs / SECOND, sealedUs / SECOND])).toEqual([
    ['transform', 0, 60],
    ['main', 61, 361],
  ]);
  expect(streamIn(world).account).toMatchObject({ accepted: 10, delivered: 10 });
});

test('Ok goes on, Dropped is gone, what failed lands in its folder', () => {
  answerWith(answering(5, 3));
  const world = transforming({}, { sizeMiB: 1, intervalSeconds: 10 });
  give(world, 10, 100);
  advanceTo(world, 120 * SECOND);
  expect(streamIn(world).account).toMatchObject({ accepted: 10, delivered: 5, dropped: 3, failed: { 'processing-failed': 2 } });
  expect(objectsOf(world).filter(({ key }) => key.startsWith('errors/processing-failed/'))).toHaveLength(1);
  expect(eventsOf(world, 'records-failing')).toMatchObject([{ folder: 'processing-failed', records: 2 }]);
  expect(streamIn(world).recent.invocations).toMatchObject([{ attempt: 1, records: 10, ok: 5, dropped: 3, failed: 2, error: null }]);
});

test('nothing but dropped records makes no object', () => {
  answerWith(answering(0, 10));
  const world = transforming();
  give(world, 10, 100);
  advanceTo(world, 1000 * SECOND);
  expect(streamIn(world).account).toMatchObject({ accepted: 10, dropped: 10 });
  expect(objectsOf(world)).toEqual([]);
});

test.each([
  [3, 4],
  [1, 2],
  [0, 1],
])('%i retries are %i invocations, each with the next number; then all of it fails', (numberOfRetries, invocations) => {
  answerWith(() => failing(true));
  const world = transforming({ numberOfRetries });
  give(world, 10, 100);
  advanceTo(world, 500 * SECOND);
  expect(scripted.mock.calls.map(([, , , attempt]) => attempt)).toEqual(Array.from({ length: invocations }, (_, i) => i + 1));
  expect(streamIn(world).account.failed).toEqual({ 'processing-failed': 10 });
  expect(eventsOf(world, 'transform-failing')).toMatchObject([{ attempts: invocations, errorCode: 'Lambda.FunctionError' }]);
  expect(streamIn(world).counts).toMatchObject({ invocations, invocationErrors: invocations, transformedIn: 10, transformedOk: 0 });
});

test('an answer that is final is not asked for again', () => {
  answerWith(() => failing(false));
  const world = transforming();
  give(world, 10, 100);
  advanceTo(world, 100 * SECOND);
  expect(scripted).toHaveBeenCalledTimes(1);
  expect(unaccounted(streamIn(world))).toBe(0);
});

test('it recovers, and says so once', () => {
  answerWith((batch, attempt) => (attempt < 3 ? failing(true) : answering(batch.count, 0)(batch)));
  const world = transforming({ numberOfRetries: 1 });
  give(world, 10, 100);
  advanceTo(world, 100 * SECOND);
  answerWith((batch) => answering(batch.count, 0)(batch));
  give(world, 10, 100);
  advanceTo(world, 1000 * SECOND);
  expect(eventsOf(world, 'transform-failing')).toHaveLength(1);
  expect(eventsOf(world, 'transform-recovered')).toHaveLength(1);
  expect(streamIn(world).account).toMatchObject({ delivered: 10, failed: { 'processing-failed': 10 } });
});

test('five invocations of a lane at once, the rest wait; other lanes have five of their own', () => {
  let running = 0;
  answerWith((batch) => {
    running++;
    return answering(batch.count, 0, 100 * SECOND)(batch);
  });
  const world = transforming({ bufferSizeMiB: 0.2 });
  give(world, 40, 52_429, 'a');
  expect(streamIn(world).flushes).toHaveLength(10);
  advanceTo(world, 50 * SECOND);
  expect(running).toBe(5);
  give(world, 40, 52_429, 'b');
  advanceTo(world, 51 * SECOND);
  expect(running).toBe(10);
  advanceTo(world, 149 * SECOND);
  expect(running).toBe(15);
  advanceTo(world, 1000 * SECOND);
  expect(streamIn(world).account).toMatchObject({ accepted: 80, delivered: 80 });
});

test('what goes to the function together is cut at its size hint, however large the batch', () => {
  answerWith((batch) => answering(batch.count, 0)(batch));
  const world = transforming({ bufferSizeMiB: 1 });
  give(world, 100, 100_000);
  for (const { way, bytes } of streamIn(world).flushes) {
    expect(way).toBe('transform');
    expect(bytes).toBeLessThan(MIB + 100_000);
  }
});

test('a function that is taken away is passed by', () => {
  const world = transforming();
  give(world, 10, 100);
  streamIn(world).spec = Object.freeze(deliveryStream());
  advanceTo(world, 1000 * SECOND);
  expect(scripted).not.toHaveBeenCalled();
  expect(streamIn(world).account).toMatchObject({ accepted: 10, delivered: 10 });
});

test('records that go on failing are told once, and again after a pause', () => {
  answerWith(answering(0, 0));
  const world = transforming({ bufferIntervalSeconds: 1 }, { sizeMiB: 1, intervalSeconds: 10 });
  for (let second = 0; second < 120; second += 5) {
    advanceTo(world, second * SECOND);
    give(world, 1, 100);
  }
  advanceTo(world, 1000 * SECOND);
  expect(eventsOf(world, 'records-failing')).toHaveLength(1);
  give(world, 1, 100);
  advanceTo(world, 1100 * SECOND);
  expect(eventsOf(world, 'records-failing')).toHaveLength(2);
  expect(streamIn(world).account.failed).toEqual({ 'processing-failed': 25 });
});
