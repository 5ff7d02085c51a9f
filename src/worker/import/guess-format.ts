/** Guesses from the beginning of a file how it is to be read. The learner can overrule every part. */
import Papa from 'papaparse';
import type { FormatChoice } from '../../protocol/import-messages.ts';
import { readTime } from './read-time.ts';

/** Bytes of the file that are looked at. */
export const GUESS_BYTES = 65_536;
const SAMPLE_ROWS = 50;
const DELIMITERS = [',', ';', '\t', '|'];
const LOG_START = /^(?:\S+ \S+ \S+ \[\d{2}\/[A-Z][a-z]{2}\/\d{4}:|\[?\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}[.,]?\d*Z?\]? +[[A-Z])/;

/** Null: one JSON document, which is not a format of rows. `text` ends with a whole row unless the file ends there. */
export function guessFormat(text: string, name: string): FormatChoice | null {
  const lines = text.split(/\r\n|\n|\r/).filter((line) => line.trim() !== '');
  const sample = lines.slice(0, SAMPLE_ROWS);
  const csv = guessCsv(text, name);
  if (looksLikeNdjson(sample)) return { ...csv.choice, format: 'ndjson' };
  if (looksLikeJsonDocument(lines, name)) return null;
  const extension = extensionOf(name);
  const isLog = extension === 'log' || sample.filter((line) => LOG_START.test(line)).length * 2 > sample.length;
  if (extension !== 'csv' && extension !== 'tsv' && (isLog || !csv.regular)) return { ...csv.choice, format: 'lines' };
  return csv.choice;
}

function extensionOf(name: string): string {
  return name.includes('.') ? name.slice(name.lastIndexOf('.') + 1).toLowerCase() : '';
}

function looksLikeNdjson(sample: string[]): boolean {
  const objects = sample.filter((line) => line.trimStart().startsWith('{') && parses(line)).length;
  return objects > 0 && objects * 2 >= sample.length;
}

function looksLikeJsonDocument(lines: string[], name: string): boolean {
  const first = lines[0]?.trim() ?? '';
  if (extensionOf(name) === 'json') return first.startsWith('[') || first.startsWith('{');
  return first === '[' || first === '{' || (first.startsWith('[{') && (lines.length === 1 || parses(lines.join('\n'))));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The delimiter that gives the most regular rows. */
function guessCsv(text: string, name: string): { choice: FormatChoice; regular: boolean } {
  let best = { delimiter: extensionOf(name) === 'tsv' ? '\t' : ',', share: 0, columns: 1, rows: [] as string[][] };
  for (const delimiter of DELIMITERS) {
    const rows = Papa.parse<string[]>(text, { delimiter, preview: SAMPLE_ROWS, skipEmptyLines: true }).data;
    const columns = rows[0]?.length ?? 0;
    const share = rows.filter((row) => row.length === columns).length / Math.max(1, rows.length);
    if (columns > 1 && (share > best.share + 0.1 || (share > best.share - 0.1 && columns > best.columns)))
      best = { delimiter, share, columns, rows };
  }
  if (best.rows.length === 0)
    best.rows = Papa.parse<string[]>(text, { delimiter: best.delimiter, preview: SAMPLE_ROWS, skipEmptyLines: true }).data;
  const choice: FormatChoice = { format: 'csv', delimiter: best.delimiter, header: looksLikeHeader(best.rows) };
  return { choice, regular: best.columns > 1 && best.share >= 0.8 };
}

/** A header names things: no numbers, times or gaps, nothing twice, and nothing that comes again below it. */
function looksLikeHeader(rows: string[][]): boolean {
  const [first, ...rest] = rows;
  if (first === undefined || rest.length === 0 || new Set(first).size < first.length) return false;
  return first.every((cell, column) => {
    const text = cell.trim();
    if (text === '' || text.length > 100 || !Number.isNaN(Number(text)) || !Number.isNaN(readTime(text))) return false;
    return !rest.some((row) => row[column] === cell);
  });
}
