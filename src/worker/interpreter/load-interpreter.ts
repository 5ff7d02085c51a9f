/**
 * The interpreter of learners' functions, fetched when the first run or command needs it. Its whole memory is set back after every
 * invocation: what one left behind cannot be felt by the next, however it ended.
 */
import variant from '@jitl/quickjs-wasmfile-release-sync';
import { newQuickJSWASMModuleFromVariant } from 'quickjs-emscripten-core';
import type { Interpreter } from '../../engine/firehose/transform/interpreter.ts';
import { findCountdown } from './countdown.ts';
import { interpret } from './interpret.ts';

/**
 * Of work in long calls. So much more than the largest event takes that a machine many times slower, or as busy, never ends an honest
 * function by it: only what would keep the worker for minutes, and comes to nothing anyway, depends on a clock.
 */
const LATE_MS_MAX = 10_000;

export async function loadInterpreter(nowMs: () => number = () => performance.now()): Promise<Interpreter> {
  const quickjs = await newQuickJSWASMModuleFromVariant(variant);
  const memory = quickjs.getWasmMemory();
  // Once used, so that what its own variables take lies below the heap's first block.
  quickjs.newContext().dispose();
  const fresh = usedPart(new Uint8Array(memory.buffer));
  const countdown = findCountdown(quickjs);
  const setBack = (): void => new Uint8Array(memory.buffer).set(fresh);
  setBack();
  return (request) => {
    try {
      return interpret(quickjs, request, { countdown, nowMs, lateMsMax: LATE_MS_MAX });
    } finally {
      setBack();
    }
  };
}

/** Up to the last byte that is not 0. */
function usedPart(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end--;
  return bytes.slice(0, end);
}
