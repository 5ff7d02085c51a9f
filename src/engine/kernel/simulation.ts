/**
 * What every part of the world shares: the clock, the queue and the record of what happened. Plain data.
 * Parts tell their own timers by `owner`; the world hands each due timer to its owner.
 */
import { createEventQueue, push, type EventQueue } from './event-queue.ts';

export interface Timer {
  owner: string;
}

export interface Happening {
  type: string;
  seq: number;
  atUs: number;
  cause: number | null;
}

export interface Simulation {
  nowUs: number;
  /** The UTC instant of time zero, epoch milliseconds. */
  startEpochMs: number;
  seed: string;
  queue: EventQueue<Timer>;
  history: Happening[];
  /** `seq` of the event that what happens now follows from. */
  cause: number | null;
}

export const createSimulation = (startEpochMs: number, seed: string): Simulation => ({
  nowUs: 0,
  startEpochMs,
  seed,
  queue: createEventQueue(),
  history: [],
  cause: null,
});

export function schedule<T extends Timer>(sim: Simulation, atUs: number, timer: T): void {
  push(sim.queue, Math.max(atUs, sim.nowUs), timer);
}

/** Records that something happened now; returns its `seq`. What happened never changes: snapshots share it. */
export function emit<B extends { type: string }>(sim: Simulation, body: B, cause: number | null = sim.cause): number {
  const seq = sim.history.length + 1;
  sim.history.push(Object.freeze({ ...body, seq, atUs: sim.nowUs, cause }));
  return seq;
}

/** Whole epoch seconds at a simulated instant. */
export const epochSecondsAt = (sim: Simulation, atUs: number): number => Math.floor(sim.startEpochMs / 1000 + atUs / 1_000_000);

/** The simulated instant at which an epoch second begins. */
export const startOfSecondUs = (sim: Simulation, epochSeconds: number): number => (epochSeconds * 1000 - sim.startEpochMs) * 1000;
