/** The exercises, in the order in which they are offered. */
import type { Exercise } from './exercise.ts';
import { fiveReadersCheap } from './five-readers-cheap.ts';
import { fiveReadersFast } from './five-readers-fast.ts';
import { hotKey } from './hot-key.ts';
import { iteratorExpiry } from './iterator-expiry.ts';
import { parentsFirst } from './parents-first.ts';
import { retention } from './retention.ts';
import { tenMegabyteRead } from './ten-megabyte-read.ts';

export const exercises: readonly Exercise[] = [
  hotKey,
  fiveReadersCheap,
  fiveReadersFast,
  tenMegabyteRead,
  iteratorExpiry,
  retention,
  parentsFirst,
];
