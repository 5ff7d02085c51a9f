/** How many bytes of data the next record has. */
import { exp } from '../../kernel/portable-math.ts';
import { nextBelow, nextNormal, type RandomStream } from '../../kernel/random.ts';
import type { SizeSpec } from '../producer-spec.ts';

export function pickSize(spec: SizeSpec, random: RandomStream, maxBytes: number): number {
  switch (spec.kind) {
    case 'fixed':
      return Math.min(spec.bytes, maxBytes);
    case 'uniform':
      return Math.min(spec.minBytes + nextBelow(random, spec.maxBytes - spec.minBytes + 1), maxBytes);
    case 'log-normal':
      return Math.min(Math.max(1, Math.round(spec.medianBytes * exp(spec.sigma * nextNormal(random)))), maxBytes);
  }
}
