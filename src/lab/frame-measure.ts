/**
 * With `?measure` in the address: how much script a frame costs on the page's thread. Counted are the handling of the frame's
 * message, what React renders of it, and all animation frames up to the next message, which is where the views draw.
 */
export class FrameMeasure {
  private readonly times: number[] = [];
  private spentMs = 0;
  private startMs = 0;
  private hasFrame = false;

  constructor() {
    window.__kinelabFrameTimes = this.times;
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) =>
      request((now) => {
        const start = performance.now();
        callback(now);
        this.spentMs += performance.now() - start;
      });
  }

  static wished(): boolean {
    return new URLSearchParams(location.search).has('measure');
  }

  /** A frame's message has come: the frame before it is complete. */
  begin(): void {
    if (this.hasFrame) this.times.push(this.spentMs);
    this.hasFrame = true;
    this.spentMs = 0;
    this.startMs = performance.now();
  }

  /** The listeners have been called. React renders what the store changed in a microtask that was queued before this one. */
  end(): void {
    queueMicrotask(() => (this.spentMs += performance.now() - this.startMs));
  }
}
