/**
 * SHA-256 (FIPS 180-4), fed chunk by chunk. Written out because `crypto.subtle` takes only whole buffers and is missing on
 * plain-http hosts, where the app must work too.
 */
const K = new Int32Array(64);
const H0 = new Int32Array(8);
fillConstants();

/** The first 32 bits of the fractional parts of the cube (K) and square (H0) roots of the first primes, as the standard says. */
function fillConstants(): void {
  const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
  for (let candidate = 2, found = 0; found < 64; candidate++) {
    let prime = true;
    for (let d = 2; d * d <= candidate; d++) if (candidate % d === 0) prime = false;
    if (!prime) continue;
    if (found < 8) H0[found] = fraction(Math.sqrt(candidate));
    K[found++] = fraction(Math.cbrt(candidate));
  }
}

export class Sha256 {
  private readonly state = H0.slice();
  private readonly words = new Int32Array(64);
  private readonly tail = new Uint8Array(64);
  private tailLength = 0;
  private totalBytes = 0;

  update(chunk: Uint8Array): void {
    this.totalBytes += chunk.length;
    let at = 0;
    if (this.tailLength > 0) {
      at = Math.min(64 - this.tailLength, chunk.length);
      this.tail.set(chunk.subarray(0, at), this.tailLength);
      this.tailLength += at;
      if (this.tailLength < 64) return;
      this.block(this.tail, 0);
      this.tailLength = 0;
    }
    for (; at + 64 <= chunk.length; at += 64) this.block(chunk, at);
    this.tail.set(chunk.subarray(at));
    this.tailLength = chunk.length - at;
  }

  /** The digest in hex. Nothing can be added afterwards. */
  finish(): string {
    const lengthBits = this.totalBytes * 8;
    const padding = new Uint8Array((this.tailLength < 56 ? 64 : 128) - this.tailLength);
    padding[0] = 0x80;
    const view = new DataView(padding.buffer);
    view.setUint32(padding.length - 8, Math.floor(lengthBits / 2 ** 32));
    view.setUint32(padding.length - 4, lengthBits >>> 0);
    this.update(padding);
    return Array.from(this.state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
  }

  private block(bytes: Uint8Array, at: number): void {
    const w = this.words;
    for (let i = 0; i < 16; i++, at += 4) w[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15];
      const y = w[i - 2];
      const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
      const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
      w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }
    const state = this.state;
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let d = state[3];
    let e = state[4];
    let f = state[5];
    let g = state[6];
    let h = state[7];
    for (let i = 0; i < 64; i++) {
      const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
      const t1 = (h + s1 + (g ^ (e & (f ^ g))) + K[i] + w[i]) | 0;
      const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
      const t2 = (s0 + ((a & b) | (c & (a | b)))) | 0;
      h = g;
      g = f;
      f = e;
      e = (d + t1) | 0;
      d = c;
      c = b;
      b = a;
      a = (t1 + t2) | 0;
    }
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
    state[5] += f;
    state[6] += g;
    state[7] += h;
  }
}
