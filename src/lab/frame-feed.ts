/**
 * Frames on their way from the worker to the views: every frame goes to every listener at once; the slow part goes to
 * the store a few times a second, because a figure that changes more often cannot be read.
 */
import type { EngineEvent } from '../engine/events.ts';
import type { Frame, SlowFrame } from '../protocol/from-worker.ts';
import { FrameMeasure } from './frame-measure.ts';
import type { LabStore } from './store.ts';

export type FrameListener = (frame: Frame) => void;

const STORE_PAUSE_MS = 240;

export class FrameFeed {
  private readonly listeners = new Set<FrameListener>();
  private readonly store: LabStore;
  private readonly measure: FrameMeasure | null;
  private storedAt = -Infinity;
  /** The newest slow part, whether or not the store has it yet. */
  slow: SlowFrame | null = null;
  nowUs = 0;
  private jump = -1;

  constructor(store: LabStore) {
    this.store = store;
    this.measure = FrameMeasure.wished() ? new FrameMeasure() : null;
  }

  subscribe(listener: FrameListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  startRun(): void {
    this.slow = null;
    this.storedAt = -Infinity;
    this.store.setState({ slow: null, events: [], eventCount: 0, seq: 0, explained: null });
  }

  /** `isAnew`: the events are those of another history, from its beginning. */
  receive(frame: Frame, events: EngineEvent[], isAnew: boolean): void {
    this.measure?.begin();
    this.nowUs = frame.nowUs;
    if (frame.slow !== null) this.slow = frame.slow;
    if (isAnew) this.store.setState({ events: [], eventCount: 0 });
    this.toStore(frame, events, performance.now());
    for (const listener of this.listeners) listener(frame);
    this.measure?.end();
  }

  private toStore(frame: Frame, events: EngineEvent[], now: number): void {
    const state = this.store.getState();
    for (const event of events) state.events.push(event);
    const turned = frame.playing !== state.playing;
    const jumped = frame.jump !== this.jump;
    this.jump = frame.jump;
    const due = events.length > 0 || turned || jumped || !frame.playing || now - this.storedAt >= STORE_PAUSE_MS;
    if (turned) this.store.setState({ playing: frame.playing });
    if (frame.slow === null || !due) return;
    this.storedAt = now;
    this.store.setState({ slow: keepSpecs(state.slow, frame.slow), eventCount: state.events.length, seq: frame.seq });
  }
}

/**
 * A spec that did not change stays the same object, so that its editor does not render again.
 * The frame itself is left as it came: views may hold it.
 */
export function keepSpecs(before: SlowFrame | null, now: SlowFrame): SlowFrame {
  if (before === null) return now;
  const keep = <Part extends { spec: { id: string } }>(old: readonly Part[], parts: Part[]): Part[] =>
    parts.map((part) => {
      const same = old.find((candidate) => candidate.spec.id === part.spec.id);
      return same !== undefined && JSON.stringify(same.spec) === JSON.stringify(part.spec) ? { ...part, spec: same.spec } : part;
    });
  return { ...now, producers: keep(before.producers, now.producers), consumers: keep(before.consumers, now.consumers) };
}
