/**
 * Event source mappings against answers recorded from Lambda. A case says how the mapping is set and what came of it; what was put and
 * what the function did stands in it (`given`) or follows from what the function was given. Cases are run by the shape of what they hold.
 */
import { describe, expect, test } from 'vitest';
import { advanceTo, createWorld, type World } from '../../src/engine/index.ts';
import type { LambdaConsumerSpec } from '../../src/engine/consumers/consumer-spec.ts';
import type { FunctionBehaviour, LambdaConsumer, OnFailureMessage } from '../../src/engine/consumers/lambda/lambda-state.ts';
import { invocationEvent } from '../../src/engine/consumers/lambda/record-view.ts';
import { consumersOf } from '../../src/engine/world.ts';
import { gather, give, lambdaOf, mapping, put, SECOND, worldWith } from '../engine/lambda-runs.ts';
import { bareScenario } from '../engine/scenarios.ts';
import { readVectors } from './folder.ts';

interface RecordedMapping {
  BatchSize: number;
  BisectBatchOnFunctionError: boolean;
  DestinationConfig: { OnFailure: { Destination?: string } };
  FilterCriteria?: unknown;
  FunctionResponseTypes: string[];
  MaximumBatchingWindowInSeconds: number;
  MaximumRecordAgeInSeconds: number;
  MaximumRetryAttempts: number;
  ParallelizationFactor: number;
  StartingPosition: 'TRIM_HORIZON' | 'LATEST';
  TumblingWindowInSeconds: number;
}
interface RecordedRecord {
  kinesis: { partitionKey: string; data: string; sequenceNumber: string };
}
type Invoked = { Records: RecordedRecord[] };
type Message = { [Part in keyof OnFailureMessage]: OnFailureMessage[Part] } & { payload?: Invoked };
interface Case {
  id: string;
  mapping?: RecordedMapping;
  given?: { records: { data: string; partitionKey: string }[]; response?: unknown; function: string; expectInvocations?: number };
  answers: Record<string, unknown>;
  approximateInvokeCount?: number;
}
const { cases } = readVectors('lambda-esm.json') as { cases: Case[] };

const specOf = (recorded: RecordedMapping): Partial<LambdaConsumerSpec> => ({
  start: recorded.StartingPosition,
  batchSize: recorded.BatchSize,
  bisectBatchOnFunctionError: recorded.BisectBatchOnFunctionError,
  onFailureDestination: recorded.DestinationConfig.OnFailure.Destination !== undefined,
  filter: recorded.FilterCriteria === undefined ? null : JSON.stringify(recorded.FilterCriteria),
  reportBatchItemFailures: recorded.FunctionResponseTypes.includes('ReportBatchItemFailures'),
  windowSeconds: recorded.MaximumBatchingWindowInSeconds,
  maximumRecordAgeSeconds: recorded.MaximumRecordAgeInSeconds,
  maximumRetryAttempts: recorded.MaximumRetryAttempts,
  parallelizationFactor: recorded.ParallelizationFactor,
  tumblingWindowSeconds: recorded.TumblingWindowInSeconds,
});

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Every value of the tree that `is` takes, outermost first. */
function find<T>(value: unknown, is: (value: Record<string, unknown>) => boolean): T[] {
  if (!isObject(value)) return [];
  return is(value) ? [value as T] : Object.values(value).flatMap((part) => find<T>(part, is));
}

const messagesOf = ({ answers }: Case): Message[] => find<Message>(answers, (value) => 'KinesisBatchInfo' in value);
const recordsOf = (answers: unknown): RecordedRecord[] =>
  find<RecordedRecord>(answers, (value) => 'eventID' in value && 'kinesis' in value);
const invokedOf = ({ answers }: Case): Invoked[] =>
  find<Invoked>(answers, (value) => 'KinesisBatchInfo' in value || ('Records' in value && recordsOf(value).length > 0)).filter(
    (found) => !('KinesisBatchInfo' in found),
  );

/** Numbers, names and instants are of that recording: what is left is the shape, and what says how often and why. */
const PLACES =
  /^(requestId|functionArn|timestamp|startSequenceNumber|endSequenceNumber|approximateArrival\w*|streamArn|shardId|sequenceNumber|eventID|eventSourceARN|invokeIdentityArn|awsRegion)$/;
function shapeOf(value: unknown, name = ''): unknown {
  if (PLACES.test(name)) return typeof value;
  if (Array.isArray(value)) return value.map((item) => shapeOf(item));
  return isObject(value) ? Object.fromEntries(Object.keys(value).map((key) => [key, shapeOf(value[key], key)])) : value;
}
/** Recorded placeholders of instants in seconds are texts. */
const shapeOfRecord = ({ kinesis, ...record }: RecordedRecord) =>
  shapeOf({ ...record, kinesis: { ...kinesis, approximateArrivalTimestamp: 0 } });

