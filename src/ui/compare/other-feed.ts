/**
 * One branch that is compared with, as a source of frames like that of the present one: it comes inside the same frames, at the same
 * simulated moment. Views get every frame, React the slow part a few times a second. Another branch is another feed.
 */
import type { FrameFeed, FrameListener } from '../../lab/frame-feed.ts';
import type { Frame, SlowFrame } from '../../protocol/from-worker.ts';

const RENDER_PAUSE_MS = 240;

export class OtherFeed {
  private readonly feed: FrameFeed;
  private readonly listeners = new Set<FrameListener>();
  private readonly renderers = new Set<() => void>();
  private stop: (() => void) | null = null;
  private renderedAtMs = -Infinity;
  /** The newest slow part. */
  slow: SlowFrame | null = null;
  /** The slow part that React shows. */
  shown: SlowFrame | null = null;

  constructor(feed: FrameFeed) {
    this.feed = feed;
  }

  readonly subscribe = (listener: FrameListener): (() => void) => {
    this.listeners.add(listener);
    this.listen();
    return () => {
      this.listeners.delete(listener);
      this.rest();
    };
  };

  readonly subscribeShown = (renderer: () => void): (() => void) => {
    this.renderers.add(renderer);
    this.listen();
    return () => {
      this.renderers.delete(renderer);
      this.rest();
    };
  };

  private listen(): void {
    this.stop ??= this.feed.subscribe((frame) => this.receive(frame));
  }

  private rest(): void {
    if (this.listeners.size + this.renderers.size > 0) return;
    this.stop?.();
    this.stop = null;
  }

  private receive({ other, playing }: Frame): void {
    if (other === null) return this.forget();
    if (other.slow !== null) this.slow = other.slow;
    for (const listener of this.listeners) listener(other);
    if (other.slow !== null) this.show(playing);
  }

  private show(playing: boolean): void {
    const nowMs = performance.now();
    if (playing && this.shown !== null && nowMs - this.renderedAtMs < RENDER_PAUSE_MS) return;
    this.renderedAtMs = nowMs;
    this.shown = this.slow;
    for (const renderer of this.renderers) renderer();
  }

  private forget(): void {
    if (this.slow === null && this.shown === null) return;
    this.slow = null;
    this.shown = null;
    for (const renderer of this.renderers) renderer();
  }
}
