/** Messages wait for the interpreter only where a learner's function comes along, and keep their order. */
import { expect, test, vi } from 'vitest';
import type { ToWorker } from '../../src/protocol/to-worker.ts';
import { bringsFunction, createGate } from '../../src/worker/interpreter/gate.ts';
import { deliveryStream } from '../engine/firehose-runs.ts';
import { recipe } from './driving.ts';

const transform = {
  functionName: 'f',
  code: 'exports.handler = () => 7;',
  timeoutSeconds: 60,
  numberOfRetries: 3,
  bufferSizeMiB: 1,
  bufferIntervalSeconds: 60,
};
const add = (more = {}): ToWorker => ({
  type: 'give-command',
  requestId: 1,
  command: { type: 'add-delivery-stream', deliveryStream: deliveryStream(more) },
});
const open = (more = {}): ToWorker => ({ type: 'open-run', recipe: recipe(more), datasets: [], replay: false, play: true });

test('who brings a function', () => {
  expect(bringsFunction(add({ transform }))).toBe(true);
  expect(bringsFunction(add())).toBe(false);
  const timed = (more = {}) => [{ at: 1, command: { type: 'add-delivery-stream' as const, deliveryStream: deliveryStream(more) } }];
  const examinee = { exercise: 'firehose-transform', seed: '1' };
  expect(bringsFunction({ type: 'judge-commands', requestId: 1, examinee, commands: timed({ transform }) })).toBe(true);
  expect(bringsFunction({ type: 'judge-commands', requestId: 1, examinee, commands: timed() })).toBe(false);
  expect(bringsFunction({ type: 'add-branch', requestId: 1, name: 'Solution', commands: timed({ transform }), untilUs: 1 })).toBe(true);
  expect(bringsFunction(open({ scenario: 'firehose-transform' }))).toBe(true);
  expect(bringsFunction(open())).toBe(false);
  expect(bringsFunction({ type: 'try-transform', requestId: 1, deliveryStream: 'to-s3', transform })).toBe(true);
});

test('messages keep their order, and the interpreter is there when its message comes through', async () => {
  const passed: string[] = [];
  const request = { code: transform.code, eventJson: '{}', nowEpochMs: 0, seed: '', stepsMax: 100, memoryBytesMax: 8_000_000 };
  const gate = createGate((message) => passed.push(`${message.type} ${gate.interpreter(request).kind}`));
  gate.receive({ type: 'play' });
  gate.receive(add({ transform }));
  gate.receive({ type: 'pause' });
  expect(passed).toEqual(['play threw']);
  await vi.waitFor(() => expect(passed).toEqual(['play threw', 'give-command returned', 'pause returned']));
  gate.receive(add({ transform }));
  expect(passed).toHaveLength(4);
});