const what = ({ kinesis }: RecordedRecord) => `${kinesis.partitionKey} ${kinesis.data}`;
const textOf = (base64: string) => Buffer.from(base64, 'base64').toString();

function behaviourOf({ given, answers }: Case): FunctionBehaviour {
  if (given?.response === '<throws>') return { kind: 'throws' };
  if (given !== undefined && 'response' in given) return { kind: 'answers', answer: given.response };
  if (given !== undefined) return { kind: 'reports', field: 'should_fail' };
  return messagesOf({ answers } as Case).length > 0 ? { kind: 'throws' } : { kind: 'healthy' };
}

interface Played {
  world: World;
  /** Records of each invocation, as the function is given them. */
  events: Invoked[];
  messages: OnFailureMessage[];
}

function play(recorded: Case, puts: { data: string; partitionKey: string }[], forSeconds: number): Played {
  const world = worldWith(specOf(recorded.mapping!));
  const consumer = lambdaOf(world);
  consumer.behaviour = behaviourOf(recorded);
  const isLatest = recorded.mapping!.StartingPosition === 'LATEST';
  if (isLatest) advanceTo(world, 6 * SECOND); // the recordings wait until it is Enabled
  for (const { partitionKey, data } of puts) put(world, partitionKey, data);
  const invocations = gather(world, forSeconds);
  const events = invocations.map(({ positions }) => invocationEvent(consumersOf(world), consumer, 0, positions) as unknown as Invoked);
  return { world, events, messages: consumer.messages };
}

/** What is put in the order of the shard: each record once. */
const putsIn = (records: RecordedRecord[]) => {
  const seen = new Map(records.map((record) => [record.kinesis.sequenceNumber, record]));
  return [...seen.values()].map(({ kinesis }) => ({ partitionKey: kinesis.partitionKey, data: textOf(kinesis.data) }));
};

const hasRecords = (recorded: Case) => recorded.mapping !== undefined && recorded.mapping.MaximumRecordAgeInSeconds < 0;
const isDelivery = (recorded: Case) =>
  hasRecords(recorded) && recorded.given === undefined && messagesOf(recorded).length === 0 && invokedOf(recorded).length > 0;
const isAge = ({ mapping: recorded }: Case) => (recorded?.MaximumRecordAgeInSeconds ?? -1) > 0;
const isFailure = (recorded: Case) => recorded.mapping !== undefined && !isAge(recorded) && messagesOf(recorded).length > 0;
const isAnswered = (recorded: Case) => recorded.given !== undefined && 'response' in recorded.given;
const payloadsOf = ({ answers }: Case) =>
  Object.entries(answers).flatMap(([name, value]) =>
    name.endsWith('payload') && typeof value === 'string' ? [JSON.parse(value) as unknown[]] : [],
  );
const isFilter = (recorded: Case) => recorded.mapping?.FilterCriteria !== undefined && payloadsOf(recorded).length > 0;
const isShared = (recorded: Case) => recorded.mapping === undefined && Object.keys(recorded.answers).some((name) => /records-/.test(name));

describe('delivered', () => {
  test.for(cases.filter(isDelivery))('$id', (recorded) => {
    const wanted = invokedOf(recorded);
    const { events } = play(recorded, putsIn(recordsOf(recorded.answers)), 20);
    expect(events.map(({ Records }) => Records.map(what))).toEqual(wanted.map(({ Records }) => Records.map(what)));
    expect(events[0].Records.map(shapeOfRecord)).toEqual(wanted[0].Records.map(shapeOfRecord));
  });
});

describe('answers of the function', () => {
  test.for(cases.filter(isAnswered))('$id', (recorded) => {
    const { events } = play(recorded, recorded.given!.records, 30);
    expect(events).toHaveLength(recorded.given!.expectInvocations!);
    expect(events.map(({ Records }) => Records.map(what))).toEqual(invokedOf(recorded).map(({ Records }) => Records.map(what)));
  });
});

