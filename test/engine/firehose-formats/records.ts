/** Batches of records for the tests of formats. */
import { createRandom, type RandomStream } from '../../../src/engine/kernel/random.ts';
import { encodeUtf8 } from '../../../src/engine/kernel/utf8.ts';
import { batchOf, type RecordBatch } from '../../../src/engine/firehose/record-batch.ts';

export const ARRIVAL_MS = Date.UTC(2026, 6, 13, 14, 5, 9);
export const ENTRY_ID = '0f8fad5b-d9cb-469f-a165-70867728950e';

export const batchOfTexts = (texts: readonly string[], firstNumber = 0): RecordBatch =>
  batchOf(texts.map(encodeUtf8), ARRIVAL_MS, firstNumber);

export const textOf = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

export const dice = (name = 'formats'): RandomStream => createRandom('1', name);
