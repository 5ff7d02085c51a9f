/** Tables and the event log as text files. */
import Papa from 'papaparse';
import type { EngineEvent } from '../../engine/events.ts';
import type { ExportTable } from './tables.ts';

/** RFC 4180. A value that a spreadsheet would run as a formula is quoted: partition keys are whatever a producer sent. */
export function csvOf({ columns, rows }: ExportTable): string {
  const text = Papa.unparse({ fields: columns, data: rows }, { newline: '\r\n', escapeFormulae: true });
  return `${text}\r\n`;
}

/** One event a line, as the engine tells it, with the UTC instant in front. */
export function ndjsonOf(events: readonly EngineEvent[], startEpochMs: number): string {
  return events.map((event) => `${JSON.stringify({ time: instantOf(startEpochMs, event.atUs), ...event })}\n`).join('');
}

/** ISO 8601 to the microsecond. */
function instantOf(startEpochMs: number, atUs: number): string {
  const ms = startEpochMs + Math.floor(atUs / 1000);
  return new Date(ms).toISOString().replace('Z', `${String(atUs % 1000).padStart(3, '0')}Z`);
}
