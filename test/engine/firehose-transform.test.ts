/** The transform's contract: the event that a function gets, what its answers mean, what is tried again, and the ready functions. */
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { blueprints } from '../../src/content/blueprints/index.ts';
import type { DeliveryStreamSpec, TransformSpec } from '../../src/engine/firehose/delivery-stream-spec.ts';
import { batchOf, createBatch, recordAt, type RecordBatch } from '../../src/engine/firehose/record-batch.ts';
import type { Interpreter } from '../../src/engine/firehose/transform/interpreter.ts';
import { invoke } from '../../src/engine/firehose/transform/invoke.ts';
import { parseTransformResponse } from '../../src/engine/firehose/transform/parse-response.ts';
import { advanceTo, firehoseOf, SECOND, type World } from '../../src/engine/index.ts';
import { loadInterpreter } from '../../src/worker/interpreter/load-interpreter.ts';
import { tryTransform } from '../../src/worker/try-transform.ts';
import { deliveryStream, firehoseWorld, streamIn } from './firehose-runs.ts';
import { producer } from './scenarios.ts';

let interpreter: Interpreter;
beforeAll(async () => {
  interpreter = await loadInterpreter();
});

const transform = (code: string, more: Partial<TransformSpec> = {}): TransformSpec => ({
  functionName: 'f',
  code,
  timeoutSeconds: 60,
  numberOfRetries: 3,
  bufferSizeMiB: 1,
  bufferIntervalSeconds: 60,
  ...more,
});
const worldWith = (code: string, more: Partial<DeliveryStreamSpec> = {}): World =>
  firehoseWorld([deliveryStream({ transform: transform(code), ...more })], {}, interpreter);
const texts = (batch: RecordBatch): string[] => Array.from({ length: batch.count }, (_, i) => Buffer.from(recordAt(batch, i)).toString());
const records = (...lines: (string | Uint8Array)[]): RecordBatch =>
  batchOf(
    lines.map((line) => Buffer.from(line as string)),
    1_700_000_000_000,
    5,
  );
const invoked = (code: string, batch: RecordBatch, world = worldWith(code), attempt = 1) =>
  invoke(firehoseOf(world), streamIn(world), [batch], attempt);
function answered(code: string, batch: RecordBatch) {
  const answer = invoked(code, batch);
  if (answer.kind !== 'answered') throw new Error(`${answer.errorCode}: ${answer.errorMessage} ${answer.log.join()}`);
  return answer;
}

const ECHO_EVENT = `exports.handler = (event) => { console.log(JSON.stringify(event)); return { records: event.records.map((r) => ({ recordId: r.recordId, result: 'Ok', data: r.data })) }; }`;
const eventOf = (answer: { log: string[] }) =>
  JSON.parse(answer.log[0]) as Record<string, unknown> & { records: Record<string, unknown>[] };

