/** The last refused records, in columns of fixed length: what a learner sees bouncing off, and what a cause is found in. */
const LENGTH = 4096;

export interface RefusalLog {
  /** Refusals ever; the newest stands at (total − 1) mod LENGTH. */
  total: number;
  atUs: Float64Array;
  stream: Uint16Array;
  shard: Uint32Array;
  keyId: Uint32Array;
  producer: Uint16Array;
  /** 1 records, 2 bytes. */
  limit: Uint8Array;
  attempt: Uint8Array;
}

export const createRefusalLog = (): RefusalLog => ({
  total: 0,
  atUs: new Float64Array(LENGTH),
  stream: new Uint16Array(LENGTH),
  shard: new Uint32Array(LENGTH),
  keyId: new Uint32Array(LENGTH),
  producer: new Uint16Array(LENGTH),
  limit: new Uint8Array(LENGTH),
  attempt: new Uint8Array(LENGTH),
});

export const slotOf = (refusal: number): number => refusal % LENGTH;
/** The oldest refusal still held. */
export const oldestRefusal = (log: RefusalLog): number => Math.max(0, log.total - LENGTH);

export function addRefusal(
  log: RefusalLog,
  atUs: number,
  stream: number,
  shard: number,
  keyId: number,
  producer: number,
  limit: 1 | 2,
  attempt: number,
): void {
  const slot = slotOf(log.total++);
  log.atUs[slot] = atUs;
  log.stream[slot] = stream;
  log.shard[slot] = shard;
  log.keyId[slot] = keyId;
  log.producer[slot] = producer;
  log.limit[slot] = limit;
  log.attempt[slot] = Math.min(attempt, 255);
}
