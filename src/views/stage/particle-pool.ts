/** The particles' memory: a fixed pool of columns, so that no frame allocates anything for a particle. */
export const CAPACITY = 512;
const BUCKETS = 4096;

export const KIND = { accepted: 0, bounced: 1, read: 2, emptyRead: 3, refusedRead: 4, lost: 5 } as const;

export interface Motion {
  alive: number;
  kind: Uint8Array;
  colour: Uint8Array;
  /** 0–1 of its way. */
  progress: Float32Array;
  pace: Float32Array;
  /** Eight numbers a particle: start, end on the axis, end in the lane or consumer, sideways bend, size. */
  path: Float32Array;
  x: Float32Array;
  y: Float32Array;
  shard: Int32Array;
  /** Position in the shard's log, −1 where the row gave none. */
  position: Float64Array;
  hash: Float32Array;
  bornUs: Float64Array;
  /** Records of a group that did not fill a dot yet, by producer, colour, shard and outcome. */
  remainders: Float64Array;
  bounces: number;
  reads: number;
  /** Producers stand above the axis: curves leave downwards. */
  downwards: boolean;
  /** Counts dots, to spread them over their frame's time. */
  started: number;
  /** True once something has been drawn. */
  spawnedAny: boolean;
}

export function createMotion(): Motion {
  return {
    alive: 0,
    kind: new Uint8Array(CAPACITY),
    colour: new Uint8Array(CAPACITY),
    progress: new Float32Array(CAPACITY),
    pace: new Float32Array(CAPACITY),
    path: new Float32Array(CAPACITY * 8),
    x: new Float32Array(CAPACITY),
    y: new Float32Array(CAPACITY),
    shard: new Int32Array(CAPACITY),
    position: new Float64Array(CAPACITY),
    hash: new Float32Array(CAPACITY),
    bornUs: new Float64Array(CAPACITY),
    remainders: new Float64Array(BUCKETS),
    bounces: 0,
    reads: 0,
    downwards: false,
    started: 0,
    spawnedAny: false,
  };
}