test('the event has what Firehose sends: ids that stay over attempts, an invocation id that does not', () => {
  const world = worldWith(ECHO_EVENT);
  const [first, second] = [1, 2].map((attempt) => eventOf(invoked(ECHO_EVENT, records('hello', ''), world, attempt)));
  expect(first).toMatchObject({
    deliveryStreamArn: streamIn(world).arn,
    region: world.kinesis.region,
    records: [{ approximateArrivalTimestamp: 1_700_000_000_000, data: 'aGVsbG8=' }, { data: '' }],
  });
  expect(first.invocationId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(second.invocationId).not.toBe(first.invocationId);
  const ids = first.records.map(({ recordId }) => String(recordId));
  expect(second.records.map(({ recordId }) => recordId)).toEqual(ids);
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toMatch(/^49\d{60}$/);
  expect(first.records[0]).not.toHaveProperty('kinesisRecordMetadata');
  expect(first).not.toHaveProperty('sourceKinesisStreamArn');
});

test('records of a data stream bring shard, key and sequence number along', () => {
  const spec = deliveryStream({ source: { kind: 'kinesis-stream', stream: 'orders' }, transform: transform(ECHO_EVENT) });
  const world = firehoseWorld([spec], { producers: [producer()] }, interpreter);
  advanceTo(world, 2 * SECOND);
  const [stream] = world.kinesis.streams;
  const { heldBytes: _, ...plain } = records('a', 'b');
  const batch = createBatch({ ...plain, source: { shard: 0, positions: 3 } });
  const event = eventOf(
    invoke(
      { ...firehoseOf(world) },
      { ...streamIn(world), spec: { ...spec, source: { kind: 'kinesis-stream', stream: stream.name } } },
      [batch],
      1,
    ),
  );
  expect(event.sourceKinesisStreamArn).toBe(stream.arn);
  expect(event.records[1].kinesisRecordMetadata).toMatchObject({
    shardId: 'shardId-000000000000',
    partitionKey: expect.stringMatching(/./),
    sequenceNumber: expect.stringMatching(/^49\d{54}$/),
    subsequenceNumber: 0,
    approximateArrivalTimestamp: 1_700_000_000_000,
  });
});

test('Ok goes on with its data, Dropped leaves, ProcessingFailed and what is missing keep theirs', () => {
  const code = `exports.handler = ({ records: [a, b, c] }) => ({ records: [
    { recordId: a.recordId, result: 'Ok', data: btoa('A'), metadata: { partitionKeys: { k: 'v' } } },
    { recordId: b.recordId, result: 'Dropped', data: b.data }, { recordId: c.recordId, result: 'ProcessingFailed', data: btoa('changed') }] })`;
  const answer = answered(code, records('a', 'b', 'c', 'd'));
  expect([texts(answer.ok), texts(answer.dropped), answer.partitionKeys]).toEqual([['A'], ['b'], [{ k: 'v' }]]);
  expect(answer.failures.map(({ errorCode, batch, folder, attemptsMade }) => [errorCode, texts(batch), folder, attemptsMade])).toEqual([
    ['Lambda.ProcessingFailedStatus', ['c'], 'processing-failed', 1],
    ['Lambda.MissingRecordId', ['d'], 'processing-failed', 1],
  ]);
});

test.each([
  ['throws', 'throw new Error("no")', 'Lambda.FunctionError', true],
  ['never ends', 'for (;;) {}', 'Lambda.FunctionError', true],
  ['answers more than 6 MiB', 'return { records: [], more: "x".repeat(6_300_000) }', 'Lambda.FunctionError', true],
  ['answers nothing', '', 'Lambda.FunctionError', false],
  ['answers text', 'return "done"', 'Lambda.JsonProcessingException', false],
  [
    'spells a result otherwise',
    'return { records: [{ recordId: event.records[0].recordId, result: "OK", data: "" }] }',
    'Lambda.FunctionError',
    false,
  ],
  [
    'answers no base64',
    'return { records: [{ recordId: event.records[0].recordId, result: "Ok", data: "ä" }] }',
    'Lambda.FunctionError',
    false,
  ],
  [
    'answers an id twice',
    'const r = { recordId: event.records[0].recordId, result: "Ok", data: "" }; return { records: [r, r] }',
    'Lambda.DuplicatedRecordId',
    false,
  ],
])('a function that %s', (_, body, errorCode, retriable) => {
  expect(invoked(`exports.handler = async (event) => { ${body} }`, records('a'))).toMatchObject({ kind: 'failed', errorCode, retriable });
});

test('a timeout takes as long as the function may, and Firehose waits five minutes', () => {
  const world = worldWith('for (;;) {}');
  const stream = streamIn(world);
  stream.spec = { ...stream.spec, transform: transform('for (;;) {}', { timeoutSeconds: 900 }) };
  expect(invoke(firehoseOf(world), stream, [records('a')], 1).durationUs).toBe(300 * SECOND);
});

test('what cannot be invoked says so; only the limit is tried again', () => {
  const world = worldWith(ECHO_EVENT);
  const stream = streamIn(world);
  for (const [code, retriable] of [
    ['Lambda.InvokeAccessDenied', false],
    ['Lambda.InvokeLimitExceeded', true],
    ['Lambda.ResourceNotFound', false],
  ] as const) {
    stream.broken = { ...stream.broken, transform: code };
    expect(invoke(firehoseOf(world), stream, [records('a')], 1)).toMatchObject({ kind: 'failed', errorCode: code, retriable });
  }
});

test('Dropped and ProcessingFailed need no data, Ok does', () => {
  const answerOf = (result: string, more: object = {}) =>
    parseTransformResponse(
      ['1', '2'],
      JSON.stringify({
        records: [
          { recordId: '1', result, ...more },
          { recordId: '2', result: 'Ok', data: 'YQ==' },
        ],
      }),
    );
  for (const more of [{}, { data: null }]) {
    expect(answerOf('Dropped', more)).toMatchObject({ kind: 'answered', dropped: [0], ok: [{ place: 1 }] });
    expect(answerOf('ProcessingFailed', more)).toMatchObject({ kind: 'answered', failed: [{ place: 0 }], ok: [{ place: 1 }] });
    expect(answerOf('Ok', more)).toMatchObject({ kind: 'refused', errorCode: 'Lambda.FunctionError' });
  }
  expect(answerOf('Dropped', { data: 'ä' })).toMatchObject({ kind: 'refused' });
});

test('partition keys: numbers become text, null is as good as empty', () => {
  const json = '{"records":[{"recordId":"1","result":"Ok","data":"","metadata":{"partitionKeys":{"year":2026,"month":null,"day":"05"}}}]}';
  expect(parseTransformResponse(['1'], json)).toMatchObject({ ok: [{ partitionKeys: { year: '2026', month: '', day: '05' } }] });
});

test('a function that works for longer than it may has timed out, though it returned', () => {
  const world = firehoseWorld([deliveryStream({ transform: transform('', { timeoutSeconds: 1 }) })], {}, () => ({
    steps: 199,
    log: [],
    kind: 'returned',
    json: '{"records":[]}',
  }));
  const answer = invoke(firehoseOf(world), streamIn(world), [records('a')], 1);
  expect(answer).toMatchObject({ kind: 'failed', errorCode: 'Lambda.FunctionError', durationUs: SECOND });
});

test('a record that no event can hold fails alone, without the function being asked', () => {
  const answer = answered(ECHO_EVENT.replace('console.log(JSON.stringify(event));', ''), records('a', Buffer.alloc(5_000_000, 97), 'b'));
  expect(texts(answer.ok)).toEqual(['a', 'b']);
  expect(answer.failures.map(({ errorCode, batch }) => [errorCode, batch.bytes.length])).toEqual([['Lambda.FunctionError', 5_000_000]]);
});

test('an answer that is no JSON', () => {
  expect(parseTransformResponse(['1'], 'not json')).toMatchObject({ kind: 'refused', errorCode: 'Lambda.JsonProcessingException' });
});

test('more than one event can hold goes out as several', () => {
  const big = records(...Array.from({ length: 5 }, (_, i) => Buffer.alloc(1_000_000, 97 + i)));
  const answer = answered(ECHO_EVENT.replace('console.log(JSON.stringify(event));', 'console.log(event.records.length);'), big);
  expect(answer.log).toEqual(['4', '1']);
  expect(answer.ok.count).toBe(5);
});

const blueprint = (id: string): string => blueprints.find((one) => one.id === id)!.code;
const APACHE = '127.0.0.1 - frank [10/Oct/2000:13:55:36 -0700] "GET /a,b HTTP/1.0" 200 2326';

test.each([
  ['general-processing', 'x', ['x']],
  ['enrich-json', '{"amount":600}', ['{"amount":600,"receivedAt":"2023-11-14T22:13:20.000Z","isLarge":true}']],
  ['filter', '{"amount":99}', []],
  ['filter', '{"amount":100}', ['{"amount":100}']],
  [
    'apache-log-to-json',
    APACHE,
    [
      '{"host":"127.0.0.1","ident":"-","authuser":"frank","timestamp":"10/Oct/2000:13:55:36 -0700","request":"GET /a,b HTTP/1.0","response":200,"bytes":2326}\n',
    ],
  ],
  ['apache-log-to-csv', APACHE, ['127.0.0.1,-,frank,10/Oct/2000:13:55:36 -0700,"GET /a,b HTTP/1.0",200,2326\n']],
  [
    'syslog-to-json',
    '<34>Oct 11 22:14:15 mymachine su[12]: failed',
    [
      '{"timestamp":"Oct 11 22:14:15","hostname":"mymachine","processname":"su","processid":"12","logmessage":"failed","facility":4,"severity":2}\n',
    ],
  ],
  ['csv-to-json', '1,"Doe, ""J""",3.5', ['{"id":"1","customer":"Doe, \\"J\\"","amount":"3.5"}\n']],
  ['cloudwatch-logs', gzipSync('{"messageType":"DATA_MESSAGE","logEvents":[{"message":"a"},{"message":"b"}]}'), ['a\nb\n']],
  ['cloudwatch-logs', gzipSync('{"messageType":"CONTROL_MESSAGE"}'), []],
])('the blueprint %s', (id, input, output) => {
  const answer = answered(blueprint(id), records(input));
  expect(answer.failures).toEqual([]);
  expect(texts(answer.ok)).toEqual(output);
});

test('blueprints that are broken fail as they say', () => {
  const two = records('{"amount":99}', '{"amount":960}');
  expect(answered(blueprint('forgets-records'), two).failures).toMatchObject([
    { errorCode: 'Lambda.MissingRecordId', batch: { count: 1 } },
  ]);
  expect(invoked(blueprint('throws-on-amount'), two)).toMatchObject({
    kind: 'failed',
    retriable: true,
    log: [expect.stringMatching(/Amount 960.*line 5/)],
  });
  expect(answered(blueprint('partition-keys'), records('{"key":"c1"}')).partitionKeys).toEqual([{ customer: 'c1', day: '2023-11-14' }]);
});

test('a trial shows each record before and after, and leaves the run as it was', () => {
  const world = worldWith(ECHO_EVENT);
  const stream = streamIn(world);
  expect(tryTransform(world, 'to-s3', transform(ECHO_EVENT)).error?.message).toMatch(/No record/);
  stream.parcels.push({ way: 'transform', batches: [records('{"amount":1}', '{"amount":500}')] } as never);
  const before = JSON.stringify(stream);
  expect(tryTransform(world, 'to-s3', transform(blueprint('filter'))).records).toEqual([
    { before: '{"amount":1}', result: 'Dropped', after: null, problem: null },
    { before: '{"amount":500}', result: 'Ok', after: '{"amount":500}', problem: null },
  ]);
  const failed = tryTransform(world, 'to-s3', transform('exports.handler = () => {\n  oops();\n};'));
  expect(failed.error).toMatchObject({ code: 'Lambda.FunctionError', message: /oops/, line: 2 });
  expect(JSON.stringify(stream)).toBe(before);
});
