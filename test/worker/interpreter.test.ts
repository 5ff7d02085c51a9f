/** The interpreter of learners' functions: what Lambda's Node.js gives, the run's clock and luck, and bounds that hold. */
import { beforeAll, expect, test } from 'vitest';
import type { Interpreter, InterpreterRequest } from '../../src/engine/firehose/transform/interpreter.ts';
import { loadInterpreter } from '../../src/worker/interpreter/load-interpreter.ts';

let interpret: Interpreter;
beforeAll(async () => {
  interpret = await loadInterpreter();
});

const request = (code: string, more: Partial<InterpreterRequest> = {}): InterpreterRequest => ({
  code,
  eventJson: '{"records":[]}',
  nowEpochMs: Date.UTC(2026, 2, 4, 5, 6, 7, 89),
  seed: 'a seed',
  stepsMax: 200,
  memoryBytesMax: 32 * 1024 * 1024,
  ...more,
});

/** What a script's handler returns. */
function returned(body: string, more: Partial<InterpreterRequest> = {}): unknown {
  const answer = interpret(request(`exports.handler = async (event) => { ${body} };`, more));
  if (answer.kind !== 'returned') throw new Error(JSON.stringify(answer));
  return JSON.parse(answer.json);
}

test.each([
  ['exports.handler', 'exports.handler = async (event) => event.n + 1;'],
  ['module.exports', 'module.exports = { handler: (event) => event.n + 1 };'],
  ['export const', 'export const handler = async (event) => event.n + 1;'],
  ['export function', 'import { Buffer } from "buffer";\nexport async function handler(event) { return event.n + Buffer.from([1])[0]; }'],
  ['export of a default', 'export default { handler: (event) => event.n + 1 };'],
  ['top-level await', 'const one = await Promise.resolve(1);\nexport const handler = (event) => event.n + one;'],
  ['a function', 'function handler(event) { return event.n + 1; }'],
  ['a constant', 'const handler = async (event) => event.n + 1;'],
  ['a callback', 'exports.handler = (event, context, callback) => { callback(null, event.n + 1); };'],
])('finds the handler of %s', (_, code) => {
  expect(interpret(request(code, { eventJson: '{"n":41}' }))).toMatchObject({ kind: 'returned', json: '42' });
});

test('the clock is the run’s, in UTC, and luck comes from the seed', () => {
  expect(
    returned(`const d = new Date(); return [d.toISOString(), Date.now() - d.getTime(), d.getHours(), d.getTimezoneOffset(), String(d),
      new Date(2026, 0, 2, 3).toISOString(), new Date('2026-07-01T10:00:00').toISOString(), new Date('2026-07-01').getHours(),
      Date.parse('2026-07-01T10:00:00+02:00'), d instanceof Date, new Date(NaN).getTime()]`),
  ).toEqual([
    '2026-03-04T05:06:07.089Z',
    0,
    5,
    0,
    'Wed Mar 04 2026 05:06:07 GMT+0000 (Coordinated Universal Time)',
    '2026-01-02T03:00:00.000Z',
    '2026-07-01T10:00:00.000Z',
    0,
    Date.UTC(2026, 6, 1, 8),
    true,
    null,
  ]);
  const draws = (seed: string) => returned('return [Math.random(), Math.random()]', { seed });
  expect(draws('one')).toEqual(draws('one'));
  expect(draws('one')).not.toEqual(draws('two'));
});

test('bytes and text go back and forth as in Node', () => {
  const text = 'grüße, 世界 🦔';
  const base64 = Buffer.from(text).toString('base64');
  expect(
    returned(`const b = Buffer.from('${base64}', 'base64'); return [b.toString('utf8'), b.toString('hex'), b.length,
      Buffer.from(b.toString()).toString('base64'), atob(btoa('\\xff\\x00a')) === '\\xff\\x00a', new TextDecoder().decode(new TextEncoder().encode('é')),
      Buffer.concat([Buffer.from('a'), Buffer.from('ff00', 'hex')]).toString('latin1'), b.subarray(0, 2).toString(), Buffer.isBuffer(b),
      Buffer.from('_-8', 'base64').toString('hex'), JSON.stringify(Buffer.from('ab'))]`),
  ).toEqual([
    text,
    Buffer.from(text).toString('hex'),
    Buffer.from(text).length,
    base64,
    true,
    'é',
    'a\u00ff\u0000',
    'gr',
    true,
    Buffer.from('_-8', 'base64').toString('hex'),
    '{"type":"Buffer","data":[97,98]}',
  ]);
});

test('zlib packs and unpacks; everything else that is required is refused in a sentence', () => {
  const bomb = Buffer.alloc(18);
  bomb.set([0x1f, 0x8b]);
  bomb.writeUInt32LE(0xffff_fff0, 14);
  expect(returned(`const zlib = require('zlib'); return zlib.gunzipSync(zlib.gzipSync('abc'.repeat(100))).toString().length`)).toBe(300);
  expect(interpret(request(`require('node:zlib').gunzipSync(Buffer.from('${bomb.toString('base64')}', 'base64'))`))).toMatchObject({
    kind: 'threw',
    message: /16 MiB/,
  });
  expect(interpret(request(`require('zlib').gunzipSync(Buffer.from('plain'))`))).toMatchObject({ message: 'incorrect header check' });
  expect(interpret(request(`const fs = require('fs');`))).toMatchObject({
    kind: 'threw',
    message: /Cannot find module 'fs'.*buffer, zlib and util/,
    line: 1,
  });
});

