/**
 * Seeded random streams. Each purpose has a stream of its own, named (`keys:checkout`, `network:checkout`),
 * so that adding one actor does not change another's luck. Generator: sfc32, 128 bits of plain state.
 */
import { log } from './portable-math.ts';

export interface RandomStream {
  a: number;
  b: number;
  c: number;
  counter: number;
}

export function createRandom(seed: string, name: string): RandomStream {
  const [a, b, c] = mix(`${seed}/${name}`);
  const stream: RandomStream = { a, b, c, counter: 1 };
  for (let i = 0; i < 12; i++) nextUint32(stream);
  return stream;
}

/** Three 32-bit words that depend on every character (FNV-1a with three offsets, then finalised). */
function mix(text: string): [number, number, number] {
  const words: [number, number, number] = [0x811c9dc5, 0x01000193, 0x9e3779b9];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    words[0] = Math.imul(words[0] ^ code, 0x01000193);
    words[1] = Math.imul(words[1] ^ (code + i), 0x85ebca6b);
    words[2] = Math.imul(words[2] ^ (code * 31 + i), 0xc2b2ae35);
  }
  return words.map((word) => {
    let x = word ^ (word >>> 16);
    x = Math.imul(x, 0x7feb352d);
    x ^= x >>> 15;
    x = Math.imul(x, 0x846ca68b);
    return (x ^ (x >>> 16)) >>> 0;
  }) as [number, number, number];
}

export function nextUint32(stream: RandomStream): number {
  const t = (((stream.a + stream.b) | 0) + stream.counter) | 0;
  stream.counter = (stream.counter + 1) | 0;
  stream.a = stream.b ^ (stream.b >>> 9);
  stream.b = (stream.c + (stream.c << 3)) | 0;
  stream.c = ((stream.c << 21) | (stream.c >>> 11)) + t;
  stream.c |= 0;
  return t >>> 0;
}

/** Uniform in [0, 1), 32 bits of it. */
export const nextFloat = (stream: RandomStream): number => nextUint32(stream) / 0x1_0000_0000;

/** Uniform integer in [0, bound). */
export const nextBelow = (stream: RandomStream, bound: number): number => Math.floor(nextFloat(stream) * bound);

/** Standard normal by the polar method; only portable arithmetic, so the same in every browser. */
export function nextNormal(stream: RandomStream): number {
  for (;;) {
    const u = 2 * nextFloat(stream) - 1;
    const v = 2 * nextFloat(stream) - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s);
  }
}
