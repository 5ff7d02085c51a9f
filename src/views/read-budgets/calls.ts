/** The reads of one shard as they stand in a frame, and what each reader got of them. Pure. */
import { READ_OUTCOMES, READ_ROW, type ReadFrame, type ReadOutcome } from '../../protocol/read-frame.ts';

export interface Call {
  reader: string;
  atUs: number;
  outcome: ReadOutcome;
  records: number;
  bytes: number;
}

/** Oldest first. */
export function callsOf({ rows, readers }: Pick<ReadFrame, 'rows' | 'readers'>): Call[] {
  const calls: Call[] = [];
  for (let at = 0; at + READ_ROW <= rows.length; at += READ_ROW)
    calls.push({
      reader: readers[rows[at]],
      atUs: rows[at + 1],
      outcome: READ_OUTCOMES[rows[at + 2]],
      records: rows[at + 3],
      bytes: rows[at + 4],
    });
  return calls;
}

export const isRefused = ({ outcome }: Call): boolean => outcome === 'refused-by-calls' || outcome === 'refused-by-bytes';

/** How long a call's bytes take at the rate that a budget lets pass. */
export const transferUs = (bytes: number, bytesPerSecond: number): number => (bytes / bytesPerSecond) * 1e6;

/** A call whose bytes pass through a pipe one after another. */
interface Passing {
  call: Call;
  fromUs: number;
  toUs: number;
}

/**
 * The shared byte budget as a queue: what is answered passes at the pipe's rate, each call behind the one before it. A bucket that keeps
 * `keptBytes` of unused budget is empty, and refuses, exactly while this queue reaches further than that into the future.
 */
export function passThrough(calls: readonly Call[], bytesPerSecond: number): Passing[] {
  let endUs = -Infinity;
  return calls
    .filter(({ outcome, bytes }) => outcome === 'answered' && bytes > 0)
    .map((call) => {
      const fromUs = Math.max(call.atUs, endUs);
      endUs = fromUs + transferUs(call.bytes, bytesPerSecond);
      return { call, fromUs, toUs: endUs };
    });
}

/** A call that takes one of the call slots for the second after it. */
interface TakenSlot {
  call: Call;
  slot: number;
}

const SECOND_US = 1e6;

/** Each answered call takes the first slot that is free, for a second: a sixth call within any second finds none. */
export function takeSlots(calls: readonly Call[], slots: number): TakenSlot[] {
  const freeAtUs = Array.from({ length: slots }, () => -Infinity);
  const taken: TakenSlot[] = [];
  for (const call of calls) {
    if (call.outcome !== 'answered') continue;
    const slot = freeAtUs.findIndex((atUs) => atUs <= call.atUs);
    if (slot < 0) continue;
    freeAtUs[slot] = call.atUs + SECOND_US;
    taken.push({ call, slot });
  }
  return taken;
}

export interface Got {
  /** Answered, over `seconds`. */
  calls: number;
  pushes: number;
  records: number;
  bytes: number;
  refusedByCalls: number;
  refusedByBytes: number;
  /** Mean pause between two calls, refused ones included; null with fewer than two. */
  waitMs: number | null;
  seconds: number;
}

/** What a reader got in the window before now, or all of them together. */
export function gotOf(calls: readonly Call[], reader: string | null, nowUs: number, windowUs: number): Got {
  const own = calls.filter((call) => (reader === null || call.reader === reader) && call.atUs > nowUs - windowUs && call.atUs <= nowUs);
  const having = (outcome: ReadOutcome) => own.filter((call) => call.outcome === outcome).length;
  const asked = own.filter(({ outcome }) => outcome !== 'pushed');
  const sum = (pick: (call: Call) => number) => own.reduce((total, call) => total + pick(call), 0);
  return {
    calls: having('answered'),
    pushes: having('pushed'),
    records: sum(({ records }) => records),
    bytes: sum(({ bytes }) => bytes),
    refusedByCalls: having('refused-by-calls'),
    refusedByBytes: having('refused-by-bytes'),
    waitMs: asked.length < 2 ? null : (asked[asked.length - 1].atUs - asked[0].atUs) / (asked.length - 1) / 1000,
    seconds: Math.max(1e-3, Math.min(windowUs, nowUs) / 1e6),
  };
}
