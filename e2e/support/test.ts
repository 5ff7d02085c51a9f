/**
 * The test of every spec: a page whose pictures do not take the machine from the pages beside it. Without a graphics card each picture of
 * a page that plays is drawn by the processor, sixty times a second; a test sees as much of it at twenty.
 */
import { test as base } from '@playwright/test';

interface Pictures {
  /** At most so many animation frames a second; Infinity where the test is about them. */
  framesPerSecond: number;
}

export const test = base.extend<Pictures>({
  framesPerSecond: [20, { option: true }],
  context: async ({ context, framesPerSecond }, run) => {
    if (Number.isFinite(framesPerSecond)) await context.addInitScript(limitFrames, 1000 / framesPerSecond);
    await run(context);
  },
});

/** Runs in the page. Callbacks that are asked for in one frame also run in one. */
function limitFrames(pauseMs: number): void {
  const request = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  /** The browser's handle of each of ours that waits. */
  const waiting = new Map<number, number>();
  let handles = 0;
  let lastMs = -Infinity;
  window.requestAnimationFrame = (callback) => {
    const handle = ++handles;
    const look = (nowMs: number) => {
      if (nowMs !== lastMs && nowMs - lastMs < pauseMs) {
        waiting.set(handle, request(look));
        return;
      }
      lastMs = nowMs;
      waiting.delete(handle);
      callback(nowMs);
    };
    waiting.set(handle, request(look));
    return handle;
  };
  window.cancelAnimationFrame = (handle) => {
    const own = waiting.get(handle);
    waiting.delete(handle);
    if (own !== undefined) cancel(own);
  };
}
