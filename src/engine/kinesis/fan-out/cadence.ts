/**
 * When fan-out pushes. AWS documents none of it; the figures fit the recorded answers of September 2026
 * (radkawar/stackd, us-east-1): live records 70 to 150 ms after their arrival; an event without records 5.0 s after
 * the subscription was admitted, then 5.036 s (mean) after the last event of any kind; 7.5 MiB, and 1.5 MiB 0.3 s later.
 */
import { schedule, type Simulation } from '../../kernel/simulation.ts';
import { MILLISECOND } from '../../kernel/time.ts';
import type { KinesisTimer } from '../kinesis-timer.ts';
import type { StreamState } from '../stream-state.ts';

/** A record can be pushed this long after its arrival. */
const VISIBLE_AFTER_US = 70 * MILLISECOND;
/** The first new records are pushed 70 ms after they arrived, those that go on coming on a beat of this length: 70 to 95 ms. A choice. */
export const BEAT_US = 25 * MILLISECOND;

export const FIRST_HEARTBEAT_US = 5000 * MILLISECOND;
export const HEARTBEAT_US = 5036 * MILLISECOND;

/** Seconds of unused budget that a subscription starts with and may save up: 9 MiB, the least that passes the recorded 7.5 + 1.5 MiB. */
export const BURST_SECONDS = 4.5;

/** An event travels at 25 MiB/s (7.5 MiB in 0.3 s); the next one follows it. */
const TRAVEL_BYTES_PER_SECOND = 26_214_400;
export const travelUs = (bytes: number): number => Math.ceil((bytes * 1_000_000) / TRAVEL_BYTES_PER_SECOND);

/** Records that arrived at this instant or before can be pushed now. */
export const visibleUntilUs = (nowUs: number): number => nowUs - VISIBLE_AFTER_US;

/**
 * Plans the next push for records that have just arrived. Does nothing where nobody is subscribed: this stands on the
 * write path.
 */
export function planPush(sim: Simulation, stream: StreamState, afterUs = VISIBLE_AFTER_US): void {
  const { fanOut } = stream;
  if (fanOut.openSubscriptions === 0 || fanOut.tickAtUs !== null) return;
  fanOut.tickAtUs = sim.nowUs + afterUs;
  schedule<KinesisTimer>(sim, fanOut.tickAtUs, { owner: 'kinesis', kind: 'fan-out-tick', stream: stream.number });
}
