/**
 * One invocation of a learner's function in QuickJS: a runtime and context of its own. Work is counted by the interpreter's own checks,
 * not by a clock, so that an endless loop ends at the same instruction everywhere; the clock only ends what the checks would let go on
 * for minutes. Nothing is given back here: whoever asks sets the interpreter's memory back afterwards (load-interpreter.ts).
 */
import type { QuickJSContext, QuickJSHandle, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';
import { createRandom, nextFloat } from '../../engine/kernel/random.ts';
import type { InterpreterAnswer, InterpreterRequest } from '../../engine/firehose/transform/interpreter.ts';
import { bytesOf, flate, textOf } from './host.ts';
import { newInvocation } from './new-invocation.ts';
import { PRELUDE } from './prelude.ts';
import { createWorkMeter, type Countdown, type Patience, type WorkMeter } from './work-meter.ts';

const LOG_LINES_MAX = 100;
const LOG_LINE_CHARACTERS_MAX = 2000;
/** For the time that an invocation is said to take: bytes the host works on for it that count as one step, and what each call costs beside. */
const HOST_BYTES_PER_STEP = 50_000;
const HOST_BYTES_PER_CALL = 2500;
/**
 * For its end: what really takes about as long as a step. The largest event there is, in small records each decoded and encoded, stays
 * below the bound.
 */
const HOST_BYTES_PER_WORK = 700_000;
const HOST_CALLS_PER_WORK = 1500;
/** Compression is slower than the rest. */
const FLATE_WEIGHT = 10;
/** The clock moves on a little with the work. */
const STEPS_PER_MILLISECOND = 10;
/** Promises are awaited in rounds; each full round is work, beside what its jobs do. */
const JOBS_PER_ROUND = 1000;
const FILE = 'index.mjs';

interface Invocation {
  request: InterpreterRequest;
  context: QuickJSContext;
  runtime: QuickJSRuntime;
  log: string[];
  hostBytes: number;
  hostCalls: number;
  flateBytes: number;
  jobs: number;
  meter: WorkMeter;
  isOver: boolean;
}

const stepsOf = ({ meter, hostBytes, hostCalls, request }: Invocation): number =>
  Math.min(request.stepsMax, meter.steps + Math.floor((hostBytes + hostCalls * HOST_BYTES_PER_CALL) / HOST_BYTES_PER_STEP));

const isSpent = ({ meter, hostBytes, flateBytes, hostCalls, jobs, request }: Invocation): boolean => {
  const hostWork = (hostBytes + flateBytes * FLATE_WEIGHT) / HOST_BYTES_PER_WORK + hostCalls / HOST_CALLS_PER_WORK;
  return meter.steps + hostWork + jobs / JOBS_PER_ROUND >= request.stepsMax;
};

export interface Bounds extends Patience {
  countdown: Countdown | null;
}

export function interpret(quickjs: QuickJSWASMModule, request: InterpreterRequest, { countdown, ...patience }: Bounds): InterpreterAnswer {
  const { runtime, context } = newInvocation(quickjs, request.memoryBytesMax);
  const meter = createWorkMeter(countdown, patience);
  const invocation: Invocation = {
    request,
    context,
    runtime,
    log: [],
    hostBytes: 0,
    hostCalls: 0,
    flateBytes: 0,
    jobs: 0,
    meter,
    isOver: false,
  };
  runtime.setInterruptHandler(() => {
    meter.count();
    return (invocation.isOver ||= meter.isLate || isSpent(invocation));
  });
  runtime.setModuleLoader((name) => (name === 'buffer' || name === 'node:buffer' ? BUFFER_MODULE : { error: missing(name) }));
  return run(invocation);
}

const BUFFER_MODULE = 'export const { Buffer } = globalThis; export default { Buffer };';
const missing = (name: string): Error =>
  new Error(`Cannot find package '${name}': of Node.js there are buffer, and zlib and util by require.`);

function run(invocation: Invocation): InterpreterAnswer {
  const { context, request, log } = invocation;
  const take: Take = (result) => {
    if (result.error === undefined) return result.value;
    throw guestError(context, result.error);
  };
  try {
    const prelude = take(context.evalCode(PRELUDE, 'prelude.js', { type: 'global' }));
    const start = take(context.callFunction(prelude, context.undefined, lend(invocation)));
    const { esModule, plain } = (isModule(request.code) ? evaluateModule : evaluateScript)(invocation, take);
    const promise = take(context.callFunction(start, context.undefined, esModule, plain, context.newString(request.eventJson)));
    const json = context.getString(settled(invocation, promise, take));
    return { kind: 'returned', json, steps: stepsOf(invocation), log };
  } catch (error) {
    return failure(invocation, error);
  }
}

/** The value; or its error, thrown. */
type Take = (result: { value: QuickJSHandle; error?: undefined } | { error: QuickJSHandle }) => QuickJSHandle;
interface Evaluated {
  esModule: QuickJSHandle;
  plain: QuickJSHandle;
}

/** `export` or `import` at the start of a line makes it a module; anything else is a script, as in CommonJS. */
const isModule = (code: string): boolean => /^\s*(?:export|import)\b/m.test(code);

function evaluateModule(invocation: Invocation, take: Take): Evaluated {
  const { context, request } = invocation;
  const evaluated = take(context.evalCode(request.code, FILE, { type: 'module' }));
  return { esModule: settled(invocation, evaluated, take), plain: context.undefined };
}

/** `const handler` of a script is no property of the global object: it is asked for by name. */
function evaluateScript({ context, request }: Invocation, take: Take): Evaluated {
  take(context.evalCode(request.code, FILE, { type: 'global' }));
  const plain = take(context.evalCode('typeof handler === "undefined" ? undefined : handler', 'prelude.js', { type: 'global' }));
  return { esModule: context.undefined, plain };
}

/** What a promise comes to; anything else as it is. */
function settled(invocation: Invocation, promise: QuickJSHandle, take: Take): QuickJSHandle {
  const { context, runtime } = invocation;
  for (;;) {
    const state = context.getPromiseState(promise);
    if (state.type === 'fulfilled') return take({ value: state.value });
    if (state.type === 'rejected') return take({ error: state.error });
    const ran = runtime.executePendingJobs(JOBS_PER_ROUND);
    if (ran.error !== undefined) throw guestError(context, ran.error);
    invocation.jobs += ran.value;
    if (ran.value === 0)
      throw new GuestError(
        'Runtime.NodeJsExit',
        'The handler waits for a promise that nothing settles: there are no timers and no network here.',
        null,
      );
  }
}

/** An error of the function, read out of the interpreter. */
class GuestError extends Error {
  readonly line: number | null;

  constructor(name: string, message: string, line: number | null) {
    super(message);
    this.name = name;
    this.line = line;
  }
}

function guestError(context: QuickJSContext, error: QuickJSHandle): GuestError {
  const read = (name: string): string => {
    const member = context.getProp(error, name);
    return context.typeof(member) === 'undefined' ? '' : context.getString(member);
  };
  if (context.typeof(error) !== 'object') return new GuestError('Error', context.getString(error), null);
  const line = new RegExp(`${FILE.replace('.', '\\.')}:(\\d+)`).exec(read('stack'))?.[1];
  return new GuestError(read('name') || 'Error', read('message'), line === undefined ? null : Number(line));
}

function failure(invocation: Invocation, error: unknown): InterpreterAnswer {
  const { log, request } = invocation;
  // How far it came by the clock is chance, and so is what it had logged.
  if (invocation.isOver) return { kind: 'timed-out', steps: request.stepsMax, log: invocation.meter.isLate ? [] : log };
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  if (message === 'out of memory' || message === 'null') return { kind: 'out-of-memory', steps: stepsOf(invocation), log };
  return { kind: 'threw', name, message, line: error instanceof GuestError ? error.line : null, steps: stepsOf(invocation), log };
}

/** Text crosses as C strings do, which end at a NUL and lose a mark at their beginning: one letter first, and as JSON where there is a NUL. */
const packText = (text: string): string => (text.includes('\0') ? `j${JSON.stringify(text)}` : `p${text}`);
const unpackText = (text: string): string => (text.startsWith('j') ? (JSON.parse(text.slice(1)) as string) : text.slice(1));

/** The host's functions as an object of the interpreter. */
function lend(invocation: Invocation): QuickJSHandle {
  const { context, request, log } = invocation;
  const luck = createRandom(request.seed, 'math-random');
  const host = context.newObject();
  const give = (name: string, value: QuickJSHandle): void => context.setProp(host, name, value);
  const lendFunction = (name: string, call: (...given: QuickJSHandle[]) => QuickJSHandle | undefined): void =>
    give(
      name,
      context.newFunction(name, (...given) => {
        invocation.hostCalls++;
        return call(...given);
      }),
    );
  const bytesIn = (buffer: QuickJSHandle, from?: QuickJSHandle, length?: QuickJSHandle): Uint8Array => {
    const view = context.getArrayBuffer(buffer);
    const at = from === undefined ? 0 : context.getNumber(from);
    const bytes = view.value.slice(at, length === undefined ? undefined : at + context.getNumber(length));
    view.dispose();
    invocation.hostBytes += bytes.length;
    return bytes;
  };
  const out = (bytes: Uint8Array): QuickJSHandle => {
    invocation.hostBytes += bytes.length;
    return context.newArrayBuffer(bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer);
  };
  lendFunction('now', () => context.newNumber(request.nowEpochMs + Math.floor(invocation.meter.steps / STEPS_PER_MILLISECOND)));
  lendFunction('random', () => context.newNumber(nextFloat(luck)));
  lendFunction('encode', (text, encoding) => out(bytesOf(unpackText(context.getString(text)), context.getString(encoding))));
  lendFunction('decode', (buffer, from, length, encoding) =>
    context.newString(packText(textOf(bytesIn(buffer, from, length), context.getString(encoding)))),
  );
  lendFunction('flate', (how, buffer) => {
    const given = bytesIn(buffer);
    const made = flate(context.getString(how), given);
    invocation.flateBytes += given.length + made.length;
    return out(made);
  });
  lendFunction('print', (text) => {
    if (log.length < LOG_LINES_MAX) log.push(context.getString(text).slice(0, LOG_LINE_CHARACTERS_MAX));
    return undefined;
  });
  give('functionName', context.newString('transform'));
  give('requestId', context.newString(request.seed));
  return host;
}
