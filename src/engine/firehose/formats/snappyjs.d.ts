/** The library has no types of its own. */
declare module 'snappyjs' {
  /** A raw Snappy block, without any framing. */
  export function compress(bytes: Uint8Array): Uint8Array;
}
