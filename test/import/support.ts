import { buildDataset } from '../../src/worker/import/build-dataset.ts';
import { scanFile, type ScannedFile } from '../../src/worker/import/scan-file.ts';
import { isRefusal, TextIntake, type FileText } from '../../src/worker/import/text-intake.ts';
import type { BuildWish, BuiltDataset, FileRefusal, FormatChoice } from '../../src/protocol/import-messages.ts';
import type { Dataset } from '../../src/protocol/dataset.ts';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Feeds the bytes in chunks that end at the given offsets. */
export function takeIn(bytes: Uint8Array, cuts: number[] = [], name = 'file.txt'): FileText | FileRefusal {
  const intake = new TextIntake(name, bytes.length);
  const ends = [...new Set([...cuts.filter((cut) => cut > 0 && cut < bytes.length), bytes.length])].sort((a, b) => a - b);
  let at = 0;
  for (const end of ends) {
    const refusal = intake.push(bytes.slice(at, end));
    if (refusal !== null) return refusal;
    at = end;
  }
  return intake.finish();
}

export function taken(content: string | Uint8Array, name = 'file.txt'): FileText {
  const text = takeIn(typeof content === 'string' ? utf8(content) : content, [], name);
  if (isRefusal(text)) throw new Error(text.sentence);
  return text;
}

export function scanned(content: string | Uint8Array, choice: Partial<FormatChoice> = {}, name = 'file.txt'): ScannedFile {
  const result = scanFile(taken(content, name), choice, () => {});
  if (isRefusal(result)) throw new Error(result.sentence);
  return result;
}

export function built(
  content: string | Uint8Array,
  choice: Partial<FormatChoice>,
  wish: Partial<BuildWish> = {},
  name = 'file.txt',
): BuiltDataset {
  const result = buildDataset(taken(content, name), choice, { keyFields: [], timeField: null, ...wish }, () => {});
  if (isRefusal(result)) throw new Error(result.sentence);
  return result;
}

export function rowTexts(dataset: Dataset): string[] {
  return Array.from(dataset.starts, (start, i) => new TextDecoder().decode(dataset.bytes.subarray(start, dataset.ends[i])));
}

export function keysOf(dataset: Dataset, field = 0): string[] {
  const { dictionary, codes } = dataset.keyFields[field];
  return Array.from(codes, (code) => dictionary[code]);
}