test('an error tells its name, its words and the line of the learner’s code', () => {
  const thrower = 'exports.handler = async (event) => {\n  const record = event.records[0];\n  return record.data.length;\n};';
  expect(interpret(request(thrower))).toMatchObject({ kind: 'threw', name: 'TypeError', line: 3 });
  expect(interpret(request('const a = 1;\nconst b = ;\n'))).toMatchObject({ kind: 'threw', name: 'SyntaxError', line: 2 });
  expect(interpret(request('const a = 1;'))).toMatchObject({ kind: 'threw', name: 'Runtime.HandlerNotFound', line: null });
  expect(interpret(request('exports.handler = async () => { throw "plain"; }'))).toMatchObject({ kind: 'threw', message: 'plain' });
  expect(interpret(request('exports.handler = () => new Promise(() => {});'))).toMatchObject({ kind: 'threw', message: /nothing settles/ });
  expect(interpret(request('exports.handler = async () => { setTimeout(() => {}, 1) };'))).toMatchObject({
    kind: 'threw',
    message: /no timers/,
  });
});

test('an event as large as there is, in small records, is no endless loop', () => {
  const data = Buffer.from(JSON.stringify({ order: 1234567, note: 'x'.repeat(165) })).toString('base64');
  const records = Array.from({ length: 18_000 }, (_, i) => ({ recordId: `record-${i}`, approximateArrivalTimestamp: 1772600767089, data }));
  const code = `exports.handler = async (event) => ({ records: event.records.map(({ recordId, data }) => {
    const order = JSON.parse(Buffer.from(data, 'base64').toString('utf8'));
    return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify({ ...order, seen: true }) + '\\n').toString('base64') };
  }) });`;
  const answer = interpret(request(code, { eventJson: JSON.stringify({ records }), stepsMax: 400, memoryBytesMax: 64 * 1024 * 1024 }));
  if (answer.kind !== 'returned') throw new Error(JSON.stringify(answer));
  expect((JSON.parse(answer.json) as { records: unknown[] }).records).toHaveLength(18_000);
  expect(answer.steps).toBe(400);
});

test.each(['undefined', 'null', 'Symbol("answer")', '() => 1'])('a handler that returns %s answers null, as on Lambda', (value) => {
  expect(interpret(request(`exports.handler = async () => (${value});`))).toMatchObject({ kind: 'returned', json: 'null' });
});

test('what is logged is kept, up to a bound', () => {
  const { log } = interpret(request('exports.handler = () => { for (let i = 0; i < 500; i++) console.log("line", i, { i }); };'));
  expect(log).toHaveLength(100);
  expect(log[1]).toBe('line 1 {"i":1}');
});

test.each([
  ['a loop', 'exports.handler = () => { for (;;) {} };'],
  ['a loop outside of the handler', 'while (true) {}'],
  [
    'a loop that catches everything',
    'exports.handler = async () => { for (;;) try { await null; for (;;) {} } catch {} finally { for (;;) {} } };',
  ],
  ['promises without end', 'const again = () => Promise.resolve().then(again); exports.handler = () => again();'],
  [
    'promises that multiply',
    'const more = () => { Promise.resolve().then(more); Promise.resolve().then(more); }; exports.handler = () => { more(); return new Promise(() => {}); };',
  ],
  ['a regular expression', 'exports.handler = () => /^(a+)+$/.test("a".repeat(40) + "b");'],
  ['waiting for the clock', 'exports.handler = () => { const until = Date.now() + 3_600_000; while (Date.now() < until); };'],
])('%s ends as a timeout', (_, code) => {
  expect(interpret(request(code))).toMatchObject({ kind: 'timed-out', steps: 200 });
});

test('what no step counts is ended by the clock, always with the same answer; a clock that jumps once in a while ends nothing', async () => {
  let nowMs = 0;
  const slow = await loadInterpreter(() => (nowMs += 50));
  const deep = request('const deep = () => { try { deep(); } catch { console.log("deep"); deep(); } }; exports.handler = deep;');
  for (let round = 0; round < 2; round++) expect(slow(deep)).toEqual({ kind: 'timed-out', steps: 200, log: [] });
  let asked = 0;
  const busy = await loadInterpreter(() => (nowMs += asked++ % 20 === 0 ? 1000 : 0));
  const loops = request('exports.handler = () => { for (let i = 0; i < 300_000; i++); return Date.now(); };');
  const answer = busy(loops);
  expect(answer).toMatchObject({ kind: 'returned', steps: 61 });
  expect(answer).toEqual(interpret(loops));
});

test('memory and depth are bounded, and the next invocation does not feel it', () => {
  for (let round = 0; round < 2; round++) {
    expect(interpret(request('exports.handler = () => { const all = []; for (;;) all.push(new Uint8Array(1_000_000)); };'))).toMatchObject({
      kind: 'out-of-memory',
    });
    expect(interpret(request('exports.handler = () => { const deep = (n) => deep(n + 1) + 1; return deep(0); };'))).toMatchObject({
      kind: 'threw',
      message: /stack overflow/,
    });
    expect(interpret(request('exports.handler = () => JSON.parse("[".repeat(1e5));'))).toMatchObject({
      kind: 'threw',
      message: /stack overflow/,
    });
    expect(returned('return 1')).toBe(1);
  }
});

test('an invocation knows nothing of the one before, and the same request has the same answer', () => {
  const code = `globalThis.count = (globalThis.count ?? 0) + 1; Array.prototype.extra = 1;
    exports.handler = () => { let x = Math.random(); for (let i = 0; i < 200_000; i++) x = Math.sin(x) + Math.pow(i, 0.3); return [count, x, Date.now()]; };`;
  const first = interpret(request(code));
  interpret(request('exports.handler = () => "x".repeat(1e6).split("")'));
  expect(interpret(request(code))).toEqual(first);
  expect(first).toMatchObject({ kind: 'returned', json: expect.stringMatching(/^\[1,/) });
  expect(first.steps).toBeGreaterThan(20);
});
