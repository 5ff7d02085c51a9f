/** Plays a run in slices shorter than a page travels, and notes every page that any consumer gets, in the order of arrival. */
import { advanceRun, type World } from '../../src/engine/index.ts';
import type { ConsumerTimer } from '../../src/engine/consumers/consumer-state.ts';
import { RUN_END_US, type Run, worldOf } from './arbitrary-run.ts';

/** Less than the 3 ms that an answer travels at least. */
export const SLICE_US = 2_000;

export interface ReadPage {
  /** Number of the consumer: another one after each new start. */
  consumer: number;
  start: 'TRIM_HORIZON' | 'LATEST';
  shard: number;
  /** Positions [from, to) of the shard's log. */
  from: number;
  to: number;
  /** Of data. */
  bytes: number;
  /** When the service gave it, within a slice. */
  atUs: number;
}

export interface ReadingTrace {
  world: World;
  pages: ReadPage[];
}

export function traceReading(run: Run): ReadingTrace {
  const world = worldOf(run);
  const pages: ReadPage[] = [];
  const seen = new WeakSet<object>();
  let given = 0;
  for (let atUs = SLICE_US; atUs <= RUN_END_US; atUs += SLICE_US) {
    given = advanceRun(world, run.commands, given, atUs);
    for (const item of world.sim.queue.items) {
      const timer = item as ConsumerTimer;
      if (timer.owner !== 'consumer' || timer.kind !== 'page' || seen.has(timer)) continue;
      seen.add(timer);
      const consumer = world.consumers.list.find(({ number }) => number === timer.consumer);
      if (consumer !== undefined)
        pages.push({
          consumer: timer.consumer,
          start: consumer.spec.start === 'LATEST' ? 'LATEST' : 'TRIM_HORIZON',
          shard: timer.shard,
          from: timer.page.from,
          to: timer.page.to,
          bytes: timer.page.bytes,
          atUs,
        });
    }
  }
  return { world, pages };
}
