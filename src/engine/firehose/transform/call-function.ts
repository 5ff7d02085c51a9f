/**
 * The function run on an event, as Lambda would. https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 * Simplified: always warm, never throttled by itself; a step of the interpreter stands for five milliseconds of a small function.
 */
import { MILLISECOND, SECOND } from '../../kernel/time.ts';
import { utf8Length } from '../../kernel/utf8.ts';
import type { TransformSpec } from '../delivery-stream-spec.ts';
import type { Interpreter, InterpreterAnswer } from './interpreter.ts';
import { FUNCTION_ERROR, type Words } from './parse-response.ts';

/** Of a synchronous invocation: request and response each. */
export const PAYLOAD_BYTES_MAX = 6 * 1024 * 1024;
/** Firehose waits no longer, whatever the function's own timeout. */
const WAIT_SECONDS_MAX = 300;
/** What an invocation takes beside the function's work. */
const BASE_US = 25 * MILLISECOND;
const STEP_US = 5 * MILLISECOND;
/** A function that works for longer counts as endless. The largest event in small records, each decoded and encoded, takes little more than half. */
const STEPS_MAX = 400;
/** Half of the smallest Lambda: enough for any event, and soon used up by what grows without end. */
const MEMORY_BYTES_MAX = 64 * 1024 * 1024;

export interface Call {
  durationUs: number;
  log: string[];
  /** How much work it was: checks of the interpreter. */
  steps: number;
  /** What it returned; or Firehose's words for why there is nothing, with the function's own error. */
  outcome: { json: string } | (Words & { json: null; thrown: { name: string; message: string; line: number | null } });
}

export function callFunction(interpreter: Interpreter, transform: TransformSpec, event: string, nowEpochMs: number, seed: string): Call {
  const timeoutSeconds = Math.min(transform.timeoutSeconds, WAIT_SECONDS_MAX);
  const said = interpreter({
    code: transform.code,
    eventJson: event,
    nowEpochMs,
    seed,
    stepsMax: STEPS_MAX,
    memoryBytesMax: MEMORY_BYTES_MAX,
  });
  const workedUs = BASE_US + said.steps * STEP_US;
  const timeoutUs = timeoutSeconds * SECOND;
  const answer: InterpreterAnswer = workedUs > timeoutUs ? { steps: said.steps, log: said.log, kind: 'timed-out' } : said;
  const durationUs = answer.kind === 'timed-out' ? timeoutUs : workedUs;
  const { steps } = answer;
  if (answer.kind === 'returned' && utf8Length(answer.json) <= PAYLOAD_BYTES_MAX)
    return { durationUs, steps, log: answer.log, outcome: { json: answer.json } };
  const thrown = thrownBy(answer, timeoutSeconds);
  const log = [
    ...answer.log,
    `ERROR Invoke Error ${thrown.name}: ${thrown.message}${thrown.line === null ? '' : ` (line ${thrown.line})`}`,
  ];
  return { durationUs, steps, log, outcome: { json: null, ...FUNCTION_ERROR, thrown } };
}

/** In Lambda's words. */
function thrownBy(answer: InterpreterAnswer, timeoutSeconds: number): { name: string; message: string; line: number | null } {
  switch (answer.kind) {
    case 'threw':
      return { name: answer.name, message: answer.message, line: answer.line };
    case 'timed-out':
      return { name: 'Sandbox.Timedout', message: `Task timed out after ${timeoutSeconds.toFixed(2)} seconds`, line: null };
    case 'out-of-memory':
      return { name: 'Runtime.OutOfMemory', message: 'JavaScript heap out of memory: a function has 64 MB here.', line: null };
    default:
      return {
        name: 'Function.ResponseSizeTooLarge',
        message: `Response payload size exceeded maximum allowed payload size (${PAYLOAD_BYTES_MAX} bytes).`,
        line: null,
      };
  }
}
