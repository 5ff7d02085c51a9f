/** A runtime and a context in the interpreter's memory as it was at first: made in one way only, so that everything lies where it always does. */
import type { QuickJSContext, QuickJSRuntime, QuickJSWASMModule } from 'quickjs-emscripten-core';

/**
 * About 250 calls deep. Far below what a worker's own stack takes in any browser: where that ended first, the depth would be the browser's.
 */
const STACK_BYTES_MAX = 48 * 1024;

export function newInvocation(quickjs: QuickJSWASMModule, memoryBytesMax: number): { runtime: QuickJSRuntime; context: QuickJSContext } {
  const runtime = quickjs.newRuntime({ memoryLimitBytes: memoryBytesMax, maxStackSizeBytes: STACK_BYTES_MAX });
  return { runtime, context: runtime.newContext() };
}
