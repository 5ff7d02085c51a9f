/** Why a file cannot be used, said so that a reader knows what would be right. */
import type { BadRows, FileRefusal, FormatChoice } from '../../protocol/import-messages.ts';

/** Largest file, in bytes: 100 MiB. It is held in memory as a whole. */
export const FILE_BYTES_MAX = 100 * 1024 * 1024;
export const ROWS_MAX = 5_000_000;

const number = (value: number): string => value.toLocaleString('en-US');

const TEXT_WANTED = 'Choose a text file: NDJSON, CSV or log lines.';

export function emptyFile(name: string): FileRefusal {
  return { reason: 'empty', sentence: `${name} is empty. ${TEXT_WANTED}` };
}

export function tooLargeFile(name: string, sizeBytes: number): FileRefusal {
  const mib = (sizeBytes / 1024 / 1024).toLocaleString('en-US', { maximumFractionDigits: 1 });
  return {
    reason: 'too-large',
    sentence: `${name} is ${mib} MiB; at most 100 MiB can be replayed. Cut it into parts and choose one of them.`,
  };
}

/** `kind`: what the first bytes say it is, for instance "a PNG picture". */
export function knownBinary(name: string, kind: string, advice: string | null): FileRefusal {
  return { reason: 'binary', sentence: `${name} is ${kind}, not text. ${advice ?? TEXT_WANTED}` };
}

export function zeroByte(name: string, offset: number): FileRefusal {
  return {
    reason: 'binary',
    sentence: `${name} is not text: byte ${number(offset + 1)} is zero. ${TEXT_WANTED} UTF-16 text needs its byte order mark, or save it as UTF-8.`,
  };
}

export function brokenUtf16(name: string): FileRefusal {
  return {
    reason: 'not-utf-8',
    sentence: `${name} begins like UTF-16 text but is broken further on. Save it as UTF-8 and choose it again.`,
  };
}

export function notUtf8(name: string, rows: number, line: number): FileRefusal {
  return {
    reason: 'not-utf-8',
    sentence: `${name} is not UTF-8 text: ${number(rows)} rows hold bytes that are not UTF-8, the first on line ${number(line)}. Save it as UTF-8 and choose it again.`,
  };
}

export function jsonDocument(name: string): FileRefusal {
  return {
    reason: 'json-document',
    sentence: `${name} is one JSON document. What can be replayed is NDJSON: one JSON object on each line, without commas between them (jq -c '.[]' makes it from an array).`,
  };
}

export function tooManyRows(name: string): FileRefusal {
  return { reason: 'too-many-rows', sentence: `${name} has more than ${number(ROWS_MAX)} rows. Cut it into parts and choose one of them.` };
}

export function noUsableRows(name: string, choice: FormatChoice, bad: BadRows): FileRefusal {
  const first = bad.first[0];
  const why =
    first === undefined
      ? 'it has no rows'
      : `none of its ${number(bad.total)} rows can be used; line ${number(first.line)} ${first.detail}`;
  return {
    reason: 'no-usable-rows',
    sentence: `Read as ${formatName(choice)}, ${name} gives no records: ${why}. Choose another format or another field.`,
  };
}

export function unreadableFile(name: string): FileRefusal {
  return { reason: 'unreadable', sentence: `${name} could not be read: it was changed, moved or is not a file. Choose it again.` };
}

export function formatName(choice: FormatChoice): string {
  if (choice.format === 'ndjson') return 'NDJSON';
  if (choice.format === 'lines') return 'log lines';
  return choice.header ? 'CSV with a header' : 'CSV without a header';
}