describe('given up after retries', () => {
  test.for(cases.filter(isFailure))('$id', (recorded) => {
    const [{ payload, ...wanted }] = messagesOf(recorded);
    const puts = recorded.given?.records ?? (payload === undefined ? [{ partitionKey: 'test', data: '{}' }] : putsIn(recordsOf(payload)));
    const { messages, events, world } = play(recorded, puts, 60);
    expect(messages.map((message) => shapeOf(message))).toEqual([shapeOf(wanted)]);
    expect(messages[0].KinesisBatchInfo.endSequenceNumber === messages[0].KinesisBatchInfo.startSequenceNumber).toBe(
      wanted.KinesisBatchInfo.startSequenceNumber === wanted.KinesisBatchInfo.endSequenceNumber,
    );
    if (payload !== undefined) expect(events.at(-1)!.Records.map(shapeOfRecord)).toEqual(payload.Records.map(shapeOfRecord));
    // all records of all invocations, in order, where the recording has them
    const delivered = recorded.answers.kinesis_records;
    if (delivered !== undefined) expect(events.flatMap(({ Records }) => Records.map(what))).toEqual(recordsOf(delivered).map(what));
    expect(lambdaOf(world).sink.diverted).toBe(wanted.KinesisBatchInfo.batchSize);
  });
});

describe('older than MaximumRecordAgeInSeconds', () => {
  /** With retries it grew old while it was tried; without, before it was first read: the mapping was made a minute after the record was put. */
  test.for(cases.filter(isAge))('$id', (recorded) => {
    const [wanted] = messagesOf(recorded);
    const late = putsIn(recordsOf(recorded.answers));
    const world = createWorld(bareScenario(1), { seed: 'lambda' });
    put(world, 'test', 'stream-data');
    if (recorded.mapping!.MaximumRetryAttempts === 0) advanceTo(world, 60 * SECOND);
    for (const { partitionKey, data } of late) put(world, partitionKey, data);
    give(world, { type: 'add-consumer', consumer: mapping(specOf(recorded.mapping!)) });
    const consumer = lambdaOf(world);
    consumer.behaviour = late.length > 0 ? { kind: 'healthy' } : { kind: 'throws' };
    const invocations = gather(world, 90);
    expect(consumer.messages.map((message) => shapeOf(message))).toEqual([shapeOf(wanted)]);
    expect(invocations.flatMap(({ positions }) => (late.length > 0 ? positions : []))).toEqual(late.map((_, i) => i + 1));
  });
});

describe('filtered', () => {
  test.for(cases.filter(isFilter))('$id', (recorded) => {
    const wanted = payloadsOf(recorded)
      .flat()
      .map((data) => JSON.stringify(data));
    const { events, world } = play(
      recorded,
      ['not JSON', ...wanted, '{"event_type":"another"}', '{}', '[]'].map((data) => ({ partitionKey: 'test', data })),
      20,
    );
    expect(events.flatMap(({ Records }) => Records.map(({ kinesis }) => textOf(kinesis.data)))).toEqual(wanted);
    expect(lambdaOf(world).figures.filtered).toBe(4);
    expect(lambdaOf(world).sink.processed).toBe(wanted.length);
  });
});

describe('several mappings of one stream', () => {
  test.for(cases.filter(isShared))('$id', ({ answers }) => {
    const deliveries = Object.values(answers).filter((value) => !isObject(value) || !('UUID' in value));
    const wanted = deliveries.map((value) => recordsOf(value).map(what));
    const world = createWorld(bareScenario(1, { consumers: deliveries.map((_, i) => mapping({ id: `function-${i}` })) }), {
      seed: 'lambda',
    });
    for (const { partitionKey, data } of putsIn(recordsOf(deliveries[0]))) put(world, partitionKey, data);
    advanceTo(world, 10 * SECOND);
    const given = world.consumers.list.map((consumer) =>
      (consumer as LambdaConsumer).recent.flatMap(({ positions }) =>
        (invocationEvent(consumersOf(world), consumer as LambdaConsumer, 0, positions) as unknown as Invoked).Records.map(what),
      ),
    );
    expect(given).toEqual(wanted);
  });
});

/** What the lab has not: Lambda's own API. By what a case holds. */
const NOT_MODELLED: Record<string, (recorded: Case) => boolean> = {
  'refusals of CreateEventSourceMapping: the lab makes mappings by its own commands': ({ answers }) => 'error' in answers,
  'what GetEventSourceMapping says': ({ answers }) => 'get_esm_result' in answers,
};

test('every case is run, or is of what the lab has not', () => {
  const isRun = [isDelivery, isAnswered, isFailure, isAge, isFilter, isShared];
  const left = cases.filter((recorded) => !isRun.some((is) => is(recorded)) && !Object.values(NOT_MODELLED).some((is) => is(recorded)));
  expect(left.map(({ id }) => id)).toEqual([]);
  expect(cases.filter((recorded) => isRun.some((is) => is(recorded)))).not.toEqual([]);
});
