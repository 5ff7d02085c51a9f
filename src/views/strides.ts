/** The protocol's array layouts, repeated as values because views take only types from it; the types refuse any other number. */
import type { CELL_COLOURS as CellColours, PUT_STRIDE as PutStride, READ_STRIDE as ReadStride } from '../protocol/from-worker.ts';

export const PUT_STRIDE: typeof PutStride = 8;
export const READ_STRIDE: typeof ReadStride = 6;
export const CELL_COLOURS: typeof CellColours = 7;
