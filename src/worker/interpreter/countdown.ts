/**
 * Finds the interpreter's countdown to its next question in its memory, by watching: full at every question, less in between. Where it
 * lies is the same for every invocation, because each begins with the same memory. Null where it is not found: questions are rarer then.
 */
import type { QuickJSWASMModule } from 'quickjs-emscripten-core';
import { newInvocation } from './new-invocation.ts';
import { POLLS_PER_STEP, type Countdown } from './work-meter.ts';

const MEMORY_BYTES_MAX = 8 * 1024 * 1024;
const WATCHED = 'for (let round = 0; round < 3; round++) { for (let i = 0; i < 12_345; i++); between(); }';

export function findCountdown(quickjs: QuickJSWASMModule): Countdown | null {
  const memory = quickjs.getWasmMemory();
  let places: number[] | null = null;
  const keep = (fits: (polls: number) => boolean): void => {
    const cells = new Int32Array(memory.buffer);
    if (places !== null) places = places.filter((place) => fits(cells[place]));
    else {
      places = [];
      for (let place = cells.indexOf(POLLS_PER_STEP); place >= 0; place = cells.indexOf(POLLS_PER_STEP, place + 1)) places.push(place);
    }
  };
  const { runtime, context } = newInvocation(quickjs, MEMORY_BYTES_MAX);
  runtime.setInterruptHandler(() => {
    keep((polls) => polls === POLLS_PER_STEP);
    return false;
  });
  const between = context.newFunction('between', () => keep((polls) => polls > 0 && polls < POLLS_PER_STEP));
  context.setProp(context.global, 'between', between);
  context.evalCode(WATCHED);
  const found: number[] = places ?? [];
  if (found.length !== 1) return null;
  return {
    read: () => new Int32Array(memory.buffer)[found[0]],
    write: (polls) => {
      new Int32Array(memory.buffer)[found[0]] = polls;
    },
  };
}
