/** A change of settings: the stream is UPDATING for a while and shows the old values until it is ACTIVE again. */
import type { Kinesis } from './kinesis.ts';
import { stepStream } from './stream-life.ts';
import type { StreamSettings, StreamState } from './stream-state.ts';

/** The stream must be ACTIVE. */
export function changeSettings({ sim }: Kinesis, stream: StreamState, changes: Partial<StreamSettings>, updateMs: number): void {
  stream.pending = { ...stream.pending, ...changes };
  stepStream(sim, stream, 'change', updateMs);
}

const DAY_US = 86_400_000_000;

/** Keeps the instants of the last 24 hours. True where one more fits in; it is then noted. */
export function admitPerDay(instantsUs: number[], nowUs: number, perDay: number): boolean {
  while (instantsUs.length > 0 && instantsUs[0] <= nowUs - DAY_US) instantsUs.shift();
  if (instantsUs.length >= perDay) return false;
  instantsUs.push(nowUs);
  return true;
}
